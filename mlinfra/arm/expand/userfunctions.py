"""Read the user functions of a template, and evaluate calls of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.schema import Types
from mlinfra.arm.expand.trees import evaluate_tree, within
from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class UserFunction:
    """One member of a namespace."""

    name: str
    """With its namespace."""
    path: str
    declaration: Mapping[str, Any]
    types: Types

    def call(self, args: list[Value], context: Context) -> Value:
        """The value for some arguments; ``context``: of the call."""
        declared = self.declaration.get("parameters") or []
        if len(args) != len(declared):
            raise TemplateError(f"{self.name}() takes {len(declared)} arguments, {len(args)} are given")
        for schema, arg in zip(declared, args, strict=True):
            self.types.check(arg, schema, f"{self.name}({schema['name']})")
        arguments = {schema["name"].lower(): arg for schema, arg in zip(declared, args, strict=True)}
        inner = Context(context.expansion, "function", arguments=arguments, active=context.active)
        output = self.declaration["output"]
        value = within(f"{self.path}.output.value", evaluate_tree, output.get("value"), inner)
        self.types.check(value, output, f"{self.name}()")
        return value


def user_functions(declared: Any, types: Types) -> dict[str, UserFunction]:
    """The functions of a template, by lower-case name with namespace."""
    functions: dict[str, UserFunction] = {}
    for at, group in enumerate(declared or []):
        for name, member in (group.get("members") or {}).items():
            full = f"{group['namespace']}.{name}"
            functions[full.lower()] = UserFunction(full, f"functions[{at}].members.{name}", member, types)
    return functions

"""Evaluate and check the parameters of a template; secrets stay expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.evaluate import settled
from mlinfra.arm.expand.syntax import Call, Known
from mlinfra.arm.expand.trees import evaluate_tree, within
from mlinfra.arm.expand.values import MISSING, Missing, Open, Value, find_key, is_open, open_call
from mlinfra.base.errors import TemplateError

if TYPE_CHECKING:
    from mlinfra.arm.expand.context import Context
    from mlinfra.arm.expand.runtime import Runtime
    from mlinfra.arm.expand.schema import Types


class Parameters:
    """The parameters of one template. Values are made when they are first asked for."""

    def __init__(self, declared: Mapping[str, Any], given: Mapping[str, Any], types: Types, *, main: bool) -> None:
        self.types = types
        self.main = main
        """Whether the template is the outermost one."""
        self._declared = {name.lower(): (name, schema) for name, schema in declared.items()}
        self._values: dict[str, Value] = {}
        self._active: list[str] = []
        self._given: dict[str, Any] = {}
        place = "parameters" if main else ".properties.parameters"  # of the nested deployment
        for name, entry in given.items():
            if name.lower() not in self._declared:
                hint = f"There are: {', '.join(declared)}." if declared else "It has none."
                raise TemplateError(f"the template has no parameter {name!r}", where=f"{place}.{name}", hint=hint)
            if not isinstance(entry, Mapping):
                raise TemplateError('a parameter is {"value": ...} or {"reference": ...}', where=f"{place}.{name}")
            self._given[name.lower()] = entry

    def evaluate_all(self, context: Context) -> None:
        """Evaluates and checks every parameter."""
        for name in self._declared:
            self.value(name, context)

    def value(self, name: str, context: Context) -> Value:
        """The value of a parameter."""
        key = name.lower()
        if key in self._values:
            return self._values[key]
        if key not in self._declared:
            raise TemplateError(f"the template has no parameter {name!r}")
        if key in self._active:
            raise TemplateError(f"parameters depend on each other: cycle {' -> '.join([*self._active, key])}")
        self._active.append(key)
        shown, schema = self._declared[key]
        self._values[key] = within(f"parameters.{shown}", self._make, shown, schema, context)
        self._active.pop()
        return self._values[key]

    def _make(self, name: str, schema: dict[str, Any], context: Context) -> Value:
        node = Call("parameters", (Known(name),))
        value = self._given_value(node, self._given.get(name.lower()), context)
        given = value is not MISSING and value is not None
        if not given:
            value = self._default(name, schema, context)
        shown = settled(value) if type(value) is Open else value
        self.types.check(shown, schema, name)
        if not given or context.expansion.runtime is not None:
            return value
        masked = self.types.masked(shown, schema, node)
        return value if masked is shown else masked

    def _given_value(self, node: Call, entry: Any, context: Context) -> Value | Missing:
        if entry is None:
            return MISSING
        key = find_key(entry, "value")
        if key is not None:
            return entry[key]
        reference = find_key(entry, "reference")
        if reference is not None:
            return self._secret(node, entry[reference], context.expansion.runtime)
        if "expression" in entry:
            return evaluate_tree(entry["expression"], context)
        return MISSING

    def _secret(self, node: Call, reference: Any, runtime: Runtime | None) -> Value:
        if runtime is not None and not is_open(reference):
            return runtime.secret(reference)
        if self.main:
            return Open(node)
        vault = reference.get("keyVault") if isinstance(reference, Mapping) else None
        if not isinstance(vault, Mapping) or "id" not in vault or "secretName" not in reference:
            raise TemplateError("a reference names a key vault by its id, and a secret")
        version = reference.get("secretVersion")
        args = [vault["id"], reference["secretName"], *([] if version is None else [version])]
        return open_call("getKeyVaultSecret", *args)

    def _default(self, name: str, schema: dict[str, Any], context: Context) -> Value:
        default = schema.get("defaultValue")
        if default is not None:
            return within(".defaultValue", evaluate_tree, default, context)
        if self.types.resolved(schema).get("nullable") is True:
            return None
        raise TemplateError(f"the parameter {name!r} has no value", hint="Give it a value; it has no default.")

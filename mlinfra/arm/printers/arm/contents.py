"""Read the files that ``load…`` calls name into the generated variables ``$fxv#0``, ``$fxv#1`` and so on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from mlinfra.arm.expressions import Call, Prop, Spelled, Value
from mlinfra.arm.printers.arm.walk import everything, parts
from mlinfra.arm.tree import Metadata, Module, Output, Parameter, Resource, Template, Variable
from mlinfra.base.errors import Unprintable
from mlinfra.base.frozen import dataclass

LOADERS = frozenset(("loadTextContent", "loadJsonContent", "loadYamlContent", "loadFileAsBase64"))
_STRUCTURED = frozenset(("loadJsonContent", "loadYamlContent"))


@dataclass(frozen=True, slots=True)
class Contents:
    """Names of generated variables by the identity of the call, and what these variables hold."""

    names: dict[int, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, template: Template) -> Contents:
        """Reads what a template loads; raises `Unprintable` for a file it does not carry."""
        names: dict[int, str] = {}
        values: dict[str, Value] = {}
        if not template.files:
            return cls()
        for root in _values(template):
            for value in everything(root):
                if not isinstance(value, Call) or value.name not in LOADERS or id(value) in names:
                    continue
                if value is root and value.name not in _STRUCTURED:
                    continue  # the direct value of a variable
                name = f"$fxv#{len(names)}"
                names[id(value)], values[name] = name, load(template, value)
        return cls(names, dict(sorted(values.items())))


def _values(template: Template) -> Iterator[Value]:
    """The values of a template in its order; what is not a variable's value is wrapped, so that no call stands alone.

    Functions cannot read variables: what they load is written out there.
    """
    for statement in template.body:
        if isinstance(statement, Variable):
            yield statement.value
        elif isinstance(statement, Parameter):
            yield [statement.default]
        elif isinstance(statement, (Metadata, Output)):
            yield [statement.value]
        elif isinstance(statement, (Resource, Module)):
            yield from _of_entity(statement)


def _of_entity(decl: Resource | Module) -> Iterator[Value]:
    yield [*(parts(decl.loop) if decl.loop else ()), decl.condition]
    for item in decl.items:
        if isinstance(item, Resource):
            yield from _of_entity(item)
        elif isinstance(item, Prop):
            yield [item.value]


def load(template: Template, call: Call) -> Value:
    """What one ``load…`` call gives."""
    path = _literal(call, 0)
    if path not in template.files:
        raise Unprintable(f"{call.name} names a file that the template does not carry: {path!r}")
    data = template.files[path]
    if call.name == "loadFileAsBase64":
        import base64  # few templates have a file as base64

        return base64.b64encode(data).decode()
    try:
        text = data.decode("utf-8-sig")
        if call.name == "loadTextContent":
            return text
        parsed = json.loads(text) if call.name == "loadJsonContent" else _yaml(text)
        return _sayable(_selected(parsed, _literal(call, 1) if len(call.args) > 1 else ""))
    except (ValueError, LookupError, TypeError) as error:
        raise Unprintable(f"{call.name} cannot read {path!r}: {error}") from None


def _literal(call: Call, at: int) -> str:
    argument = call.args[at] if at < len(call.args) else None
    if isinstance(argument, Spelled):
        argument = argument.value
    if isinstance(argument, str):
        return argument
    raise Unprintable(f"{call.name} takes literal texts")


def _yaml(text: str) -> Any:
    from mlinfra.base.yaml_text import read_yaml  # PyYAML takes longer to import than a template to print

    return read_yaml(text)


def _selected(value: Any, path: str) -> Any:
    """The part at a dotted path such as ``a.b[0]``."""
    for step in path.removeprefix("$").replace("[", ".[").split("."):
        if step.startswith("["):
            value = value[int(step[1:-1])]
        elif step:
            value = value[step]
    return value


def _sayable(value: Any) -> Value:
    """A loaded value as Bicep would say it: fractions by ``json()``."""
    if isinstance(value, dict):
        return {str(key): _sayable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_sayable(item) for item in value]
    if isinstance(value, float):
        return Call("json", (json.dumps(value),))
    return value if value is None or isinstance(value, (bool, int)) else str(value)

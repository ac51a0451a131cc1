"""The ``load…`` calls of a template go in; the generated ``$fxv`` variables and what they hold come out."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mlinfra.errors import Unprintable
from mlinfra.expr import Call, Prop, Spelled, Value
from mlinfra.printers.arm.walk import everything, parts
from mlinfra.template.ir import Function, Metadata, Module, Output, Parameter, Resource, Template, Variable

LOADERS = frozenset(("loadTextContent", "loadJsonContent", "loadYamlContent", "loadFileAsBase64"))
_STRUCTURED = frozenset(("loadJsonContent", "loadYamlContent"))


@dataclass(frozen=True, slots=True)
class Contents:
    """Names of generated variables by the identity of the call, and the JSON values of these variables."""

    names: dict[int, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, template: Template) -> Contents:
        """Reads what a template loads; raises `Unprintable` for a file it does not carry."""
        names: dict[int, str] = {}
        values: dict[str, Any] = {}
        if not template.files:
            return cls(names, values)
        for root in _values(template):
            for value in everything(root):
                if isinstance(value, Call) and value.name in LOADERS and id(value) not in names:
                    if value is root and value.name not in _STRUCTURED:
                        continue  # the direct value of a variable
                    name = f"$fxv#{len(names)}"
                    names[id(value)], values[name] = name, load(template, value)
        return cls(names, dict(sorted(values.items())))


def _values(template: Template) -> Iterator[Value]:
    """The values of a template; what is not a variable's value is wrapped, so that no call stands on its own."""
    order: tuple[type, ...] = (Metadata, Parameter, Variable, Function, Resource, Module, Output)
    for kind in order:
        for statement in template.body:
            if not isinstance(statement, kind):
                continue
            if isinstance(statement, Variable):
                yield statement.value
            elif isinstance(statement, (Resource, Module)):
                yield from _of_entity(statement)
            else:
                yield [_value(statement)]


def _value(statement: Any) -> Value:
    if isinstance(statement, Parameter):
        return statement.default
    found: Value = statement.body if isinstance(statement, Function) else statement.value
    return found


def _of_entity(decl: Resource | Module) -> Iterator[Value]:
    if isinstance(decl, Resource):
        for item in decl.items:
            if isinstance(item, Resource):
                yield from _of_entity(item)
    yield [decl.condition, *(parts(decl.loop) if decl.loop else ())]
    yield [item.value for item in decl.items if isinstance(item, Prop)]


def load(template: Template, call: Call) -> Any:
    """The JSON value of one ``load…`` call."""
    path = _literal(call, 0)
    if path not in template.files:
        raise Unprintable(f"{call.name} names a file that the template does not carry: {path!r}")
    data = template.files[path]
    if call.name == "loadFileAsBase64":
        return base64.b64encode(data).decode()
    text = data.decode("utf-8-sig")
    if call.name == "loadTextContent":
        return _json(text)
    selected = _select(_parse(call.name, text), _literal(call, 1) if len(call.args) > 1 else "")
    return _json(selected)


def _literal(call: Call, at: int) -> str:
    argument = call.args[at] if at < len(call.args) else None
    if isinstance(argument, Spelled):
        argument = argument.value
    if isinstance(argument, str):
        return argument
    raise Unprintable(f"{call.name} takes literal texts")


def _parse(loader: str, text: str) -> Any:
    if loader == "loadJsonContent":
        return json.loads(text)
    import yaml

    return yaml.safe_load(text)


def _select(value: Any, path: str) -> Any:
    """The part at a dotted path such as ``a.b[0]``."""
    for step in path.removeprefix("$").replace("[", ".[").split("."):
        if step.startswith("["):
            value = value[int(step[1:-1])]
        elif step:
            value = value[step]
    return value


def _json(value: Any) -> Any:
    """A loaded value as template JSON: fractions become expressions, texts in brackets are escaped."""
    if isinstance(value, dict):
        return {escaped(str(key)): _json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    if isinstance(value, float):
        return f"[json('{json.dumps(value)}')]"
    if value is None or isinstance(value, (bool, int)):
        return value
    return escaped(str(value))


def escaped(text: str) -> str:
    """A text as a JSON string of a template: one that would be read as an expression gets another bracket."""
    return f"[{text}" if text.startswith("[") and text.endswith("]") else text

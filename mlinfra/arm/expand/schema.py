"""Check values against their declared types, and find which parts of them are secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.arm.expand.functions.collections import canonical
from mlinfra.arm.expand.syntax import Access, Known, Node
from mlinfra.arm.expand.text import units
from mlinfra.arm.expand.values import Open, Value, find_key, is_open, json_text, kind_of
from mlinfra.base.errors import TemplateError

Schema = Mapping[str, Any]

_TYPES = {
    "string": str,
    "securestring": str,
    "int": int,
    "bool": bool,
    "array": list,
    "object": dict,
    "secureobject": dict,
}
NAMES = {
    "string": "String",
    "securestring": "SecureString",
    "int": "Int",
    "bool": "Bool",
    "array": "Array",
    "object": "Object",
    "secureobject": "SecureObject",
}
"""Types as the engine names them in outputs."""


class Types:
    """The type definitions of a template."""

    def __init__(self, definitions: Mapping[str, Any], *, rich: bool) -> None:
        self.definitions = definitions
        self.rich = rich
        """Whether the language version knows more than basic types."""

    def resolved(self, schema: Schema) -> Schema:
        """A schema with its ``$ref`` followed; what stands beside it wins."""
        seen: set[str] = set()
        while "$ref" in schema:
            target = schema["$ref"]
            if target in seen:
                raise TemplateError(f"the type {target} refers to itself")
            seen.add(target)
            beside = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self._at(target), **beside}
        return schema

    def _at(self, target: str) -> Schema:
        if not self.rich:
            raise TemplateError("types by $ref need languageVersion 2.0")
        part: Any = {"definitions": self.definitions}
        for step in target.removeprefix("#/").split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            part = self.resolved(part) if isinstance(part, Mapping) and "$ref" in part else part
            if isinstance(part, list) and name.isdigit() and int(name) < len(part):
                part = part[int(name)]
                continue
            key = find_key(dict(part), name) if isinstance(part, Mapping) else None
            if key is None:
                raise TemplateError(f"there is no type {target}")
            part = part[key]
        if not isinstance(part, Mapping):
            raise TemplateError(f"{target} is not a type")
        return part

    def check(self, value: Value, schema: Schema, path: str) -> None:
        """Raises TemplateError where a value does not fit; ``path`` names it."""
        if type(value) is Open:
            return
        schema = self.resolved(schema)
        if value is None:
            if schema.get("nullable") is not True and "type" in schema:
                raise TemplateError(f"the value of {path} is null, {schema['type']} is wanted")
            return
        self._check_kind(value, schema, path)
        self._check_limits(value, schema, path)
        if self.rich and type(value) is dict:
            self._check_object(value, schema, path)
        elif self.rich and type(value) is list:
            self._check_array(value, schema, path)

    def _check_kind(self, value: Value, schema: Schema, path: str) -> None:
        name = schema.get("type")
        if name is None:
            return
        wanted = _TYPES.get(name.lower()) if isinstance(name, str) else None
        if wanted is None:
            raise TemplateError(f"the type {name!r} of {path} does not exist")
        if type(value) is not wanted:
            raise TemplateError(f"the value of {path} must be {name}, not {kind_of(value)}")
        if isinstance(value, int) and wanted is int and not -(1 << 63) <= value < 1 << 63:
            raise TemplateError(f"the value of {path} must be {name}: {value} does not fit 64 bits")

    def _check_limits(self, value: Value, schema: Schema, path: str) -> None:
        allowed = schema.get("allowedValues")
        if isinstance(allowed, list) and allowed and not _allowed(value, allowed):
            raise TemplateError(
                f"the value of {path} is {_shown(value)}; allowed are: {', '.join(map(_shown, allowed))}"
            )
        if type(value) in {str, list}:
            length = len(units(value) if type(value) is str else value)
            _check_range(length, schema.get("minLength"), schema.get("maxLength"), f"the length of {path}")
        elif type(value) is int:
            _check_range(value, schema.get("minValue"), schema.get("maxValue"), f"the value of {path}")

    def _check_object(self, value: dict[str, Value], schema: Schema, path: str) -> None:
        schema = self._variant(value, schema, path)
        properties: Mapping[str, Any] = schema.get("properties") or {}
        known: set[str] = set()
        for name, inner in properties.items():
            key = find_key(value, name)
            if key is not None:
                known.add(key)
                self.check(value[key], inner, f"{path}.{name}")
            elif self.resolved(inner).get("nullable") is not True:
                raise TemplateError(f"{path}.{name} is missing")
        more = schema.get("additionalProperties")
        for key, item in value.items():
            if key in known or more is None or more is True:
                continue
            if more is False:
                raise TemplateError(f"{path}.{key} is unknown; there are: {', '.join(properties)}")
            self.check(item, more, f"{path}.{key}")

    def _variant(self, value: dict[str, Value], schema: Schema, path: str) -> Schema:
        choice = schema.get("discriminator")
        if not isinstance(choice, Mapping):
            return schema
        name = choice["propertyName"]
        key = find_key(value, name)
        if key is None:
            raise TemplateError(f"{path}.{name} is missing")
        if type(value[key]) is Open:
            return {}
        variant = choice["mapping"].get(value[key]) if type(value[key]) is str else None
        if variant is None:
            raise TemplateError(f"{path}.{name} is {_shown(value[key])}; allowed are: {', '.join(choice['mapping'])}")
        return self.resolved(variant)

    def _check_array(self, value: list[Value], schema: Schema, path: str) -> None:
        first = schema.get("prefixItems") or []
        rest = schema.get("items")
        if len(value) < len(first) or (rest is False and len(value) > len(first)):
            raise TemplateError(f"{path} must have {len(first)} items, not {len(value)}")
        for at, item in enumerate(value):
            inner = first[at] if at < len(first) else rest
            if isinstance(inner, Mapping):
                self.check(item, inner, f"{path}[{at}]")

    def masked(self, value: Value, schema: Schema, node: Node) -> Value:
        """A value whose secret parts are replaced by the expressions that read them."""
        if value is None or type(value) is Open:
            return value
        schema = self.resolved(schema)
        if str(schema.get("type", "")).lower().startswith("secure"):
            return Open(node)
        if type(value) is dict:
            return self._masked_object(value, schema, node)
        if type(value) is list:
            first, rest = schema.get("prefixItems") or [], schema.get("items")
            inner = [first[at] if at < len(first) else rest for at in range(len(value))]
            return [
                self.masked(item, type_, Access(node, Known(at))) if isinstance(type_, Mapping) else item
                for at, (item, type_) in enumerate(zip(value, inner, strict=True))
            ]
        return value

    def _masked_object(self, value: dict[str, Value], schema: Schema, node: Node) -> Value:
        if not any(key in schema for key in ("properties", "additionalProperties", "discriminator")):
            return value
        schema = self._variant(value, schema, "")
        properties = {name.lower(): inner for name, inner in (schema.get("properties") or {}).items()}
        more = schema.get("additionalProperties")
        result = {}
        for key, item in value.items():
            inner = properties.get(key.lower(), more)
            result[key] = self.masked(item, inner, Access(node, Known(key))) if isinstance(inner, Mapping) else item
        return result


def _shown(value: Value) -> str:
    return "(not known)" if is_open(value) else json_text(value)


def _allowed(value: Value, allowed: list[Any]) -> bool:
    forms = {canonical(option) for option in allowed}
    if canonical(value) in forms:
        return True
    if type(value) is list:
        return all(type(item) is Open or canonical(item) in forms for item in value)
    return False


def _check_range(size: int, least: Any, most: Any, what: str) -> None:
    if type(least) is int and size < least:
        raise TemplateError(f"{what} is {size}, at least {least} is allowed")
    if type(most) is int and size > most:
        raise TemplateError(f"{what} is {size}, at most {most} is allowed")

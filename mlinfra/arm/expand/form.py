"""Check that a template has the parts a template has, each of the right type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.arm.expand.letter_case import KEYWORDS
from mlinfra.base.errors import TemplateError

_SCHEMA_SHAPES: dict[str, tuple[type, ...]] = {
    "$ref": (str,),
    "type": (str,),
    "allowedValues": (list,),
    "properties": (dict,),
    "prefixItems": (list,),
    "items": (dict, bool),
    "additionalProperties": (dict, bool),
    "discriminator": (dict,),
}
_NAMES = {dict: "an object", list: "an array", str: "a text", bool: "a Boolean"}


def _must_be(value: Any, path: str, *kinds: type) -> None:
    if not isinstance(value, kinds):
        wanted = " or ".join(_NAMES[kind] for kind in kinds)
        raise TemplateError(f"this must be {wanted}", where=path)


def _object(holder: Mapping[str, Any], key: str, path: str) -> Mapping[str, Any]:
    value = holder.get(key)
    if value is None:
        return {}
    _must_be(value, f"{path}{key}", dict)
    return value  # type: ignore[no-any-return]  # checked above, in words of the template


def _array(holder: Mapping[str, Any], key: str, path: str) -> list[Any]:
    value = holder.get(key)
    if value is None:
        return []
    _must_be(value, f"{path}{key}", list)
    return value  # type: ignore[no-any-return]  # checked above, in words of the template


def check_form(template: Mapping[str, Any], path: str) -> None:
    """Raises TemplateError where a template is not made as one; ``path``: what paths in it start with."""
    for key in template:
        if key.lower() not in KEYWORDS and not path:  # a nested template may have any
            raise TemplateError(f"a template has no key {key!r}", where=path + key)
    for part in ("definitions", "parameters", "outputs"):
        for name, schema in _object(template, part, path).items():
            _check_schema(schema, f"{path}{part}.{name}")
            if not path and schema.get("nullable") is True and schema.get("defaultValue") is not None:
                raise TemplateError("a nullable parameter can't have a defaultValue", where=f"{path}{part}.{name}")
            if part == "outputs" and schema.get("copy") is not None:
                check_loop(schema["copy"], f"{path}outputs.{name}.copy", named=False)
    loops = _object(template, "variables", path).get("copy")
    for at, loop in enumerate(loops if isinstance(loops, list) else []):
        check_loop(loop, f"{path}variables.copy[{at}]", named=True)
    for at, group in enumerate(_array(template, "functions", path)):
        _check_functions(group, f"{path}functions[{at}]")
    if template.get("resources") is not None:
        _must_be(template["resources"], f"{path}resources", list, dict)


def check_loop(loop: Any, path: str, *, named: bool) -> None:
    """Raises TemplateError where a ``copy`` has not what it needs."""
    _must_be(loop, path, dict)
    if named:
        _must_be(loop.get("name"), f"{path}.name", str)
    if "count" not in loop:
        raise TemplateError("a loop has a count", where=path)


def _check_functions(group: Any, path: str) -> None:
    _must_be(group, path, dict)
    _must_be(group.get("namespace"), f"{path}.namespace", str)
    for name, member in _object(group, "members", f"{path}.").items():
        at = f"{path}.members.{name}"
        _must_be(member, at, dict)
        for number, schema in enumerate(_array(member, "parameters", f"{at}.")):
            _check_schema(schema, f"{at}.parameters[{number}]")
            _must_be(schema.get("name"), f"{at}.parameters[{number}].name", str)
        _check_schema(member.get("output"), f"{at}.output")


def _check_schema(schema: Any, path: str) -> None:
    _must_be(schema, path, dict)
    for key, kinds in _SCHEMA_SHAPES.items():
        if key in schema and (schema[key] is not None or key == "$ref"):
            _must_be(schema[key], f"{path}.{key}", *kinds)
    inner: list[tuple[Any, str]] = [
        (member, f".properties.{name}") for name, member in (schema.get("properties") or {}).items()
    ]
    inner += [(item, f".prefixItems[{at}]") for at, item in enumerate(schema.get("prefixItems") or [])]
    inner += [
        (schema[key], f".{key}") for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)
    ]
    choice = schema.get("discriminator")
    if choice is not None:
        _must_be(choice.get("propertyName"), f"{path}.discriminator.propertyName", str)
        mapping = _object(choice, "mapping", f"{path}.discriminator.")
        inner += [(variant, f".discriminator.mapping.{name}") for name, variant in mapping.items()]
    for part, step in inner:
        _check_schema(part, path + step)

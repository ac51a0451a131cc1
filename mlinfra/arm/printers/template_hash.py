"""Compute the ``templateHash`` that the Bicep compiler writes into an ARM template."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from mlinfra.base.hashing import hash64


class _Order(dict[str, int]):  # ruff: ignore[subclass-builtin]  # `sorted` asks it for each key
    """Places of keys; all that have none stand behind the others, as they stood."""

    @classmethod
    def of(cls, *keys: str) -> _Order:
        """The order of these keys."""
        return cls(zip(keys, range(len(keys)), strict=True))

    def __missing__(self, _: str) -> int:
        return len(self)


_ROOT = _Order.of(
    "$schema",
    "languageVersion",
    "contentVersion",
    "definitions",
    "parameters",
    "variables",
    "functions",
    "resources",
    "outputs",
    "metadata",
)
_PARAMETER = _Order.of(
    "$ref",
    "defaultValue",
    "allowedValues",
    "minLength",
    "maxLength",
    "minValue",
    "maxValue",
    "prefixItems",
    "items",
    "properties",
    "additionalProperties",
    "nullable",
    "discriminator",
    "type",
    "metadata",
)
_OUTPUT = _Order.of(
    "$ref",
    "copy",
    "nullable",
    "allowedValues",
    "minLength",
    "maxLength",
    "minValue",
    "maxValue",
    "prefixItems",
    "items",
    "discriminator",
    "properties",
    "additionalProperties",
    "type",
    "value",
    "metadata",
)
_SCHEMA = _Order.of(
    "$ref",
    "type",
    "metadata",
    "allowedValues",
    "nullable",
    "discriminator",
    "minLength",
    "maxLength",
    "minValue",
    "maxValue",
    "prefixItems",
    "items",
    "properties",
    "additionalProperties",
)
_FUNCTION = _Order.of("parameters", "output", "metadata")
_ARGUMENT = _Order.of("name", *_PARAMETER)
_RESOURCE = _Order.of(
    "import",
    "type",
    "apiVersion",
    "name",
    "existing",
    "location",
    "extendedLocation",
    "dependsOn",
    "tags",
    "sku",
    "kind",
    "zones",
    "scale",
    "identity",
    "plan",
    "properties",
    "scope",
    "managedBy",
    "managedByExtended",
    "metadata",
    "subscriptionId",
    "resourceGroup",
    "copy",
    "condition",
    "placement",
)


_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def template_hash(template: dict[str, Any]) -> str:
    """The hash of a template; ``metadata._generator.templateHash``, if it is there, does not count."""
    compact = _COMPACT.encode(_template(template))
    if compact.isascii():
        return str(hash64(compact.upper().encode()))
    for character in "\x85\u2028\u2029":
        compact = compact.replace(character, f"\\u{ord(character):04x}")
    return str(hash64(compact.translate(_UPPER).encode()))


class _Upper(dict[int, str]):  # ruff: ignore[subclass-builtin]  # str.translate asks it for each character
    """Upper case, one character for one; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        upper, title = character.upper(), character.title()
        self[code] = upper if len(upper) == 1 else title if len(title) == 1 else character
        return self[code]


_UPPER = _Upper({0x131: "\u0131"})


def _sorted(value: dict[str, Any], order: _Order) -> dict[str, Any]:
    """The keys of ``order`` first, then the others; nulls of this level are left out."""
    return {key: value[key] for key in sorted(value, key=order.__getitem__) if value[key] is not None}


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: change(item) for key, item in value.items()}
    return [change(item) for item in value] if isinstance(value, list) else value


def _template(template: dict[str, Any]) -> dict[str, Any]:
    result = _sorted(template, _ROOT)
    for section, change in _SECTIONS.items():
        if section in result:
            result[section] = _each(result[section], change)
    if not result.get("resources"):
        result["resources"] = []
    metadata = result.get("metadata")
    if isinstance(metadata, dict) and "templateHash" in metadata.get("_generator", {}):
        generator = {key: item for key, item in metadata["_generator"].items() if key != "templateHash"}
        result["metadata"] = {**metadata, "_generator": generator}
    return result


def _schema(value: Any) -> Any:
    return _nested(_sorted(value, _SCHEMA)) if isinstance(value, dict) else value


def _nested(value: dict[str, Any]) -> dict[str, Any]:
    """The schemas inside a schema, a parameter or an output."""
    for key in ("items", "additionalProperties"):
        if key in value:
            value[key] = _schema(value[key])
    for key in ("prefixItems", "properties"):
        if key in value:
            value[key] = _each(value[key], _schema)
    discriminator = value.get("discriminator")
    if isinstance(discriminator, dict) and "mapping" in discriminator:
        value["discriminator"] = {**discriminator, "mapping": _each(discriminator["mapping"], _schema)}
    return value


def _parameter(value: dict[str, Any]) -> dict[str, Any]:
    return _nested(_sorted(value, _PARAMETER))


def _output(value: dict[str, Any]) -> dict[str, Any]:
    return _nested(_sorted(value, _OUTPUT))


def _argument(value: dict[str, Any]) -> dict[str, Any]:
    return _nested(_sorted(value, _ARGUMENT))


def _function(value: dict[str, Any]) -> dict[str, Any]:
    result = _sorted(value, _FUNCTION)
    if "parameters" in result:
        result["parameters"] = _each(result["parameters"], _argument)
    if "output" in result:
        result["output"] = _output(result["output"])
    return result


def _namespace(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "members": _each(value.get("members", {}), _function)}


def _resource(value: dict[str, Any]) -> dict[str, Any]:
    result = _sorted(value, _RESOURCE)
    for key in ("location", "kind", "managedBy"):  # the compiler reads these as text
        if isinstance(result.get(key), (int, float)):
            result[key] = str(result[key])
    result.pop("eTag", None)
    return result


_SECTIONS: dict[str, Callable[[Any], Any]] = {
    "definitions": _schema,
    "functions": _namespace,
    "parameters": _parameter,
    "resources": _resource,
    "outputs": _output,
}

"""Spell the keywords of a template in their usual casing; Azure reads them in any."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def _spelled(*keys: str) -> dict[str, str]:
    return {key.lower(): key for key in keys}


_TEMPLATE = _spelled(
    "$schema", "languageVersion", "contentVersion", "apiProfile", "metadata", "definitions", "functions", "parameters",
    "variables", "imports", "extensions", "resources", "outputs", "asserts", "rules", "_EXPERIMENTAL_WARNING",
)  # fmt: skip
_SCHEMA = _spelled(
    "$ref", "type", "defaultValue", "allowedValues", "minLength", "maxLength", "minValue", "maxValue", "metadata",
    "properties", "items", "prefixItems", "additionalProperties", "discriminator", "nullable", "sealed", "name",
    "value", "condition", "copy",
)  # fmt: skip
_FLAT = frozenset(_SCHEMA.values()) - {
    "properties", "items", "prefixItems", "additionalProperties", "discriminator", "copy",
}  # fmt: skip
"""What a schema may hold without schemas in it."""
_DISCRIMINATOR = _spelled("propertyName", "mapping")
_LOOP = _spelled("name", "count", "input", "mode", "batchSize")
_NAMESPACE = _spelled("namespace", "members")
_FUNCTION = _spelled("parameters", "output", "metadata")
KEYWORDS: frozenset[str] = frozenset(_TEMPLATE)
"""What a template may hold, in lower case."""


def _keys(holder: Any, keywords: Mapping[str, str]) -> Any:
    """An object with its keywords spelled as usual; anything else as it is. Of two spellings the last one stays."""
    if not isinstance(holder, Mapping):
        return holder
    return {keywords.get(key.lower(), key): value for key, value in holder.items()}


def _values(holder: Any, change: Any) -> Any:
    if isinstance(holder, Mapping):
        return {key: change(value) for key, value in holder.items()}
    return [change(value) for value in holder] if isinstance(holder, list) else holder


def template_in_usual_case(template: Mapping[str, Any]) -> dict[str, Any]:
    """A template with the keywords of everything but its resources spelled as usual (those see `declarations`)."""
    result: dict[str, Any] = _keys(template, _TEMPLATE)
    for part in ("definitions", "parameters", "outputs"):
        if part in result:
            result[part] = _values(result[part], _schema)
    if "functions" in result:
        result["functions"] = _values(result["functions"], _namespace)
    variables = result.get("variables")
    if isinstance(variables, Mapping) and isinstance(variables.get("copy"), list):
        result["variables"] = {**variables, "copy": [loop_in_usual_case(loop) for loop in variables["copy"]]}
    return result


def loop_in_usual_case(loop: Any) -> Any:
    """A ``copy`` with its keywords spelled as usual."""
    return _keys(loop, _LOOP)


def _schema(schema: Any) -> Any:
    """A parameter, output or type."""
    if isinstance(schema, dict) and schema.keys() <= _FLAT:
        return schema
    result = _keys(schema, _SCHEMA)
    if not isinstance(result, dict):
        return result
    for key in _present(result, "properties", "prefixItems"):
        result[key] = _values(result[key], _schema)
    for key in _present(result, "items", "additionalProperties"):
        result[key] = _schema(result[key])
    for key in _present(result, "discriminator"):
        result[key] = _keys(result[key], _DISCRIMINATOR)
        if isinstance(result[key], dict) and "mapping" in result[key]:
            result[key]["mapping"] = _values(result[key]["mapping"], _schema)
    for key in _present(result, "copy"):
        result[key] = loop_in_usual_case(result[key])
    return result


def _present(holder: Mapping[str, Any], *keys: str) -> Iterable[str]:
    return [key for key in keys if key in holder]


def _namespace(group: Any) -> Any:
    result = _keys(group, _NAMESPACE)
    if isinstance(result, dict) and "members" in result:
        result["members"] = _values(result["members"], _function)
    return result


def _function(function: Any) -> Any:
    result = _keys(function, _FUNCTION)
    if isinstance(result, dict):
        for key in _present(result, "parameters"):
            result[key] = _values(result[key], _schema)
        for key in _present(result, "output"):
            result[key] = _schema(result[key])
    return result

"""Make the JSON Schema of YAML stack files, with which editors complete and check them."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, get_origin

from mlinfra.landing_zone.load.azure_names import azure_names
from mlinfra.landing_zone.load.fields import (
    classes_in,
    existing_in,
    hints,
    item_of,
    kinds,
    literals_in,
    members,
    required,
)
from mlinfra.landing_zone.load.overlays import KEY
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.stack import Stack

_SCALARS: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    timedelta: {"type": "string", "description": "An ISO 8601 duration, such as PT30M, or seconds."},
    Any: {},
}


def stack_schema() -> dict[str, Any]:
    """The JSON Schema of a YAML stack file."""
    stack = {"$ref": "#/$defs/Stack"}
    many = {
        "type": "object",
        "properties": {"stacks": {"type": "array", "items": stack, "minItems": 1}},
        "required": ["stacks"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mlinfra stack file",
        "anyOf": [stack, many],
        "$defs": {name: _definition(kind) for name, kind in sorted(kinds().items())}
        | {"Resource": _any_resource(), **_SPELLINGS},
    }


def _any_resource() -> dict[str, Any]:
    return {"anyOf": [*({"$ref": f"#/$defs/{kind.__name__}"} for kind in classes_in(Resource)), *_spelled("of")]}


def _definition(kind: type) -> dict[str, Any]:
    texts = {name: text for base in reversed(kind.__mro__) for name, text in _field_docs(base).items()}
    azure = azure_names(kind)
    properties = {
        name: {**_schema(hint), "description": _text(texts.get(name, ""), azure.get(name, ""))}
        for name, hint in hints(kind).items()
    }
    if kind is Stack:
        properties[KEY] = _overlays(properties)
    properties["kind"] = {"const": kind.__name__}
    return {
        "type": "object",
        "description": inspect.cleandoc(kind.__doc__ or "").split("\n")[0],
        "properties": properties,
        "required": required(kind),
        "additionalProperties": False,
    }


def _text(text: str, azure: str) -> str:
    """The text of a field, and what it is in Azure."""
    return f"{text} Azure: {azure}." if azure else text


def _overlays(fields: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The stages of a stack: of each field what a stage says of it, which needs not be whole."""
    changes = {
        "type": ["object", "null"],
        "properties": {name: {"description": field["description"]} for name, field in fields.items()},
        "additionalProperties": False,
    }
    text = (
        "Stages, each with the fields that differ there: one stack NAME-STAGE for each. Mappings are merged, items of lists "
        "found by their names or added, all else is replaced."
    )
    return {"type": "object", "minProperties": 1, "additionalProperties": changes, "description": text}


def _schema(hint: Any) -> dict[str, Any]:
    if Resource in members(hint):
        anything = {"$ref": "#/$defs/Resource"}
        return {"anyOf": [anything, *_spelled("existing", "id")]} if existing_in(hint) else anything
    if Stack in members(hint):
        return _STACK_NAME
    choices: list[dict[str, Any]] = [{"$ref": f"#/$defs/{kind.__name__}"} for kind in classes_in(hint)]
    if any(issubclass(kind, Resource) for kind in classes_in(hint)):
        choices += _spelled("of")
    if existing_in(hint):
        choices += _spelled("existing", "id")
    if literals_in(hint):
        choices.append({"enum": literals_in(hint)})
    for member in members(hint):
        choices += _plain(member)
    return choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {}


def _plain(member: Any) -> list[dict[str, Any]]:
    if member is Attribute or get_origin(member) is Attribute:
        return _spelled("attribute")
    if member in _SCALARS:
        return [_SCALARS[member]]
    if get_origin(member) is Sequence:
        return [{"type": "array", "items": _schema(item_of(member))}]
    if get_origin(member) is Mapping:
        return [{"type": "object", "additionalProperties": _schema(item_of(member))}]
    return []


_TEXT = {"type": "string"}
_STACK_NAME = {"type": "string", "description": "The name of another stack of this file."}
_SPELLINGS: dict[str, dict[str, Any]] = {
    "existing": {
        "type": "object",
        "description": "An existing resource, by name.",
        "properties": {"kind": _TEXT, "existing": _TEXT, "scope": _TEXT, "subscription": _TEXT, "type": _TEXT},
        "required": ["existing"],
        "additionalProperties": False,
    },
    "id": {
        "type": "object",
        "description": "An existing resource, by ARM id.",
        "properties": {"kind": _TEXT, "id": _TEXT, "api_version": _TEXT},
        "required": ["id"],
        "additionalProperties": False,
    },
    "of": {
        "type": "object",
        "description": "A resource of this stack, by name, or by WORKSPACE/NAME.",
        "properties": {"of": _TEXT, "kind": _TEXT},
        "required": ["of"],
        "additionalProperties": False,
    },
    "attribute": {
        "type": "object",
        "description": "What a resource tells once it is deployed.",
        "properties": dict.fromkeys(
            ("of", "existing", "id", "scope", "subscription", "type", "kind", "attribute"), _TEXT
        ),
        "required": ["attribute"],
        "additionalProperties": False,
    },
}
"""How resources and what they tell are named, by the key that says so."""


def _spelled(*keys: str) -> list[dict[str, Any]]:
    return [{"$ref": f"#/$defs/{key}"} for key in keys]


def _field_docs(kind: type) -> dict[str, str]:
    """The text under each field, which Python itself does not keep."""
    if not dataclasses.is_dataclass(kind):
        return {}
    definition = ast.parse(inspect.getsource(kind)).body[0]
    statements = definition.body if isinstance(definition, ast.ClassDef) else []
    return {
        field.target.id: " ".join(str(text.value.value).split())
        for field, text in itertools.pairwise(statements)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
    }

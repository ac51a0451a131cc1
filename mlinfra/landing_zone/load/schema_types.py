"""Say in JSON Schema what may stand where a type of the model is expected."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias, get_origin

from mlinfra.landing_zone.load.fields import classes_in, existing_in, has_names, item_of, literals_in, members
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_types import Hint
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.stack import Stack

JsonSchema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one: keywords and their values."""
CHANGED = ".overlay"
"""What the definition of a class in an overlay is called after: ``Workspace.overlay``."""

_SCALARS: dict[Any, JsonSchema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    timedelta: {"type": "string", "description": "An ISO 8601 duration, such as PT30M, or seconds."},
    Any: {},
}


def schema_of(hint: Hint, changed: Collection[type] = ()) -> JsonSchema:
    """What may stand where a type is expected; in an overlay of the classes ``changed`` what need not be whole."""
    if Resource in members(hint):
        anything = _reference(Resource, changed)
        return {"anyOf": [anything, *spelled("existing", "id")]} if existing_in(hint) else anything
    if Stack in members(hint):
        return _STACK_NAME
    choices = [_reference(kind, changed) for kind in classes_in(hint)]
    if any(issubclass(kind, Resource) for kind in classes_in(hint)):
        choices += spelled("of")
    if existing_in(hint):
        choices += spelled("existing", "id")
    if literals_in(hint):
        choices.append({"enum": literals_in(hint)})
    for member in members(hint):
        choices += _plain(member, changed)
    return choices[0] if len(choices) == 1 else {"anyOf": choices} if choices else {}


def _reference(kind: type, changed: Collection[type]) -> JsonSchema:
    return {"$ref": f"#/$defs/{kind.__name__}{CHANGED if kind in changed else ''}"}


def _plain(member: Any, changed: Collection[type]) -> list[JsonSchema]:
    if member is Attribute or get_origin(member) is Attribute:
        return spelled("attribute")
    if member in _SCALARS:
        return [_SCALARS[member]]
    if get_origin(member) is Sequence:
        item = item_of(member)
        return [{"type": "array", "items": schema_of(item, changed if has_names(item) else ())}]
    if get_origin(member) is Mapping:
        return [{"type": "object", "additionalProperties": schema_of(item_of(member), changed)}]
    return []


_TEXT = {"type": "string"}
_STACK_NAME = {"type": "string", "description": "The name of another stack of this file."}
SPELLINGS: dict[str, JsonSchema] = {
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


def spelled(*keys: str) -> list[JsonSchema]:
    """Ways to name a resource, or what one tells."""
    return [{"$ref": f"#/$defs/{key}"} for key in keys]

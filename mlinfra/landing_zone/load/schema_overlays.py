"""Say in JSON Schema what an overlay may say of a class: of each field what changes it, which need not be whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import get_origin

from mlinfra.landing_zone.load.fields import classes_in, has_names, hints, item_of, kinds, members, required
from mlinfra.landing_zone.load.schema_types import CHANGED, JsonSchema, schema_of, spelled
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_types import Hint
from mlinfra.landing_zone.model.stack import Stack
from mlinfra.landing_zone.model.value import Parameter

_OF = {
    "type": "string",
    "description": "In a list of an overlay: the name that the changed item has without it, where `name` gives it another.",
}


def overlays_of_a_stack() -> JsonSchema:
    """The stages of a stack, each with what it changes."""
    text = (
        "Stages, each with the fields that differ there: one stack NAME-STAGE for each. Mappings are merged, items of lists "
        "found by their names or added, all else is replaced."
    )
    stage = {"anyOf": [{"$ref": f"#/$defs/Stack{CHANGED}"}, {"type": "null"}]}
    return {"type": "object", "minProperties": 1, "additionalProperties": stage, "description": text}


def overlay_definitions(whole: Mapping[str, JsonSchema]) -> dict[str, JsonSchema]:
    """The definitions of classes that an overlay changes; ``whole`` are those outside of overlays."""
    definitions = {
        f"{kind.__name__}{CHANGED}": _definition(kind, whole[kind.__name__]["properties"])
        for kind in (Stack, *sorted(_changed(), key=lambda kind: kind.__name__))
        if kind is not Resource
    }
    resources = [{"$ref": f"#/$defs/{kind.__name__}{CHANGED}"} for kind in classes_in(Resource)]
    return {**definitions, f"Resource{CHANGED}": {"anyOf": [*resources, *spelled("of")]}}


def _definition(kind: type, whole: Mapping[str, JsonSchema]) -> JsonSchema:
    fields = {name: _field(hint, kind, name, whole[name]) for name, hint in hints(kind).items()}
    named = {"of": _OF} if issubclass(kind, Resource) else {}
    told = {} if kind is Stack else {"kind": whole["kind"]}
    return {"type": "object", "properties": {**fields, **named, **told}, "additionalProperties": False}


def _field(hint: Hint, kind: type, name: str, whole: JsonSchema) -> JsonSchema:
    """What an overlay says of a field; by reference where it is whole, or a parameter that need not be."""
    if set(_merged(hint)) & _changed() == {Parameter}:
        return {"anyOf": [{"$ref": f"#/$defs/{kind.__name__}/properties/{name}"}, schema_of(Parameter, _changed())]}
    return {**schema_of(hint, _changed()), "description": whole["description"]}


@cache
def _changed() -> frozenset[type]:
    """The classes of which an overlay need not say all: resources, what has required fields, and what holds such."""
    within = {kind: {inner for hint in hints(kind).values() for inner in _merged(hint)} for kind in kinds().values()}
    changed = {kind for kind in within if kind is not Stack and (issubclass(kind, Resource) or required(kind))}
    while more := {kind for kind in within if kind is not Stack and within[kind] & changed} - changed:
        changed |= more
    reached = set(within[Stack])
    while more := {inner for kind in reached for inner in within[kind]} - reached:
        reached |= more
    return frozenset({Resource, *(changed & reached)})


def _merged(hint: Hint) -> Iterator[type]:
    """The classes of the mappings that an overlay merges in a field, not replaces."""
    yield from (kind for kind in classes_in(hint) if kind is not Stack)
    for member in members(hint):
        if get_origin(member) is Mapping or (get_origin(member) is Sequence and has_names(item_of(member))):
            yield from _merged(item_of(member))

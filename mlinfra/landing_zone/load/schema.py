"""Make the JSON Schema of YAML stack files, with which editors complete and check them."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import json
from collections.abc import Mapping
from functools import cache

from mlinfra.landing_zone.load.azure_names import azure_names
from mlinfra.landing_zone.load.fields import classes_in, hints, kinds, required
from mlinfra.landing_zone.load.overlays import KEY
from mlinfra.landing_zone.load.schema_overlays import overlay_definitions, overlays_of_a_stack
from mlinfra.landing_zone.load.schema_types import SPELLINGS, JsonSchema, schema_of, spelled
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model.stack import Stack


def stack_schema() -> JsonSchema:
    """The JSON Schema of a YAML stack file."""
    classes = {name: _definition(kind) for name, kind in sorted(kinds().items())}
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
        "$defs": {**_said_once(classes | overlay_definitions(classes)), "Resource": _any_resource(), **SPELLINGS},
    }


def _said_once(definitions: Mapping[str, JsonSchema]) -> dict[str, JsonSchema]:
    """The definitions, in which a field that is the same as that of an earlier class refers to it: the file stays small."""
    first: dict[tuple[str, str], str] = {}

    def shared(name: str, field: str, schema: JsonSchema) -> JsonSchema:
        place = f"#/$defs/{name}/properties/{field}"
        told = first.setdefault((field, json.dumps(schema)), place)
        return schema if told == place or "description" not in schema else {"$ref": told}

    return {
        name: definition
        if "properties" not in definition
        else {
            **definition,
            "properties": {field: shared(name, field, schema) for field, schema in definition["properties"].items()},
        }
        for name, definition in definitions.items()
    }


def _any_resource() -> JsonSchema:
    return {"anyOf": [*({"$ref": f"#/$defs/{kind.__name__}"} for kind in classes_in(Resource)), *spelled("of")]}


def _definition(kind: type) -> JsonSchema:
    texts = {name: text for base in reversed(kind.__mro__) for name, text in _field_docs(base).items()}
    azure = azure_names(kind)
    properties = {
        name: {**schema_of(hint), "description": _text(texts.get(name, ""), azure.get(name, ""))}
        for name, hint in hints(kind).items()
    }
    if kind is Stack:
        properties[KEY] = overlays_of_a_stack()
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


@cache
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

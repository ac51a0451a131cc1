"""Wherever a parameter may stand, it says what its value would: the same resources, and the same findings."""

from __future__ import annotations

from typing import Any

from _azure_properties import PUBLIC
from _filled_in import Filling, takes
from _model_values import pairs, rendered
from _pipeline import CASES, deployable, prepared, scope_of
from mlinfra.app.judging import evaluate, resources_of
from mlinfra.app.stages import Prepared, prepare
from mlinfra.landing_zone.model._rows import Elsewhere, field_rows
from mlinfra.landing_zone.model.value import FILLED_CLASSES

_FOLLOWS = "description"
"""What a role assignment says by itself names who holds it: the parameter, and not its value."""


def _looked_at(stack: Prepared) -> tuple[dict[str, list[Any]], list[tuple[str, str, str]]]:
    """Each write of each resource as it would be sent, and the findings about them."""
    of, scope = deployable(stack), scope_of(stack)
    resources, snapshot = resources_of(of, scope)
    bodies: dict[str, list[Any]] = {}
    for entry in snapshot.entries:
        body = _without_null(entry.resource)
        if "roleAssignments" in str(body["type"]):
            body["properties"].pop(_FOLLOWS)
        bodies.setdefault(str(body.get("id", entry.path)), []).append(body)
    return bodies, sorted((entry.code, entry.address, entry.message) for entry in evaluate(of, resources).findings)


def _without_null(value: Any) -> Any:
    """What Azure takes for absent is null."""
    if isinstance(value, dict):
        return {name: _without_null(inner) for name, inner in value.items() if inner is not None}
    return [_without_null(inner) for inner in value] if isinstance(value, list) else value


def test_parameters_say_what_their_values_would() -> None:
    """Every field of the model that takes one: all of a stack at once, each with the value that is there for its default.

    Where no stack of the cases has a value, one resource alone.
    """
    tried: set[tuple[type, str]] = set()
    for case in CASES:
        for plain in prepared(case):
            filling = Filling()
            stack = filling.of(plain.stack)
            if not filling.used <= tried:
                tried |= filling.used
                _same(prepare(stack), plain)
    for kind, field in sorted(_takers() - tried, key=str):
        tried.update(_alone(kind, field))
    assert not sorted(f"{kind.__name__}.{field}" for kind, field in _takers() - tried)


def _same(filled: Prepared, plain: Prepared) -> None:
    assert filled.lowered.parameters.body
    assert _looked_at(filled) == _looked_at(plain)


def _alone(kind: type, field: str) -> set[tuple[type, str]]:
    _, fields = next(pairs(kind, field))
    filling = Filling()
    if isinstance(fields[field], FILLED_CLASSES):  # the cases have one there
        return {(kind, field)}
    filled = filling.field(kind, field, kind(**fields).__dict__[field])
    if filling.used:
        _same(rendered(kind, {**fields, field: filled}).prepared, rendered(kind, fields).prepared)
    return filling.used


def _takers() -> set[tuple[type, str]]:
    """The fields that a parameter may stand in, but for secrets, which are one, and what may be a resource instead."""
    return {
        (kind, name)
        for kind in PUBLIC
        for name, row in field_rows(kind).items()
        if not isinstance(row, Elsewhere) and takes(kind, name)
    }

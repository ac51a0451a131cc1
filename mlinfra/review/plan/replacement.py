"""Judge whether Azure can change a property in place, refuses it, or ignores it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from mlinfra.arm.expression_text import is_expression
from mlinfra.base.json_value import Json
from mlinfra.catalogue.create_only import CREATE_ONLY, INEFFECTIVE, ONE_WAY, CreateOnly, Ineffective
from mlinfra.review.plan.change import Delta, DeltaAction
from mlinfra.review.plan.mask import holds_mask
from mlinfra.review.plan.paths import pattern

Row = TypeVar("Row", CreateOnly, Ineffective)


def compute_type(body: Json) -> str:
    """The ``computeType`` of a compute's body, casefolded; empty for everything else."""
    properties = body.get("properties") if isinstance(body, dict) else None
    value = properties.get("computeType") if isinstance(properties, dict) else None
    return value.casefold() if isinstance(value, str) else ""


def replaces(type_: str, compute: str, delta: Delta) -> bool:
    """Whether Azure can only give a new resource this value.

    A property that the template leaves out is kept, and one whose value is not known yet may well be the same.
    """
    if delta.action is DeltaAction.NO_EFFECT or is_expression(delta.after) or holds_mask(delta.after):
        return False
    if _goes_back(type_, delta):
        return True
    if delta.action is DeltaAction.DELETE or (delta.action is DeltaAction.CREATE and not delta.after):
        return False
    return _create_only(type_, compute, delta.path)


def ineffective(type_: str, compute: str, delta: Delta) -> str | None:
    """Why Azure will accept this difference and change nothing, or None."""
    if delta.action is DeltaAction.NO_EFFECT:
        return None
    return _ignored(type_, compute, delta.path)


@lru_cache(maxsize=8192)
def _create_only(type_: str, compute: str, path: str) -> bool:
    return any(_covers(row, compute, path) for row in _for_type(CREATE_ONLY, type_))


@lru_cache(maxsize=8192)
def _ignored(type_: str, compute: str, path: str) -> str | None:
    return next((row.reason for row in _for_type(INEFFECTIVE, type_) if _covers(row, compute, path)), None)


def _for_type(rows: Iterable[Row], type_: str) -> list[Row]:
    return [row for row in rows if row.type in {"*", type_.casefold()}]


def _covers(row: CreateOnly | Ineffective, compute: str, path: str) -> bool:
    return (
        row.compute in {None, compute}
        and any(pattern(row_path).match(path) for row_path in row.paths)
        and not any(pattern(row_path).match(path) for row_path in row.but)
    )


def _goes_back(type_: str, delta: Delta) -> bool:
    return any(
        row.type == type_.casefold()
        and row.path.casefold() == delta.path.casefold()
        and _holds(row.before, delta.before)
        and _holds(row.after, delta.after)
        for row in ONE_WAY
    )


def _holds(values: tuple[Json, ...], value: Json) -> bool:
    return any(value is expected or (isinstance(expected, str) and value == expected) for expected in values)

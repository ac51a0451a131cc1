"""Two stacks that differ in one field differ in main.json at the paths of that field, and nowhere else in its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

from _azure_properties import PUBLIC
from _model_values import BASES, Rendered, base, may_live_elsewhere, pairs, rendered, rendered_once
from mlinfra import BlobDatastore, ComputeCluster, Environment, KeyVault, LogAnalytics, Subnet
from mlinfra.base.errors import MlinfraError
from mlinfra.base.property_paths import member, written_names
from mlinfra.landing_zone.load.azure_names import full_path
from mlinfra.landing_zone.load.fields import members
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_types import type_of
from mlinfra.landing_zone.model._rows import Elsewhere, Mapped, field_paths, field_rows


def _is_fixed(kind: type, name: str) -> bool:
    """Whether a field can have one value alone, as the name of what an account has once."""
    (only, *more) = members(type_of(kind, name))
    return not more and get_origin(only) is Literal and len(get_args(only)) == 1


FIELDS = [
    (kind, name)
    for kind in PUBLIC
    for name in field_rows(kind)
    if name != "omit" and not _is_fixed(kind, name) and (name != "scope" or may_live_elsewhere(kind))
]
RESOURCES = [kind for kind in PUBLIC if issubclass(kind, Resource) and "extra" in field_rows(kind)]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value in a body, by its path; items of lists belong to the path of the list."""
    if isinstance(value, dict) and (value or not path):
        for name, inner in value.items():
            yield from leaves(inner, member(path, name))
    else:
        yield path, value


def different(first: Any, second: Any) -> set[str]:
    """The paths of the plain values that two bodies do not share."""
    return {path for path, _ in _unshared(dict(leaves(first)), dict(leaves(second)))}


def _unshared(first: dict[str, Any], second: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for mine, theirs in ((first, second), (second, first)):
        yield from ((path, value) for path, value in mine.items() if path not in theirs or theirs[path] != value)


def _is_in(path: str, declared: str) -> bool:
    declared = re.split(r"\[\]|\{\}", declared)[0]
    return path == declared or path.startswith((f"{declared}.", f"{declared}[") if declared else "")


def _two(kind: type, field: str) -> tuple[Rendered, Rendered]:
    """What becomes of the first pair of values that nothing refuses and that changes all that the field declares.

    No pair changes anything else.
    """
    missing = {"anything"}
    for without, with_field in pairs(kind, field):
        try:
            first, second = rendered_once(kind, without), rendered(kind, with_field)
        except MlinfraError:  # what the stack around it refuses; another pair may do
            continue
        if field in {"exempt", "scope"}:
            return first, second
        changed = {path for path in different(first.body, second.body) if _is_in(path, full_path(kind, ""))}
        declared = {full_path(kind, path) for path in field_paths(kind)[field] if path}
        if field_rows(kind)[field] == Mapped(""):
            declared = {path for path, _ in leaves(with_field[field])}
        assert not {path for path in changed if not any(_is_in(path, own) for own in declared)}
        missing = {own for own in declared if not any(_is_in(path, own) for path in changed)}
        if not missing and first.template != second.template:
            return first, second
    pytest.fail(
        f"no two values of {kind.__name__}.{field} are taken and change {', '.join(sorted(missing or {'the template'}))}: "
        "give the field two values in the case of the class, with what they need beside them"
    )


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind.__name__}.{field}" for kind, field in FIELDS])
def test_a_field_changes_its_own_paths(kind: type, field: str) -> None:
    """Each declared path of the field differs, no other path does, and a field that is elsewhere changes the template."""
    first, second = _two(kind, field)
    row = field_rows(kind)[field]
    if field == "scope":  # in another module ids become parameters: the text differs, what it says does not
        assert first.template["resources"] != second.template["resources"]
        return
    if field == "accept":
        assert [made.template["metadata"].get("acceptedValues") for made in (first, second)].count(None) == 1
    elif field == "exempt":
        assert first.template == second.template, "Azure is told nothing of it"
    elif isinstance(row, Elsewhere):
        assert first.template["resources"] != second.template["resources"]


@pytest.mark.parametrize("kind", RESOURCES, ids=lambda kind: kind.__name__)
def test_extra_replaces_what_is_constant(kind: type[Resource]) -> None:
    """`extra` wins over every property that the rows write, and changes no other."""
    plain = rendered(kind, base(kind))
    path, value = next(
        (
            (path, value)
            for path, value in leaves(plain.body)
            if not isinstance(value, str) or not value.startswith("[")
        ),
        ("properties.another", None),
    )
    extra: Any = "other"
    for name in reversed(written_names(path)):
        extra = {name: extra}
    assert value != "other"
    assert different(plain.body, rendered(kind, {**base(kind), "extra": extra}).body) == {path}


@pytest.mark.parametrize("kind", RESOURCES, ids=lambda kind: kind.__name__)
def test_tags_of_the_stack_join_those_of_the_resource(kind: type[Resource]) -> None:
    """A tracked resource has both; what has no tags in Azure has neither, an asset only its own."""
    row = field_rows(kind).get("tags")
    plain, tagged = (rendered(kind, base(kind), tags) for tags in ({}, {"cost": "1"}))
    changed = different(plain.body, tagged.body)
    joined = isinstance(row, Mapped) and row.path == "tags"
    assert changed == ({"tags"} if joined else set()), f"{kind.__name__}.tags: conversion=TAGS joins both"
    if isinstance(row, Mapped):
        both = rendered(kind, {**base(kind), "tags": {"team": "a"}}, {"cost": "1"})
        assert different(tagged.body, both.body) == {row.path if row.path == "tags" else f"{row.path}.team"}


@pytest.mark.parametrize("kind", [KeyVault, ComputeCluster, BlobDatastore, Environment, Subnet, LogAnalytics])
def test_a_new_class_takes_its_values_from_a_case(kind: type[Resource], monkeypatch: pytest.MonkeyPatch) -> None:
    """A class that no list of these tests names is held to its paths too, with the value of a case."""
    monkeypatch.delitem(BASES, kind)
    for field in ("extra", "name", "depends_on"):
        test_a_field_changes_its_own_paths(kind, field)
    test_extra_replaces_what_is_constant(kind)
    test_tags_of_the_stack_join_those_of_the_resource(kind)

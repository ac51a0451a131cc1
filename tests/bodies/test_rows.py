"""Every class and every field says where it stands in Azure's body."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from _azure_properties import DERIVED, PUBLIC
from mlinfra.landing_zone.graph.derived import BlobService, FileService, QueueService, TableService
from mlinfra.landing_zone.model import workspace as _all_resources  # ruff: ignore[unused-import] - loads every class
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._body import body_of
from mlinfra.landing_zone.model._reading import class_of
from mlinfra.landing_zone.model._rows import (
    Computed,
    Constant,
    Elsewhere,
    Mapped,
    Rows,
    at,
    field_rows,
    rows_of,
    telling,
)
from mlinfra.landing_zone.model.azure_resource import AzureResource
from mlinfra.landing_zone.model.module import Module


def _subclasses(kind: type) -> Iterator[type]:
    for inner in kind.__subclasses__():
        yield inner
        yield from _subclasses(inner)


RESOURCES = [
    kind
    for kind in _subclasses(Resource)
    if vars(sys.modules[kind.__module__]).get(kind.__name__) is kind
    if kind.__module__.startswith("mlinfra.") and kind.arm_type and not issubclass(kind, AzureResource)
]
"""Classes of ours, without those that other tests make, that stand for one type; of AzureResource there are more, made as existing resources of any type are named."""


@pytest.mark.parametrize("kind", [*RESOURCES, *PUBLIC, *DERIVED], ids=lambda kind: kind.__name__)
def test_every_field_is_mapped_computed_or_elsewhere(kind: type) -> None:
    """No field of a resource, or of an object in its body, is forgotten."""
    assert len(rows_of(kind)) >= len([row for row in field_rows(kind).values() if isinstance(row, Mapped)])


def test_every_derived_resource_has_rows() -> None:
    """What follows from others has rows too; a service of a storage account is never made."""
    from mlinfra.landing_zone.graph import derived, derived_assets, derived_network

    kinds = {
        kind
        for module in (derived, derived_assets, derived_network)
        for kind in vars(module).values()
        if isinstance(kind, type) and kind.__module__ == module.__name__
    }
    without = {kind for kind in kinds if hasattr(kind, "arm_type") and not hasattr(kind, "ROWS")}
    assert without == {BlobService, FileService, QueueService, TableService}


def test_a_forgotten_field_is_named() -> None:
    """A field without a place, and a class without rows, are found by their names."""

    @dataclasses.dataclass
    class Forgetful:
        kept: str = at("properties.kept")
        lost: str = ""
        ROWS: ClassVar[Rows] = (Computed("properties.other", lambda _value, _context: 1, "a reason", ("absent",)),)

    class Empty:
        pass

    with pytest.raises(TypeError, match=r"^Forgetful.lost stands nowhere: .*; Forgetful has no field absent$"):
        rows_of(Forgetful)
    with pytest.raises(TypeError, match=r"^Empty has no ROWS"):
        rows_of(Empty)


def test_a_class_without_rows_has_no_body() -> None:
    """A body is refused by the class's name, never empty."""

    class Empty:
        pass

    with pytest.raises(TypeError, match="Empty has no ROWS"):
        body_of(Empty, Empty(), NoContext())


class NoContext:
    """Answers nothing but which write it is, which decides what rows are written: those of these tests ask nothing."""

    phase = 0

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


@pytest.mark.parametrize(
    "rows",
    [
        (Constant("properties.a", 1), Constant("properties.a", 2)),
        (Constant("properties.a", {"b": 1}), Constant("properties.a.b", 2)),
        (Constant("properties.a.b", 2), Constant("properties.a", {"b": 1})),
    ],
)
def test_two_rows_for_one_property_are_refused(rows: Rows) -> None:
    """A property has one row, also where one row holds an object and another a part of it."""

    class Twice:
        ROWS: ClassVar[Rows] = rows

    with pytest.raises(TypeError, match="Twice has two rows for properties"):
        body_of(dataclasses.dataclass(Twice), Twice(), NoContext())


def test_rows_name_mapped_fields_only() -> None:
    """A name in ROWS that is no field with a path is refused by class and name."""

    @dataclasses.dataclass
    class Wrong:
        ROWS: ClassVar[Rows] = ("sice",)

    with pytest.raises(TypeError, match=r"Wrong\.ROWS names 'sice'"):
        rows_of(Wrong)


def test_a_field_that_rows_do_not_name_comes_last() -> None:
    """A mapped field needs no entry in ROWS."""

    @model
    class Loose:
        late: str = at("properties.late", default="x")
        ROWS: ClassVar[Rows] = (Constant("properties.first", 1),)

    assert list(body_of(Loose, Loose(), NoContext())["properties"]) == ["first", "late"]


def test_classes_of_one_type_are_told_apart() -> None:
    """Classes that share an ARM type have the same telling property, each another value of it."""
    types = defaultdict(list)
    for kind in RESOURCES:
        types[kind.arm_type].append(kind)
    for arm_type, kinds in types.items():
        told = [telling(kind) for kind in kinds]
        if len(kinds) > 1:
            assert len({tuple(paths) for paths in told}) == 1, arm_type
            values = [value for paths in told for value in itertools.product(*paths.values())]
            assert len({str(value) for value in values}) == len(values), arm_type


@pytest.mark.parametrize(
    ("arm_type", "body", "name"),
    [
        ("workspaces/computes", {"properties": {"computeType": "AmlCompute"}}, "ComputeCluster"),
        ("workspaces/computes", {"properties": {"computeType": "ComputeInstance"}}, "ComputeInstance"),
        ("workspaces/computes", {"properties": {"computeType": "AKS"}}, "AksCompute"),
        ("workspaces/computes", {"properties": {"computeType": "Batch"}}, None),
        ("workspaces/computes", {}, None),
        ("WORKSPACES/datastores", {"properties": {"datastoreType": "AzureBlob"}}, "BlobDatastore"),
        ("workspaces/datastores", {"properties": {"datastoreType": "AzureDataLakeGen2"}}, "DataLakeDatastore"),
        ("workspaces/datastores", {"properties": {"datastoreType": "AzureDataLakeGen1"}}, None),
        ("workspaces", {"anything": 1}, "Workspace"),
        ("unknown", {}, None),
    ],
)
def test_a_body_has_the_class_that_its_constants_tell(arm_type: str, body: dict[str, Any], name: str | None) -> None:
    """Reading chooses the class by type and telling constant; there is none for a kind that no class stands for."""
    kind = class_of(RESOURCES, f"Microsoft.MachineLearningServices/{arm_type}", body)
    assert (kind and kind.__name__) == name


@pytest.mark.parametrize("kind", [kind for kind in RESOURCES if kind is not Module], ids=lambda kind: kind.__name__)
def test_extra_is_the_whole_body(kind: type) -> None:
    """Every resource takes `extra`, merged into the whole body; a module has its template instead."""
    assert field_rows(kind)["extra"] == Mapped("")


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_no_field_is_called_as_yaml_calls_the_class(kind: type) -> None:
    """``kind:`` says in YAML which class a mapping is, so that no field can be called so."""
    assert "kind" not in field_rows(kind)


def test_reasons_are_given() -> None:
    """A computed property says why it is computed; a field that is elsewhere says what it becomes."""
    rows = [row for kind in (*PUBLIC, *DERIVED) for _, row in rows_of(kind) if isinstance(row, Computed)]
    elsewhere = [row for kind in PUBLIC for row in field_rows(kind).values() if isinstance(row, Elsewhere)]
    assert rows
    assert all(len(row.reason.split()) > 2 for row in rows)
    assert all(row.what for row in elsewhere)

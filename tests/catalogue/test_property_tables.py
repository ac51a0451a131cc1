"""The property tables against what we render and against the types that the Bicep compiler checks with."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from _shared import SHARED, needs_shared
from mlinfra.catalogue.property_table import ObjectType, PropertyTable, property_table, tables
from mlinfra.catalogue.unknown_properties import unknown_properties

CASES = sorted((Path(__file__).parents[1] / "cases").rglob("main.json"))


def _resources(template: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every resource of a template that is deployed, those of nested deployments too."""
    entries = template["resources"]
    for resource in entries.values() if isinstance(entries, dict) else entries:
        if resource["type"] == "Microsoft.Resources/deployments":
            yield from _resources(resource["properties"]["template"])
        elif not resource.get("existing"):
            yield resource


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_what_we_render_is_known(path: Path) -> None:
    """No body that we render has a property that its type does not have."""
    for resource in _resources(json.loads(path.read_text(encoding="utf-8"))):
        table = property_table(resource["type"], resource["apiVersion"])
        assert table is not None, resource["type"]
        assert list(unknown_properties(table, resource)) == []


def _table(arm_type: str) -> PropertyTable:
    return next(table for table in tables() if table.type == arm_type)


COMPUTE = "Microsoft.MachineLearningServices/workspaces/computes"


@pytest.mark.parametrize(
    ("arm_type", "body", "path", "fix"),
    [
        (COMPUTE, {"propertys": {}}, "propertys", "did you mean properties?"),
        (
            COMPUTE,
            {"properties": {"computeType": "AmlCompute", "properties": {"vmSiz": "x"}}},
            "properties.properties.vmSiz",
            "did you mean vmSize?",
        ),
        (
            COMPUTE,
            {"properties": {"computeType": "ComputeInstance", "properties": {"quota": 5}}},
            "properties.properties.quota",
            "check its name and place, or leave it out",
        ),
        (
            COMPUTE,
            {"properties": {"computeType": "AmlCompute", "provisioningState": "Succeeded"}},
            "properties.provisioningState",
            "leave it out",
        ),
        (
            "Microsoft.Network/networkSecurityGroups",
            {"properties": {"securityRules": [{"name": "a", "properties": {"prioritty": 1}}]}},
            "properties.securityRules[0].properties.prioritty",
            "did you mean priority?",
        ),
    ],
)
def test_an_unknown_property_is_named(arm_type: str, body: dict[str, Any], path: str, fix: str) -> None:
    """A misspelt, misplaced or read-only property is named by its path, with what to write instead."""
    (found,) = unknown_properties(_table(arm_type), body)
    assert (found.path, found.fix) == (path, fix)


@pytest.mark.parametrize(
    "body",
    [
        {"tags": {"any": "name"}, "location": "westeurope", "dependsOn": []},
        {"properties": {"computeType": "AmlCompute", "properties": {"VMSIZE": "x", "propertyBag": {"free": 1}}}},
        {"properties": {"computeType": "[parameters('kind')]", "properties": {"whatever": 1}}},
        {"properties": "[parameters('all')]"},
    ],
)
def test_what_cannot_be_told_is_passed_over(body: dict[str, Any]) -> None:
    """Another letter case, free-form objects, expressions and kinds that are not known are no unknown properties."""
    assert list(unknown_properties(_table(COMPUTE), body)) == []


ENVELOPE = {"id", "name", "type", "apiVersion", "location", "tags", "scope"}
"""What Resource Manager reads itself; the classes of the packages hold some of it and not all."""
SETTLED = {".properties.networkAcls.virtualNetworkRules[].state"}
"""Read-only to the compiler, and nothing the package says: no harm, as Azure ignores it."""


class _Comparison:
    """One table beside the compiler's type of the same resource."""

    def __init__(self, table: PropertyTable) -> None:
        sys.path.insert(0, str(SHARED and SHARED / "tools"))
        import check_types

        sys.path.pop(0)
        self.read, self.table = check_types, table
        self.types = check_types.Types((SHARED or Path()) / "bicep-types")
        self.seen: set[Any] = set()
        self.differences: list[str] = []

    def run(self) -> list[str]:
        """The properties that one side has and the other has not, those that can be written."""
        resource = self.types.resources[f"{self.table.type}@{self.table.api_version}".lower()]
        self._value(self.table.root, self.types.follow(resource, self.types.get(resource)["body"]), "")
        return self.differences

    def _value(self, kind: str, ref: Any, path: str) -> None:
        if (kind, ref) in self.seen:
            return
        self.seen.add((kind, ref))
        about = self.types.get(ref)
        if kind.endswith("[]") and about["$type"] == "ArrayType":
            self._value(kind.removesuffix("[]"), self.types.follow(ref, about["itemType"]), f"{path}[]")
        elif (mine := self.table.objects.get(kind)) is not None:
            for tag in about.get("elements", {None: None}):
                self._object(self.table.object_for(kind, tag) or mine, self.read.members(self.types, ref, tag)[0], path)

    def _object(self, mine: ObjectType, theirs: dict[str, Any], path: str) -> None:
        for name in mine.properties.keys() ^ theirs.keys():
            read_only = mine.properties[name].read_only if name in mine.properties else theirs[name][1] & 2
            if not read_only and not (not path and name in ENVELOPE):
                self.differences.append(f"{path}.{name}")
        for name in mine.properties.keys() & theirs.keys():
            ref, flags = theirs[name]
            differs = bool(flags & 2) != mine.properties[name].read_only
            if differs and name != "type" and (path or name not in ENVELOPE) and f"{path}.{name}" not in SETTLED:
                self.differences.append(f"{path}.{name} read-only")
            self._value(mine.properties[name].kind, ref, f"{path}.{name}")


@needs_shared
@pytest.mark.parametrize("table", tables(), ids=lambda table: table.type)
def test_a_table_agrees_with_the_compiler(table: PropertyTable) -> None:
    """The writable properties of a table are those that the compiler knows, and the same ones are read-only."""
    assert _Comparison(table).run() == []

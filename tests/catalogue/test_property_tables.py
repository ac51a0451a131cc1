"""The property tables against what we render and against the types that the Bicep compiler checks with."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from _shared import needs_shared
from catalogue._compiler_types import Comparison
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.lookup import all_types, find_type
from mlinfra.catalogue.property_table import PropertyTable, property_table, table_file, tables
from mlinfra.catalogue.table_source import Differs

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from property_tables import text_of  # ruff: ignore[module-import-not-at-top-of-file] - the scripts are no package

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
    """No body that we render has a property that its type does not have, or a value that nobody accepts and is refused."""
    template = json.loads(path.read_text(encoding="utf-8"))
    accepted = [entry["path"] for entry in template["metadata"].get("acceptedValues", ())]
    for resource in _resources(template):
        table = property_table(resource["type"], resource["apiVersion"])
        assert table is not None or path.parent.name == "raw", resource["type"]
        judged = judge_body(resource["type"], resource["apiVersion"], resource)
        assert judged.unknown == ()
        assert not [refusal for refusal in judged.refusals if refusal.path not in accepted]


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
            "Microsoft.Network/networkSecurityGroups",
            {"properties": {"securityRules": [{"name": "a", "properties": {"prioritty": 1}}]}},
            "properties.securityRules[0].properties.prioritty",
            "did you mean priority?",
        ),
    ],
)
def test_an_unknown_property_is_named(arm_type: str, body: dict[str, Any], path: str, fix: str) -> None:
    """A misspelt or misplaced property is named by its path, with what to write instead."""
    (found,) = judge_body(arm_type, _table(arm_type).api_version, body).unknown
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
    assert judge_body(COMPUTE, "2025-12-01", body).unknown == ()


@needs_shared
@pytest.mark.parametrize("table", tables(), ids=lambda table: f"{table.type}@{table.api_version}")
def test_a_table_agrees_with_the_compiler(table: PropertyTable) -> None:
    """Names, kinds, values, required and read-only are the compiler's, but for what the entry says with a reason."""
    comparison = Comparison(table)
    if not comparison.provider:
        pytest.skip(f"the types beside the checkout have no provider of {table.type}")
    assert comparison.found is ("type" not in {differs.aspect for differs in _differs(table)}), (
        f"the published types have no {table.type}@{table.api_version}: take a version that they have, or say why there "
        'is none: differs=(Differs("type", ...),) in the entry'
    )
    for aspect, names in comparison.differences.items():
        said = {name for differs in _differs(table) if differs.aspect == aspect for name in differs.properties}
        assert sorted(names - said) == [], (
            f"give the reason: differs=(Differs({aspect!r}, ...),) in the entry (mlinfra/catalogue/table_source.py)"
        )


def _differs(table: PropertyTable) -> tuple[Differs, ...]:
    entry = find_type(table.type)
    return entry.differs if entry else ()


@needs_shared
@pytest.mark.parametrize("table", tables(), ids=lambda table: f"{table.type}@{table.api_version}")
def test_a_table_marks_the_lists_that_the_compiler_closes(table: PropertyTable) -> None:
    """A list of values is marked as closed where the compiler takes no other; `make baselines` writes the marks."""
    wanted, path = Comparison(table).closed, table_file(table.type, table.api_version)
    data = json.loads(path.read_text(encoding="utf-8"))
    if os.environ.get("MLINFRA_BASELINES") == "write":
        data = _marked(data, wanted)
        path.write_text(text_of(data), encoding="utf-8")
    assert _closed(data) == wanted, "run `make baselines` and read the diff"


def _properties(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a table's file with its name, as `Comparison` names it."""
    for kind, entry in data["objects"].items():
        yield from ((f"{kind}.{name}", about) for name, about in entry["properties"].items())


def _closed(data: dict[str, Any]) -> set[str]:
    return {name for name, about in _properties(data) if about.get("closed")}


def _marked(data: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    """The table with ``closed`` at these properties alone."""
    for name, about in _properties(data):
        about.pop("closed", None)
        if name in wanted:
            about["closed"] = True
    return data


@needs_shared
def test_every_difference_of_an_entry_is_one() -> None:
    """No entry says a difference that its tables and the compiler do not have, and each has a reason."""
    met: set[tuple[str, str, str]] = set()
    for table in tables():
        comparison = Comparison(table)
        met |= {(table.type, aspect, name) for aspect, names in comparison.differences.items() for name in names}
        if not comparison.found:
            met.add((table.type, "type", ""))
    for entry in all_types():
        for differs in entry.differs:
            assert differs.reason, entry.type
            assert {(entry.type, differs.aspect, name) for name in differs.properties or ("",)} <= met, entry.type

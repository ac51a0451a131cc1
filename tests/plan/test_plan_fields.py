"""The field of the model behind a property that changes, in plans and their renderers."""

from __future__ import annotations

import json

import pytest

from _azure_properties import PUBLIC
from mlinfra import ComputeCluster, KeyVault, Workspace
from mlinfra.base.property_paths import names
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._field_names import field_names
from mlinfra.landing_zone.model._rows import field_paths
from mlinfra.review.plan.codec import to_json
from mlinfra.review.plan.origins import field_of
from mlinfra.review.report.markdown import report_markdown
from mlinfra.review.report.text import report_text
from plan._plans import item, read

RESOURCES = [kind for kind in PUBLIC if issubclass(kind, Resource)]
KEY_VAULT = KeyVault.arm_type


@pytest.mark.parametrize("kind", RESOURCES, ids=lambda kind: kind.__name__)
def test_every_path_of_a_field_names_it(kind: type[Resource]) -> None:
    """Each property that a field decides leads back to this field, whatever the letter case of the path."""
    for field, paths in field_paths(kind).items():
        for path in filter(None, paths):
            assert field in field_of(path.upper(), field_names(kind)).split(", ")
            assert names(path) in field_names(kind)


@pytest.mark.parametrize(
    ("kind", "path", "field"),
    [
        (ComputeCluster, "properties.properties.vmSize", "size"),
        (ComputeCluster, "properties.properties.scaleSettings.minNodeCount", "nodes.minimum"),
        (ComputeCluster, "tags['a.b']", "tags"),
        (ComputeCluster, "properties.description2", ""),
        (ComputeCluster, "properties", ""),
        (Workspace, "properties.managedNetwork.isolationMode", "network.isolation"),
        (Workspace, "properties.hbiWorkspace2.inner[0].deep", ""),
    ],
)
def test_a_path_leads_to_the_nearest_field(kind: type[Resource], path: str, field: str) -> None:
    """To that of a nested class, to the field that holds the object around it, or to none."""
    assert field_of(path, field_names(kind)) == field


def test_a_plan_names_the_field_beside_the_path() -> None:
    """In JSON as a member of its own, in text and Markdown before the path; a property without a field stands alone."""
    before = {"properties": {"softDeleteRetentionInDays": 7, "other": 1}, "tags": {"a": "b"}}
    after = {"properties": {"softDeleteRetentionInDays": 30, "other": 2}, "tags": {"a": "c"}}
    wire = item("Modify", KEY_VAULT, "kv", before, after)
    plain = read(wire)
    key = plain.changes[0].id.lower().partition("/resourcegroups/")
    plan = read(wire, fields={f"/resourcegroups/{key[2]}": field_names(KeyVault)})
    assert {delta.path: delta.field for delta in plan.changes[0].deltas} == {
        "properties.softDeleteRetentionInDays": "retention",
        "properties.other": "",
        "tags.a": "tags",
    }
    assert {delta.field for delta in plain.changes[0].deltas} == {""}
    data = json.loads(json.dumps(to_json(plan)))
    for shown in (report_text([data]), report_markdown([data])):
        assert "retention (properties.softDeleteRetentionInDays): " in shown
        assert " properties.other: " in shown
        assert " tags.a: " in shown

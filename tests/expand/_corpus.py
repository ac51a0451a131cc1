"""Cases of the reference corpus -> expansion and comparison with the engine's answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlinfra.arm.expand import Snapshot, expand
from mlinfra.base.scope import DeploymentScope

PLACES = {
    "tenantId": "00000000-aaaa-4aaa-8aaa-000000000000",
    "subscriptionId": "00000000-bbbb-4bbb-8bbb-000000000000",
    "resourceGroup": "rg-demo",
    "managementGroupId": "mg-demo",
    "location": "swedencentral",
    "deploymentName": "main",
}


def read(path: Path) -> Any:
    """The JSON in a file."""
    return json.loads(path.read_text(encoding="utf-8"))


def scope_of(places: Mapping[str, str | None]) -> DeploymentScope:
    """The scope that options of ``bicep snapshot`` name."""
    return DeploymentScope(
        subscription=places.get("subscriptionId"),
        resource_group=places.get("resourceGroup"),
        management_group=places.get("managementGroupId"),
        location=places.get("location"),
        tenant=places.get("tenantId"),
        deployment=places.get("deploymentName"),
    )


def codes(diagnostics: list[str]) -> list[str]:
    """The codes of diagnostics; their wording is our own."""
    return [one.split(":")[0].split()[-1] for one in diagnostics]


def assert_same(snapshot: Snapshot, wanted: dict[str, Any]) -> None:
    """Fails where a snapshot differs from the engine's in anything that is stable."""
    given = snapshot.to_json()
    assert shape(given["predictedResources"]) == shape(wanted["predictedResources"])
    assert codes(given["diagnostics"]) == codes(wanted["diagnostics"])
    assert given["outputs"].keys() == wanted["outputs"].keys()
    assert {k: shape(given["outputs"][k]) for k in wanted["outputs"]} == {
        k: shape(value) for k, value in wanted["outputs"].items()
    }


def shape(value: Any) -> Any:
    """A value whose comparison minds key order and tells 1, 1.0 and true apart."""
    if isinstance(value, dict):
        return [(key, shape(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [shape(item) for item in value]
    return json.dumps(value)


__all__ = ["PLACES", "assert_same", "expand", "read", "scope_of", "shape"]

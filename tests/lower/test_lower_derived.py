"""What follows from a workspace is changed at the workspace: more in the bodies of derived resources, or less."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlinfra import (
    BlobDatastore,
    ComputeCluster,
    DataAsset,
    Derived,
    Private,
    ResourceGroup,
    RoleAssignment,
    Stack,
    StorageAccount,
    Subnet,
    Workspace,
)
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput

GROUP = ResourceGroup("rg-x", location="westeurope")
ENDPOINT, ROLE = "Microsoft.Network/privateEndpoints", "Microsoft.Authorization/roleAssignments"


def bodies(*derived: Derived, resources: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    """The resources of a private workspace in main.json, with what follows from it."""
    store = BlobDatastore("features", account=StorageAccount("stlake", containers=["features"]), container="features")
    workspace = Workspace(
        "mlw-x",
        network=Private(Subnet.existing("v/s", scope=GROUP)),
        datastores=[store],
        data=[DataAsset("curated", datastore=store, path="daily/")],
        computes=[
            ComputeCluster("cpu", size="Standard_D4s_v5", subnet=Subnet.existing("v/s", scope=GROUP), reads=[store])
        ],
        derived=derived,
    )
    stack = Stack("x", scope=GROUP, resources=[workspace, *resources])
    written: list[dict[str, Any]] = json.loads(prepare(stack).rendered.files["main.json"])["resources"]
    return written


def changed(*derived: Derived) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The resources that a change changes, before and after."""
    return [(before, after) for before, after in zip(bodies(), bodies(*derived), strict=True) if before != after]


def test_more_stands_in_the_bodies_that_are_meant() -> None:
    """By type, by the pattern of a name; of role assignments by the name of the role; of what holds versions too."""
    extra = {"properties": {"ipConfigurations": [{"name": "a", "properties": {"privateIPAddress": "10.0.0.4"}}]}}
    ((before, after),) = changed(Derived(ENDPOINT.lower(), name="pep-stl*-blob", extra=extra))
    assert "stlake" in str(before)
    assert after["properties"] == before["properties"] | extra["properties"]
    ((_, role),) = changed(
        Derived(ROLE, name="storage blob data reader", extra={"properties": {"description": "told"}})
    )
    assert role["properties"]["description"] == "told"
    holder = "Microsoft.MachineLearningServices/workspaces/data"
    ((_, after),) = changed(Derived(holder, extra={"properties": {"description": "told"}}))
    assert after["properties"]["description"] == "told"


def test_a_property_is_left_out_of_all_that_are_meant() -> None:
    """Without a name every resource of the type is meant, and nothing else changes."""
    pairs = changed(Derived(ENDPOINT, omit=["properties.customNetworkInterfaceName"]))
    assert len(pairs) == sum(resource["type"] == ENDPOINT for resource in bodies())
    for before, after in pairs:
        del before["properties"]["customNetworkInterfaceName"]
        assert before == after


def test_a_written_role_assignment_omits_too() -> None:
    """`omit` of a role assignment that the author writes reaches its body."""
    principal = "22222222-2222-2222-2222-222222222222"
    written = RoleAssignment(role="Reader", principal_id=principal, omit=["properties.description"])
    role = next(body for body in bodies(resources=(written,)) if principal in str(body))
    assert "description" not in role["properties"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Derived(ENDPOINT), r"test_lower_derived.py:\d+ Derived: it changes nothing"),
        (lambda: Derived(ENDPOINT, extra={"name": "x"}), r"Derived.extra: 'name' cannot be set here"),
        (lambda: bodies(Derived("Microsoft.Network/privateEndpoint", omit=["kind"])), r"test_lower_derived.py:\d+ Derived.type: nothing of the type .* follows from mlw-x\n  -> there are: .*Microsoft.Network/privateEndpoints"),
        (lambda: bodies(Derived(ENDPOINT, name="pep-y", omit=["kind"])), "called pep-y follows from mlw-x"),
        (lambda: bodies(Derived(ENDPOINT, omit=["properties.subnets"])), r"test_lower_derived.py:\d+ Derived.omit: the body has no 'subnets' to leave out\n  -> there are: subnet"),
        (lambda: bodies(Derived(ENDPOINT, extra={"properties": {"Subnet": {}}})), r"Derived.extra: 'Subnet' cannot be set here"),
    ],
)  # fmt: skip
def test_a_change_that_changes_nothing_is_refused(make: Any, told: str) -> None:
    """What means no resource, and a path that is not there, is told with the line of the change."""
    with pytest.raises(InvalidInput, match=told):
        make()

"""What cannot stay when a resource is deleted and created."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra.catalogue.dependents import with_dependents

GROUP = "/subscriptions/s/resourceGroups/rg/providers"
WORKSPACE = f"{GROUP}/Microsoft.MachineLearningServices/workspaces/mlw"
SUBNET = f"{GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/ml"
IDENTITY = f"{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id"
ROLE = "Microsoft.Authorization/roleAssignments"


def _body(resource_id: str, arm_type: str, **members: Any) -> dict[str, Any]:
    return {"id": resource_id, "type": arm_type, "apiVersion": "x", **members}


def _compute(name: str, kind: str, **members: Any) -> dict[str, Any]:
    settings = {"subnet": {"id": SUBNET}}
    properties = {"computeType": kind, "properties": settings}
    arm_type = "Microsoft.MachineLearningServices/workspaces/computes"
    return _body(f"{WORKSPACE}/computes/{name}", arm_type, properties=properties, **members)


ASSIGNED = {"identity": {"type": "UserAssigned", "userAssignedIdentities": {IDENTITY: {}}}}
BODIES = [
    _body(SUBNET, "Microsoft.Network/virtualNetworks/subnets"),
    _body(IDENTITY, "Microsoft.ManagedIdentity/userAssignedIdentities"),
    _body(WORKSPACE, "Microsoft.MachineLearningServices/workspaces"),
    _compute("cpu", "AmlCompute", **ASSIGNED),
    _compute("box", "ComputeInstance", **ASSIGNED),
    _body(f"{WORKSPACE}/providers/{ROLE}/r1", ROLE, properties={"principalId": "11111111"}),
    _body(f"/subscriptions/s/resourceGroups/other/providers/Microsoft.X/y/z/providers/{ROLE}/r2", ROLE,
          properties={"principalId": f"[reference('{IDENTITY}', '2024-11-30').principalId]"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("named", "names"),
    [
        ([WORKSPACE], ["mlw", "cpu", "box", "r1"]),
        ([WORKSPACE.upper()], ["mlw", "cpu", "box", "r1"]),
        ([SUBNET], ["ml", "cpu", "box"]),
        ([IDENTITY], ["id", "box", "r2"]),
        ([f"{WORKSPACE}/computes/cpu"], ["cpu"]),
    ],
)
def test_dependents_stand_below_or_were_created_with_it(named: list[str], names: list[str]) -> None:
    """Children and roles on it, roles of its identity, and what names it where nothing can change later.

    A cluster takes another identity in place, an instance is created with it.
    """
    assert [key.rsplit("/", 1)[-1] for key in with_dependents(named, BODIES)] == names

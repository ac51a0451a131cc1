from __future__ import annotations

from typing import Any

import pytest

from mlinfra.review.plan import Change, Plan, exit_code
from plan._plans import item, read

ML = "Microsoft.MachineLearningServices/workspaces"
STORAGE = "Microsoft.Storage/storageAccounts"


def _plan(type_: str, before: Any, after: Any) -> Plan:
    name = "/".join("n" for _ in type_.split("/")[1:])
    return read(item("Modify", type_, name, before, after))


def _change(type_: str, before: Any, after: Any) -> Change:
    return _plan(type_, before, after).changes[0]


def _compute(kind: str, **settings: Any) -> dict[str, Any]:
    return {"properties": {"computeType": kind, "properties": settings}}


REPLACED = [
    (ML, {"location": "westeurope"}, {"location": "northeurope"}, "location"),
    (ML, {"kind": "Default"}, {"kind": "Hub"}, "kind"),
    (ML, {"properties": {"storageAccount": "/a"}}, {"properties": {"storageAccount": "/b"}}, "properties.storageAccount"),
    (ML, {"properties": {"hbiWorkspace": False}}, {"properties": {"hbiWorkspace": True}}, "properties.hbiWorkspace"),
    (ML, {"identity": {"type": "UserAssigned"}}, {"identity": {"type": "SystemAssigned"}}, "identity.type"),
    (ML, {"properties": {"managedNetwork": {"isolationMode": "AllowInternetOutbound"}}},
     {"properties": {"managedNetwork": {"isolationMode": "Disabled"}}}, "properties.managedNetwork.isolationMode"),
    (f"{ML}/computes", _compute("AmlCompute", vmSize="a"), _compute("AmlCompute", vmSize="b"), "properties.properties.vmSize"),
    (f"{ML}/computes", _compute("AmlCompute", isolatedNetwork=False), _compute("AmlCompute", isolatedNetwork=True), "properties.properties.isolatedNetwork"),
    (f"{ML}/computes", _compute("ComputeInstance", vmSize="a"), _compute("ComputeInstance", vmSize="b"), "properties.properties.vmSize"),
    (f"{ML}/data/versions", {"properties": {"dataUri": "a"}}, {"properties": {"dataUri": "b"}}, "properties.dataUri"),
    (f"{ML}/environments/versions", {"properties": {"description": "a"}}, {"properties": {"description": "b"}}, "properties.description"),
    (f"{ML}/datastores", {"properties": {"datastoreType": "AzureBlob"}}, {"properties": {"datastoreType": "AzureFile"}}, "properties.datastoreType"),
    (f"{ML}/onlineEndpoints", {"properties": {"authMode": "Key"}}, {"properties": {"authMode": "AADToken"}}, "properties.authMode"),
    ("Microsoft.Network/privateEndpoints", {"properties": {"subnet": {"id": "/a"}}}, {"properties": {"subnet": {"id": "/b"}}}, "properties.subnet.id"),
    ("Microsoft.Authorization/roleAssignments", {"properties": {"principalId": "a"}}, {"properties": {"principalId": "b"}}, "properties.principalId"),
    (STORAGE, {"properties": {"isHnsEnabled": False}}, {"properties": {"isHnsEnabled": True}}, "properties.isHnsEnabled"),
    (STORAGE, {"properties": {}}, {"properties": {"isHnsEnabled": True}}, "properties.isHnsEnabled"),
    ("Microsoft.KeyVault/vaults", {"properties": {"softDeleteRetentionInDays": 90}}, {"properties": {"softDeleteRetentionInDays": 7}}, "properties.softDeleteRetentionInDays"),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after", "path"), REPLACED)
def test_a_change_of_what_is_fixed_at_creation_is_refused(type_: str, before: Any, after: Any, path: str) -> None:
    """The change becomes ``!!``, counts as destructive in the exit code, is of high risk, and names the property."""
    plan = _plan(type_, before, after)
    [change] = plan.changes
    assert change.action.symbol == "!!"
    assert [delta.path for delta in change.deltas if delta.replaces] == [path]
    assert path in change.risk.why
    assert (change.risk.level, plan.refused, plan.destructive) == ("high", True, False)
    assert exit_code([plan], detailed=True) == 4


MODIFIED = [
    (f"{ML}/data/versions", {"properties": {"description": "a"}}, {"properties": {"description": "b"}}),
    (f"{ML}/computes", _compute("AmlCompute", scaleSettings={"maxNodeCount": 1}), _compute("AmlCompute", scaleSettings={"maxNodeCount": 2})),
    (f"{ML}/computes", {"tags": {"a": "1"}, **_compute("AmlCompute")}, {"tags": {"a": "2"}, **_compute("AmlCompute")}),
    (ML, {"properties": {"applicationInsights": "/a"}}, {"properties": {"applicationInsights": "/b"}}),
    (ML, {"identity": {"type": "SystemAssigned"}}, {"identity": {"type": "SystemAssigned,UserAssigned"}}),
    (ML, {"properties": {"managedNetwork": {"isolationMode": "Disabled"}}}, {"properties": {"managedNetwork": {"isolationMode": "AllowInternetOutbound"}}}),
    (ML, {"properties": {"storageAccount": "/a"}}, {"properties": {"storageAccount": "[reference('st').id]"}}),
    (STORAGE, {"properties": {"isHnsEnabled": True}}, {"properties": {}}),
    (STORAGE, {"properties": {}}, {"properties": {"isHnsEnabled": False}}),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after"), MODIFIED)
def test_what_can_change_in_place_stays_a_modification(type_: str, before: Any, after: Any) -> None:
    """Mutable properties, ways that are open, unknown values and left out ones replace nothing."""
    assert _change(type_, before, after).action.symbol == "~"


def test_a_region_in_another_spelling_replaces_nothing() -> None:
    """``West Europe`` is ``westeurope``."""
    assert not _change(ML, {"location": "West Europe"}, {"location": "westeurope"}).visible


@pytest.mark.parametrize("name", ["idleTimeBeforeShutdown", "schedules", "applicationSharingPolicy", "setupScripts"])
def test_a_compute_instance_says_what_azure_will_ignore(name: str) -> None:
    """Azure reports success and changes nothing; the difference says so and stays visible."""
    change = _change(
        f"{ML}/computes", _compute("ComputeInstance", **{name: "PT15M"}), _compute("ComputeInstance", **{name: "PT30M"})
    )
    [delta] = change.deltas
    assert delta.ineffective
    assert change.visible
    assert not delta.replaces
    assert change.risk.why == "Azure accepts the change and does nothing"


def test_a_cluster_applies_its_idle_time() -> None:
    """The same words on a cluster take effect."""
    change = _change(f"{ML}/computes", _compute("AmlCompute", scaleSettings={"nodeIdleTimeBeforeScaleDown": "PT1M"}),
                     _compute("AmlCompute", scaleSettings={"nodeIdleTimeBeforeScaleDown": "PT5M"}))  # fmt: skip
    assert [delta.ineffective for delta in change.deltas] == [None]


@pytest.mark.parametrize(
    ("change", "type_", "before", "after", "level"),
    [
        ("Delete", STORAGE, {}, None, "high"),
        ("Delete", "Microsoft.Any/thing", {}, None, "medium"),
        ("Delete", "Microsoft.Authorization/roleAssignments", {}, None, "high"),
        ("Create", STORAGE, None, {}, "none"),
        ("Create", "Microsoft.Authorization/roleAssignments", None, {"properties": {"roleDefinitionId": "/x/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}}, "high"),
        ("Create", "Microsoft.Authorization/roleAssignments", None, {"properties": {"roleDefinitionId": 5}}, "medium"),
        ("Modify", STORAGE, {"properties": {"publicNetworkAccess": "Disabled"}}, {"properties": {"publicNetworkAccess": "Enabled"}}, "high"),
        ("Modify", STORAGE, {"properties": {"publicNetworkAccess": "Enabled"}}, {"properties": {"publicNetworkAccess": "Disabled"}}, "medium"),
        ("Modify", STORAGE, {"properties": {"allowSharedKeyAccess": False}}, {"properties": {"allowSharedKeyAccess": True}}, "high"),
        ("Modify", STORAGE, {"tags": {"a": "1"}}, {"tags": {"a": "2"}}, "low"),
        ("NoChange", STORAGE, {}, {}, "none"),
        ("Ignore", STORAGE, {}, {}, "none"),
        ("Deploy", STORAGE, None, None, "medium"),
    ],
)  # fmt: skip
def test_each_change_has_its_risk(change: str, type_: str, before: Any, after: Any, level: str) -> None:
    """Losing data, opening a door and granting wide roles are high; the reason is told."""
    [found] = read(item(change, type_, "n", before, after)).changes
    assert found.risk.level == level
    assert bool(found.risk.why) is (level != "none")

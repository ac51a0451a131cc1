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
    (ML, {"properties": {"managedNetwork": {"isolationMode": "AllowInternetOutbound"}}}, {"properties": {}}, "properties.managedNetwork"),
    (ML, {"properties": {"managedNetwork": {"isolationMode": "AllowInternetOutbound"}}}, {"properties": {"managedNetwork": {}}}, "properties.managedNetwork.isolationMode"),
    (ML, {"identity": {"type": "SystemAssigned,UserAssigned"}}, {"identity": {"type": "systemAssigned"}}, "identity.type"),
    (ML, {"identity": {"type": "SystemAssigned, UserAssigned"}}, {"identity": {"type": "systemassigned"}}, "identity.type"),
    (f"{ML}/onlineEndpoints", {"identity": {"type": "SystemAssigned"}}, {"identity": {"type": "UserAssigned"}}, "identity.type"),
    (f"{ML}/onlineEndpoints", {"identity": {"type": "SystemAssigned"}}, {}, "identity"),
    (f"{ML}/batchEndpoints", {"identity": {"type": "SystemAssigned"}}, {"identity": {"type": "UserAssigned"}}, "identity.type"),
    (f"{ML}/computes", _compute("AmlCompute", subnet={"id": "/a"}), _compute("AmlCompute"), "properties.properties.subnet"),
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
    (STORAGE, {"properties": {}}, {"properties": {"isHnsEnabled": False}}),
    (f"{ML}/onlineEndpoints", {"identity": {"type": "SystemAssigned"}}, {"identity": {"type": "systemAssigned"}}),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after"), MODIFIED)
def test_what_can_change_in_place_stays_a_modification(type_: str, before: Any, after: Any) -> None:
    """Mutable properties, ways that are open, unknown values and other spellings replace nothing."""
    assert _change(type_, before, after).action.symbol == "~"


@pytest.mark.parametrize(
    ("type_", "before"), [(STORAGE, {"properties": {"isHnsEnabled": True}}), (ML, {"kind": "Hub"})]
)
def test_what_is_left_out_and_keeps_its_value_has_no_effect(type_: str, before: Any) -> None:
    """A property that is fixed at creation and that a body may leave out stays as it is: ``~?``, and nothing is sent."""
    plan = _plan(type_, before, {})
    assert (plan.changes[0].action.symbol, plan.would_send, plan.has_changes) == ("~?", False, True)


def test_a_refusal_names_property_and_what_to_do() -> None:
    """The change holds its refusals as values: code, property, reason and the way out with its address."""
    [refusal] = _change(
        f"{ML}/computes", _compute("AmlCompute", vmSize="a"), _compute("AmlCompute", vmSize="b")
    ).refusals
    assert (refusal.code, refusal.slug, refusal.path) == ("R006", "fixed-at-creation", "properties.properties.vmSize")
    assert "--replace n/n" in refusal.fix


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


ROLE = "Microsoft.Authorization/roleAssignments"
IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities"


def test_a_role_of_an_identity_that_is_made_anew_is_refused() -> None:
    """Azure leaves the new principal open; the assignment that exists has another, and Azure refuses to change it."""
    made = item("Create", IDENTITY, "id-train", None, {"type": IDENTITY})
    principal = f"[reference('{made['resourceId']}', '2024-11-30').principalId]"
    before, after = (
        {"properties": {"principalId": value}} for value in ("11111111-1111-1111-1111-111111111111", principal)
    )
    plan = read(made, item("Modify", ROLE, "r", before, after))
    role = next(change for change in plan.changes if change.type == ROLE)
    assert (role.action.symbol, role.refusals[0].path, plan.refused) == ("!!", "properties.principalId", True)
    assert "the identity id-train is made anew" in role.refusals[0].message
    assert role.visible
    [alone] = read(item("Modify", ROLE, "r", before, after)).changes
    assert not alone.refusals, "an identity that stays keeps its principal"

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.lookup import all_types
from mlinfra.catalogue.resource_type import Noise as Rule
from mlinfra.catalogue.security_names import BY_NAME
from mlinfra.review.plan import Change, Ignore
from mlinfra.review.plan.change import Delta, DeltaAction, Noise
from mlinfra.review.plan.noise import service_noise
from mlinfra.review.plan.noise_rules import every_rule
from mlinfra.review.plan.pages import page_of
from plan._plans import item, read

ML = "Microsoft.MachineLearningServices/workspaces"
STORAGE = "Microsoft.Storage/storageAccounts"
ROLE = "Microsoft.Authorization/roleAssignments"


def _modified(type_: str, before: Any, after: Any, **fields: Any) -> Change:
    name = "/".join("n" for _ in type_.split("/")[1:])
    [change] = read(item("Modify", type_, name, before, after), **fields).changes
    return change


FOLDED = [
    ("N001", ML, {"properties": {"notebookInfo": {"fqdn": "x"}}}, {"properties": {}}),
    ("N001", ML, {"properties": {"discoveryUrl": "x"}}, {}),
    ("N003", ML, {"properties": {"v1LegacyMode": False}}, {"properties": {}}),
    ("N008", ML, {"properties": {"managedNetwork": {"networkId": "x"}}}, {"properties": {"managedNetwork": {}}}),
    ("N009", f"{ML}/computes", {"properties": {"properties": {"currentNodeCount": 2}}}, {"properties": {"properties": {}}}),
    ("N010", f"{ML}/computes", {"properties": {"createdOn": "2026"}}, {"properties": {}}),
    ("N014", f"{ML}/datastores", {"properties": {}}, {"properties": {"credentials": {"credentialsType": "AccountKey"}}}),
    ("N014", f"{ML}/onlineEndpoints", {"properties": {}}, {"properties": {"keys": {"primaryKey": "x"}}}),
    ("N015", STORAGE, {"properties": {"accessTier": "Hot"}}, {"properties": {}}),
    ("N016", STORAGE, {"sku": {"name": "a", "tier": "Standard"}}, {"sku": {"name": "a"}}),
    ("N021", "Microsoft.KeyVault/vaults", {"properties": {"vaultUri": "https://x"}}, {"properties": {}}),
    ("N023", "Microsoft.KeyVault/vaults", {"properties": {}}, {"properties": {"createMode": "default"}}),
    ("N024", "Microsoft.KeyVault/vaults/secrets", {"properties": {}}, {"properties": {"value": "*******"}}),
    ("N025", "Microsoft.ContainerRegistry/registries", {"properties": {"policies": {"retentionPolicy": {"days": 7, "lastUpdatedTime": "x"}}}},
     {"properties": {"policies": {}}}),
    ("N027", "Microsoft.Insights/components", {"properties": {"Flow_Type": "Bluefield"}}, {"properties": {}}),
    ("N029", "Microsoft.Insights/components", {"tags": {"hidden-link:/a": "Resource"}}, {"tags": {}}),
    ("N032", "Microsoft.Insights/diagnosticSettings", {"properties": {"logs": [{"category": "a", "retentionPolicy": {"days": 0, "enabled": False}}]}},
     {"properties": {"logs": [{"category": "a"}]}}),
    ("N033", "Microsoft.OperationalInsights/workspaces", {"properties": {"workspaceCapping": {"dailyQuotaGb": -1.0, "quotaNextResetTime": "x"}}}, {"properties": {}}),
    ("N034", "Microsoft.Network/privateEndpoints", {"properties": {"networkInterfaces": [{"id": "/x"}]}}, {"properties": {}}),
    ("N038", "Microsoft.Network/virtualNetworks", {"properties": {"subnets": [{"name": "a", "etag": "1"}]}}, {"properties": {"subnets": [{"name": "a"}]}}),
    ("N045", ROLE, {"properties": {"principalId": "1-2"}}, {"properties": {"principalId": "[reference('x').principalId]"}}),
    ("N048", "Microsoft.ManagedIdentity/userAssignedIdentities", {"properties": {"principalId": "x"}}, {"properties": {}}),
    ("N049", ML, {"identity": {"type": "SystemAssigned", "principalId": "x"}}, {"identity": {"type": "SystemAssigned"}}),
    ("N050", "Microsoft.Any/thing", {"etag": "1"}, {}),
    ("N060", "Microsoft.Any/thing", {"apiVersion": "1"}, {"apiVersion": "2"}),
    ("N061", "Microsoft.Search/searchServices", {"properties": {"status": "running"}}, {"properties": {}}),
    ("N070", f"{ML}/onlineEndpoints/deployments", {"properties": {"livenessProbe": {"period": "PT10S"}}}, {"properties": {}}),
    ("N101", ML, {"properties": {"keyVault": "/subscriptions/A/x"}}, {"properties": {"keyVault": "/subscriptions/a/X"}}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "type_", "before", "after"), FOLDED, ids=[f"{c[0]}-{c[1].rpartition('/')[2]}" for c in FOLDED]
)
def test_noise_is_folded_with_its_reason_and_stays_in_the_plan(rule: str, type_: str, before: Any, after: Any) -> None:
    """The change is still there, folded, with the rule that folds each difference."""
    change = _modified(type_, before, after)
    assert change.noise is not None
    assert [delta.noise.rule if delta.noise else None for delta in change.deltas] == [rule]
    assert all(delta.noise and delta.noise.reason for delta in change.deltas)
    assert not change.visible


SHOWN = [
    (STORAGE, {"properties": {"accessTier": "Cool"}}, {"properties": {}}),
    (STORAGE, {"properties": {"accessTier": "Hot"}}, {"properties": {"accessTier": "Cool"}}),
    (STORAGE, {"properties": {"publicNetworkAccess": "Enabled"}}, {"properties": {}}),
    (STORAGE, {"properties": {"networkAcls": {"defaultAction": "Allow"}}}, {"properties": {}}),
    (STORAGE, {"properties": {"allowBlobPublicAccess": True}}, {"properties": {}}),
    (STORAGE, {"properties": {"minimumTlsVersion": "TLS1_0"}}, {"properties": {}}),
    (STORAGE, {"properties": {"encryption": {"keySource": "Microsoft.Keyvault"}}}, {"properties": {}}),
    (ML, {"identity": {"type": "SystemAssigned", "principalId": "x"}}, {}),
    (ML, {"properties": {"managedNetwork": {"outboundRules": {"r": {"category": "x", "status": "y"}}}}}, {"properties": {"managedNetwork": {"outboundRules": {}}}}),
    ("Microsoft.KeyVault/vaults", {"properties": {"accessPolicies": [{"objectId": "1"}]}}, {"properties": {}}),
    ("Microsoft.KeyVault/vaults", {"properties": {"softDeleteRetentionInDays": 7}}, {"properties": {}}),
    (ROLE, {"properties": {"principalId": "1"}}, {"properties": {"principalId": "2"}}),
    (ROLE, {"properties": {"roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/a"}},
     {"properties": {"roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/b"}}),
    ("Microsoft.CognitiveServices/accounts", {"properties": {"disableLocalAuth": True}}, {"properties": {}}),
    ("Microsoft.Any/thing", {"tags": {"owner": "a"}}, {"tags": {}}),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "before", "after"), SHOWN)
def test_a_real_or_security_relevant_difference_is_never_folded(type_: str, before: Any, after: Any) -> None:
    """Other values than the default, drift, and whatever decides who may do what stay visible."""
    assert _modified(type_, before, after).visible


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_no_ignore_entry_hides_a_security_relevant_property(name: str) -> None:
    """A user's entry over everything leaves each security-relevant property visible, at any depth."""
    everything = Ignore("*", reason="all of it")
    before, after = {"properties": {"x": [{name: "a"}]}}, {"properties": {"x": [{name: "b"}]}}
    change = _modified("Microsoft.Any/thing", before, after, ignores=(everything,))
    assert change.visible
    assert all(delta.security for delta in change.deltas)
    assert _modified("Microsoft.Any/thing", {"properties": {"x": {name: "a"}}}, {}, ignores=(everything,)).visible


@pytest.mark.parametrize("kind", ["Delete", "Detach"])
def test_no_rule_hides_a_deletion(kind: str) -> None:
    """A deleted resource stays visible under an entry over everything."""
    plan = read(item(kind, STORAGE, "st", {"properties": {}}), ignores=(Ignore("*", reason="all"),))
    assert plan.changes[0].visible
    assert plan.destructive is (kind == "Delete")


def test_no_ignore_entry_hides_a_refusal() -> None:
    """A create-only property stays visible: folding it would hide that Azure refuses the change."""
    change = _modified(STORAGE, {"properties": {"isHnsEnabled": False}}, {"properties": {"isHnsEnabled": True}},
                       ignores=(Ignore("properties.isHnsEnabled", reason="no"),))  # fmt: skip
    assert change.action == "refused"
    assert change.visible


def test_what_azure_calls_without_effect_is_folded_unless_it_is_security() -> None:
    """Azure's NoEffect folds a plain property; a security-relevant one stays in sight."""
    delta = [{"path": f"properties.{name}", "propertyChangeType": "NoEffect"} for name in ("a", "publicNetworkAccess")]
    wire = item(
        "Modify", STORAGE, "st", {"properties": {"a": 1, "publicNetworkAccess": "x"}}, {"properties": {}}, delta=delta
    )
    [change] = read(wire).changes
    assert {d.path: d.noise is not None for d in change.deltas} == {
        "properties.a": True,
        "properties.publicNetworkAccess": False,
    }


def test_an_ignore_entry_folds_by_path_type_and_address() -> None:
    """All three narrow an entry; what it folds carries its reason."""
    wire = item("Modify", STORAGE, "st", {"tags": {"build": "1"}}, {"tags": {"build": "2"}})
    for fields, folds in [
        ({}, True), ({"type": "microsoft.storage/*"}, True), ({"type": "Microsoft.KeyVault/*"}, False),
        ({"address": "s*"}, True), ({"address": "other"}, False),
    ]:  # fmt: skip
        entry = Ignore("tags.build", reason="CI writes it", **fields)  # type: ignore[arg-type]
        plan = read(wire, ignores=(entry,))
        assert (plan.changes[0].noise is not None) is folds
        assert plan.noise.unused == (() if folds else (entry,))
        assert plan.noise.hidden == int(folds)


def test_expired_and_unused_entries_are_reported_and_fold_nothing() -> None:
    """The last day still counts; the day after, the entry is reported and the difference shown."""
    wire = item("Modify", STORAGE, "st", {"tags": {"a": "1"}}, {"tags": {"a": "2"}})
    entry = Ignore("tags.a", reason="until the move", until=date(2026, 1, 31))
    on_the_day = read(wire, ignores=(entry,), today=date(2026, 1, 31))
    after = read(wire, ignores=(entry,), today=date(2026, 2, 1))
    assert (on_the_day.has_changes, on_the_day.noise.expired) == (False, ())
    assert (after.has_changes, after.noise.expired, after.noise.unused) == (True, (entry,), ())


@pytest.mark.parametrize(
    "fields", [{"path": "", "reason": "x"}, {"path": "a", "reason": " "}, {"path": "a", "reason": "x", "until": "soon"}]
)
def test_an_entry_needs_a_path_a_reason_and_a_real_date(fields: Any) -> None:
    """An entry without them is refused in words."""
    with pytest.raises(InvalidInput):
        Ignore(fields.pop("path"), **fields)


def test_every_rule_says_why_and_none_names_a_whole_body() -> None:
    """Rules carry a code, a reason, and paths below the root."""
    for _, rule in every_rule():
        assert rule.code[0] == "N"
        assert rule.reason
        assert all(path.strip("*. ") and path not in {"properties", "identity", "tags"} for path in rule.paths)
        assert bool(rule.values) is (rule.condition == "default")


@pytest.mark.parametrize(
    ("arm_type", "path"), [(entry.type, path) for entry in all_types() for path in entry.write_only]
)
def test_what_azure_never_returns_is_no_change(arm_type: str, path: str) -> None:
    """Every such path of every type is folded where a forecast has it as new: it always looks new."""
    assert service_noise(arm_type, Delta(path, DeltaAction.CREATE, None, "x"), secure=False)


_BY_CONDITION = {
    "service": ("modify", 1, 2),
    "write_only": ("create", None, "*******"),
    "unresolved": ("modify", "1-2", "[reference('x').principalId]"),
}


@pytest.mark.parametrize(("arm_type", "rule"), list(every_rule()))
def test_every_row_of_every_code_folds_its_paths_and_has_its_page(arm_type: str, rule: Rule) -> None:
    """Each path of each row, and nothing where its condition does not hold; `explain` knows the code."""
    type_ = arm_type or "Microsoft.Any/thing"
    action, before, after = _BY_CONDITION.get(rule.condition, ("delete", rule.values and rule.values[0], None))
    for path in rule.paths:
        plain = path.replace("[*]", "[0]").replace("*", "a")
        noise = service_noise(type_, Delta(plain, DeltaAction(action), before, after), secure=False)
        assert noise == Noise(rule.code, rule.reason)
        if rule.condition == "default":
            assert service_noise(type_, Delta(plain, DeltaAction("delete"), "other", None), secure=False) is None
    page = page_of(rule.code)
    assert page
    assert rule.reason in page


@pytest.mark.parametrize(
    "code", ["n016", "high", "risk", "medium", "low", "ignore", "short circuit", "unresolved", "potential"]
)
def test_whatever_a_plan_prints_has_a_page(code: str) -> None:
    """Levels of risk, and kinds of gaps as reports spell them."""
    assert page_of(code)
    assert page_of("N999") is None


@pytest.mark.parametrize(("role", "level", "says"), [
    ("00482a5a-887f-4fb3-b363-3b7fe8e74483", "high", "id-x gains Key Vault Administrator"),
    ("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "high", "id-x gains Owner"),
    ("17d1049b-9a84-46fb-8f53-869881c3d3ab", "high", "keys"),
    ("4633458b-17de-408a-b874-0445c86b69e6", "medium", "id-x gains access"),
])  # fmt: skip
def test_the_risk_of_a_grant_is_what_the_role_may_do(role: str, level: str, says: str) -> None:
    """It names who gains it."""
    identity = "/subscriptions/1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-x"
    body = {"properties": {
        "roleDefinitionId": f"/subscriptions/1/providers/Microsoft.Authorization/roleDefinitions/{role}",
        "principalId": f"[reference('{identity}', '2024-11-30').principalId]",
    }}  # fmt: skip
    [change] = read(item("Create", ROLE, "11111111-2222-3333-4444-555555555555", None, body)).changes
    assert change.risk.level == level
    assert says in change.risk.why

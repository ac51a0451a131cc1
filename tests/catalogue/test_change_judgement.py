"""One judgement of a change, for plans and for the local target."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra.catalogue.change_judgement import Verdict, judge_change
from mlinfra.catalogue.differences import differences

ML = "Microsoft.MachineLearningServices/workspaces"
COMPUTE = f"{ML}/computes"


def _instance(**settings: Any) -> dict[str, Any]:
    return {"properties": {"computeType": "ComputeInstance", "properties": settings}}


def _cluster(**settings: Any) -> dict[str, Any]:
    return {"properties": {"computeType": "AmlCompute", "properties": settings}}


def _network(**settings: Any) -> dict[str, Any]:
    return {"properties": {"managedNetwork": settings}}


def _identity(kind: str) -> dict[str, Any]:
    return {"identity": {"type": kind}}


ENDPOINT = f"{ML}/onlineEndpoints"
HUB = "Microsoft.EventHub/namespaces/eventhubs"


def _kept(**properties: str) -> dict[str, Any]:
    return {"properties": {"properties": properties}}


CASES = [
    (ENDPOINT, _kept(team="a"), _kept(team="b"), Verdict.REFUSED),
    (f"{ENDPOINT}/deployments", _kept(team="a", other="b"), _kept(team="a"), Verdict.NO_EFFECT),
    (f"{ML}/batchEndpoints/deployments", _kept(team="a"), _kept(team="a", other="b"), Verdict.IN_PLACE),
    (HUB, {"properties": {"partitionCount": 4}}, {"properties": {"partitionCount": 2}}, Verdict.REFUSED),
    (HUB, {"properties": {"partitionCount": 4}}, {"properties": {"partitionCount": 8}}, Verdict.IN_PLACE),
    (COMPUTE, _instance(vmSize="a"), _instance(vmSize="b"), Verdict.REFUSED),
    (COMPUTE, _instance(vmSize="Standard_A"), _instance(vmSize="STANDARD_a"), Verdict.IN_PLACE),
    (COMPUTE, _instance(idleTimeBeforeShutdown="PT1H"), _instance(idleTimeBeforeShutdown="PT2H"), Verdict.NO_EFFECT),
    (COMPUTE, _cluster(scaleSettings={"maxNodeCount": 1}), _cluster(scaleSettings={"maxNodeCount": 2}), Verdict.IN_PLACE),
    (COMPUTE, _cluster(subnet={"id": "/a"}), _cluster(), Verdict.REFUSED),
    (COMPUTE, _cluster(subnet={"id": "/a"}), {"properties": {"computeType": "AmlCompute"}}, Verdict.REFUSED),
    (COMPUTE, _cluster(osType="Linux"), _cluster(), Verdict.NO_EFFECT),
    (COMPUTE, _cluster(vmSize="a"), _cluster(vmSize="[parameters('size')]"), Verdict.OPEN),
    (ML, _network(isolationMode="AllowInternetOutbound"), {}, Verdict.ONE_WAY),
    (ML, _network(isolationMode="allowinternetoutbound"), _network(isolationMode="disabled"), Verdict.ONE_WAY),
    (ML, _network(isolationMode="AllowOnlyApprovedOutbound"), _network(isolationMode="AllowInternetOutbound"), Verdict.ONE_WAY),
    (ML, _network(isolationMode="AllowInternetOutbound"), _network(isolationMode="AllowOnlyApprovedOutbound"), Verdict.IN_PLACE),
    (ML, _network(managedNetworkKind="V2"), _network(), Verdict.ONE_WAY),
    (ML, _identity("SystemAssigned, UserAssigned"), _identity("systemassigned"), Verdict.ONE_WAY),
    (ML, _identity("UserAssigned, SystemAssigned"), _identity("SystemAssigned"), Verdict.ONE_WAY),
    (ML, _identity("SystemAssigned"), _identity("SystemAssigned,UserAssigned"), Verdict.IN_PLACE),
    (f"{ML}/onlineEndpoints", _identity("SystemAssigned"), _identity("UserAssigned"), Verdict.REFUSED),
    (f"{ML}/onlineEndpoints", _identity("SystemAssigned"), {}, Verdict.REFUSED),
    (f"{ML}/data/versions", {"properties": {"dataUri": "a/B"}}, {"properties": {"dataUri": "a/b"}}, Verdict.REFUSED),
    ("Microsoft.KeyVault/vaults/keys", {"properties": {"keySize": 2048}}, {"properties": {"keySize": 4096}}, Verdict.NO_EFFECT),
    ("Microsoft.KeyVault/vaults", {"properties": {"enablePurgeProtection": True}}, {"properties": {"enablePurgeProtection": False}}, Verdict.ONE_WAY),
    ("Microsoft.Any/things", {"location": "West Europe"}, {"location": "westeurope"}, Verdict.IN_PLACE),
    ("Microsoft.Any/things", {"location": "westeurope"}, {"location": "northeurope"}, Verdict.REFUSED),
    ("Microsoft.Authorization/roleAssignments", {"properties": {"principalId": "a"}}, {"properties": {"principalId": "b"}}, Verdict.REFUSED),
    ("Microsoft.Authorization/roleAssignments",
     {"properties": {"roleDefinitionId": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/r"}},
     {"properties": {"roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/R"}}, Verdict.IN_PLACE),
]  # fmt: skip


@pytest.mark.parametrize(("arm_type", "before", "after", "verdict"), CASES)
def test_each_change_has_one_verdict(arm_type: str, before: Any, after: Any, verdict: Verdict) -> None:
    """Letter case and spaces don't count where Azure ignores them; what is left out counts, alone or with its parent."""
    assert [judged.verdict for judged in judge_change(arm_type, before, after)] == [verdict]


def test_a_verdict_says_why_and_where() -> None:
    """The path is that of the single value, also below an object that is gone as a whole."""
    [judged] = judge_change(ML, _network(isolationMode="AllowOnlyApprovedOutbound"), {})
    assert judged.path == "properties.managedNetwork.isolationMode"
    assert judged.reason == "it cannot go from AllowOnlyApprovedOutbound to Disabled"


@pytest.mark.parametrize(
    ("before", "after", "paths"),
    [
        ({"a": 1}, {"A": 1}, []),
        ({"a": None}, {}, []),
        ({"a": 1}, {"a": True}, ["a"]),
        ({"l": [{"name": "x", "v": 1}, {"name": "y"}]}, {"l": [{"name": "Y"}, {"name": "x", "v": 2}]}, ["l[x].v"]),
        ({"l": [1, 2]}, {"l": [2, 1]}, ["l"]),
        ({"a": {"b": {"c": 1}}}, {}, ["a.b.c"]),
    ],
)
def test_differences_are_single_values(before: Any, after: Any, paths: list[str]) -> None:
    """Names have no letter case, null is absent, items are matched by name, what is gone is told member by member."""
    found = [difference.path for difference in differences(before, after) if difference.path.casefold() != "l[y].name"]
    assert found == paths

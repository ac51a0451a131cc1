"""One judgement of a body, for checks, plans, deployments and the local target."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mlinfra.base.accept import Accept
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.refusal import KINDS, standing, with_accepts

STORAGE = ("Microsoft.Storage/storageAccounts", "2025-06-01")
COMPUTE = ("Microsoft.MachineLearningServices/workspaces/computes", "2025-12-01")
VAULT = ("Microsoft.KeyVault/vaults", "2026-02-01")
ACCOUNT = {"name": "stchurn", "location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
OPEN_VAULT = {
    "name": "kv-churn",
    "location": "westeurope",
    "properties": {"tenantId": "00000000-0000-0000-0000-0000000007e4", "sku": {"family": "A", "name": "standard"}},
}


def _account(**properties: Any) -> dict[str, Any]:
    return {**ACCOUNT, "properties": properties}


def _compute(kind: Any, **settings: Any) -> dict[str, Any]:
    return {"name": "mlw/cpu", "location": "westeurope", "properties": {"computeType": kind, "properties": settings}}


REFUSED = [
    (STORAGE, _account(isHnsEnabled="yes"), "R001", "properties.isHnsEnabled"),
    (STORAGE, {**ACCOUNT, "sku": "Standard_LRS"}, "R001", "sku"),
    (STORAGE, _account(networkAcls={"defaultAction": "Allow", "ipRules": {}}), "R001", "properties.networkAcls.ipRules"),
    (STORAGE, _account(networkAcls={"defaultAction": "Maybe"}), "R002", "properties.networkAcls.defaultAction"),
    (STORAGE, _account(accessTier="Lukewarm"), "R002", "properties.accessTier"),
    (STORAGE, _account(minimumTlsVersion="TLS9_9"), "R002", "properties.minimumTlsVersion"),
    (COMPUTE, _compute("AmlCompte"), "R002", "properties.computeType"),
    (VAULT, {**OPEN_VAULT, "properties": {**OPEN_VAULT["properties"], "enableSoftDelete": False}}, "R002", "properties.enableSoftDelete"),
    (COMPUTE, {"name": "mlw/cpu", "location": "westeurope", "properties": {"computeType": "DataFactory", "provisioningState": "Succeeded"}}, "R003", "properties.provisioningState"),
    (STORAGE, {name: value for name, value in ACCOUNT.items() if name != "sku"}, "R004", "sku"),
    (COMPUTE, {"name": "mlw/cpu", "properties": {"properties": {}}}, "R004", "properties.computeType"),
    (STORAGE, {**ACCOUNT, "name": "st-churn"}, "R005", "name"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "code", "path"), REFUSED)
def test_each_refusal_names_its_property(kind: tuple[str, str], body: Any, code: str, path: str) -> None:
    """Kinds of values, closed lists and discriminators, read-only and missing properties, names."""
    [refusal] = judge_body(*kind, body).refusals
    assert (refusal.code, refusal.path) == (code, path)
    assert refusal.message
    assert refusal.fix


PASSED: list[tuple[tuple[str, str], Any]] = [
    (STORAGE, _account(isHnsEnabled=True, accessTier="hot")),
    (STORAGE, _account(networkAcls={"defaultAction": "allow", "bypass": "Logging,Metrics, azureservices"})),
    (STORAGE, _account(isHnsEnabled=None)),
    (COMPUTE, _compute("amlcompute", vmSize="[parameters('size')]", scaleSettings={"maxNodeCount": 1})),
    (COMPUTE, _compute("[parameters('kind')]")),
    (STORAGE, {**ACCOUNT, "name": "[uniqueString('x')]"}),
    (("Microsoft.Any/things", "2020-01-01"), {"name": "x", "properties": 5}),
]


@pytest.mark.parametrize(("kind", "body"), PASSED)
def test_what_cannot_be_told_is_not_refused(kind: tuple[str, str], body: Any) -> None:
    """Letter case, open lists, null, expressions and types without a table are Azure's to judge."""
    assert judge_body(*kind, body).refusals == ()


def test_what_is_open_or_unknown_is_counted() -> None:
    """A value that is known only while deploying is named; so is that a type has no table, or none of the API version."""
    assert judge_body(*COMPUTE, _compute("AmlCompute", vmSize="[parameters('size')]")).open == (
        "properties.properties.vmSize",
    )
    assert not judge_body("Microsoft.Any/things", "2020-01-01", {}).known
    other = judge_body(STORAGE[0], "2023-05-01", {**ACCOUNT, "kind": "Other", "properties": {"allowSharedKeyAcces": 1}})
    assert (other.known, other.table_version) == (True, STORAGE[1])
    assert not other.refusals, "closed lists change between API versions"
    assert [doubt.path for doubt in other.doubts] == ["kind"]
    assert not judge_body(*STORAGE, {**ACCOUNT, "kind": "Other"}).doubts, "its own table refuses"
    assert [unknown.path for unknown in other.unknown] == ["properties.allowSharedKeyAcces"]


TODAY = date(2027, 1, 31)


def test_one_value_can_be_accepted() -> None:
    """The entry covers its property alone, and says why; one that covers nothing is told."""
    body = _account(accessTier="Lukewarm", isHnsEnabled="yes")
    entries = [Accept("properties.accessTier", "in preview here"), Accept("properties.minimumTlsVersion", "old")]
    judged = with_accepts(judge_body(*STORAGE, body).refusals, entries, TODAY)
    assert [refusal.path for refusal in standing(judged.refusals)] == ["properties.isHnsEnabled"]
    assert [refusal.accepted for refusal in judged.refusals if refusal.accepted] == ["in preview here"]
    assert [entry.path for entry in judged.unused] == ["properties.minimumTlsVersion"]


def test_an_expired_entry_refuses_with_its_date() -> None:
    """On the last day it holds, on the next it does not."""
    refusals = judge_body(*STORAGE, _account(accessTier="Lukewarm")).refusals
    entry = Accept("properties.accessTier", "in preview here", until=date(2027, 1, 30))
    [refusal] = standing(with_accepts(refusals, [entry], TODAY).refusals)
    assert "it was accepted until 2027-01-30" in refusal.message
    assert not list(standing(with_accepts(refusals, [entry], date(2027, 1, 30)).refusals))


def test_accept_needs_path_and_reason() -> None:
    """As an ignore entry does."""
    with pytest.raises(InvalidInput, match="accept needs a reason"):
        Accept("properties.accessTier", " ")


def test_every_kind_has_a_page() -> None:
    """`explain` knows each code."""
    assert sorted(KINDS) == [f"R{number:03}" for number in range(1, 21)]
    assert all(kind.slug and kind.page for kind in KINDS.values())


def test_the_variant_is_chosen_by_a_member_whose_name_holds_a_dot() -> None:
    """Criteria of a metric alert: ``odata.type`` is one name, and what only another variant has is unknown."""
    kind = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
    criteria = {"odata.type": kind, "allOf": [], "webTestId": "x"}
    judged = judge_body("Microsoft.Insights/metricAlerts", "2018-03-01", {"properties": {"criteria": criteria}})
    assert not [refusal for refusal in judged.refusals if "odata" in refusal.path]
    plain = {"odata.type": kind, "allOf": 5}
    judged = judge_body("Microsoft.Insights/metricAlerts", "2018-03-01", {"properties": {"criteria": plain}})
    assert [refusal.path for refusal in judged.refusals if refusal.code == "R001"] == ["properties.criteria.allOf"]

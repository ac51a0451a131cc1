"""Every rule speaks on its bad example, is silent on its good one, and has its page."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

import mlinfra
from mlinfra.app.rule_examples import evaluate_example, evaluate_stack, faults_of, stacks_of
from mlinfra.app.stages import prepare
from mlinfra.base.finding import Finding
from mlinfra.catalogue import body_judgement
from mlinfra.catalogue.vm_sizes import retirement
from mlinfra.landing_zone.checks import RULES
from mlinfra.landing_zone.checks._rule import Rule


def _codes(example: str) -> set[str]:
    findings = evaluate_example(example).findings
    crashed = [finding.message for finding in findings if "crashed" in finding.message]
    assert crashed == [], "a rule that crashes draws a finding of its code, but not what it is for"
    return {finding.code for finding in findings}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_keeps_its_contract(rule: Rule) -> None:
    """It judges bodies, or says why not; the bad example draws a finding of it, the good one none."""
    assert list(faults_of(rule)) == []


def test_a_wide_role_of_an_identity_is_told() -> None:
    """Contributor is told for a person by id, and for the identity of a resource."""
    example = """
identity = UserAssignedIdentity("id-ops")
grant = Grant("Contributor", principal_id=identity.principal_id, principal_type="ServicePrincipal")
workspace = Workspace("mlw-churn", identity=identity, grants=[grant])
"""
    assert "ML203" in _codes(example)


def test_a_role_that_azure_needs_is_not_told() -> None:
    """An instance that stops itself, and a workspace that acts as an identity of its own, hold Contributor by need."""
    example = """
who = UserAssignedIdentity("id-work")
instance = ComputeInstance("ci-ada", size="Standard_D4s_v5", identity=UserAssignedIdentity("id-ada"))
workspace = Workspace("mlw-churn", identity=who, computes=[instance])
"""
    stack = stacks_of(example)[0]
    assert "b24988ac-6180-42a0-ab88-20f7382dd24c" in prepare(stack).rendered.files["main.json"]
    assert "ML203" not in _codes(example)


def _findings(workspace: mlinfra.Workspace, tags: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    scope = mlinfra.ResourceGroup("rg-example", location="westeurope")
    return evaluate_stack(mlinfra.Stack("example", scope=scope, resources=[workspace], tags=tags or {})).findings


def test_codes_and_slugs_are_unique_and_in_order() -> None:
    """Codes are unique, well formed and sorted; so are slugs."""
    codes = [rule.code for rule in RULES]
    assert not [code for code in codes if codes.count(code) > 1], "two rules have one code"
    assert codes == sorted(codes)
    assert all(re.fullmatch(r"ML[1-6]\d\d", code) for code in codes)
    assert len({rule.slug for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_page(rule: Rule) -> None:
    """A page has a title of one line and a text that says what to do."""
    title, _, text = rule.page.partition("\n\n")
    assert "\n" not in title
    assert len(text) > 100, f"{rule.code}: tell in more words what is wrong with it, and what to do"


@pytest.mark.parametrize(
    ("size", "gone"),
    [("Standard_NC6s_v3", True), ("standard_ds3_v2", False), ("Standard_D4s_v5", None), ("Standard_NC4as_T4_v3", None),
     ("Standard_F4s_v2", False), ("Standard_D16ds_v5", None), ("Standard_E4s_v3", None), ("Standard_NV12s_v3", True)],
)  # fmt: skip
def test_sizes_are_found_in_the_register(size: str, gone: bool | None) -> None:
    """The register knows retired and retiring sizes in any case, and no others."""
    found = retirement(size)
    assert (found.gone if found else None) is gone


def test_a_doubled_apostrophe_is_told_only_where_it_is_lost() -> None:
    """Tags that are joined with the stack's stand in an expression and lose one; tags of their own keep both."""
    storage = mlinfra.StorageAccount("stchurn", tags={"note": "it''s"})
    for tags, expected in (({"team": "churn"}, ["stchurn"]), ({}, [])):
        findings = [
            finding for finding in _findings(mlinfra.Workspace("mlw", storage=storage), tags) if finding.code == "ML504"
        ]
        assert [finding.address for finding in findings] == expected
        assert all('"it\'s" for "it\'\'s"' in finding.message for finding in findings)


def test_a_type_without_a_table_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `extra` cannot be compared, one finding says so for the type, and counts its resources."""
    monkeypatch.setattr(body_judgement, "nearest_table", lambda *_: None)
    storage = mlinfra.StorageAccount("stchurn")
    datastores = [
        mlinfra.BlobDatastore(name, account=storage, container="data", extra={"properties": {"any": 1}})
        for name in ("raw", "curated")
    ]
    workspace = mlinfra.Workspace("mlw", storage=storage, datastores=datastores)
    (finding,) = [finding for finding in _findings(workspace) if finding.code == "ML103"]
    assert finding.message == (
        "extra of 2 resources is not checked: there is no property table of "
        "Microsoft.MachineLearningServices/workspaces/datastores"
    )

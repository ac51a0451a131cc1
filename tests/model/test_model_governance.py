"""Custom roles, policies, exemptions, tags and deployment stacks hold what their texts promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mlinfra import (
    BlobService,
    DeploymentStack,
    DiagnosticSetting,
    Exempt,
    FederatedCredential,
    Grant,
    KeyVault,
    LogAnalytics,
    ManagementGroup,
    NetworkSecurityGroup,
    PolicyExemption,
    PolicyOverride,
    PolicySelector,
    ResourceGroup,
    ResourceSelector,
    RoleAssignment,
    RoleDefinition,
    ScopeTags,
    Stack,
    StorageAccount,
    UserAssignedIdentity,
    Workspace,
)
from mlinfra.app.rule_examples import evaluate_stack
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput

PEOPLE = "22222222-2222-4222-8222-222222222222"
ROLE = RoleDefinition(role_name="ML operator", actions=["*/read"])
REGION = PolicySelector("resourceLocation", only=["westeurope"])
ASSIGNMENT = "/subscriptions/a/providers/Microsoft.Authorization/policyAssignments/regions"

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a role without a name": (lambda: RoleDefinition(role_name=" ", actions=["*"]), "RoleDefinition.role_name"),
    "a role that allows nothing": (lambda: RoleDefinition(role_name="x"), "RoleDefinition.actions"),
    "words that are no operation": (
        lambda: RoleDefinition(role_name="x", actions=["read"]),
        "'read' is no operation of Azure",
    ),
    "data of a management group": (
        lambda: RoleDefinition(on=ManagementGroup("mg"), role_name="x", data_actions=["a.b/c/read"]),
        "RoleDefinition.data_actions",
    ),
    "a role kept in a resource": (
        lambda: RoleDefinition(on=StorageAccount("sta12345"), role_name="x", actions=["*"]),
        "RoleDefinition.on",
    ),
    "a name that is no GUID": (
        lambda: RoleDefinition("operators", role_name="x", actions=["*"]),
        "RoleDefinition.name",
    ),
    "a selector of nothing": (lambda: PolicySelector("resourceType"), "PolicySelector.only"),
    "a selector of both": (
        lambda: PolicySelector("resourceType", only=["a"], but=["b"]),
        "PolicySelector.only",
    ),
    "two selectors of one kind": (
        lambda: PolicyOverride("audit", selectors=[REGION, REGION]),
        "PolicyOverride.selectors",
    ),
    "policies of resources": (
        lambda: ResourceSelector(selectors=[PolicySelector("policyDefinitionReferenceId", only=["a"])]),
        "ResourceSelector.selectors",
    ),
    "an exemption from no assignment": (
        lambda: PolicyExemption("x", assignment_id="/providers/Microsoft.Authorization/policyDefinitions/a"),
        "PolicyExemption.assignment_id",
    ),
    "an exemption until no moment": (
        lambda: PolicyExemption("x", assignment_id=ASSIGNMENT, expires="2027-01-01"),
        "PolicyExemption.expires",
    ),
    "too many tags": (lambda: ScopeTags(values={str(at): "x" for at in range(51)}), "ScopeTags.values"),
    "a long tag": (lambda: ScopeTags(values={"a": "x" * 257}), "ScopeTags.values"),
    "groups that go without what is in them": (
        lambda: DeploymentStack(unmanage_groups="delete"),
        "DeploymentStack.unmanage_groups",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_azure_refuses_is_refused(name: str) -> None:
    """With the field, or with what is wrong."""
    make, told = REFUSED[name]
    with pytest.raises(InvalidInput, match=told):
        make()


def _stack(*resources: Any, **more: Any) -> Stack:
    return Stack("a", scope=ResourceGroup("rg", location="westeurope"), resources=resources, **more)


def _assignments(stack: Stack) -> dict[str, dict[str, Any]]:
    """Every role assignment of what is rendered, by the holder."""
    resources = prepare(stack).template["resources"]
    listed = resources.values() if isinstance(resources, dict) else resources
    return {held["properties"]["principalId"]: held for held in listed if held["type"].endswith("/roleAssignments")}


def test_a_custom_role_is_named_by_its_own_name() -> None:
    """The GUID is the same in every stack, and assignments name the definition and wait for it."""
    stack = _stack(ROLE, RoleAssignment(role=ROLE, principal_id=PEOPLE))
    held = _assignments(stack)[PEOPLE]
    guid = ROLE.derived_name
    assert held["properties"]["roleDefinitionId"] == (
        f"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{guid}')]"
    )
    assert any(guid in wait for wait in held["dependsOn"])
    assert RoleDefinition(role_name="ml Operator", actions=["*"]).derived_name == guid


def test_a_grant_takes_a_custom_role() -> None:
    """Of the stack, or an existing one by its GUID."""
    old = RoleDefinition.existing("88888888-8888-4888-8888-888888888888")
    other = "33333333-3333-4333-8333-333333333333"
    grants = [Grant(ROLE, principal_id=PEOPLE), Grant(old, principal_id=other)]
    held = _assignments(_stack(ROLE, Workspace("mlw-a", grants=grants)))
    assert held[PEOPLE]["properties"]["description"] == "ML operator of mlw-a"
    assert "88888888-8888-4888-8888-888888888888" in held[other]["properties"]["roleDefinitionId"]


def test_a_granted_role_comes_with_the_workspace() -> None:
    """One that only a grant names is made too, in the group of the workspace."""
    resources = prepare(_stack(Workspace("mlw-a", grants=[Grant(ROLE, principal_id=PEOPLE)]))).template["resources"]
    assert [held["name"] for held in resources if held["type"].endswith("/roleDefinitions")] == [ROLE.derived_name]


def test_an_exemption_of_a_role_assignment_holds() -> None:
    """ML203 finds what the author assigned, by the assignment; another one without exemption is still found."""
    broad = [
        RoleAssignment(role="Owner", principal_id=PEOPLE, exempt=[Exempt("ML203", "they run it")]),
        RoleAssignment(role="Contributor", principal_id=PEOPLE),
        UserAssignedIdentity("id-a"),
    ]
    judged = evaluate_stack(_stack(*broad)).findings
    told = {finding.message.split()[-1]: finding.exempted for finding in judged if finding.code == "ML203"}
    assert told == {"Owner": "they run it", "Contributor": ""}
    assert not [finding for finding in judged if finding.code == "ML106"]


def test_a_federated_credential_is_for_the_cloud_of_the_stack() -> None:
    """Microsoft Entra ID of each cloud expects an audience of its own; one that is said stays."""
    for cloud, end in (("AzureCloud", ""), ("AzureUSGovernment", "USGov"), ("AzureChinaCloud", "China")):
        usual = FederatedCredential("github", issuer="https://i", subject="s")
        said = FederatedCredential("gitlab", issuer="https://i", subject="s", audiences=["api://own"])
        identity = UserAssignedIdentity("id-ci", federated_credentials=[usual, said])
        resources = prepare(_stack(identity, cloud=cloud)).template["resources"]
        audiences = [held["properties"]["audiences"] for held in resources if "issuer" in held.get("properties", {})]
        assert audiences == [[f"api://AzureADTokenExchange{end}"], ["api://own"]]


def test_a_diagnostic_setting_sends_what_its_resource_has() -> None:
    """Metrics of an account, logs of a security group, logs of a subscription, without a word about it."""
    logs = LogAnalytics.existing("log-far")
    account, rules = StorageAccount("sta12345"), NetworkSecurityGroup("nsg-a")
    settings = [DiagnosticSetting(f"{at}", on=on, workspace=logs) for at, on in enumerate((account, rules))]
    resources = prepare(_stack(account, rules, *settings)).template["resources"]
    sent = [set(held["properties"]) for held in resources if held["type"].endswith("/diagnosticSettings")]
    assert sent == [{"workspaceId", "metrics"}, {"workspaceId", "logs"}]


def test_a_stack_for_production_has_an_audit_trail() -> None:
    """One finding names all that is silent; a setting on the blobs of an account is its audit trail."""
    account, vault = StorageAccount("sta12345"), KeyVault("kv-a")
    logs = LogAnalytics.existing("log-far")
    blobs = BlobService(parent=account)
    sent = [DiagnosticSetting("d", on=on, workspace=logs) for on in (vault, blobs)]
    for resources, stage, told in (
        ((account, vault), "prod", ["its logs, and those of kv-a are kept nowhere"]),
        ((account, vault, blobs, *sent), "prod", []),
        ((account, vault), "dev", []),
    ):
        findings = evaluate_stack(_stack(*resources, stage=stage)).findings
        assert [finding.message.split(": ")[-1] for finding in findings if finding.code == "ML207"] == told

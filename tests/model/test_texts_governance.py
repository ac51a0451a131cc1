"""What the texts of policies, roles, budgets, locks, tags and diagnostic settings forbid is refused, by field or property."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from _refused import refused, refuses
from mlinfra import (
    Budget,
    BudgetNotification,
    DeploymentStack,
    DiagnosticSetting,
    FederatedCredential,
    KeyVault,
    Lock,
    LogAnalytics,
    ManagementGroup,
    Parameter,
    PolicyAssignment,
    PolicyExemption,
    PolicySelector,
    ResourceGroup,
    RoleDefinition,
    ScopeTags,
    StorageAccount,
    Subscription,
    UserAssignedIdentity,
)

GUID = "22222222-2222-4222-8222-222222222222"
MANAGEMENT = ManagementGroup("mg-x", location="westeurope")
DEFINITION = "/providers/Microsoft.Authorization/policyDefinitions/aaaa"
ASSIGNMENT = f"/subscriptions/{GUID}/providers/Microsoft.Authorization/policyAssignments/a"
GROUPS = [f"/providers/Microsoft.Management/managementGroups/{name}" for name in "ab"]
DATA = ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]
VAULT = KeyVault("kv-a1")
LOGS = LogAnalytics.existing("log-one")


def budget(*, name: str = "ab", **told: Any) -> Budget:
    """A budget that tells somebody."""
    return Budget(name, amount=1, start=date(2027, 1, 1), notifications={"n": BudgetNotification(80, **told)})


def sends(*names: str, to: Any = LOGS, **fields: Any) -> list[Any]:
    """A vault, and settings that send its logs."""
    return [VAULT, *(DiagnosticSetting(name, on=VAULT, workspace=to, **fields) for name in names)]


def policy(name: str, **fields: Any) -> PolicyAssignment:
    """An assignment of a policy."""
    return PolicyAssignment(name, definition=DEFINITION, **fields)


def exemption(name: str = "a", **fields: Any) -> PolicyExemption:
    """An exemption from that assignment."""
    return PolicyExemption(name, assignment_id=ASSIGNMENT, **fields)


def role(**fields: Any) -> RoleDefinition:
    """A custom role."""
    return RoleDefinition(role_name="reads", **fields)


def trusted(count: int) -> UserAssignedIdentity:
    """An identity that so many others may act as."""
    others = [FederatedCredential(f"fic{at}", issuer="https://a", subject=f"repo:{at}") for at in range(count)]
    return UserAssignedIdentity("id-a", federated_credentials=others)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: policy("a+b"), r"PolicyAssignment.name: Azure refuses the name 'a\+b'"),
        (lambda: policy("a "), "Azure refuses the name 'a '"),
        (lambda: policy("a" * 65), "Azure refuses the name"),
        (lambda: policy("a", display_name="x" * 129), "properties.displayName: it has 129 characters"),
        (lambda: exemption("a/b"), "PolicyExemption.name: Azure refuses"),
        (lambda: exemption(display_name="x" * 129), "properties.displayName: it has 129"),
        (lambda: exemption(description="x" * 513), "properties.description: it has 513"),
        (lambda: PolicySelector("resourceWithoutLocation", only=["x"]), "PolicySelector.only: resources without a region"),
        (lambda: Lock("a/b"), "Lock.name: Azure refuses the name 'a/b'"),
        (lambda: Lock("a" * 91), "Lock.name: Azure refuses"),
        (lambda: budget(name="a b", emails=["a@b.c"]), "Budget.name: Azure refuses the name 'a b'"),
        (lambda: budget(roles=["Owner"]), "BudgetNotification.emails: Azure asks for an address or an action group"),
        (lambda: role(actions=["*"], assignable_scopes=GROUPS), "RoleDefinition.assignable_scopes: .* one management group"),
        (lambda: role(data_actions=DATA, assignable_scopes=GROUPS[:1]), "RoleDefinition.assignable_scopes: .* no data"),
        (lambda: Subscription("ml-prod"), "Subscription.id: 'ml-prod' is not the GUID"),
        (lambda: DeploymentStack(excluded_principals=["me"]), "DeploymentStack.excluded_principals: 'me'"),
        (lambda: [VAULT, ScopeTags(on=VAULT, values={"a": "b"})], "ScopeTags.on: this stack creates kv-a1"),
        (lambda: ScopeTags(values={f"t{at}": "x" for at in range(51)}), "ScopeTags.values: Azure keeps 50 tags"),
        (lambda: ScopeTags(values={"a": "x" * 257}), "ScopeTags.values: the tag 'a' is too"),
        (lambda: sends("a", "b"), "DiagnosticSetting.logs: a sends all metrics and allLogs to the same place already"),
        (lambda: sends("a", logs=["audit"]) + sends("b", metrics=False)[1:], "a sends allLogs to the same place"),
        (lambda: sends(*"abcdef"), "DiagnosticSetting.on: a resource has at most 5"),
        (
            lambda: DiagnosticSetting("d", on=Subscription(GUID), workspace=LOGS, metrics=True),
            "DiagnosticSetting.metrics: a scope has no metrics",
        ),
        (lambda: trusted(21), "UserAssignedIdentity.federated_credentials: Azure keeps 20"),
    ],
)  # fmt: skip
def test_what_the_texts_forbid_is_refused(make: Any, told: str) -> None:
    """With where and what."""
    refuses(make, told)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: policy("a" * 25), "name: .*25 characters"),
        (lambda: role(data_actions=DATA), "RoleDefinition.data_actions: .* no data"),
        (lambda: budget(emails=["a@b.c"], action_groups=["/a"]), "Budget.notifications: n: a budget of a management group"),
        (lambda: ScopeTags(values={"a": "b"}), "cannot lie in a management group"),
    ],
)  # fmt: skip
def test_what_a_management_group_does_not_take_is_refused(make: Any, told: str) -> None:
    """Whether the resource names the group, or the stack is deployed to it."""
    refuses(make, told, MANAGEMENT)


@pytest.mark.parametrize(
    "make",
    [
        lambda: policy("a" * 64, display_name="x" * 128, on=ResourceGroup("rg-b")),
        lambda: exemption(description=Parameter("why")),
        lambda: Lock("no-delete.(a)"),
        lambda: budget(emails=["a@b.c"], action_groups=[f"{ASSIGNMENT}s"]),
        lambda: role(data_actions=DATA, assignable_scopes=[f"/subscriptions/{GUID}"]),
        lambda: role(actions=["*"], assignable_scopes=GROUPS[:1]),
        lambda: ScopeTags(on=StorageAccount.existing("sta12345"), values={"a": "b"}),
        lambda: sends("a", logs=["AuditEvent"]) + sends("b", logs=["AzurePolicyEvaluationDetails"], metrics=False)[1:],
        lambda: sends("a") + sends("b", to=LogAnalytics.existing("log-two"))[1:],
        lambda: trusted(20),
    ],
)
def test_what_they_allow_is_not(make: Any) -> None:
    """Nothing is told of what Azure takes."""
    assert not refused(make)

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlinfra.azure.deploy.explain import KNOWN
from mlinfra.azure.deploy.explain import explain as explain_at
from mlinfra.azure.deploy.explain import explain_all as explain_all_at
from mlinfra.azure.deploy.moment import Moment
from mlinfra.azure.deploy.outcome import Cause

ML = "Microsoft.MachineLearningServices/workspaces"
ANY = Moment()


def explain(error: Any, moment: Moment = ANY) -> Cause:
    """As a deployment that runs explains it."""
    return explain_at(error, moment)


def explain_all(error: Any) -> tuple[Cause, ...]:
    """As a deployment that runs explains it."""
    return explain_all_at(error, ANY)


def _wrapped(*inner: dict[str, Any]) -> dict[str, Any]:
    """As ARM wraps what providers answer: details whose messages are JSON texts."""
    details = [
        {"code": "Conflict", "target": f"/x/y/{each['code']}-target", "message": json.dumps({"error": each})}
        for each in inner
    ]
    return {
        "code": "DeploymentFailed",
        "message": "At least one resource deployment operation failed.",
        "details": details,
    }


def test_the_innermost_error_comes_first() -> None:
    """Through details, JSON in messages, and innererror."""
    real = {"code": "QuotaExceeded", "message": "exceeding approved standardNC cores quota", "target": "gpu"}
    nested = {"code": "ResourceDeploymentFailure", "message": "x", "details": [_wrapped(real)]}
    cause = explain({"error": nested})
    assert cause.code == "QuotaExceeded"
    assert "cores" in cause.explanation
    assert cause.path[0] == "ResourceDeploymentFailure"
    assert cause.path[-1] == "QuotaExceeded-target"


def test_known_causes_come_before_consequences() -> None:
    """Of several errors the one that explains the others is told; all of them can be asked for."""
    error = _wrapped(
        {"code": "DeploymentCanceled", "message": "canceled because another failed"},
        {"code": "SomethingNew", "message": "who knows"},
        {"code": "RoleAssignmentExists", "message": "The role assignment already exists."},
    )
    assert explain(error).code == "RoleAssignmentExists"
    assert [each.code for each in explain_all(error)] == ["DeploymentCanceled", "SomethingNew", "RoleAssignmentExists"]


def test_text_before_json_in_a_message_is_no_hindrance() -> None:
    """Providers write a sentence, then their own error as JSON."""
    message = 'The request failed: {"code": "SkuNotAvailable", "message": "not here"} see the docs'
    assert explain({"code": "BadRequest", "message": message}).code == "SkuNotAvailable"


def test_a_policy_is_named() -> None:
    """Its display name stands beside the message, not in it."""
    info = {"type": "PolicyViolation", "info": {"policyDefinitionDisplayName": "Allowed locations"}}
    cause = explain({"code": "RequestDisallowedByPolicy", "message": "no", "additionalInfo": [info]})
    assert cause.message == "no (policy: Allowed locations)"


@pytest.mark.parametrize(
    ("code", "message", "word"),
    [
        ("BadRequest", "The specified subscription has a total vCPU quota of 0", "quota"),
        ("Conflict", "Soft-deleted workspace exists. Please purge or recover it.", "soft-deleted"),
        ("ConflictError", "A vault with the same name already exists in deleted state.", "soft-deleted"),
        ("VaultAlreadyExists", "The vault name is already in use.", "unique"),
        ("StorageAccountAlreadyTaken", "taken", "unique"),
        ("LocationNotAvailableForResourceType", "not available", "region"),
        ("SubscriptionNotRegistered", "The subscription is not registered to use namespace 'Microsoft.X'", "provider"),
        ("MissingSubscriptionRegistration", "register", "registered"),
        ("Conflict", "Another operation is in progress on the workspace", "operation"),
        ("RequestDisallowedByPolicy", "x", "policy"),
    ],
)
def test_known_causes_are_explained(code: str, message: str, word: str) -> None:
    """What failed most often for others, with what to do."""
    cause = explain({"code": code, "message": message})
    assert word in cause.explanation.lower()
    assert cause.advice


def test_an_unknown_error_is_told_as_it_is() -> None:
    """No explanation is better than a wrong one."""
    cause = explain({"code": "Conflict", "message": "the moon is in the way"})
    assert (cause.code, cause.message, cause.explanation) == ("Conflict", "the moon is in the way", "")


@pytest.mark.parametrize("error", [None, "", "text", [], {}, {"error": None}, {"details": [None, 1, {}]}, 5])
def test_any_answer_gives_a_cause(error: Any) -> None:
    """Whatever comes in place of an error object."""
    assert explain(error).message


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["code", "message", "details", "innererror", "error", "target", "additionalInfo", "info", "type"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(_JSON)
def test_no_error_object_is_a_traceback(error: Any) -> None:
    """Any JSON at all."""
    assert explain_all(error)


def test_an_error_nested_without_end_is_cut() -> None:
    """Depth has a limit."""
    error: dict[str, Any] = {"code": "X", "message": "end"}
    for _ in range(300):
        error = {"code": "DeploymentFailed", "message": "m", "details": [error]}
    assert explain(error).message


def test_every_known_cause_says_what_it_means_and_what_to_do() -> None:
    """Data that is complete."""
    assert all(known.explanation and known.advice and known.codes for known in KNOWN)
    assert all(code == code.casefold() for known in KNOWN for code in known.codes)


@pytest.mark.parametrize(
    ("code", "message", "moment", "said", "not_said"),
    [
        ("QuotaExceeded", "exceeds the quota", Moment(type=f"{ML}/computes"), "own quota", "as the message says"),
        ("QuotaExceeded", "exceeds the storage account quota", Moment(), "kind of resource", "cores"),
        ("QuotaExceeded", "exceeds the total vCPU quota", Moment(), "cores of this VM family", "kind of resource"),
        ("Conflict", "A soft-deleted workspace exists", Moment(type=ML), "workspace of this name", "vault"),
        ("Conflict", "is soft-deleted", Moment(type="Microsoft.KeyVault/vaults"), "key vault of this name", "14 days"),
        ("FlagMustBeSetForRestore", "soft-deleted", Moment(type="Microsoft.X/y"), "A resource of this name", "vault"),
        ("DeploymentCanceled", "x", Moment(deployed=True), "had made until then stays", "before it had made"),
        ("DeploymentCanceled", "x", Moment(deployed=False), "before it had made a resource.", "stays"),
        ("DeploymentCanceled", "x", Moment(deployed=False, group_made=True), "group that this run made stays", "until"),
        ("InvalidTemplate", "x", Moment("forecast", deployed=False), "no resource was deployed", "nested"),
        ("InvalidTemplate", "x", Moment(deployed=True), "deployed before stays", "no resource was deployed"),
        ("PrincipalNotFound", "x", Moment(deployed=False), "had deployed nothing before", "too new"),
        ("PrincipalNotFound", "x", Moment(deployed=True), "too new to be seen", "nothing before"),
        ("ResourceGroupNotFound", "x", Moment("forecast", deployed=False), "stack's resource group", "another"),
        ("ResourceGroupNotFound", "x", Moment(), "It is another than", "location"),
        (
            "ResourceGroupNotFound",
            "'RG-A' is not there",
            Moment("start", group="rg-a"),
            "stack's resource group",
            "another",
        ),
        (
            "ResourceGroupNotFound",
            "'rg-b' is not there",
            Moment("forecast", group="rg-a"),
            "It is another than",
            "stack's",
        ),
        ("ResourceGroupNotFound", "'rg-b' is not there", Moment("forecast", group=""), "It is another than", "stack's"),
        (
            "ResourceGroupNotFound",
            "x",
            Moment("start", deployed=False, group_made=True),
            "a moment ago",
            "does not exist",
        ),
        ("AuthorizationFailed", "x", Moment("forecast", deployed=False), "whatIf/action", "grant roles"),
        ("AuthorizationFailed", "x", Moment("group", deployed=False), "resource group is missing", "grant roles"),
        ("AuthorizationFailed", "x", Moment("deletion"), "may not delete", "grant roles"),
        ("AuthorizationFailed", "x", Moment(type="Microsoft.Authorization/roleAssignments"), "grant roles", "delete"),
        ("AuthorizationFailed", "x", Moment(type="Microsoft.Storage/storageAccounts"), "lacks a right", "grant roles"),
        ("RequestDisallowedByPolicy", "x", Moment("deletion"), "forbids deleting", "as it is described"),
        ("ScopeLocked", "x", Moment("deletion"), "forbids to delete", "the change"),
        ("DeploymentInterrupted", "x", Moment(deployed=False), "before the deployment had made", "while the"),
    ],
)
def test_one_code_is_explained_by_what_happened(
    code: str, message: str, moment: Moment, said: str, not_said: str
) -> None:
    """The resource type, the step, and whether anything was deployed choose among explanations of one code."""
    cause = explain({"code": code, "message": message}, moment)
    assert said in cause.explanation
    assert not_said not in cause.explanation
    assert cause.advice


def test_the_resource_that_an_error_names_counts_more_than_the_step() -> None:
    """ARM puts the id of the failed resource beside the provider's own error, which has none."""
    inner = {"error": {"code": "Conflict", "message": "it is soft-deleted"}}
    group = "/subscriptions/s/resourceGroups/rg"
    target = f"{group}/providers/Microsoft.KeyVault/vaults/kv"
    detail = {"code": "Conflict", "target": target, "message": json.dumps(inner)}
    failed = {"code": "DeploymentFailed", "message": "m", "details": [detail]}
    assert "key vault" in explain(failed, Moment(type=ML)).explanation
    detail["target"] = f"{group}/providers/Microsoft.Resources/deployments/nested"
    assert "A workspace" in explain(failed, Moment(type=ML)).explanation

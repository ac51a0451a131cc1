from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deploy._zone import GROUP, changes, local, request, small
from emulator import _landing as landing
from mlinfra.azure import Refused, StackSettings
from mlinfra.azure.deploy.control import Control
from mlinfra.azure.deploy.destroy import plan_destruction
from mlinfra.azure.deploy.explain import explain
from mlinfra.azure.deploy.moment import Moment
from mlinfra.azure.deploy.outcome import Progress
from mlinfra.azure.deploy.run import STACK_TAG, deploy
from mlinfra.azure.resources import group_exists, register_providers, used_namespaces
from mlinfra.local.faults import Faults
from mlinfra.review.report.outcome import outcome_markdown, outcome_text


def test_a_deployment_makes_its_group_and_leaves_nothing_to_change(tmp_path: Path) -> None:
    """Group with the stack's tag, operations with timings, outputs; the next forecast finds NoChange alone."""
    with local(tmp_path) as cloud:
        wanted = request(landing.landing_zone())
        outcome = deploy(cloud, wanted)
        assert outcome.state == "Succeeded", outcome.error
        assert len(outcome.operations) == len(wanted.template["resources"]) + 1  # and the group
        assert all(each.state == "Succeeded" and each.duration is not None for each in outcome.operations)
        assert outcome.outputs["blob"]["value"].startswith("https://stml.blob.")
        assert cloud.send("GET", GROUP.id, "2025-04-01").body["tags"] == {STACK_TAG: "churn"}
        assert set(changes(cloud.what_if(wanted)).values()) == {"NoChange"}


def test_secure_outputs_are_never_told(tmp_path: Path) -> None:
    """A key that a template puts out is in no outcome; reports show that it is there."""
    with local(tmp_path) as cloud:
        outcome = deploy(cloud, request(small()))
    document = outcome.to_json()
    assert document["outputs"]["key"] == {"type": "SecureString"}
    assert document["outputs"]["blob"]["value"]
    assert "rg-ml" in outcome_text(document)
    assert "key" in outcome_markdown(document)


def test_secrets_reach_azure_and_no_text_of_ours(tmp_path: Path) -> None:
    """Secure parameters are sent; the request does not show them and the history does not keep them."""
    template = small() | {"parameters": {"password": {"type": "securestring"}}}
    wanted = request(template, secrets={"password": {"value": "hunter2-hunter2"}})
    with local(tmp_path) as cloud:
        outcome = deploy(cloud, wanted)
        kept = cloud.deployment(GROUP, wanted.name)
    assert outcome.state == "Succeeded"
    assert "hunter2" not in repr(wanted) + json.dumps(outcome.to_json()) + json.dumps(kept)


@pytest.mark.parametrize(
    ("refusal", "code", "word"),
    [
        ("quota:gpu", "QuotaExceeded", "quota"),
        ("role-exists", "RoleAssignmentExists", "role"),
        ("name-taken", "StorageAccountAlreadyTaken", "unique"),
        ("policy:stml", "RequestDisallowedByPolicy", "policy"),
        ("soft-deleted:kv-ml", "Conflict", "soft-deleted"),
        ("sku-region:ci-anna", "SkuNotAvailable", "region"),
        ("access-denied:log-ml", "AuthorizationFailed", "right"),
    ],
)
def test_a_refusal_is_told_with_cause_and_advice(tmp_path: Path, refusal: str, code: str, word: str) -> None:
    """The innermost error comes out, explained; the operation that failed carries it too."""
    with local(tmp_path, Faults(refuse=(refusal,))) as cloud:
        outcome = deploy(cloud, request(landing.landing_zone()))
    assert outcome.state == "Failed"
    assert outcome.error
    assert outcome.error.code == code
    assert word in outcome.error.explanation.lower()
    assert outcome.error.advice
    failed = [each for each in outcome.operations if each.state == "Failed"]
    assert failed
    assert failed[0].error
    assert failed[0].error.code == code
    assert outcome.error.path[0]


def test_unregistered_providers_are_registered_first(tmp_path: Path) -> None:
    """The SDK does not do it for deployments, so mlinfra does, for what a template uses and once only."""
    used = used_namespaces(landing.landing_zone())
    assert {"Microsoft.Storage", "Microsoft.KeyVault", "Microsoft.Authorization"} <= set(used)
    with local(tmp_path, Faults(refuse=("provider:microsoft.storage",))) as cloud:
        cloud.send("PUT", GROUP.id, "2025-04-01", {"location": "westeurope"})
        wanted = request(small())
        cloud.start(wanted)
        while (body := cloud.deployment(GROUP, wanted.name)) and "error" not in body["properties"]:
            time.sleep(0.01)
        assert body
        assert explain(body["properties"]["error"], Moment()).code == "MissingSubscriptionRegistration"
        assert deploy(cloud, wanted).state == "Succeeded"
        assert register_providers(cloud, GROUP, used) == ()


def test_a_template_that_the_engine_refuses_is_a_failed_outcome(tmp_path: Path) -> None:
    """No traceback and no half deployment: one explained error."""
    broken = small() | {"outputs": {"x": {"type": "string", "value": "[nope()]"}}}
    with local(tmp_path) as cloud:
        outcome = deploy(cloud, request(broken))
        assert cloud.deployments(GROUP) == []
    assert outcome.state == "Failed"
    assert outcome.error
    assert outcome.error.code == "InvalidTemplate"


def test_a_missing_group_without_location_is_refused(tmp_path: Path) -> None:
    """Nothing is created where nobody said where."""
    with local(tmp_path) as cloud:
        outcome = deploy(cloud, request(small(), scope=replace(GROUP, location=None)))
        assert not group_exists(cloud, GROUP)
    assert outcome.error
    assert outcome.error.code == "ResourceGroupNotFound"


def test_progress_tells_operations_while_they_run(tmp_path: Path) -> None:
    """Each look gives what is done until then; the last one has everything."""
    seen: list[Progress] = []
    with local(tmp_path, Faults(latency=0.05)) as cloud:
        deploy(cloud, request(small()), seen.append)
    counts = [sum(op.state == "Succeeded" and op.id != GROUP.id for op in each.operations) for each in seen]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1] == 3
    assert any(op.state == "Running" for each in seen for op in each.operations)


def test_a_rerun_follows_the_running_deployment(tmp_path: Path) -> None:
    """Two runs of one request at once: one deployment, both see its end."""
    with local(tmp_path, Faults(latency=0.8)) as cloud:
        wanted = request(small())
        deploy(cloud, request({**small(), "resources": {}}, stack="other"))
        first: list[Any] = []
        thread = threading.Thread(target=lambda: first.append(deploy(cloud, wanted)))
        thread.start()
        while not cloud.deployment(GROUP, wanted.name):
            time.sleep(0.01)
        second = deploy(cloud, wanted)
        thread.join()
        assert second.attached
        assert not first[0].attached
        assert first[0].state == second.state == "Succeeded"


def test_another_template_under_a_running_name_is_refused(tmp_path: Path) -> None:
    """Following it would report somebody else's deployment as ours."""
    with local(tmp_path, Faults(latency=0.8)) as cloud:
        deploy(cloud, request({**small(), "resources": {}}))
        cloud.start(request(small(), name="fixed"))
        outcome = deploy(cloud, request(small("Standard_ZRS"), name="fixed"))
    assert outcome.error
    assert outcome.error.code == "DeploymentActive"


def test_a_running_deployment_can_be_cancelled_from_outside(tmp_path: Path) -> None:
    """It is asked to stop, and its end is waited for."""
    control = Control()
    with local(tmp_path, Faults(latency=0.1)) as cloud:
        outcome = deploy(cloud, request(landing.landing_zone()), lambda _: control.cancel(), control=control)
    assert outcome.state == "Canceled"
    assert outcome.error
    assert "canceled" in outcome.error.explanation


def test_a_running_deployment_can_be_left_alone(tmp_path: Path) -> None:
    """It is followed no longer and goes on; a rerun follows it. What was not sent yet is not sent."""
    control = Control()
    with local(tmp_path, Faults(latency=0.1)) as cloud:
        wanted = request(landing.landing_zone())
        assert deploy(cloud, wanted, lambda _: control.leave(), control=control).state == "Running"
        again = deploy(cloud, wanted)
        assert again.attached
        assert again.state == "Succeeded"
        assert deploy(cloud, request(small(), stack="other"), control=control).state == "NotStarted"


def test_nested_deployments_are_followed(tmp_path: Path) -> None:
    """Resources of a module in another group stand among the operations, under their own names."""
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "lake-roles",
        "resourceGroup": "rg-lake",
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "template": landing.template({"st": landing.storage("stlake")}),
        },
    }
    with local(tmp_path) as cloud:
        cloud.send("PUT", GROUP.id.replace("rg-ml", "rg-lake"), "2025-04-01", {"location": "westeurope"})
        outcome = deploy(cloud, request(landing.template({"st": landing.storage(), "lake": module})))
    assert outcome.state == "Succeeded"
    assert {each.name for each in outcome.operations} == {"rg-ml", "stml", "stlake"}


def test_a_failure_inside_a_module_is_found(tmp_path: Path) -> None:
    """The path leads through the module; the failed resource is among the operations, with what was made beside it."""
    resources = {"st": landing.storage("stlake"), "id": landing.identity("id-lake")}
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "lake-roles",
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "template": landing.template(resources),
        },
    }
    with local(tmp_path, Faults(refuse=("policy:stlake",))) as cloud:
        outcome = deploy(cloud, request(landing.template({"lake": module})))
        made = {each.name for each in plan_destruction(cloud, GROUP, "churn").deletions}
    assert outcome.error
    assert outcome.error.code == "RequestDisallowedByPolicy"
    assert outcome.error.path[-2:] == ("lake-roles", "stlake")
    assert {each.name: each.state for each in outcome.operations} == {
        "rg-ml": "Succeeded",
        "stlake": "Failed",
        "id-lake": "Succeeded",
    }
    assert made == {"id-lake"}


def test_a_deployment_stack_is_deployed_forecast_and_denies(tmp_path: Path) -> None:
    """Its what-if works before it exists and leaves no result behind; deny settings hold."""
    wanted = request(small(), name="churn", as_stack=StackSettings(on_unmanage="delete", deny="denyDelete"))
    with local(tmp_path) as cloud:
        cloud.send("PUT", GROUP.id, "2025-04-01", {"location": "westeurope"})
        forecast = cloud.what_if(wanted)
        results = f"{GROUP.id}/providers/Microsoft.Resources/deploymentStacksWhatIfResults"
        assert cloud.send("GET", results, "2025-07-01").body == {"value": []}
        kinds = {each["changeType"] for each in forecast["properties"]["changes"]["resourceChanges"]}
        assert kinds == {"create"}
        outcome = deploy(cloud, wanted)
        assert outcome.state == "Succeeded", outcome.error
        assert len(outcome.operations) == 3
        with pytest.raises(Refused, match="DenyAssignmentAuthorizationFailed"):
            cloud.send("DELETE", f"{GROUP.id}/providers/Microsoft.Storage/storageAccounts/stml", "2025-06-01")

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deploy._zone import GROUP, local, request, small
from emulator import _landing as landing
from mlinfra.azure import StackSettings
from mlinfra.azure.deploy.destroy import destroy, plan_destruction
from mlinfra.azure.deploy.names import stack_name
from mlinfra.azure.deploy.run import deploy
from mlinfra.azure.protocol import Cloud, Request
from mlinfra.base.scope import DeploymentScope
from mlinfra.local.faults import Faults
from mlinfra.testing import FakeCloud

VERSION = "2025-04-01"


def _live(cloud: Cloud) -> set[str]:
    answer = cloud.send("GET", f"{GROUP.id}/resources", VERSION)
    return {each["name"] for each in answer.body["value"]} if answer.found else set()


def _by_hand(cloud: Cloud, name: str = "stcorp") -> None:
    """A resource that somebody else made in the group."""
    body = {"location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "properties": {}}
    cloud.send("PUT", f"{GROUP.id}/providers/Microsoft.Storage/storageAccounts/{name}", "2025-06-01", body)


def test_everything_the_stack_made_goes_and_its_own_group_too(tmp_path: Path) -> None:
    """A group that mlinfra made goes when it is empty; planning alone deletes nothing."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(landing.landing_zone()))
        plan = plan_destruction(cloud, GROUP, "churn")
        assert len(plan.deletions) == len(landing.landing_zone()["resources"])
        assert plan.groups == (GROUP.id,)
        before = _live(cloud)
        assert before
        outcome = destroy(cloud, plan)
        assert outcome.state == "Succeeded", outcome.error
        assert not cloud.send("GET", GROUP.id, VERSION).found
        assert plan_destruction(cloud, GROUP, "churn").empty


def test_nothing_else_is_touched(tmp_path: Path) -> None:
    """Resources made by hand, by another stack, or by both stacks stay, and so does a group that was there before."""
    with local(tmp_path) as cloud:
        cloud.send("PUT", GROUP.id, VERSION, {"location": "westeurope"})
        _by_hand(cloud)
        deploy(cloud, request(small()))
        shared = landing.template({"id": landing.identity(), "other": landing.storage("stother")})
        deploy(cloud, request(shared, stack="scoring"))
        plan = plan_destruction(cloud, GROUP, "churn")
        assert [(each.id.rsplit("/", 1)[-1], each.reason) for each in plan.kept] == [
            ("id-train", "another stack deploys it too")
        ]
        destroy(cloud, plan)
        assert _live(cloud) == {"stcorp", "id-train", "stother"}
        assert cloud.send("GET", GROUP.id, VERSION).found


def test_what_an_earlier_template_made_is_owned_too(tmp_path: Path) -> None:
    """Removal from the code is invisible to incremental deployments; the history still knows."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        deploy(cloud, request(landing.template({"st": landing.storage()})))
        names = [each.name for each in plan_destruction(cloud, GROUP, "churn").deletions]
    assert names[-1] == "stml"
    assert "id-train" in names


def test_a_failed_deployment_is_removed_as_well(tmp_path: Path) -> None:
    """What it made before it failed is the stack's."""
    with local(tmp_path, Faults(refuse=("quota:gpu",))) as cloud:
        assert deploy(cloud, request(landing.landing_zone())).state == "Failed"
        plan = plan_destruction(cloud, GROUP, "churn")
        assert plan.deletions
        assert destroy(cloud, plan).state == "Succeeded"
        assert _live(cloud) == set()


def test_dependents_go_before_what_they_need(tmp_path: Path) -> None:
    """Reverse order of dependency: children and roles first, the account last."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(landing.landing_zone()))
        names = [each.name for each in plan_destruction(cloud, GROUP, "churn").deletions]
    assert names.index("mlw-test/gpu") < names.index("mlw-test") < names.index("stml")


def test_what_is_gone_already_is_left_out(tmp_path: Path) -> None:
    """The plan lists what still exists."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        account = f"{GROUP.id}/providers/Microsoft.Storage/storageAccounts/stml"
        cloud.send("DELETE", account, "2025-06-01")
        assert "stml" not in {each.name for each in plan_destruction(cloud, GROUP, "churn").deletions}


@pytest.mark.parametrize("purge", [True, False])
def test_purging_frees_soft_deleted_names(tmp_path: Path, purge: bool) -> None:
    """With purge the same names deploy again at once; without, Azure refuses them."""
    zone = landing.landing_zone()
    with local(tmp_path) as cloud:
        deploy(cloud, request(zone))
        destroy(cloud, plan_destruction(cloud, GROUP, "churn"), purge=purge)
        again = deploy(cloud, request(zone))
    assert again.state == ("Succeeded" if purge else "Failed")
    if not purge:
        assert again.error
        assert "soft-deleted" in again.error.explanation


def test_a_lock_stops_the_destruction_with_its_reason(tmp_path: Path) -> None:
    """What cannot go is told; the rest is gone, and the history still knows whose it is."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        lock = (
            f"{GROUP.id}/providers/Microsoft.Storage/storageAccounts/stml/providers/Microsoft.Authorization/locks/keep"
        )
        cloud.send("PUT", lock, "2020-05-01", {"properties": {"level": "CanNotDelete"}})
        outcome = destroy(cloud, plan_destruction(cloud, GROUP, "churn"))
        assert outcome.state == "Failed"
        assert outcome.error
        assert outcome.error.code == "ScopeLocked"
        cloud.send("DELETE", lock, "2020-05-01")
        left = plan_destruction(cloud, GROUP, "churn")
        assert "stml" in [each.name for each in left.deletions]
        assert destroy(cloud, left).state == "Succeeded"


def test_a_deployment_stack_is_removed_through_itself(tmp_path: Path) -> None:
    """Azure deletes what the stack manages, deny settings or not; a resource by hand stays."""
    settings = StackSettings(deny="denyDelete")
    with local(tmp_path) as cloud:
        cloud.send("PUT", GROUP.id, VERSION, {"location": "westeurope"})
        _by_hand(cloud)
        wanted = request(small(), name="churn", as_stack=settings)
        assert deploy(cloud, wanted).state == "Succeeded"
        plan = plan_destruction(cloud, GROUP, "churn", deployment_stack="churn")
        assert len(plan.deletions) == 3
        assert destroy(cloud, plan).state == "Succeeded"
        assert cloud.stack(GROUP, "churn") is None
        assert _live(cloud) == {"stcorp"}


def test_purging_a_deployment_stack_frees_its_names(tmp_path: Path) -> None:
    """A stack deletes without purging, so mlinfra lets go of it and deletes what it managed."""
    with local(tmp_path) as cloud:
        wanted = request(landing.landing_zone(), name="churn", as_stack=StackSettings(deny="denyDelete"))
        assert deploy(cloud, wanted).state == "Succeeded"
        plan = plan_destruction(cloud, GROUP, "churn", deployment_stack="churn")
        assert destroy(cloud, plan, purge=True).state == "Succeeded"
        again = deploy(cloud, wanted)
        assert again.state == "Succeeded", again.error


@pytest.mark.parametrize("by_hand", [False, True])
def test_at_subscription_scope_groups_go_when_empty(tmp_path: Path, by_hand: bool) -> None:
    """Groups of the template are the stack's, but somebody else's resource in one keeps it."""
    place = DeploymentScope("subscription", subscription=GROUP.subscription, location="westeurope")
    group = {
        "type": "Microsoft.Resources/resourceGroups",
        "apiVersion": "2025-04-01",
        "name": "rg-ml",
        "location": "westeurope",
    }
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "inside",
        "resourceGroup": "rg-ml",
        "dependsOn": ["rg"],
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "template": small(),
        },
    }
    template = landing.template({"rg": group, "inside": module}, landing.AT_SUBSCRIPTION)
    with local(tmp_path) as cloud:
        outcome = deploy(cloud, request(template, scope=place))
        assert outcome.state == "Succeeded", outcome.error
        assert {each.name for each in outcome.operations} >= {"rg-ml", "stml", "id-train"}
        if by_hand:
            _by_hand(cloud)
        plan = plan_destruction(cloud, place, "churn")
        assert len(plan.deletions) == 3
        assert plan.groups == (GROUP.id,)
        assert destroy(cloud, plan).state == "Succeeded"
        assert cloud.send("GET", GROUP.id, VERSION).found == by_hand
        assert plan_destruction(cloud, place, "churn").empty


def test_at_management_group_scope_too(tmp_path: Path) -> None:
    """A deployment there puts a module into a subscription's group; all of it is followed and removed."""
    place = DeploymentScope("managementGroup", management_group="mg-ml", location="westeurope")
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "inside",
        "subscriptionId": GROUP.subscription,
        "resourceGroup": "rg-ml",
        "properties": {
            "mode": "Incremental",
            "expressionEvaluationOptions": {"scope": "inner"},
            "template": small(),
        },
    }
    template = landing.template({"inside": module}, landing.AT_MANAGEMENT_GROUP)
    with local(tmp_path) as cloud:
        cloud.send("PUT", GROUP.id, VERSION, {"location": "westeurope"})
        wanted = request(template, scope=place)
        outcome = deploy(cloud, wanted)
        assert outcome.state == "Succeeded", outcome.error
        assert {each.name for each in outcome.operations} >= {"stml", "id-train"}
        assert destroy(cloud, plan_destruction(cloud, place, "churn")).state == "Succeeded"
        assert _live(cloud) == set()


def test_a_stack_that_was_never_deployed_owns_nothing(tmp_path: Path) -> None:
    """An empty plan, no error, also where the group does not exist."""
    with local(tmp_path) as cloud:
        assert plan_destruction(cloud, GROUP, "churn").empty


def test_the_fake_cloud_does_the_whole_loop() -> None:
    """Users' tests: forecast, deploy, forecast again, destroy, in memory."""
    wanted: Any = request(small())
    with FakeCloud() as cloud:
        deploy(cloud, wanted)
        assert cloud.resource("stml")["sku"] == {"name": "Standard_LRS"}
        kinds = {each["changeType"] for each in cloud.what_if(wanted)["properties"]["changes"]}
        assert kinds == {"NoChange"}
        assert destroy(cloud, plan_destruction(cloud, GROUP, "churn")).state == "Succeeded"
        assert cloud.resources == {}


def test_the_fake_cloud_fails_as_it_is_told() -> None:
    """A scripted error comes out as a real one would, explained."""
    error = {"code": "QuotaExceeded", "message": "exceeding approved cores quota"}
    with FakeCloud(failures={"microsoft.storage/storageaccounts": error}) as cloud:
        outcome = deploy(cloud, request(small()))
    assert outcome.state == "Failed"
    assert outcome.error
    assert outcome.error.code == "QuotaExceeded"
    assert outcome.error.advice


def test_what_a_failed_deployment_made_is_known_from_its_operations() -> None:
    """Also where Azure lists no output resources for it."""
    with FakeCloud(failures={"microsoft.storage/storageaccounts": {"code": "X", "message": "m"}}) as cloud:
        deploy(cloud, request(small()))
        assert cloud.deployments(GROUP)[0]["properties"]["outputResources"] == []
        assert "id-train" in {each.name for each in plan_destruction(cloud, GROUP, "churn").deletions}


def _as_stack(stack: str, template: dict[str, Any]) -> Request:
    return request(template, stack, name=stack_name(stack), as_stack=StackSettings(on_unmanage="delete"))


@pytest.mark.parametrize("first", ["plain", "managed"])
@pytest.mark.parametrize("purge", [True, False])
def test_what_a_deployment_stack_shares_stays(tmp_path: Path, first: str, purge: bool) -> None:
    """Whichever of the two is destroyed: a deployment stack and an ordinary one keep what the other deploys too."""
    both = landing.template({"st": landing.storage(), "id": landing.identity()})
    shared = landing.template({"st": landing.storage()})
    with local(tmp_path) as cloud:
        deploy(cloud, request(both if first == "plain" else shared, "plain"))
        deploy(cloud, _as_stack("managed", both if first == "managed" else shared))
        plan = plan_destruction(cloud, GROUP, first, deployment_stack=stack_name(first))
        assert [each.name for each in plan.deletions] == ["id-train"]
        assert ["stml" in each.id for each in plan.kept] == [True]
        assert destroy(cloud, plan, purge=purge).state == "Succeeded"
        assert _live(cloud) == {"stml"}
        assert cloud.stack(GROUP, stack_name("managed")) is None or first == "plain"

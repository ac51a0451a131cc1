from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from deploy._zone import GROUP, OTHER, local, request, small
from emulator import _landing as landing
from mlinfra.azure.deploy.orphans import InCode, Orphans, find_orphans
from mlinfra.azure.deploy.run import deploy
from mlinfra.azure.errors import Refused
from mlinfra.azure.protocol import Cloud
from mlinfra.base.scope import DeploymentScope
from mlinfra.testing import FakeCloud

VERSION = "2025-04-01"


def _code(cloud: Cloud, template: dict[str, Any], **more: Any) -> InCode:
    wire = cloud.what_if(request(template))
    changes = [each for each in wire["properties"]["changes"] if each["changeType"] != "Ignore"]
    return InCode({each["resourceId"].lower(): each.get("after") or {} for each in changes}, **more)


def _names(found: Orphans) -> list[str]:
    return [orphan.id.rsplit("/", 1)[-1] for orphan in found.found]


def test_what_left_the_code_and_stands_there_is_orphaned(tmp_path: Path) -> None:
    """By the history, dependent resources first; what somebody deleted by hand is not."""
    less = landing.template({"st": landing.storage()})
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        found = find_orphans(cloud, GROUP, "churn", _code(cloud, less))
        assert [each.id.split("/providers/")[-1].split("/")[1] for each in found.found] == [
            "roleAssignments", "userAssignedIdentities",
        ]  # fmt: skip
        assert not found.gaps
        cloud.send("DELETE", found.found[0].id, found.found[0].api_version)
        assert _names(find_orphans(cloud, GROUP, "churn", _code(cloud, less))) == ["id-train"]


def test_what_another_stack_deploys_now_is_not_orphaned(tmp_path: Path) -> None:
    """A resource that moved to another stack is that one's; once that one drops it too, it is orphaned again."""
    less, moved = landing.template({"st": landing.storage()}), landing.template({"id": landing.identity()})
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        deploy(cloud, request(moved, stack="scoring"))
        assert "id-train" not in _names(find_orphans(cloud, GROUP, "churn", _code(cloud, less)))
        deploy(cloud, request(landing.template({"other": landing.storage("stother")}), stack="scoring"))
        assert "id-train" in _names(find_orphans(cloud, GROUP, "churn", _code(cloud, less)))


def test_nested_deployments_in_other_groups_are_followed() -> None:
    """An id of a deployment among what was made leads to what that one made, in any group."""
    role = f"{OTHER.id}/providers/Microsoft.Authorization/roleAssignments/r1"
    nested = f"{OTHER.id}/providers/Microsoft.Resources/deployments/roles"
    with FakeCloud() as cloud:
        cloud.resources[role.lower()] = {"id": role, "name": "r1", "properties": {}}
        made = {"provisioningState": "Succeeded", "outputResources": [{"id": role}]}
        cloud._deployments[f"{OTHER.id}|roles".lower()] = {"name": "roles", "properties": made}
        own = {"provisioningState": "Succeeded", "outputResources": [{"id": nested}]}
        cloud._deployments[f"{GROUP.id}|x".lower()] = {
            "name": "x",
            "tags": {"mlinfra-stack": "churn"},
            "properties": own,
        }
        assert _names(find_orphans(cloud, GROUP, "churn", InCode())) == ["r1"]


def test_a_failed_deployment_orphans_what_it_made(tmp_path: Path) -> None:
    """Its operations say what was made before it failed."""
    with FakeCloud() as cloud:
        cloud.send("PUT", GROUP.id, VERSION, {})
        cloud.failures["id-train"] = {"code": "Conflict", "message": "no"}
        deploy(cloud, request(small()))
        assert "stml" in _names(find_orphans(cloud, GROUP, "churn", InCode()))


class _NoHistory(FakeCloud):
    def deployments(self, scope: DeploymentScope) -> list[dict[str, Any]]:
        raise Refused({"code": "AuthorizationFailed", "message": f"no rights at {scope.id}"}, status=403)


def test_a_history_that_may_not_be_read_is_a_gap() -> None:
    """The plan says that orphaned resources may be missing, and is incomplete."""
    [gap] = find_orphans(_NoHistory(), GROUP, "churn", InCode()).gaps
    assert (gap.kind, gap.blocking) == ("history", True)
    assert "AuthorizationFailed" in gap.message


@pytest.mark.parametrize(
    ("tags", "stands", "others", "blocking"),
    [
        ({}, False, True, []), ({"mlinfra-stack": "churn"}, False, False, []), ({"mlinfra-stack": "other"}, False, True, []),
        ({"mlinfra-stack": "churn"}, True, False, [True]), ({"mlinfra-stack": "churn"}, False, True, [True]), ({}, True, False, [False]),
    ],
)  # fmt: skip
def test_a_history_that_is_gone_is_a_gap_and_one_that_never_was_is_none(
    tags: dict[str, str], stands: bool, others: bool, blocking: list[bool]
) -> None:
    """A group that mlinfra made for the stack, with something in it, says that it was deployed."""
    with FakeCloud() as cloud:
        cloud.send("PUT", GROUP.id, VERSION, {"tags": tags})
        gaps = find_orphans(cloud, GROUP, "churn", InCode(stands=stands, others_stand=others)).gaps
        assert [gap.blocking for gap in gaps] == blocking


def test_an_inline_part_of_a_resource_is_in_the_code() -> None:
    """A subnet that stands inside its network's body now is no orphan, one that stands nowhere is."""
    network = f"{GROUP.id}/providers/Microsoft.Network/virtualNetworks/vnet"
    with FakeCloud() as cloud:
        ids = [f"{network}/subnets/{name}" for name in ("kept", "gone")]
        for each in ids:
            cloud.resources[each.lower()] = {"id": each, "name": each}
        own = {"provisioningState": "Succeeded", "outputResources": [{"id": each} for each in ids]}
        cloud._deployments[f"{GROUP.id}|x".lower()] = {
            "name": "x",
            "tags": {"mlinfra-stack": "churn"},
            "properties": own,
        }
        code = InCode({network.lower(): {"properties": {"subnets": [{"name": "Kept"}]}}})
        assert _names(find_orphans(cloud, GROUP, "churn", code)) == ["gone"]


def test_what_the_code_may_still_have_under_a_late_name_is_a_gap(tmp_path: Path) -> None:
    """A type of which the code has a resource whose name is not known yet is not judged."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        code = _code(cloud, landing.template({"st": landing.storage()}))
        late = InCode(code.bodies, frozenset({"microsoft.authorization/roleassignments"}))
        found = find_orphans(cloud, GROUP, "churn", late)
    assert _names(found) == ["id-train"]
    assert [(gap.kind, gap.blocking) for gap in found.gaps] == [("history", True)]

"""Deployments above a resource group: subscription, management group, tenant."""

from __future__ import annotations

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from emulator import _landing as landing


def _zone(group: str = "rg-new", sku: str = "Standard_LRS") -> dict[str, Any]:
    inner = landing.template(
        {"st": landing.storage("stnew", sku=sku), "id": landing.identity(), "role": landing.role(on="stnew")}
    )
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "contents",
        "resourceGroup": group,
        "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental", "template": inner},
        "dependsOn": ["rg"],
    }
    new = {
        "type": "Microsoft.Resources/resourceGroups",
        "apiVersion": "2025-04-01",
        "name": group,
        "location": "westeurope",
    }
    return landing.template({"rg": new, "contents": module}, landing.AT_SUBSCRIPTION)


def _body(template: dict[str, Any], location: str | None = "westeurope") -> dict[str, Any]:
    body: dict[str, Any] = {"properties": {"mode": "Incremental", "template": template}}
    return body | ({"location": location} if location else {})


def test_a_subscription_deployment_makes_the_group_and_fills_it(azure: Any) -> None:
    """The group is a Create of its own; afterwards nothing changes; operations are listed."""
    deployments = azure.sdk.deployments
    before = deployments.begin_what_if_at_subscription_scope("zone", _body(_zone())).result()
    assert [one.change_type.value for one in before.changes] == ["Create"] * 4
    assert before.changes[0].resource_id.endswith("/resourceGroups/rg-new")
    done = deployments.begin_create_or_update_at_subscription_scope("zone", _body(_zone())).result()
    assert done.properties.provisioning_state == "Succeeded"
    after = deployments.begin_what_if_at_subscription_scope("zone", _body(_zone())).result()
    assert {one.change_type.value for one in after.changes} == {"NoChange"}
    changed = deployments.begin_what_if_at_subscription_scope("zone", _body(_zone(sku="Standard_ZRS"))).result()
    assert sorted(one.change_type.value for one in changed.changes) == ["Modify", "NoChange", "NoChange", "NoChange"]
    names = [
        one.properties.target_resource.resource_type
        for one in azure.sdk.deployment_operations.list_at_subscription_scope("zone")
    ]
    assert sorted(names) == ["Microsoft.Resources/deployments", "Microsoft.Resources/resourceGroups"]
    assert [one.name for one in deployments.list_at_subscription_scope()] == ["zone"]
    assert azure.sdk.deployments.get("rg-new", "contents").properties.provisioning_state == "Succeeded"


def test_the_location_belongs_to_the_scope(azure: Any) -> None:
    """Required at subscription scope and then fixed for the name; refused in a resource group."""
    deployments = azure.sdk.deployments
    empty = landing.template({}, landing.AT_SUBSCRIPTION)
    with pytest.raises(HttpResponseError, match="LocationRequired"):
        deployments.begin_create_or_update_at_subscription_scope("zone", _body(empty, None))
    deployments.begin_create_or_update_at_subscription_scope("zone", _body(empty)).result()
    with pytest.raises(HttpResponseError, match="InvalidDeploymentLocation"):
        deployments.begin_create_or_update_at_subscription_scope("zone", _body(empty, "eastus"))
    azure.group()
    with pytest.raises(HttpResponseError, match="location"):
        deployments.begin_create_or_update("rg-ml", "x", _body(landing.template({})))


def test_a_management_group_holds_policy_assignments(azure: Any) -> None:
    """Create, then NoChange, with ids that lie in no subscription."""
    assignment = {
        "type": "Microsoft.Authorization/policyAssignments",
        "apiVersion": "2025-03-01",
        "name": "allowed-locations",
        "properties": {
            "policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/x",
            "displayName": "Where",
        },
    }
    body = _body(landing.template({"policy": assignment}, landing.AT_MANAGEMENT_GROUP))
    deployments = azure.sdk.deployments
    first = deployments.begin_what_if_at_management_group_scope("mg", "policies", body).result()
    assert [one.resource_id for one in first.changes] == [
        "/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/policyAssignments/allowed-locations"
    ]
    done = deployments.begin_create_or_update_at_management_group_scope("mg", "policies", body).result()
    assert done.properties.provisioning_state == "Succeeded"
    again = deployments.begin_what_if_at_management_group_scope("mg", "policies", body).result()
    assert [one.change_type.value for one in again.changes] == ["NoChange"]
    assert deployments.get_at_management_group_scope("mg", "policies").name == "policies"


def test_a_module_into_a_missing_group_fails_alone(azure: Any) -> None:
    """What does not need it is deployed; the error names the group."""
    zone = _zone()
    zone["resources"]["contents"]["resourceGroup"] = "rg-gone"
    with pytest.raises(HttpResponseError, match="rg-gone"):
        azure.sdk.deployments.begin_create_or_update_at_subscription_scope("zone", _body(zone)).result()
    assert azure.send("HEAD", "resourceGroups/rg-new")[0] == 204

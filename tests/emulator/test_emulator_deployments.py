"""Deployments and what-if at resource-group scope, through the real SDK."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError

from emulator import _landing as landing

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml"


def test_a_landing_zone_deploys_and_a_second_plan_finds_nothing(azure: Any) -> None:
    """Create for everything, then NoChange for everything, references and secrets included; outputs are real."""
    azure.group()
    zone = landing.landing_zone()
    assert set(azure.kinds(zone).values()) == {"Create"}
    done = azure.deploy(zone)
    assert done.properties.provisioning_state == "Succeeded"
    assert done.properties.outputs["blob"]["value"] == "https://stml.blob.core.windows.net/"
    assert len(done.properties.output_resources) == len(zone["resources"])
    again = azure.kinds(zone)
    assert len(again) == len(zone["resources"])
    assert set(again.values()) == {"NoChange"}
    assert azure.deploy(zone).properties.provisioning_state == "Succeeded"
    assert set(azure.kinds(zone).values()) == {"NoChange"}


def test_a_change_is_one_modify_with_its_path(azure: Any) -> None:
    """Only the cluster's node count shows, with before and after."""
    azure.group()
    azure.deploy(landing.landing_zone())
    result = azure.what_if(landing.landing_zone(gpu=landing.cluster(nodes=8)))
    changed = [one for one in result.changes if one.change_type != "NoChange"]
    assert [one.resource_id.rsplit("/", 1)[-1] for one in changed] == ["gpu"]
    assert [one.as_dict() for one in changed[0].delta] == [
        {
            "path": "properties.properties.scaleSettings.maxNodeCount",
            "propertyChangeType": "Modify",
            "before": 3,
            "after": 8,
        }
    ]
    azure.deploy(landing.landing_zone(gpu=landing.cluster(nodes=8)))
    assert (
        azure.send("GET", f"{GROUP}/providers/{landing.ML}/mlw-test/computes/gpu")[1]["properties"]["properties"][
            "scaleSettings"
        ]["maxNodeCount"]
        == 8
    )


def test_a_compute_instance_ignores_changes_and_shows_them_for_ever(azure: Any) -> None:
    """The PUT succeeds, the idle time stays, what-if reports it again: as in Azure."""
    azure.group()
    azure.deploy(landing.landing_zone())
    later = landing.landing_zone(ci=landing.instance(idle="PT60M"))
    assert azure.deploy(later).properties.provisioning_state == "Succeeded"
    live = azure.send("GET", f"{GROUP}/providers/{landing.ML}/mlw-test/computes/ci-anna")[1]
    assert live["properties"]["properties"]["idleTimeBeforeShutdown"] == "PT30M"
    assert azure.kinds(later)["ci-anna"] == "Modify"


def test_what_is_not_in_the_template_is_ignored_or_in_complete_mode_deleted(azure: Any) -> None:
    """Incremental deployments never delete, complete ones do, and the forecast says which."""
    azure.group()
    azure.deploy(landing.template({"a": landing.storage("sta"), "b": landing.storage("stb")}))
    only = landing.template({"a": landing.storage("sta")})
    assert azure.kinds(only) == {"sta": "NoChange", "stb": "Ignore"}
    assert azure.kinds(only, mode="Complete") == {"sta": "NoChange", "stb": "Delete"}
    azure.deploy(only, mode="Complete")
    assert azure.send("GET", f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stb")[0] == 404


def test_ids_alone_say_deploy(azure: Any) -> None:
    """ResourceIdOnly: no payload, and Modify and NoChange are one."""
    azure.group()
    azure.deploy(landing.template({"a": landing.storage("sta")}))
    properties = {
        "mode": "Incremental",
        "template": landing.template({"a": landing.storage("sta"), "b": landing.storage("stb")}),
        "whatIfSettings": {"resultFormat": "ResourceIdOnly"},
    }
    result = azure.sdk.deployments.begin_what_if("rg-ml", "x", {"properties": properties}).result()
    assert [sorted(one.as_dict()) for one in result.changes] == [["changeType", "resourceId"]] * 2
    assert {one.change_type for one in result.changes} == {"Deploy", "Create"}


def test_arrays_differ_by_index(azure: Any) -> None:
    """An Array entry holds one child for each index that differs."""
    azure.group()
    rules = [{"value": "10.0.0.1", "action": "Allow"}, {"value": "10.0.0.2", "action": "Allow"}]
    acls = {"defaultAction": "Deny", "ipRules": rules}
    azure.deploy(landing.template({"a": landing.storage("sta", networkAcls=acls)}))
    changed = deepcopy(acls) | {"ipRules": [rules[0] | {"value": "10.9.9.9"}]}
    result = azure.what_if(landing.template({"a": landing.storage("sta", networkAcls=changed)}))
    (delta,) = (one.as_dict() for one in result.changes[0].delta)
    assert (delta["path"], delta["propertyChangeType"]) == ("properties.networkAcls.ipRules", "Array")
    assert [(one["path"], one["propertyChangeType"]) for one in delta["children"]] == [("0", "Modify"), ("1", "Delete")]
    assert delta["children"][0]["children"] == [
        {"path": "value", "propertyChangeType": "Modify", "before": "10.0.0.1", "after": "10.9.9.9"}
    ]


def test_a_removed_property_is_deleted_unless_the_service_fills_in_the_same(azure: Any) -> None:
    """TLS1_2 that is no longer asked for falls back to the default: the forecast says so, the deployment does so."""
    azure.group()
    azure.deploy(landing.template({"a": landing.storage("sta")}))
    bare = landing.storage("sta")
    del bare["properties"]
    (change,) = azure.what_if(landing.template({"a": bare})).changes
    assert [(one.path, one.before, one.after) for one in change.delta] == [
        ("properties.minimumTlsVersion", "TLS1_2", "TLS1_0")
    ]


def test_a_failure_nests_the_providers_error_and_spares_the_rest(azure: Any) -> None:
    """DeploymentFailed holds each provider's error; what does not depend on it is deployed, what does is not tried."""
    azure.group()
    zone = landing.landing_zone(st=landing.storage("stml", sku=""))
    with pytest.raises(HttpResponseError) as caught:
        azure.deploy(zone)
    assert caught.value.error.code == "DeploymentFailed"
    (detail,) = caught.value.error.details
    assert (detail.code, detail.message) == ("InvalidRequestContent", "Required property 'sku.name' is missing.")
    states = {
        operation.properties.target_resource.resource_name: operation.properties.provisioning_state
        for operation in azure.sdk.deployment_operations.list("rg-ml", "main")
    }
    assert states["stml"] == "Failed"
    assert states["log-ml"] == states["id-train"] == states["kv-ml-1"] == "Succeeded"
    assert "mlw-test" not in states
    assert azure.sdk.deployments.get("rg-ml", "main").properties.provisioning_state == "Failed"


BROKEN = landing.template({"a": landing.storage("[parameters('nope')]")})


def test_a_broken_template_is_refused_at_once_but_forecast_as_failed(azure: Any) -> None:
    """PUT and validate answer 400 InvalidTemplate; what-if ends with HTTP 200 and status Failed."""
    azure.group()
    with pytest.raises(HttpResponseError) as caught:
        azure.deploy(BROKEN)
    assert (caught.value.status_code, caught.value.error.code) == (400, "InvalidTemplate")
    result = azure.what_if(BROKEN)
    assert (result.status, result.error.code) == ("Failed", "InvalidTemplate")
    with pytest.raises(HttpResponseError, match="InvalidTemplate"):
        azure.sdk.deployments.begin_validate("rg-ml", "v", {"properties": {"mode": "Incremental", "template": BROKEN}})


def test_validation_asks_the_providers(azure: Any) -> None:
    """A name Azure refuses is found before anything is deployed; a sound template lists its resources."""
    azure.group()
    bad = landing.template({"a": landing.storage("Not-Allowed")})
    body = {"properties": {"mode": "Incremental", "template": bad}}
    with pytest.raises(HttpResponseError) as caught:
        azure.sdk.deployments.begin_validate("rg-ml", "v", body)
    assert caught.value.error.code == "InvalidTemplateDeployment"
    assert [one.code for one in caught.value.error.details] == ["AccountNameInvalid"]
    body["properties"]["template"] = landing.landing_zone()
    result = azure.sdk.deployments.begin_validate("rg-ml", "v", body).result()
    assert result.error is None
    assert len(result.properties.validated_resources) == len(landing.landing_zone()["resources"])


@pytest.mark.parametrize("verb", ["what_if", "deploy"])
def test_a_missing_group_is_not_found(azure: Any, verb: str) -> None:
    """404 ResourceGroupNotFound, for the client to show as a group to create."""
    with pytest.raises(ResourceNotFoundError) as caught:
        getattr(azure, verb)(landing.template({}), group="rg-gone")
    assert caught.value.error.code == "ResourceGroupNotFound"


def test_history_keeps_the_template_and_can_be_deleted(azure: Any) -> None:
    """ExportTemplate gives back what was deployed; list, existence and deletion work; secure values stay out."""
    azure.group()
    zone = landing.template({"a": landing.storage("sta")}, parameters={"secret": {"type": "securestring"}})
    azure.deploy(zone, secret="hunter2", name="one")
    deployments = azure.sdk.deployments
    assert deployments.export_template("rg-ml", "one").template == zone
    assert [one.name for one in deployments.list_by_resource_group("rg-ml")] == ["one"]
    assert "hunter2" not in json.dumps(deployments.get("rg-ml", "one").as_dict())
    assert deployments.check_existence("rg-ml", "one")
    deployments.begin_delete("rg-ml", "one").result()
    assert not deployments.check_existence("rg-ml", "one")
    assert deployments.calculate_template_hash(zone).template_hash.isdigit()


def test_a_nested_deployment_reaches_another_group(azure: Any) -> None:
    """A module deploys into its own group, has its own history entry, and its outputs feed what follows."""
    azure.group()
    azure.group("rg-lake")
    inner = landing.template(
        {"lake": landing.storage("stlake") | {"location": "westeurope"}},
        outputs={"id": {"type": "string", "value": "[resourceId('Microsoft.Storage/storageAccounts', 'stlake')]"}},
    )
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "lake",
        "resourceGroup": "rg-lake",
        "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental", "template": inner},
    }
    outputs = {"lake": {"type": "string", "value": "[reference('module').outputs.id.value]"}}
    zone = landing.template({"module": module, "id": landing.identity()}, outputs=outputs)
    assert azure.kinds(zone) == {"stlake": "Create", "id-train": "Create"}
    done = azure.deploy(zone)
    assert done.properties.outputs["lake"]["value"].endswith(
        "/resourceGroups/rg-lake/providers/Microsoft.Storage/storageAccounts/stlake"
    )
    assert azure.sdk.deployments.get("rg-lake", "lake").properties.provisioning_state == "Succeeded"
    assert azure.kinds(zone) == {"stlake": "NoChange", "id-train": "NoChange"}


def test_a_role_named_from_a_reference_is_unsupported_until_it_is_there(azure: Any) -> None:
    """What the forecast can't identify it says so; once everything is live it is found unchanged."""
    azure.group()
    inner = landing.template(
        {
            "grant": {
                "type": "Microsoft.Authorization/roleAssignments",
                "apiVersion": "2022-04-01",
                "name": "[guid(resourceGroup().id, parameters('who'))]",
                "properties": {
                    "principalId": "[parameters('who')]",
                    "roleDefinitionId": f"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{landing.READER}')]",
                },
            }
        },
        parameters={"who": {"type": "string"}},
    )
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "grants",
        "properties": {
            "expressionEvaluationOptions": {"scope": "inner"},
            "mode": "Incremental",
            "template": inner,
            "parameters": {"who": {"value": "[reference('id').principalId]"}},
        },
        "dependsOn": ["id"],
    }
    zone = landing.template({"id": landing.identity(), "grants": module})
    assert "Unsupported" in azure.kinds(zone).values()
    assert azure.deploy(zone).properties.provisioning_state == "Succeeded"
    assert set(azure.kinds(zone).values()) == {"NoChange"}


def test_errors_nest_as_deep_as_the_modules(azure: Any) -> None:
    """A module's failure stands in the details of its deployment; Machine Learning's own error is JSON in a message."""
    azure.group()
    inner = landing.template({"ws": landing.workspace() | {"dependsOn": []}, "id": landing.identity()})
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "inner",
        "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental", "template": inner},
    }
    after = landing.storage("stafter") | {"dependsOn": ["module"]}
    with pytest.raises(HttpResponseError) as caught:
        azure.deploy(landing.template({"module": module, "after": after}))
    (nested,) = caught.value.error.details
    assert nested.code == "DeploymentFailed"
    (detail,) = nested.details
    assert detail.code == "BadRequest"
    assert json.loads(detail.message)["error"]["code"] == "ValidationError"
    assert azure.sdk.deployments.get("rg-ml", "inner").properties.provisioning_state == "Failed"
    states = {
        one.properties.target_resource.resource_name: one.properties.provisioning_state
        for one in azure.sdk.deployment_operations.list("rg-ml", "main")
    }
    assert states == {"inner": "Failed"}
    assert azure.send("GET", f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-train")[0] == 200


def test_the_forecast_knows_the_cloud_but_not_what_is_not_there_yet(azure: Any) -> None:
    """environment() in a name or condition is evaluated; a reference to what is still to be made stays an expression."""
    azure.group()
    zone = {
        "type": "Microsoft.Network/privateDnsZones",
        "apiVersion": "2024-06-01",
        "name": "[format('privatelink.blob.{0}', environment().suffixes.storage)]",
        "location": "global",
        "tags": {"who": "[reference('id').principalId]", "cloud": "[environment().name]"},
        "dependsOn": ["id"],
    }
    never = landing.storage("stnever") | {"condition": "[equals(environment().name, 'Moon')]"}
    result = azure.what_if(landing.template({"id": landing.identity(), "zone": zone, "never": never}))
    found = {change.resource_id.rsplit("/", 1)[-1]: change for change in result.changes}
    assert set(found) == {"id-train", "privatelink.blob.core.windows.net"}
    tags = found["privatelink.blob.core.windows.net"].after["tags"]
    assert tags["cloud"] == "AzureCloud"
    assert tags["who"].startswith("[reference(")
    assert not result.potential_changes


def test_a_full_history_loses_its_oldest_entries_unless_a_lock_forbids(azure: Any, target: Any) -> None:
    """Near 800 the oldest go; under a lock the 801st is refused."""
    azure.group()
    store = target._service.store
    with store.transaction():
        for number in range(800):
            key = f"{GROUP}/providers/microsoft.resources/deployments/d{number:03d}".lower()
            stamp = {
                "timestamp": f"2026-01-01T00:{number // 60:02d}:{number % 60:02d}Z",
                "provisioningState": "Succeeded",
            }
            store.put("deployment", key, {"id": key, "name": f"d{number:03d}", "properties": stamp})
    lock = f"{GROUP}/providers/Microsoft.Authorization/locks/keep"
    azure.send("PUT", lock, {"properties": {"level": "CanNotDelete"}})
    with pytest.raises(HttpResponseError, match="DeploymentQuotaExceeded"):
        azure.deploy(landing.template({}), name="new")
    azure.send("DELETE", lock)
    azure.deploy(landing.template({}), name="new")
    names = {one.name for one in azure.sdk.deployments.list_by_resource_group("rg-ml")}
    assert "d024" not in names
    assert {"d025", "new"} <= names

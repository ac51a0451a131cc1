"""Groups, generic resources and the providers' rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from emulator import _landing as landing
from mlinfra.azure.local_cloud import LocalCloud

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000d0c5"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg-ml"
STORAGE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts"
VAULTS = f"{GROUP}/providers/Microsoft.KeyVault/vaults"
ROLE = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{landing.READER}"
ACCOUNT = {"location": "West Europe", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
VAULT = {
    "location": "westeurope",
    "properties": {"tenantId": landing.TENANT, "sku": {"family": "A", "name": "standard"}},
}
WORKSPACE = f"{GROUP}/providers/{landing.ML}/mlw-test"


def _code(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["error"]["code"]


def test_a_group_is_made_listed_changed_and_deleted_with_all_it_holds(azure: Any) -> None:
    """PUT, GET, HEAD, PATCH, list and DELETE of groups; names ignore case."""
    azure.group()
    assert azure.send("GET", f"{SUBSCRIPTION}/resourcegroups/RG-ML")[1]["name"] == "rg-ml"
    assert azure.send("PATCH", GROUP, {"tags": {"team": "churn"}})[1]["tags"] == {"team": "churn"}
    assert [one["name"] for one in azure.send("GET", f"{SUBSCRIPTION}/resourcegroups")[1]["value"]] == ["rg-ml"]
    azure.send("PUT", f"{STORAGE}/sta", ACCOUNT)
    assert [one["name"] for one in azure.send("GET", f"{GROUP}/resources")[1]["value"]] == ["sta"]
    assert azure.send("HEAD", GROUP)[0] == 204
    assert azure.send("DELETE", GROUP)[0] == 202
    assert azure.send("HEAD", GROUP)[0] == 404
    assert _code(azure.send("GET", f"{STORAGE}/sta")) == (404, "ResourceGroupNotFound")


def test_the_service_fills_in_what_only_it_knows(azure: Any) -> None:
    """Read-only members and defaults are there, nulls and secrets are not; a second PUT answers 200."""
    azure.group()
    status, body = azure.send("PUT", f"{STORAGE}/sta", ACCOUNT | {"properties": {"accessTier": None}})
    assert (status, body) == (202, None)
    body = azure.send("GET", f"{STORAGE}/sta")[1]
    assert (body["location"], body["sku"]["tier"]) == ("westeurope", "Standard")
    assert body["properties"]["primaryEndpoints"]["dfs"] == "https://sta.dfs.core.windows.net/"
    assert body["properties"]["accessTier"] == "Hot"
    assert azure.send("PUT", f"{STORAGE}/sta", ACCOUNT)[0] == 200
    azure.send("PUT", f"{VAULTS}/kv-1", VAULT)
    azure.send("PUT", f"{VAULTS}/kv-1/secrets/pin", {"properties": {"value": "1234"}})
    assert "value" not in azure.send("GET", f"{VAULTS}/kv-1/secrets/pin")[1]["properties"]
    assert len(azure.send("POST", f"{STORAGE}/sta/listKeys")[1]["keys"]) == 2


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        (f"{STORAGE}/No-Good", ACCOUNT, (400, "AccountNameInvalid")),
        (f"{STORAGE}/sta", {"kind": "StorageV2", "sku": {"name": "Standard_LRS"}}, (400, "LocationRequired")),
        (f"{STORAGE}/sta", {"location": "westeurope", "kind": "StorageV2"}, (400, "InvalidRequestContent")),
        (f"{STORAGE}/sta/blobServices/default/containers/raw", {}, (404, "ParentResourceNotFound")),
        (
            f"{SUBSCRIPTION}/resourceGroups/rg-x/providers/Microsoft.Storage/storageAccounts/sta",
            ACCOUNT,
            (404, "ResourceGroupNotFound"),
        ),
        (f"{VAULTS}/1kv", VAULT, (400, "VaultNameNotValid")),
        (f"{GROUP}/providers/Microsoft.Authorization/roleAssignments/me", {}, (400, "InvalidRoleAssignmentId")),
        (f"{WORKSPACE}", {"location": "westeurope", "identity": {"type": "SystemAssigned"}}, (400, "ValidationError")),
        (f"{WORKSPACE}/computes/gpu", {"location": "westeurope"}, (404, "ParentResourceNotFound")),
        (f"{SUBSCRIPTION}/resourceGroups/ends.", {"location": "westeurope"}, (400, "InvalidResourceGroup")),
    ],
)
def test_what_azure_refuses_is_refused(azure: Any, path: str, body: Any, expected: tuple[int, str]) -> None:
    """Names, missing members and missing parents get Azure's status and code."""
    azure.group()
    assert _code(azure.send("PUT", path, body)) == expected


CHANGES = [
    ("st", landing.storage("stml", dnsEndpointType="AzureDnsZone"), "StorageAccountPropertyIsImmutable"),
    ("gpu", landing.cluster(size="Standard_NC4as_T4_v3"), "BadRequest"),
    ("kv", landing.vault(softDeleteRetentionInDays=7), "BadRequest"),
    ("ws", landing.workspace(hbiWorkspace=True), "BadRequest"),
    (
        "env",
        landing.child("environments/versions", "shipments-env/2", {"image": "other:1", "condaFile": "name: x"}),
        "UserError",
    ),
]


@pytest.mark.parametrize(("symbol", "body", "expected"), CHANGES, ids=[one[0] for one in CHANGES])
def test_create_only_properties_are_forecast_as_modify_and_then_refused(
    azure: Any, symbol: str, body: Any, expected: str
) -> None:
    """As in Azure: the forecast shows an ordinary Modify, the deployment fails."""
    azure.group()
    azure.deploy(landing.landing_zone())
    changed = landing.landing_zone(**{symbol: body})
    assert "Modify" in azure.kinds(changed).values()
    azure_poller = azure.sdk.deployments.begin_create_or_update(
        "rg-ml", "main", {"properties": {"mode": "Incremental", "template": changed}}
    )
    with pytest.raises(Exception, match="DeploymentFailed"):
        azure_poller.result()
    error = azure.sdk.deployments.get("rg-ml", "main").properties.error
    (detail,) = error.details
    found = json.loads(detail.message)["error"]["code"] if detail.message.startswith("{") else detail.code
    assert found == expected


def test_role_assignments_conflict_as_in_azure(azure: Any) -> None:
    """The same grant under another name exists already; a name can't be given another principal."""
    azure.group()
    folder = f"{GROUP}/providers/Microsoft.Authorization/roleAssignments"
    name = "00000000-0000-0000-0000-00000000000"
    grant = {"properties": {"roleDefinitionId": ROLE, "principalId": f"{name}a"}}
    assert azure.send("PUT", f"{folder}/{name}1", grant)[0] == 201
    assert azure.send("PUT", f"{folder}/{name}1", grant)[0] == 200
    assert _code(azure.send("PUT", f"{folder}/{name}2", grant)) == (409, "RoleAssignmentExists")
    other = {"properties": {"roleDefinitionId": ROLE, "principalId": f"{name}b"}}
    assert _code(azure.send("PUT", f"{folder}/{name}1", other)) == (400, "RoleAssignmentUpdateNotPermitted")
    assert len(azure.send("GET", folder)[1]["value"]) == 1


def test_deleted_vaults_and_workspaces_block_their_names_until_purged(azure: Any) -> None:
    """Soft delete, look-up, conflict, purge; forceToPurge leaves nothing behind."""
    azure.group()
    azure.deploy(landing.landing_zone())
    assert azure.send("DELETE", WORKSPACE)[0] == 200
    assert azure.send("GET", f"{WORKSPACE}/computes/gpu")[0] == 404
    live = {
        "location": "westeurope",
        "properties": {"storageAccount": f"{STORAGE}/stml", "keyVault": f"{VAULTS}/kv-ml-1"},
    }
    assert _code(azure.send("PUT", WORKSPACE, live)) == (409, "Conflict")
    azure.send("DELETE", f"{VAULTS}/kv-ml-1")
    assert _code(azure.send("PUT", f"{VAULTS}/kv-ml-1", VAULT)) == (409, "ConflictError")
    deleted = f"{SUBSCRIPTION}/providers/Microsoft.KeyVault"
    assert [one["name"] for one in azure.send("GET", f"{deleted}/deletedVaults")[1]["value"]] == ["kv-ml-1"]
    assert azure.send("GET", f"{deleted}/deletedManagedHSMs") == (200, {"value": []})
    assert azure.send("POST", f"{deleted}/locations/westeurope/deletedVaults/kv-ml-1/purge")[0] == 200
    assert azure.send("PUT", f"{VAULTS}/kv-ml-1", VAULT)[0] == 201
    assert azure.send("DELETE", f"{VAULTS}/kv-ml-1")[0] == 200
    recover = VAULT | {"properties": VAULT["properties"] | {"createMode": "recover"}}
    assert azure.send("PUT", f"{VAULTS}/kv-ml-1", recover)[0] == 201


def test_a_workspace_brings_its_system_datastores_and_is_gone_when_purged(azure: Any) -> None:
    """Four datastores come with it; DELETE with forceToPurge frees the name at once."""
    azure.group()
    azure.deploy(landing.landing_zone())
    names = {one["name"] for one in azure.send("GET", f"{WORKSPACE}/datastores")[1]["value"]}
    assert {"workspaceblobstore", "workspacefilestore", "ds_shipments"} <= names
    principal = azure.send("GET", WORKSPACE)[1]["identity"]["principalId"]
    assert azure.send("DELETE", f"{WORKSPACE}?forceToPurge=true")[0] == 200
    assert azure.kinds(landing.landing_zone())["mlw-test"] == "Create"
    roles = azure.send("GET", f"{STORAGE}/stml/providers/Microsoft.Authorization/roleAssignments")[1]["value"]
    for role in (role for role in roles if role["properties"]["principalId"] == principal):
        azure.send("DELETE", role["id"])  # made anew, the workspace has another principal
    assert azure.deploy(landing.landing_zone()).properties.provisioning_state == "Succeeded"


def test_names_that_must_be_unique_are(azure: Any) -> None:
    """A storage account's name is the world's; checkNameAvailability says so first."""
    azure.group()
    azure.group("rg-two")
    azure.send("PUT", f"{STORAGE}/sta", ACCOUNT)
    other = f"{SUBSCRIPTION}/resourceGroups/rg-two/providers/Microsoft.Storage/storageAccounts/sta"
    assert _code(azure.send("PUT", other, ACCOUNT)) == (409, "StorageAccountAlreadyTaken")
    asked = {"name": "sta", "type": "Microsoft.Storage/storageAccounts"}
    path = f"{SUBSCRIPTION}/providers/Microsoft.Storage/checkNameAvailability"
    assert azure.send("POST", path, asked)[1]["nameAvailable"] is False
    azure.send("DELETE", f"{STORAGE}/sta")
    assert azure.send("POST", path, asked)[1]["nameAvailable"] is True
    assert azure.send("PUT", other, ACCOUNT)[0] == 202


def test_a_lock_stops_deletion(azure: Any) -> None:
    """CanNotDelete on the group protects what it holds until the lock goes."""
    azure.group()
    azure.send("PUT", f"{STORAGE}/sta", ACCOUNT)
    lock = f"{GROUP}/providers/Microsoft.Authorization/locks/keep"
    azure.send("PUT", lock, {"properties": {"level": "CanNotDelete"}})
    assert _code(azure.send("DELETE", f"{STORAGE}/sta")) == (409, "ScopeLocked")
    inner = f"{STORAGE}/sta/providers/Microsoft.Authorization/locks/keep"
    azure.send("PUT", inner, {"properties": {"level": "CanNotDelete"}})
    assert azure.send("DELETE", lock)[0] == 200
    assert _code(azure.send("DELETE", GROUP)) == (409, "ScopeLocked")
    assert azure.send("DELETE", inner)[0] == 200
    assert azure.send("DELETE", f"{STORAGE}/sta")[0] == 200


def test_a_job_goes_through_its_life(azure: Any) -> None:
    """Each look takes a job one step further; it can't be submitted twice, and can be canceled."""
    azure.group()
    azure.deploy(landing.landing_zone())
    job = {"properties": {"jobType": "Command", "command": "python train.py", "environmentId": "azureml:e:1"}}
    assert azure.send("PUT", f"{WORKSPACE}/jobs/train", job)[1]["properties"]["status"] == "NotStarted"
    seen = [azure.send("GET", f"{WORKSPACE}/jobs/train")[1]["properties"]["status"] for _ in range(4)]
    assert seen == ["Queued", "Running", "Completed", "Completed"]
    assert _code(azure.send("PUT", f"{WORKSPACE}/jobs/train", job)) == (409, "UserError")
    azure.send("PUT", f"{WORKSPACE}/jobs/other", job)
    azure.send("POST", f"{WORKSPACE}/jobs/other/cancel")
    assert azure.send("GET", f"{WORKSPACE}/jobs/other")[1]["properties"]["status"] == "Canceled"


def test_lookups_before_a_deployment(azure: Any) -> None:
    """Subscription, providers, quota and sizes answer."""
    assert azure.send("GET", SUBSCRIPTION)[1]["state"] == "Enabled"
    ml = f"{SUBSCRIPTION}/providers/Microsoft.MachineLearningServices"
    assert azure.send("GET", ml)[1]["registrationState"] == "Registered"
    assert azure.send("POST", f"{ml}/register")[0] == 200
    usage = azure.send("GET", f"{ml}/locations/westeurope/usages")[1]["value"]
    assert {"currentValue", "limit", "name"} <= set(usage[0])
    sizes = azure.send("GET", f"{ml}/locations/westeurope/vmSizes")[1]["value"]
    assert "Standard_NC24ads_A100_v4" in {one["name"] for one in sizes}


def test_what_is_brought_along_can_be_made(tmp_path: Path) -> None:
    """Ids of platform resources become plain resources, with their group; a second time nothing is made."""
    ids = [
        f"{SUBSCRIPTION}/resourceGroups/rg-platform/providers/Microsoft.KeyVault/vaults/kv-corp",
        f"{SUBSCRIPTION}/resourceGroups/rg-platform/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet-ml",
    ]
    with LocalCloud(tmp_path / "state.db") as cloud:
        assert len(cloud.make_stand_ins(ids)) == 4
        assert cloud.make_stand_ins(ids) == ()
        assert cloud.send("GET", ids[0], "2025-05-01").body["properties"]["enableRbacAuthorization"] is True


@pytest.mark.parametrize(
    "path",
    [
        "Microsoft.Insights/components/appi-corp",
        "Microsoft.MachineLearningServices/workspaces/mlh-corp",
        "Microsoft.MachineLearningServices/workspaces/mlw-corp/datastores/raw",
        "Microsoft.Network/privateEndpoints/pep-corp",
        "Microsoft.Network/networkSecurityGroups/nsg-corp",
        "Microsoft.KeyVault/vaults/kv-corp/keys/ml",
        "Microsoft.CognitiveServices/accounts/ai-corp",
    ],
)
def test_whatever_exists_can_be_brought_along(tmp_path: Path, path: str) -> None:
    """What a type needs when it is made is not asked of a resource that stands for an existing one, of which nothing is known."""
    place = f"{SUBSCRIPTION}/resourceGroups/rg-platform/providers/{path}"
    with LocalCloud(tmp_path / "state.db") as cloud:
        assert place in cloud.make_stand_ins([place])


def test_nonsense_is_answered_in_arms_words(azure: Any) -> None:
    """Unknown paths, collections and actions get an error body."""
    assert _code(azure.send("GET", "/nothing"))[0] == 404
    azure.group()
    azure.send("PUT", f"{STORAGE}/sta", ACCOUNT)
    assert _code(azure.send("POST", f"{STORAGE}/sta/listNonsense")) == (400, "InvalidResourceType")
    assert _code(azure.send("PUT", STORAGE, ACCOUNT)) == (405, "HttpMethodNotAllowed")
    assert _code(azure.send("PUT", f"{STORAGE}/sta", ["no"])) == (400, "InvalidRequestContent")


def test_an_extension_needs_its_tracked_resource_alone(azure: Any) -> None:
    """A grant on a container that nobody made yet is accepted, on an account that is not there it is not."""
    azure.group()
    azure.send("PUT", f"{STORAGE}/sta", ACCOUNT)
    name = "00000000-0000-0000-0000-000000000001"
    tail = f"blobServices/default/containers/raw/providers/Microsoft.Authorization/roleAssignments/{name}"
    grant = {"properties": {"roleDefinitionId": ROLE, "principalId": name}}
    assert azure.send("PUT", f"{STORAGE}/sta/{tail}", grant)[0] == 201
    assert _code(azure.send("PUT", f"{STORAGE}/stb/{tail}", grant)) == (404, "ResourceNotFound")

"""What clients ask beside resources: actions, tags, lists, names, quotas, preflight, Resource Graph, run history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from azure.core.rest import HttpRequest

from mlinfra.local.faults import Faults
from mlinfra.local.server import LocalTarget

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000d0c5"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg-ml"
ACCOUNT_ID = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stml"
VAULT_ID = f"{GROUP}/providers/Microsoft.KeyVault/vaults/kv-ml"
WORKSPACE = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/mlw"
ACCOUNT = {"location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}, "tags": {"team": "a"}}
VAULT = {
    "location": "westeurope",
    "properties": {"tenantId": "00000000-0000-0000-0000-0000000007e4", "sku": {"family": "A", "name": "standard"}},
}
LINKED = {
    "location": "westeurope",
    "identity": {"type": "SystemAssigned"},
    "properties": {"storageAccount": ACCOUNT_ID, "keyVault": VAULT_ID},
}


@pytest.fixture
def zone(azure: Any) -> Any:
    """A group with an account, a vault and a workspace."""
    azure.group()
    for path, body in ((ACCOUNT_ID, ACCOUNT), (VAULT_ID, VAULT), (WORKSPACE, LINKED)):
        assert azure.send("PUT", path, body)[0] < 300
    return azure


def _later(azure: Any, path: str, body: Any = None) -> tuple[int, Any]:
    response = azure.sdk.send_request(HttpRequest("POST", f"{path}?api-version=2025-12-01", json=body or {}))
    assert response.status_code == 202, response.text()
    ended = azure.sdk.send_request(HttpRequest("GET", response.headers["Location"]))
    return ended.status_code, ended.json() if ended.content else None


def test_a_regenerated_key_is_another_one(zone: Any) -> None:
    """The other key stays; a full PUT brings no old key back; a name that is none is refused."""
    before = zone.send("POST", f"{ACCOUNT_ID}/listKeys")[1]["keys"]
    after = zone.send("POST", f"{ACCOUNT_ID}/regenerateKey", {"keyName": "key1"})[1]["keys"]
    assert (before[0] != after[0], before[1] == after[1]) == (True, True)
    zone.send("PUT", ACCOUNT_ID, ACCOUNT)
    assert zone.send("POST", f"{ACCOUNT_ID}/listKeys")[1]["keys"] == after
    assert "keyGenerations" not in zone.send("GET", ACCOUNT_ID)[1]["properties"]
    assert zone.send("POST", f"{ACCOUNT_ID}/regenerateKey", {"keyName": "key3"})[0] == 400


def test_keys_of_an_endpoint_take_time(zone: Any) -> None:
    """202 and then nothing; the primary key is another one; an endpoint by key has no tokens."""
    endpoint = f"{WORKSPACE}/onlineEndpoints/ep-ml"
    zone.send("PUT", endpoint, {"location": "westeurope", "properties": {"authMode": "Key"}})
    before = zone.send("POST", f"{endpoint}/listKeys")[1]
    assert _later(zone, f"{endpoint}/regenerateKeys", {"keyType": "Primary"}) == (204, None)
    after = zone.send("POST", f"{endpoint}/listKeys")[1]
    assert (before["primaryKey"] != after["primaryKey"], before["secondaryKey"]) == (True, after["secondaryKey"])
    assert zone.send("POST", f"{endpoint}/token")[0] == 400


def test_a_workspace_has_its_actions(zone: Any) -> None:
    """Each in the shape that its clients read."""
    keys = zone.send("POST", f"{WORKSPACE}/listKeys")[1]
    assert keys["userStorageKey"] == zone.send("POST", f"{ACCOUNT_ID}/listKeys")[1]["keys"][0]["value"]
    assert {"primaryAccessKey", "secondaryAccessKey"} == set(keys["notebookAccessKeys"])
    assert _later(zone, f"{WORKSPACE}/resyncKeys") == (204, None)
    assert set(_later(zone, f"{WORKSPACE}/diagnose")[1]) == {"value"}
    assert "fqdn" in _later(zone, f"{WORKSPACE}/prepareNotebook")[1]
    assert zone.send("POST", f"{WORKSPACE}/listNotebookAccessToken")[1]["tokenType"] == "Bearer"
    assert zone.send("POST", f"{WORKSPACE}/provisionManagedNetwork")[0] == 400
    assert zone.send("POST", f"{WORKSPACE}/dance")[0] == 400


def test_a_compute_stops_and_starts(zone: Any) -> None:
    """An instance does, a cluster does not; a cluster without location stands where its workspace is."""
    computes = f"{WORKSPACE}/computes"
    instance = {"computeType": "ComputeInstance", "properties": {"vmSize": "Standard_DS3_v2"}}
    cluster = {"vmSize": "Standard_DS3_v2", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 1}}
    zone.send("PUT", f"{computes}/ci-ml", {"location": "westeurope", "properties": instance})
    zone.send("PUT", f"{computes}/cpu", {"properties": {"computeType": "AmlCompute", "properties": cluster}})
    assert zone.send("GET", f"{computes}/cpu")[1]["location"] == "westeurope"
    for action, state in (("stop", "Stopped"), ("start", "Running")):
        assert _later(zone, f"{computes}/ci-ml/{action}") == (204, None)
        assert zone.send("GET", f"{computes}/ci-ml")[1]["properties"]["properties"]["state"] == state
    assert zone.send("POST", f"{computes}/cpu/stop")[0] == 400


def test_tags_are_a_resource_of_their_own(zone: Any) -> None:
    """Read, replaced, merged and taken away at a resource, a group and the subscription; counted by name."""
    for scope in (ACCOUNT_ID, GROUP, SUBSCRIPTION):
        tags = f"{scope}/providers/Microsoft.Resources/tags/default"
        zone.send("PUT", tags, {"properties": {"tags": {"a": "1", "b": "2"}}})
        merge = {"operation": "Merge", "properties": {"tags": {"B": "3", "c": "4"}}}
        assert zone.send("PATCH", tags, merge)[1]["properties"]["tags"] == {"a": "1", "B": "3", "c": "4"}
        zone.send("PATCH", tags, {"operation": "Delete", "properties": {"tags": {"a": "1"}}})
        assert zone.send("GET", tags)[1]["properties"]["tags"] == {"B": "3", "c": "4"}
    assert zone.send("GET", ACCOUNT_ID)[1]["tags"] == {"B": "3", "c": "4"}
    names = zone.send("GET", f"{SUBSCRIPTION}/tagNames")[1]["value"]
    assert {entry["tagName"]: entry["count"]["value"] for entry in names} == {"B": 2, "c": 2}
    assert zone.send("DELETE", f"{GROUP}/providers/Microsoft.Resources/tags/default")[0] == 200
    assert zone.send("GET", GROUP)[1]["tags"] == {}
    assert (
        zone.send("PATCH", f"{GROUP}/providers/Microsoft.Resources/tags/default", merge | {"operation": "x"})[0] == 400
    )


def test_lists_take_the_options_of_azure_ml(zone: Any) -> None:
    """Archived ones are left out unless asked for; the newest first; one default datastore; a wrong option is refused."""
    versions = f"{WORKSPACE}/data/d/versions"
    for number in ("1", "2", "10"):
        body = {
            "dataType": "uri_file",
            "dataUri": f"azureml://datastores/a/paths/{number}",
            "isArchived": number == "2",
        }
        assert zone.send("PUT", f"{versions}/{number}", {"properties": body})[0] == 201

    def names(path: str) -> list[str]:
        return [body["name"] for body in zone.send("GET", path)[1]["value"]]

    assert names(versions) == ["1", "10"]
    assert names(f"{versions}?listViewType=ArchivedOnly") == ["2"]
    assert names(f"{versions}?listViewType=All&$orderBy=createdtime%20desc&$top=2") == ["10", "2"]
    assert names(f"{WORKSPACE}/datastores?isDefault=true") == ["workspaceblobstore"]
    assert zone.send("GET", f"{versions}?listViewType=Some")[0] == 400
    container = zone.send("GET", f"{WORKSPACE}/data/d")[1]["properties"]
    assert (container["latestVersion"], container["nextVersion"]) == ("10", "11")
    assert zone.send("GET", f"{WORKSPACE}/data/nosuch")[0] == 404
    changed = {"dataType": "uri_file", "dataUri": "azureml://datastores/a/paths/other"}
    assert zone.send("PUT", f"{versions}/1", {"properties": changed})[0] == 409


def test_resources_are_listed_as_asked(zone: Any) -> None:
    """Filtered, cut, and with the times and the state that ``$expand`` names; a workspace tells who made it."""
    listed = zone.send("GET", f"{GROUP}/resources?$expand=createdTime,provisioningState&$top=1")[1]["value"]
    assert [sorted({"createdTime", "changedTime", "provisioningState"} & set(body)) for body in listed] == [
        ["createdTime", "provisioningState"]
    ]
    tagged = zone.send("GET", f"{SUBSCRIPTION}/resources?$filter=tagName%20eq%20'team'%20and%20tagValue%20eq%20'a'")[1]
    assert [body["name"] for body in tagged["value"]] == ["stml"]
    assert zone.send("GET", f"{SUBSCRIPTION}/resourceGroups?$filter=tagName%20eq%20'x'")[1]["value"] == []
    assert zone.send("GET", WORKSPACE)[1]["systemData"]["createdByType"] == "Application"


def test_providers_tell_types_versions_and_regions(azure: Any) -> None:
    """With display names of regions; an unknown namespace is 404; registration can be taken back."""
    status, facts = azure.send("GET", f"{SUBSCRIPTION}/providers/microsoft.keyvault")
    vaults = next(entry for entry in facts["resourceTypes"] if entry["resourceType"] == "vaults")
    assert (status, vaults["apiVersions"][:2], "West Europe" in vaults["locations"]) == (
        200,
        ["2026-03-01-preview", "2026-02-01"],
        True,
    )
    assert azure.send("GET", f"{SUBSCRIPTION}/providers/Microsoft.NoSuch")[1]["error"]["code"] == (
        "InvalidResourceNamespace"
    )
    for action, state in (("unregister", "Unregistered"), ("register", "Registered")):
        answer = azure.send("POST", f"{SUBSCRIPTION}/providers/Microsoft.KeyVault/{action}")[1]
        assert answer["registrationState"] == state


def test_a_role_definition_is_found_by_its_id(azure: Any) -> None:
    """A built-in one at every scope, one's own where it was made; none under another id."""
    reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
    for scope in ("", SUBSCRIPTION):
        path = f"{scope}/providers/Microsoft.Authorization/roleDefinitions/{reader}"
        assert azure.send("GET", path)[1]["properties"]["roleName"] == "Reader"
    path = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions"
    own = "11111111-1111-1111-1111-111111111111"
    assert azure.send("GET", f"{path}/{own}")[1]["error"]["code"] == "RoleDefinitionDoesNotExist"
    permits = {"permissions": [{"actions": ["*/read"]}], "assignableScopes": [SUBSCRIPTION]}
    azure.send("PUT", f"{path}/{own}", {"properties": {"roleName": "Looker", **permits}})
    assert azure.send("GET", f"{path}/{own}")[0] == 200
    names = [role["name"] for role in azure.send("GET", f"{path}?$filter=roleName%20eq%20'looker'")[1]["value"]]
    assert names == [own]


@pytest.mark.parametrize(
    ("namespace", "kind", "taken", "wrong"),
    [
        ("Microsoft.Storage", "Microsoft.Storage/storageAccounts", "stml", "UPPER_case"),
        ("Microsoft.KeyVault", "Microsoft.KeyVault/vaults", "kv-ml", "1"),
        ("Microsoft.ContainerRegistry", "Microsoft.ContainerRegistry/registries", "", "a-b"),
    ],
)
def test_a_name_is_free_taken_or_wrong(zone: Any, namespace: str, kind: str, taken: str, wrong: str) -> None:
    """The reason tells which: a name that is invalid is not called taken."""
    path = f"{SUBSCRIPTION}/providers/{namespace}/checkNameAvailability"
    assert zone.send("POST", path, {"name": "freename1", "type": kind})[1] == {"nameAvailable": True}
    assert zone.send("POST", path, {"name": wrong, "type": kind})[1]["reason"] in {"AccountNameInvalid", "Invalid"}
    if taken:
        assert zone.send("POST", path, {"name": taken, "type": kind})[1]["reason"] == "AlreadyExists"
    assert zone.send("POST", path, {"name": "a", "type": "Microsoft.Storage/boxes"})[0] == 400


def test_what_was_deleted_is_listed_where_azure_lists_it(zone: Any) -> None:
    """Vaults, accounts and log workspaces; of Machine Learning workspaces there is no list, here as in Azure."""
    logs = f"{GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-ml"
    zone.send("PUT", logs, {"location": "westeurope"})
    for path in (WORKSPACE, VAULT_ID, ACCOUNT_ID, logs):
        assert zone.send("DELETE", path)[0] == 200
    lists = {
        "Microsoft.KeyVault/deletedVaults": "kv-ml",
        "Microsoft.Storage/deletedAccounts": "stml",
        "Microsoft.OperationalInsights/deletedWorkspaces": "log-ml",
    }
    for kind, name in lists.items():
        assert [body["name"] for body in zone.send("GET", f"{SUBSCRIPTION}/providers/{kind}")[1]["value"]] == [name]
    assert zone.send("GET", f"{SUBSCRIPTION}/providers/Microsoft.MachineLearningServices/deletedWorkspaces")[0] == 404
    assert zone.send("PUT", logs, {"location": "westeurope"})[0] == 201
    assert (
        zone.send("GET", f"{SUBSCRIPTION}/providers/Microsoft.OperationalInsights/deletedWorkspaces")[1]["value"] == []
    )


def test_usages_count_what_stands(zone: Any) -> None:
    """In the words of each service and in those of Microsoft.Quota."""
    place = f"{SUBSCRIPTION}/providers/Microsoft.Storage/locations/westeurope"
    assert zone.send("GET", f"{place}/usages")[1]["value"][0]["currentValue"] == 1
    (usage,) = zone.send("GET", f"{place}/providers/Microsoft.Quota/usages")[1]["value"]
    (quota,) = zone.send("GET", f"{place}/providers/Microsoft.Quota/quotas")[1]["value"]
    assert (usage["properties"]["usages"]["value"], quota["properties"]["limit"]["value"]) == (1, 250)
    networks = zone.send("GET", f"{SUBSCRIPTION}/providers/Microsoft.Network/locations/westeurope/usages")[1]["value"]
    assert {"VirtualNetworks": 0}.items() <= {e["name"]["value"]: e["currentValue"] for e in networks}.items()


def _validation(*resources: dict[str, Any]) -> dict[str, Any]:
    return {
        "provider": "Microsoft.Storage",
        "type": "storageAccounts",
        "location": "westeurope",
        "scope": f"{SUBSCRIPTION}/resourceGroups/rg-not-there",
        "resources": [{"apiVersion": "2025-06-01", **resource} for resource in resources],
    }


def test_bodies_are_validated_without_a_template(zone: Any) -> None:
    """Each is held to the rules of a PUT, the group need not be there, nothing is stored."""
    body = {name: value for name, value in ACCOUNT.items() if name != "location"}
    status, answer = zone.send(
        "POST", "/providers/Microsoft.Resources/validateResources", _validation({**body, "name": "sta"})
    )
    assert (status, len(answer["properties"]["validatedResources"])) == (200, 1)
    wrong = _validation({**body, "name": "stml"}, {**body, "name": "UP"}, {**body, "name": "stfree"})
    status, answer = zone.send("POST", "/providers/Microsoft.Resources/validateResources", wrong)
    codes = [detail["details"][0]["code"] for detail in answer["error"]["details"]]
    assert (status, answer["error"]["code"], codes) == (
        400, "ResourceValidationFailed", ["StorageAccountAlreadyTaken", "AccountNameInvalid"],
    )  # fmt: skip
    assert zone.send("HEAD", f"{SUBSCRIPTION}/resourceGroups/rg-not-there")[0] == 404


def test_a_rehearsed_policy_is_told_before_deployment(tmp_path: Path, connect: Any) -> None:
    """By validateResources and checkPolicyRestrictions; without one nothing is restricted."""
    with LocalTarget(tmp_path / "s.db", faults=Faults(refuse=("policy:stbad",))) as target:
        azure = connect(target.url)
        azure.group()
        body = _validation({**ACCOUNT, "name": "stbad"})
        answer = azure.send("POST", "/providers/Microsoft.Resources/validateResources", body)[1]
        assert [detail["code"] for detail in answer["error"]["details"]] == ["RequestDisallowedByPolicy"]
        path = f"{GROUP}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions"
        for name, count in (("stbad", 1), ("stgood", 0)):
            content = {"type": "Microsoft.Storage/storageAccounts", "name": name, **ACCOUNT}
            asked = {"resourceDetails": {"resourceContent": content, "apiVersion": "2025-06-01"}}
            result = azure.send("POST", path, asked)[1]["contentEvaluationResult"]
            assert len(result["policyEvaluations"]) == count


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Resources | where resourceGroup =~ 'RG-ML' | project name | order by name asc", ["kv-ml", "mlw", "stml"]),
        ("resources | where type == 'microsoft.keyvault/vaults' | project name", ["kv-ml"]),
        ("resources | where type in~ ('Microsoft.KeyVault/vaults', 'x') or tags.team == 'a' | project name | order by name asc", ["kv-ml", "stml"]),
        ("resources | where name !~ 'stml' and name contains 'l' | project name | sort by name desc | take 1", ["mlw"]),
        ("resourcecontainers | project name", ["rg-ml"]),
    ],
)  # fmt: skip
def test_resource_graph_answers_queries(zone: Any, text: str, rows: list[str]) -> None:
    """Over the tracked resources, whichever group they are in."""
    answer = zone.send("POST", "/providers/Microsoft.ResourceGraph/resources", {"query": text})[1]
    assert [row["name"] for row in answer["data"]] == rows
    assert answer["count"] == answer["totalRecords"] == len(rows)


@pytest.mark.parametrize(
    "text", ["resources | extend a = 1", "secrets", "resources | where name matches regex 'a'", ""]
)
def test_a_query_that_is_not_read_is_refused(zone: Any, text: str) -> None:
    """Rather than answered wrongly."""
    status, answer = zone.send("POST", "/providers/Microsoft.ResourceGraph/resources", {"query": text})
    assert (status, answer["error"]["code"]) == (400, "InvalidQuery")


def test_resource_graph_gives_pages(zone: Any) -> None:
    """``$top`` rows and a token for those that follow."""
    asked = {"query": "resources | project name | order by name asc", "options": {"$top": 2}}
    first = zone.send("POST", "/providers/Microsoft.ResourceGraph/resources", asked)[1]
    asked["options"] = {"$top": 2, "$skipToken": first["$skipToken"]}
    second = zone.send("POST", "/providers/Microsoft.ResourceGraph/resources", asked)[1]
    assert [row["name"] for row in first["data"] + second["data"]] == ["kv-ml", "mlw", "stml"]
    assert "$skipToken" not in second


def test_a_job_has_a_history(zone: Any) -> None:
    """Its state and what it runs; a PATCH names and archives it; one that is not there is not found."""
    job = {"properties": {"jobType": "Command", "command": "echo", "environmentId": "azureml:e:1"}}
    zone.send("PUT", f"{WORKSPACE}/jobs/j1", job)
    runs = f"/history/v1.0{WORKSPACE}/runs"
    details = zone.send("GET", f"{runs}/j1/details")[1]
    assert (details["runId"], details["status"], details["runDefinition"]["command"]) == ("j1", "NotStarted", "echo")
    zone.send("PATCH", f"/history/v1.0{WORKSPACE}/experiments/Default/runs/j1", {"displayName": "x", "hidden": True})
    assert zone.send("GET", f"{WORKSPACE}/jobs/j1")[1]["properties"]["displayName"] == "x"
    assert zone.send("GET", f"{WORKSPACE}/jobs")[1]["value"] == []
    assert zone.send("GET", f"{runs}/j2/details")[0] == 404
    assert zone.send("GET", f"{runs}/j1/children")[1]["value"] == []


def test_files_of_an_asset_are_told_a_place(zone: Any) -> None:
    """As Azure ML does before an upload: the version need not be there, the workspace must be."""
    assert zone.send("POST", f"{WORKSPACE}x/codes/s/versions/1/startPendingUpload", {})[0] == 404
    code = f"{WORKSPACE}/codes/s/versions/1"
    answer = zone.send("POST", f"{code}/startPendingUpload", {"pendingUploadType": "TemporaryBlobReference"})[1]
    assert answer["blobReferenceForConsumption"]["credential"]["sasUri"].startswith("https://")

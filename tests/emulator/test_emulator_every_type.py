"""Every type with rules takes the least body that Azure takes, and answers with the status that its clients accept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from azure.core.rest import HttpRequest

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import DEPLOYMENT_STACKS, DEPLOYMENTS
from mlinfra.catalogue.api_versions import api_versions
from mlinfra.catalogue.service_facts import statuses_of
from mlinfra.local.providers import known_types

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml"
HERE = "westeurope"
ST = "Microsoft.Storage/storageAccounts"
KV = "Microsoft.KeyVault/vaults"
ML = "Microsoft.MachineLearningServices/workspaces"
COMMAND = {"type": "command", "command": "python train.py"}
NET = "Microsoft.Network"
TENANT = "00000000-0000-0000-0000-0000000007e4"
SOMEBODY = "11111111-1111-1111-1111-111111111111"
POLICY = {"tenantId": TENANT, "objectId": SOMEBODY, "permissions": {"secrets": ["get"]}}
ASSIGNMENT = f"{GROUP}/providers/Microsoft.Authorization/policyAssignments/p"
ROLE = f"{GROUP}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
JOB = {"jobType": "Command", "command": "echo", "environmentId": "azureml:e:1"}
SHARED = "Microsoft.MachineLearningServices/registries"
_SHARED_ASSETS: dict[str, dict[str, Any]] = {
    "data": {"dataType": "uri_file", "dataUri": "https://a/b"},
    "environments": {"image": "python:3.11"},
    "components": {"componentSpec": COMMAND},
    "models": {"modelUri": "https://a/b"},
    "codes": {"codeUri": "https://a/b"},
}
"""Assets of a registry, each with the content of a version."""
CATALOG = "azureml://registries/azureml-cohere/models/Cohere-embed-v3-english"
PROFILE = {"name": "always", "capacity": {"minimum": "1", "maximum": "2", "default": "1"}, "rules": []}
TRIGGER = {"triggerType": "Recurrence", "frequency": "Day", "interval": 1}


def _at(kind: str, *names: str) -> str:
    namespace, *types = kind.split("/")
    return f"{GROUP}/providers/{namespace}/" + "/".join(f"{t}/{n}" for t, n in zip(types, names, strict=True))


def _props(**properties: Any) -> dict[str, Any]:
    return {"properties": properties}


ACCOUNT = {"location": HERE, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
VAULT = {"location": HERE, **_props(tenantId=TENANT, sku={"family": "A", "name": "standard"})}
WORKSPACE = {
    "location": HERE,
    "identity": {"type": "SystemAssigned"},
    **_props(storageAccount=_at(ST, "stall"), keyVault=_at(KV, "kv-all")),
}
CREDENTIALS = {"credentialsType": "None"}
BLOB = _props(datastoreType="AzureBlob", accountName="stall", containerName="abc", credentials=CREDENTIALS)
CLUSTER = {"vmSize": "Standard_DS3_v2", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 1}}
AI = "Microsoft.CognitiveServices/accounts"
OWN = {"identity": {"type": "SystemAssigned"}}
PROJECTS = _props(allowProjectManagement=True)
CR = "Microsoft.ContainerRegistry/registries"
EH = "Microsoft.EventHub/namespaces"
IDENTITY = "Microsoft.ManagedIdentity/userAssignedIdentities"
METRICS = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"
FULL = {
    "name": "full",
    "criterionType": "StaticThresholdCriterion",
    "metricName": "UsedCapacity",
    "operator": "GreaterThan",
    "threshold": 100,
    "timeAggregation": "Average",
}
ERRORS = {"query": "AzureActivity", "timeAggregation": "Count", "operator": "GreaterThan", "threshold": 0}
OLD = {
    "name": "old",
    "enabled": True,
    "type": "Lifecycle",
    "definition": {
        "filters": {"blobTypes": ["blockBlob"]},
        "actions": {"baseBlob": {"delete": {"daysAfterModificationGreaterThan": 30}}},
    },
}
LOGS = "Microsoft.OperationalInsights/workspaces"
INSIGHTS = {"Application_Type": "web", "WorkspaceResourceId": _at(LOGS, "log-all")}
SUBNET = _at(f"{NET}/virtualNetworks/subnets", "vnet", "pe")
LINKS = [{"name": "c", **_props(privateLinkServiceId=_at(ST, "stall"), groupIds=["blob"])}]
ZONE = "privatelink.blob.core.windows.net"

PUTS: list[tuple[str, str, dict[str, Any]]] = [
    ("Microsoft.Resources/resourceGroups", GROUP, {"location": HERE}),
    ("Microsoft.Resources/tags", f"{GROUP}/providers/Microsoft.Resources/tags/default", _props(tags={"a": "b"})),
    (ST, _at(ST, "stall"), ACCOUNT),
    *((f"{ST}/{kind}", _at(f"{ST}/{kind}", "stall", "default"), {}) for kind in ("blobServices", "fileServices")),
    *((f"{ST}/{kind}", _at(f"{ST}/{kind}", "stall", "default"), {}) for kind in ("queueServices", "tableServices")),
    (f"{ST}/blobServices/containers", _at(f"{ST}/blobServices/containers", "stall", "default", "abc"), {}),
    (f"{ST}/fileServices/shares", _at(f"{ST}/fileServices/shares", "stall", "default", "abc"), {}),
    (KV, _at(KV, "kv-all"), VAULT),
    (f"{KV}/secrets", _at(f"{KV}/secrets", "kv-all", "s"), _props(value="x")),
    (f"{KV}/keys", _at(f"{KV}/keys", "kv-all", "k"), _props(kty="RSA")),
    (f"{KV}/accessPolicies", _at(f"{KV}/accessPolicies", "kv-all", "add"), _props(accessPolicies=[POLICY])),
    (LOGS, _at(LOGS, "log-all"), {"location": HERE}),
    (
        "Microsoft.Insights/components",
        _at("Microsoft.Insights/components", "appi"),
        {"location": HERE, "kind": "web", "properties": INSIGHTS},
    ),
    (
        "Microsoft.Insights/diagnosticSettings",
        f"{_at(KV, 'kv-all')}/providers/Microsoft.Insights/diagnosticSettings/d",
        _props(workspaceId=_at(LOGS, "log-all")),
    ),
    (
        "Microsoft.ContainerRegistry/registries",
        _at("Microsoft.ContainerRegistry/registries", "crall"),
        {"location": HERE, "sku": {"name": "Basic"}},
    ),
    (
        "Microsoft.ManagedIdentity/userAssignedIdentities",
        _at("Microsoft.ManagedIdentity/userAssignedIdentities", "id-all"),
        {"location": HERE},
    ),
    (
        "Microsoft.Authorization/roleAssignments",
        f"{GROUP}/providers/Microsoft.Authorization/roleAssignments/{SOMEBODY}",
        _props(roleDefinitionId=ROLE, principalId=SOMEBODY),
    ),
    (
        "Microsoft.Authorization/locks",
        f"{_at(LOGS, 'log-all')}/providers/Microsoft.Authorization/locks/l",
        _props(level="CanNotDelete"),
    ),
    (
        "Microsoft.Authorization/roleDefinitions",
        f"{GROUP}/providers/Microsoft.Authorization/roleDefinitions/{SOMEBODY}",
        _props(roleName="Looker", permissions=[{"actions": ["*/read"]}], assignableScopes=[GROUP]),
    ),
    (
        "Microsoft.Authorization/policyAssignments",
        ASSIGNMENT,
        _props(policyDefinitionId="/providers/Microsoft.Authorization/policyDefinitions/x"),
    ),
    (
        "Microsoft.Authorization/policyExemptions",
        f"{GROUP}/providers/Microsoft.Authorization/policyExemptions/x",
        _props(policyAssignmentId=ASSIGNMENT, exemptionCategory="Waiver"),
    ),
    (ML, _at(ML, "mlw"), WORKSPACE),
    (f"{ML}/datastores", _at(f"{ML}/datastores", "mlw", "ds"), BLOB),
    (f"{ML}/data", _at(f"{ML}/data", "mlw", "d"), _props(dataType="uri_folder")),
    (
        f"{ML}/data/versions",
        _at(f"{ML}/data/versions", "mlw", "d", "1"),
        _props(dataType="uri_folder", dataUri="azureml://datastores/ds/paths/x"),
    ),
    (f"{ML}/environments", _at(f"{ML}/environments", "mlw", "e"), _props()),
    (f"{ML}/environments/versions", _at(f"{ML}/environments/versions", "mlw", "e", "1"), _props(image="a/b:1")),
    (f"{ML}/components", _at(f"{ML}/components", "mlw", "c"), _props()),
    (f"{ML}/components/versions", _at(f"{ML}/components/versions", "mlw", "c", "1"), _props(componentSpec=COMMAND)),
    (f"{ML}/models", _at(f"{ML}/models", "mlw", "m"), _props()),
    (
        f"{ML}/models/versions",
        _at(f"{ML}/models/versions", "mlw", "m", "1"),
        _props(modelUri="azureml://datastores/ds/paths/m", modelType="custom_model"),
    ),
    (f"{ML}/codes", _at(f"{ML}/codes", "mlw", "s"), _props()),
    *(
        put
        for word in ("featuresets", "featurestoreEntities")
        for put in (
            (f"{ML}/{word}", _at(f"{ML}/{word}", "mlw", "f"), _props()),
            (f"{ML}/{word}/versions", _at(f"{ML}/{word}/versions", "mlw", "f", "1"), _props()),
        )
    ),
    (f"{ML}/capabilityHosts", _at(f"{ML}/capabilityHosts", "mlw", "agents"), _props(capabilityHostKind="Agents")),
    (
        SHARED,
        _at(SHARED, "mlr"),
        {"location": HERE, "identity": {"type": "SystemAssigned"}, **_props(regionDetails=[{"location": HERE}])},
    ),
    *(
        put
        for word, said in _SHARED_ASSETS.items()
        for put in (
            (
                f"{SHARED}/{word}",
                _at(f"{SHARED}/{word}", "mlr", "a"),
                _props(**({"dataType": "uri_file"} if word == "data" else {})),
            ),
            (f"{SHARED}/{word}/versions", _at(f"{SHARED}/{word}/versions", "mlr", "a", "1"), _props(**said)),
        )
    ),
    (f"{ML}/codes/versions", _at(f"{ML}/codes/versions", "mlw", "s", "1"), _props(codeUri="https://a/b")),
    (
        f"{ML}/connections",
        _at(f"{ML}/connections", "mlw", "git"),
        _props(authType="None", category="Git", target="https://g"),
    ),
    (
        f"{ML}/schedules",
        _at(f"{ML}/schedules", "mlw", "nightly"),
        _props(trigger=TRIGGER, action={"actionType": "CreateJob", "jobDefinition": JOB}),
    ),
    (f"{ML}/outboundRules", _at(f"{ML}/outboundRules", "mlw", "pypi"), _props(type="FQDN", destination="pypi.org")),
    (f"{ML}/computes", _at(f"{ML}/computes", "mlw", "cpu"), _props(computeType="AmlCompute", properties=CLUSTER)),
    (f"{ML}/jobs", _at(f"{ML}/jobs", "mlw", "job-1"), _props(**JOB)),
    (
        f"{ML}/onlineEndpoints",
        _at(f"{ML}/onlineEndpoints", "mlw", "ep-all"),
        {"location": HERE, **_props(authMode="Key")},
    ),
    (
        f"{ML}/onlineEndpoints/deployments",
        _at(f"{ML}/onlineEndpoints/deployments", "mlw", "ep-all", "blue"),
        {"location": HERE, "sku": {"name": "Default", "capacity": 1}, **_props(endpointComputeType="Managed")},
    ),
    (
        "Microsoft.Insights/autoscalesettings",
        _at("Microsoft.Insights/autoscalesettings", "scale"),
        {
            "location": HERE,
            **_props(
                targetResourceUri=_at(f"{ML}/onlineEndpoints/deployments", "mlw", "ep-all", "blue"), profiles=[PROFILE]
            ),
        },
    ),
    (f"{ML}/marketplaceSubscriptions", _at(f"{ML}/marketplaceSubscriptions", "mlw", "offer"), _props(modelId=CATALOG)),
    (
        f"{ML}/serverlessEndpoints",
        _at(f"{ML}/serverlessEndpoints", "mlw", "sep-all"),
        {
            "location": HERE,
            "sku": {"name": "Consumption"},
            **_props(authMode="Key", modelSettings={"modelId": CATALOG}),
        },
    ),
    (
        f"{ML}/batchEndpoints",
        _at(f"{ML}/batchEndpoints", "mlw", "bep-all"),
        {"location": HERE, **_props(authMode="AADToken")},
    ),
    (
        f"{ML}/batchEndpoints/deployments",
        _at(f"{ML}/batchEndpoints/deployments", "mlw", "bep-all", "blue"),
        {"location": HERE, **_props(compute=_at(f"{ML}/computes", "mlw", "cpu"))},
    ),
    (
        f"{NET}/virtualNetworks",
        _at(f"{NET}/virtualNetworks", "vnet"),
        {"location": HERE, **_props(addressSpace={"addressPrefixes": ["10.0.0.0/16"]})},
    ),
    (f"{NET}/virtualNetworks/subnets", SUBNET, _props(addressPrefix="10.0.0.0/24")),
    (
        f"{NET}/virtualNetworks/virtualNetworkPeerings",
        _at(f"{NET}/virtualNetworks/virtualNetworkPeerings", "vnet", "hub"),
        _props(remoteVirtualNetwork={"id": _at(f"{NET}/virtualNetworks", "vnet")}),
    ),
    *(
        (f"{NET}/{kind}", _at(f"{NET}/{kind}", "a-one"), {"location": HERE})
        for kind in ("networkSecurityGroups", "natGateways", "publicIPAddresses", "routeTables")
    ),
    (
        f"{NET}/privateEndpoints",
        _at(f"{NET}/privateEndpoints", "pe"),
        {"location": HERE, **_props(subnet={"id": SUBNET}, privateLinkServiceConnections=LINKS)},
    ),
    (f"{NET}/privateDnsZones", _at(f"{NET}/privateDnsZones", ZONE), {"location": "global"}),
    (
        f"{NET}/privateEndpoints/privateDnsZoneGroups",
        _at(f"{NET}/privateEndpoints/privateDnsZoneGroups", "pe", "default"),
        _props(privateDnsZoneConfigs=[{"name": "z", **_props(privateDnsZoneId=_at(f"{NET}/privateDnsZones", ZONE))}]),
    ),
    (
        f"{NET}/privateDnsZones/virtualNetworkLinks",
        _at(f"{NET}/privateDnsZones/virtualNetworkLinks", ZONE, "l"),
        {"location": "global", **_props(virtualNetwork={"id": _at(f"{NET}/virtualNetworks", "vnet")})},
    ),
    (AI, _at(AI, "ais-all"), {"location": HERE, "kind": "AIServices", "sku": {"name": "S0"}, **OWN, **PROJECTS}),
    (
        f"{AI}/deployments",
        _at(f"{AI}/deployments", "ais-all", "gpt"),
        {"sku": {"name": "Standard"}, **_props(model={"format": "OpenAI", "name": "gpt-4o", "version": "2024-11-20"})},
    ),
    (f"{AI}/projects", _at(f"{AI}/projects", "ais-all", "churn"), {"location": HERE, **OWN}),
    (
        "Microsoft.Consumption/budgets",
        _at("Microsoft.Consumption/budgets", "monthly"),
        _props(category="Cost", amount=100, timeGrain="Monthly", timePeriod={"startDate": "2026-01-01T00:00:00Z"}),
    ),
    (f"{CR}/agentPools", _at(f"{CR}/agentPools", "crall", "pool"), {"location": HERE, **_props(os="Linux", count=1)}),
    (EH, _at(EH, "evhns-all"), {"location": HERE, "sku": {"name": "Standard"}}),
    (f"{EH}/authorizationRules", _at(f"{EH}/authorizationRules", "evhns-all", "send"), _props(rights=["Send"])),
    (f"{EH}/networkRuleSets", _at(f"{EH}/networkRuleSets", "evhns-all", "default"), _props(defaultAction="Allow")),
    (f"{EH}/eventhubs", _at(f"{EH}/eventhubs", "evhns-all", "events"), _props(partitionCount=2)),
    (
        f"{EH}/eventhubs/consumergroups",
        _at(f"{EH}/eventhubs/consumergroups", "evhns-all", "events", "readers"),
        _props(userMetadata="x"),
    ),
    (
        "Microsoft.Insights/actionGroups",
        _at("Microsoft.Insights/actionGroups", "ag-all"),
        {"location": "global", **_props(groupShortName="ops", enabled=True)},
    ),
    (
        "Microsoft.Insights/metricAlerts",
        _at("Microsoft.Insights/metricAlerts", "full"),
        {
            "location": "global",
            **_props(
                severity=2,
                enabled=True,
                scopes=[_at(ST, "stall")],
                evaluationFrequency="PT5M",
                windowSize="PT15M",
                criteria={"odata.type": METRICS, "allOf": [FULL]},
            ),
        },
    ),
    (
        "Microsoft.Insights/scheduledQueryRules",
        _at("Microsoft.Insights/scheduledQueryRules", "errors"),
        {
            "location": HERE,
            **_props(
                severity=2,
                enabled=True,
                scopes=[_at(LOGS, "log-all")],
                evaluationFrequency="PT5M",
                windowSize="PT15M",
                criteria={"allOf": [ERRORS]},
            ),
        },
    ),
    (
        f"{IDENTITY}/federatedIdentityCredentials",
        _at(f"{IDENTITY}/federatedIdentityCredentials", "id-all", "github"),
        _props(issuer="https://token.example.com", subject="repo:a/b", audiences=["api://AzureADTokenExchange"]),
    ),
    (
        f"{NET}/networkInterfaces",
        _at(f"{NET}/networkInterfaces", "nic-all"),
        {"location": HERE, **_props(ipConfigurations=[{"name": "ip", **_props(subnet={"id": SUBNET})}])},
    ),
    (
        "Microsoft.Search/searchServices",
        _at("Microsoft.Search/searchServices", "srch-all"),
        {"location": HERE, "sku": {"name": "basic"}},
    ),
    (f"{ST}/managementPolicies", _at(f"{ST}/managementPolicies", "stall", "default"), _props(policy={"rules": [OLD]})),
    (f"{ST}/queueServices/queues", _at(f"{ST}/queueServices/queues", "stall", "default", "work"), _props(metadata={})),
    (f"{ST}/tableServices/tables", _at(f"{ST}/tableServices/tables", "stall", "default", "rows"), _props()),
]
"""Type, id and body, each after what it needs."""
OTHER_ROUTES = {DEPLOYMENTS, DEPLOYMENT_STACKS}
"""Types that are put through routes of their own."""
ONCE = {f"{ML}/jobs"}
"""Types that can't be put twice."""


def test_every_type_takes_one_put(azure: Any) -> None:
    """Created with the status of its type; where that is 202, the place it names has the body; once more: replaced."""
    kinds = {kind for kind, _, _ in PUTS}
    assert kinds <= set(known_types())
    assert set(known_types()) - OTHER_ROUTES - kinds <= _in_cases(), "use the type in a case of tests/cases"
    for kind, path, body in PUTS:
        expected = statuses_of(kind).created
        response = _send(azure, "PUT", path, body)
        assert response.status_code == expected, (kind, response.text())
        made = response.json() if response.content else _polled(azure, response)
        assert made["name"] == path.rsplit("/", 1)[-1], kind
        assert azure.send("GET", path)[0] == 200, kind
        if kind not in ONCE:
            again = _send(azure, "PUT", path, body)
            assert again.status_code == statuses_of(kind).replaced, (kind, again.text())


def _in_cases() -> set[str]:
    """The types of the cases, each of which is deployed to the local target."""
    files = (Path(__file__).parents[1] / "cases").glob("*/main.json")
    return {
        kind for file in files for kind in re.findall(r'"type": "(Microsoft[^"]+)"', file.read_text(encoding="utf-8"))
    }


def _send(azure: Any, method: str, path: str, body: Any = None) -> Any:
    known = api_versions(ResourceId(path).type)
    version = next((version for version in known if "preview" not in version), known[0]) if known else "2025-04-01"
    return azure.sdk.send_request(HttpRequest(method, f"{path}?api-version={version}", json=body))


def _polled(azure: Any, response: Any) -> Any:
    assert response.status_code == 202
    return azure.sdk.send_request(HttpRequest("GET", response.headers["Location"])).json()


@pytest.fixture
def filled(azure: Any) -> Any:
    """A target in which one of each stands."""
    for _, path, body in PUTS:
        assert _send(azure, "PUT", path, body).status_code < 300, path
    return azure


def test_a_group_can_be_exported_and_deployed_again(filled: Any) -> None:
    """The template of all that stands is one that changes nothing; secrets are not in it."""
    response = _send(
        filled, "POST", f"{GROUP}/exportTemplate", {"resources": ["*"], "options": "SkipAllParameterization"}
    )
    template = _polled(filled, response)["template"]
    kinds = {resource["type"] for resource in template["resources"]}
    assert {ST, ML, f"{ML}/computes", f"{NET}/virtualNetworks"} <= kinds
    secrets = [resource for resource in template["resources"] if resource["type"] == f"{KV}/secrets"]
    assert all("value" not in resource.get("properties", {}) for resource in secrets)
    skipped = {f"{ML}/jobs", f"{KV}/secrets", "Microsoft.Resources/tags"}
    template["resources"] = [each for each in template["resources"] if each["type"] not in skipped]
    for each in template["resources"]:
        each["dependsOn"] = [text for text in each.get("dependsOn", []) if "/jobs'" not in text]
    changes = filled.kinds(template)
    assert set(changes.values()) <= {"NoChange", "Ignore"}, changes


def test_an_export_names_what_it_could_not_find(filled: Any) -> None:
    """As a partial failure within success; names become parameters unless that is skipped; Bicep is refused."""
    wanted = [_at(ST, "stall"), _at(ST, "gone")]
    options = {"resources": wanted, "options": "IncludeParameterDefaultValue"}
    answer = _polled(filled, _send(filled, "POST", f"{GROUP}/exportTemplate", options))
    assert answer["template"]["parameters"]["storageAccounts_stall_name"]["defaultValue"] == "stall"
    assert answer["template"]["resources"][0]["name"] == "[parameters('storageAccounts_stall_name')]"
    assert answer["error"]["code"] == "ExportTemplateCompletedWithErrors"
    assert [detail["target"] for detail in answer["error"]["details"]] == [_at(ST, "gone").lower()]
    refused = _send(filled, "POST", f"{GROUP}/exportTemplate", {"resources": ["*"], "outputFormat": "Bicep"})
    assert refused.status_code == 400

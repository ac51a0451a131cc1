"""Rules about values: limits, what needs and excludes what, doubles, sizes, addresses, references."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.body_values import values_at
from mlinfra.catalogue.diagnostic_judgement import judge_diagnostics
from mlinfra.catalogue.lookup import all_types, api_version
from mlinfra.catalogue.manager_judgement import judge_scope
from mlinfra.catalogue.reference_judgement import judge_targets
from mlinfra.catalogue.resource_judgement import judge_resource

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg/providers"
ML = "Microsoft.MachineLearningServices/workspaces"
NET = "Microsoft.Network"
ACCOUNT = f"{GROUP}/Microsoft.Storage/storageAccounts/stchurn"
VAULT = f"{GROUP}/Microsoft.KeyVault/vaults/kv-churn"
HERE = {"location": "westeurope"}
WORKSPACE = {"storageAccount": ACCOUNT, "keyVault": VAULT}
IDENTITY = {"identity": {"type": "SystemAssigned"}}
MANAGED = {"isolationMode": "AllowInternetOutbound"}


def _props(**properties: Any) -> dict[str, Any]:
    return {**HERE, "properties": properties}


def _workspace(kind: str = "Default", **properties: Any) -> dict[str, Any]:
    return {**HERE, **IDENTITY, "kind": kind, "properties": {**WORKSPACE, **properties}}


def _encrypted(key: str, vault: str = VAULT, **more: Any) -> dict[str, Any]:
    return _workspace(encryption={**more, "keyVaultProperties": {"keyIdentifier": key, "keyVaultArmId": vault}})


def _deployment(**properties: Any) -> dict[str, Any]:
    return {**_props(endpointComputeType="Managed", **properties), "sku": {"name": "Default", "capacity": 1}}


def _schedule(**trigger: str) -> dict[str, Any]:
    job = {"actionType": "CreateJob", "jobDefinition": {"jobType": "Pipeline"}}
    return _props(action=job, trigger={"triggerType": "Cron", "expression": "0 3 * * *", **trigger})


def _compute(kind: str, **settings: Any) -> dict[str, Any]:
    return _props(
        computeType=kind, properties={"vmSize": "Standard_D4s_v5", "scaleSettings": {"maxNodeCount": 2}, **settings}
    )


def _account(sku: str, kind: str = "StorageV2", **more: Any) -> dict[str, Any]:
    return {**HERE, "sku": {"name": sku}, "kind": kind, "properties": more}


def _network(*prefixes: str) -> dict[str, Any]:
    subnets = [{"name": f"s{at}", "properties": {"addressPrefix": prefix}} for at, prefix in enumerate(prefixes)]
    return _props(addressSpace={"addressPrefixes": ["10.0.0.0/16"]}, subnets=subnets)


def _rule(name: str, priority: int, **more: Any) -> dict[str, Any]:
    ends = {
        "sourceAddressPrefix": "*",
        "destinationAddressPrefix": "*",
        "sourcePortRange": "*",
        "destinationPortRange": "443",
    }
    return {
        "name": name,
        "properties": {
            **ends,
            "protocol": "Tcp",
            "access": "Allow",
            "direction": "Inbound",
            "priority": priority,
            **more,
        },
    }


def _route(hop: str, prefix: str = "0.0.0.0/0") -> dict[str, Any]:
    return {
        "name": "all",
        "properties": {"addressPrefix": prefix, "nextHopType": "VirtualAppliance", "nextHopIpAddress": hop},
    }


def _endpoint(target: str, *groups: str) -> dict[str, Any]:
    link = {"name": "c", "properties": {"privateLinkServiceId": target, "groupIds": list(groups)}}
    return _props(subnet={"id": f"{GROUP}/{NET}/virtualNetworks/vnet/subnets/s0"}, privateLinkServiceConnections=[link])


LINK = "properties.privateLinkServiceConnections[0].properties"
INNER = "properties.properties"
REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    (ML, {**HERE, "properties": WORKSPACE}, "R004", "identity.type"),
    (ML, _workspace("Foo"), "R002", "kind"),
    (ML, {**HERE, **IDENTITY, "properties": {"keyVault": VAULT}}, "R004", "properties.storageAccount"),
    (ML, {**HERE, **IDENTITY, "kind": "project", "properties": {}}, "R004", "properties.hubResourceId"),
    (ML, _workspace(hubResourceId=f"{GROUP}/{ML}/hub"), "R009", "properties.hubResourceId"),
    (ML, _workspace(keyVault=ACCOUNT), "R012", "properties.keyVault"),
    (ML, _workspace(keyVault="kv-churn"), "R012", "properties.keyVault"),
    (ML, _workspace(managedNetwork={**MANAGED, "outboundRules": {"a": {"type": "FQDN", "destination": "pypi.org"}}}), "R002", "properties.managedNetwork.outboundRules.a.type"),
    (ML, {**_workspace(), "identity": {"type": "UserAssigned", "userAssignedIdentities": {}}}, "R004", "properties.primaryUserAssignedIdentity"),
    (ML, _encrypted("", status="Enabled"), "R004", "properties.encryption.keyVaultProperties.keyIdentifier"),
    (ML, _encrypted(" ", status="Enabled"), "R008", "properties.encryption.keyVaultProperties.keyIdentifier"),
    (ML, _encrypted(" ", status="Disabled"), "R008", "properties.encryption.keyVaultProperties.keyIdentifier"),
    (ML, _encrypted("https://kv/keys/ml/1", "", status="enabled"), "R004", "properties.encryption.keyVaultProperties.keyVaultArmId"),
    (f"{ML}/computes", _compute("AmlCompute", vmSize="Standard_FOO9"), "R011", f"{INNER}.vmSize"),
    (f"{ML}/computes", _compute("amlcompute", vmSize="STANDARD_NC6"), "R011", f"{INNER}.vmSize"),
    (f"{ML}/computes", _compute("AmlCompute", scaleSettings={"minNodeCount": 5, "maxNodeCount": 2}), "R008", f"{INNER}.scaleSettings.minNodeCount"),
    (f"{ML}/computes", _compute("AmlCompute", scaleSettings={"maxNodeCount": 2, "nodeIdleTimeBeforeScaleDown": "2 minutes"}), "R008", f"{INNER}.scaleSettings.nodeIdleTimeBeforeScaleDown"),
    (f"{ML}/computes", _compute("AmlCompute", scaleSettings={}), "R004", f"{INNER}.scaleSettings.maxNodeCount"),
    (f"{ML}/computes", _compute("ComputeInstance", scaleSettings=None, idleTimeBeforeShutdown="P4D"), "R008", f"{INNER}.idleTimeBeforeShutdown"),
    (f"{ML}/datastores", {"properties": {"datastoreType": "AzureBlob", "accountName": "stchurn", "credentials": {"credentialsType": "None"}}}, "R004", "properties.containerName"),
    (f"{ML}/environments/versions", {"properties": {"condaFile": "name: x"}}, "R004", "properties.image"),
    (f"{ML}/onlineEndpoints", _props(authMode="Key", traffic={"blue": 60}), "R008", "properties.traffic"),
    (f"{ML}/onlineEndpoints/deployments", {**_props(endpointComputeType="Managed", instanceType="Standard_FOO"), "sku": {"name": "Default", "capacity": 1}}, "R011", "properties.instanceType"),
    (f"{ML}/onlineEndpoints/deployments", _deployment(model="churn:4"), "R012", "properties.model"),
    (f"{ML}/onlineEndpoints/deployments", _deployment(model="azureml://registries/azureml/environments/a/versions/1"), "R012", "properties.model"),
    (f"{ML}/onlineEndpoints/deployments", _deployment(model="azureml://registries/azureml/models/churn"), "R012", "properties.model"),
    (f"{ML}/onlineEndpoints/deployments", _deployment(environmentId="mcr.microsoft.com/azureml/base:1"), "R012", "properties.environmentId"),
    (f"{ML}/schedules", _schedule(expression="0 25 * * *"), "R008", "properties.trigger.expression"),
    (f"{ML}/schedules", _schedule(timeZone="Europe/Berlin"), "R002", "properties.trigger.timeZone"),
    (f"{ML}/data/versions", _props(dataType="uri_file", dataUri="./orders.csv"), "R008", "properties.dataUri"),
    (f"{ML}/environments/versions", _props(build={"contextUri": "./docker"}), "R008", "properties.build.contextUri"),
    (f"{ML}/components/versions", _props(componentSpec={"type": "comand"}), "R002", "properties.componentSpec.type"),
    (f"{ML}/components/versions", _props(componentSpec={"type": "command"}), "R004", "properties.componentSpec.command"),
    (f"{ML}/components/versions", _props(componentSpec={"type": "pipeline"}), "R004", "properties.componentSpec.jobs"),
    (f"{ML}/components/versions", _props(componentSpec={"type": "spark", "code": "./src"}), "R008", "properties.componentSpec.code"),
    ("Microsoft.Storage/storageAccounts", _account("Standard_FOO"), "R002", "sku.name"),
    ("Microsoft.Storage/storageAccounts", _account("Standard_LRS", "FileStorage"), "R002", "sku.name"),
    ("Microsoft.Storage/storageAccounts/blobServices", {"properties": {"deleteRetentionPolicy": {"enabled": True, "days": 400}}}, "R008", "properties.deleteRetentionPolicy.days"),
    ("Microsoft.KeyVault/vaults", _props(tenantId="ours", sku={"family": "A", "name": "standard"}), "R008", "properties.tenantId"),
    ("Microsoft.KeyVault/vaults", _props(tenantId="00000000-0000-0000-0000-0000000007e4", sku={"family": "A", "name": "standard"}, softDeleteRetentionInDays=91), "R008", "properties.softDeleteRetentionInDays"),
    ("Microsoft.ContainerRegistry/registries", {**_props(publicNetworkAccess="Disabled"), "sku": {"name": "Basic"}}, "R009", "properties.publicNetworkAccess"),
    ("Microsoft.Insights/components", {**_props(Application_Type="web"), "kind": "web"}, "R004", "properties.WorkspaceResourceId"),
    ("Microsoft.Insights/diagnosticSettings", _props(logs=[]), "R004", "properties.workspaceId"),
    ("Microsoft.Authorization/policyAssignments", {"name": "no.dots", "properties": {"policyDefinitionId": "x"}}, "R005", "name"),
    ("Microsoft.Authorization/policyAssignments", {"identity": {"type": "SystemAssigned"}, "properties": {"policyDefinitionId": "x"}}, "R004", "location"),
    ("Microsoft.Authorization/locks", {"properties": {"level": "CanNotDelete", "notes": "x" * 513}}, "R008", "properties.notes"),
    (f"{NET}/virtualNetworks", _network("10.0.0.0/24", "10.0.0.0/25"), "R015", "properties.subnets[1].properties.addressPrefix"),
    (f"{NET}/virtualNetworks", _network("10.1.0.0/24"), "R014", "properties.subnets[0].properties.addressPrefix"),
    (f"{NET}/virtualNetworks", _network("ten/24"), "R013", "properties.subnets[0].properties.addressPrefix"),
    (f"{NET}/virtualNetworks", _network("10.0.0.1/24"), "R013", "properties.subnets[0].properties.addressPrefix"),
    (f"{NET}/virtualNetworks", _network("10.0.0.0/30"), "R014", "properties.subnets[0].properties.addressPrefix"),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("a", 99)]), "R008", "properties.securityRules[0].properties.priority"),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("a", 100), _rule("A", 200)]), "R010", "properties.securityRules[1]"),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("a", 100), _rule("b", 100)]), "R010", "properties.securityRules[1]"),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("deny all", 100)]), "R008", "properties.securityRules[0].name"),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("a", 100, destinationPortRange="65536")]), "R008", "properties.securityRules[0].properties.destinationPortRange"),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("a", 100, sourceAddressPrefix="10.0.0.0/99")]), "R013", "properties.securityRules[0].properties.sourceAddressPrefix"),
    (f"{NET}/routeTables", _props(routes=[_route("10.0.0.400")]), "R013", "properties.routes[0].properties.nextHopIpAddress"),
    (f"{NET}/routeTables", _props(routes=[_route("10.0.0.4", "10.0.0.1/8")]), "R013", "properties.routes[0].properties.addressPrefix"),
    (f"{NET}/virtualNetworks", {**HERE, "properties": {**_network()["properties"], "dhcpOptions": {"dnsServers": ["10.0.0"]}}}, "R013", "properties.dhcpOptions.dnsServers[0]"),
    (f"{NET}/publicIPAddresses", {**HERE, "sku": {"name": "Basic"}, "properties": {}}, "R002", "sku.name"),
    (f"{NET}/privateEndpoints", _endpoint(ACCOUNT, "blobs"), "R012", f"{LINK}.groupIds[0]"),
    (f"{NET}/privateEndpoints", _endpoint(ACCOUNT), "R012", f"{LINK}.groupIds"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "code", "path"), REFUSED, ids=[f"{row[2]} {row[3]}" for row in REFUSED])
def test_a_value_that_azure_refuses_is_refused(kind: str, body: dict[str, Any], code: str, path: str) -> None:
    """Once, by its property, in the pinned API version and, by the rules alone, in one that has no table."""
    [refusal] = judge_body(kind, api_version(kind), body).refusals
    assert (refusal.code, refusal.path) == (code, path)
    assert refusal.fix
    if code != "R002":
        assert (code, path) in [(other.code, other.path) for other in judge_body(kind, "2015-01-01", body).refusals]


PASSED: list[tuple[str, dict[str, Any]]] = [
    (ML, _workspace(kind="default", managedNetwork={**MANAGED, "outboundRules": {}})),
    (ML, _workspace(keyVault="[parameters('vault')]")),
    (ML, _encrypted("", "", status="Disabled")),
    (ML, _encrypted("", "", status="[parameters('status')]")),
    (f"{ML}/computes", _compute("AmlCompute", vmSize="standard_nd96amsr_a100_v4")),
    (f"{ML}/computes", _compute("AmlCompute", vmSize="[parameters('size')]", scaleSettings={"minNodeCount": "[parameters('n')]", "maxNodeCount": 1})),
    (f"{ML}/onlineEndpoints", _props(authMode="key", traffic={"blue": 60, "green": 40})),
    (f"{ML}/onlineEndpoints/deployments", _deployment(model="azureml://datastores/lake/paths/churn", environmentId="azureml://registries/azureml/environments/a/labels/latest")),
    (f"{ML}/onlineEndpoints/deployments", _deployment(model="azureml:churn:4", environmentId="azureml://locations/westeurope/workspaces/0/environments/a/versions/1")),
    (f"{ML}/schedules", _schedule(expression="*/15 0-6,18 1 jan-MAR mon", timeZone="w. europe standard time")),
    (f"{ML}/data/versions", _props(dataType="uri_file", dataUri="wasbs://raw@stlake.blob.core.windows.net/orders.csv")),
    ("Microsoft.Storage/storageAccounts", _account("premium_lrs", "blockblobstorage")),
    (f"{NET}/virtualNetworks", _network("10.0.0.0/24", "10.0.1.0/25", "[parameters('prefix')]")),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("a", 100), _rule("b", 100, direction="Outbound")])),
    (f"{NET}/networkSecurityGroups", _props(securityRules=[_rule("a", 100, sourceAddressPrefixes=["10.0.0.4", "fd00::/64", "Storage.westeurope"])])),
    (f"{NET}/routeTables", _props(routes=[_route("10.0.0.4", "AzureMonitor"), {**_route("[parameters('hop')]", "::/0"), "name": "six"}])),
    (f"{NET}/privateEndpoints", _endpoint(ACCOUNT, "BLOB")),
    (f"{NET}/privateEndpoints", _endpoint(f"{GROUP}/Microsoft.Search/searchServices/s", "searchService")),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body"), PASSED)
def test_a_value_that_azure_takes_passes(kind: str, body: dict[str, Any]) -> None:
    """Any letter case; what is known only while deploying, and targets that the catalogue does not have, say nothing."""
    assert judge_body(kind, api_version(kind), body).refusals == ()


def test_a_target_is_asked_for_what_it_must_be() -> None:
    """A workspace's storage is standard and flat; without the target nothing is said."""
    bodies = {
        "premium": _account("Premium_LRS"),
        "lake": _account("Standard_LRS", isHnsEnabled=True),
        "good": _account("Standard_ZRS"),
    }
    body = _workspace()
    for name, expected in {"premium": 1, "lake": 1, "good": 0}.items():
        found = list(judge_targets(ML, body, lambda rid, name=name: bodies[name] if rid.name == "stchurn" else None))
        assert [refusal.path for refusal in found] == ["properties.storageAccount"] * expected
    assert not list(judge_targets(ML, body, lambda _: None))
    assert ResourceId(ACCOUNT).name == "stchurn"


def test_a_target_in_the_list_of_its_parent_is_asked_too() -> None:
    """A compute in a subnet that another service has is refused, though the subnet stands in its network's body."""
    network = f"{GROUP}/{NET}/virtualNetworks/vnet"
    compute = {
        **_compute("AmlCompute", subnet={"id": f"{network}/subnets/s0"}),
        "id": f"{GROUP}/{ML}/mlw/computes/cpu",
        "type": f"{ML}/computes",
        "apiVersion": api_version(f"{ML}/computes"),
    }
    for delegations, expected in (([{"name": "web"}], ["R012"]), ([], [])):
        body = _network("10.0.0.0/24")
        body["properties"]["subnets"][0]["properties"]["delegations"] = delegations
        refused = judge_resource(compute, {network.lower(): body})
        assert [refusal.code for refusal in refused] == expected


@pytest.mark.parametrize(
    ("on", "properties", "told"),
    [
        ("Microsoft.Storage/storageAccounts/sta", {"logs": [{"categoryGroup": "allLogs", "enabled": True}]}, "no logs"),
        (f"{NET}/networkSecurityGroups/nsg", {"metrics": [{"category": "AllMetrics", "enabled": True}]}, "no metrics"),
        (f"{ML}/mlw/computes/cpu", {"logs": [{"category": "x", "enabled": True}]}, "no logs"),
        (f"{NET}/networkSecurityGroups/nsg", {"metrics": [{"category": "AllMetrics", "enabled": False}]}, ""),
        ("Microsoft.KeyVault/vaults/kv", {"logs": [{"categoryGroup": "audit", "enabled": True}]}, ""),
        ("Microsoft.Web/sites/site", {"logs": [{"categoryGroup": "allLogs", "enabled": True}]}, ""),
    ],
)
def test_a_setting_sends_what_its_resource_has(on: str, properties: dict[str, Any], told: str) -> None:
    """Of a type that the catalogue says nothing of nothing is refused, nor what is switched off."""
    setting = ResourceId(f"{GROUP}/{on}/providers/Microsoft.Insights/diagnosticSettings/to-logs")
    refused = list(judge_diagnostics(setting, {"properties": properties}))
    assert [told in refusal.message for refusal in refused] == [True] * bool(told)


def test_a_policy_assignment_of_a_management_group_has_a_shorter_name() -> None:
    """24 characters there, 64 elsewhere."""
    name = "Microsoft.Authorization/policyAssignments/a-name-of-25-characters-x"
    group = "/providers/Microsoft.Management/managementGroups/mg"
    assert [refusal.fix for _, refusal in judge_scope(ResourceId(f"{group}/providers/{name}"))] == [
        "allowed in a management group: at most 24"
    ]
    assert not list(judge_scope(ResourceId(f"/subscriptions/0000/providers/{name}")))


def test_paths_of_rules_and_references_exist() -> None:
    """Each names a property that the table of its type has, so that a misspelt row does not pass unseen."""
    from mlinfra.catalogue.body_rules import Each
    from mlinfra.catalogue.property_table import property_table

    unknown = []
    for entry in all_types():
        table = property_table(entry.type, entry.api_version)
        rows = [(rule, "") for rule in entry.rules if not isinstance(rule, Each)]
        rows += [(inner, f"{rule.path}.") for rule in entry.rules if isinstance(rule, Each) for inner in rule.rules]
        paths = [f"{at}{path}" for rule, at in rows for path in _paths(rule)] + list(entry.references)
        unknown += [(entry.type, path) for path in paths if table is not None and not _is_in(table, path)]
    assert unknown == []


def _paths(rule: Any) -> list[str]:
    single = [getattr(rule, name) for name in ("path", "low", "high") if hasattr(rule, name)]
    several = [path for name in ("paths", "below") for path in getattr(rule, name, ())]
    return [*single, *several, *(condition.path for condition in getattr(rule, "when", ()))]


def _is_in(table: Any, path: str) -> bool:
    """Whether some variant of the body has the property; what is free below an object of any names ends the search."""
    kinds = {table.root}
    for piece in path.replace("[*]", "").split("."):
        if piece in {"tags", "location", "name"} and kinds == {table.root}:
            return True
        objects = [table.objects[kind] for kind in kinds if kind in table.objects]
        objects += [table.objects[name] for about in objects for name in (about.variants or {}).values()]
        found = {about.properties[name].kind for about in objects for name in about.properties if piece in {"*", name}}
        found |= {kind[4:-1] for kind in kinds if piece == "*" and kind.startswith("map<")}
        if not found:
            return any(kind == "any" or about_is_free(table, kind) for kind in kinds)
        kinds = {kind.removesuffix("[]") for kind in found}
    return True


def about_is_free(table: Any, kind: str) -> bool:
    """Whether an object takes properties of any name."""
    return bool(kind in table.objects and table.objects[kind].additional)


def test_values_are_found_below_lists_and_names() -> None:
    """Each with its own path, in any letter case; an expression stands for all below it."""
    body = {"A": [{"b": 1}, {}, {"B": 2}], "m": {"x": {"c": 3}, "y": {"c": None}}}
    assert list(values_at(body, "a[*].b")) == [("A[0].b", 1), ("A[2].B", 2)]
    assert list(values_at(body, "m.*.c")) == [("m.x.c", 3)]
    assert list(values_at({"a": "[variables('all')]"}, "a[*].b")) == []

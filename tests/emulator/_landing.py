"""Templates that the local target's tests deploy."""

from __future__ import annotations

from typing import Any

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
AT_SUBSCRIPTION = "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#"
AT_MANAGEMENT_GROUP = "https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#"
HERE = "[resourceGroup().location]"
READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"
TENANT = "00000000-0000-0000-0000-0000000007e4"
ML = "Microsoft.MachineLearningServices/workspaces"


def template(resources: dict[str, Any], schema: str = SCHEMA, **more: Any) -> dict[str, Any]:
    return {"$schema": schema, "languageVersion": "2.0", "contentVersion": "1.0.0.0", **more, "resources": resources}


def storage(name: str = "stml", sku: str = "Standard_LRS", **properties: Any) -> dict[str, Any]:
    return {
        "type": "Microsoft.Storage/storageAccounts",
        "apiVersion": "2025-06-01",
        "name": name,
        "location": HERE,
        "kind": "StorageV2",
        "sku": {"name": sku},
        "properties": {"minimumTlsVersion": "TLS1_2", **properties},
    }


def identity(name: str = "id-train") -> dict[str, Any]:
    return {
        "type": "Microsoft.ManagedIdentity/userAssignedIdentities",
        "apiVersion": "2024-11-30",
        "name": name,
        "location": HERE,
    }


def vault(name: str = "kv-ml-1", **properties: Any) -> dict[str, Any]:
    sku = {"family": "A", "name": "standard"}
    return {
        "type": "Microsoft.KeyVault/vaults",
        "apiVersion": "2026-02-01",
        "name": name,
        "location": HERE,
        "properties": {"tenantId": "[tenant().tenantId]", "sku": sku, "enableRbacAuthorization": True, **properties},
    }


def role(symbol: str = "id", on: str = "stml") -> dict[str, Any]:
    """Storage Blob Data Reader for an identity of the same template."""
    return {
        "type": "Microsoft.Authorization/roleAssignments",
        "apiVersion": "2022-04-01",
        "scope": f"[resourceId('Microsoft.Storage/storageAccounts', '{on}')]",
        "name": f"[guid('{on}', '{symbol}', '{READER}')]",
        "properties": {
            "principalId": f"[reference('{symbol}').principalId]",
            "principalType": "ServicePrincipal",
            "roleDefinitionId": f"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{READER}')]",
        },
        "dependsOn": [symbol, "st"],
    }


def child(kind: str, name: str, properties: dict[str, Any], after: str = "ws", **more: Any) -> dict[str, Any]:
    """A child of the workspace."""
    return {
        "type": f"{ML}/{kind}",
        "apiVersion": "2025-12-01",
        "name": f"mlw-test/{name}",
        "properties": properties,
        "dependsOn": [after],
        **more,
    }


def cluster(nodes: int = 3, size: str = "Standard_NC24ads_A100_v4") -> dict[str, Any]:
    scale = {"minNodeCount": 0, "maxNodeCount": nodes, "nodeIdleTimeBeforeScaleDown": "PT10M"}
    properties = {"computeType": "AmlCompute", "properties": {"vmSize": size, "scaleSettings": scale}}
    assigned = {"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-train')]": {}}
    by = {"type": "UserAssigned", "userAssignedIdentities": assigned}
    return child("computes", "gpu", properties, location=HERE, identity=by)


def instance(idle: str = "PT30M") -> dict[str, Any]:
    inner = {"vmSize": "Standard_DS3_v2", "idleTimeBeforeShutdown": idle}
    return child("computes", "ci-anna", {"computeType": "ComputeInstance", "properties": inner}, location=HERE)


def workspace(**properties: Any) -> dict[str, Any]:
    links = {
        "storageAccount": "[resourceId('Microsoft.Storage/storageAccounts', 'stml')]",
        "keyVault": "[resourceId('Microsoft.KeyVault/vaults', 'kv-ml-1')]",
        "applicationInsights": "[resourceId('Microsoft.Insights/components', 'appi-ml')]",
        "containerRegistry": "[resourceId('Microsoft.ContainerRegistry/registries', 'crmlone')]",
    }
    return {
        "type": ML,
        "apiVersion": "2025-12-01",
        "name": "mlw-test",
        "location": HERE,
        "identity": {"type": "SystemAssigned"},
        "properties": {**links, **properties},
        "dependsOn": ["st", "kv", "appi", "cr"],
    }


def landing_zone(**replaced: Any) -> dict[str, Any]:
    """A workspace with everything that mlinfra creates around it; None leaves a resource out."""
    logs = {
        "type": "Microsoft.OperationalInsights/workspaces",
        "apiVersion": "2025-07-01",
        "name": "log-ml",
        "location": HERE,
        "properties": {"sku": {"name": "PerGB2018"}, "retentionInDays": 30},
    }
    insights = {
        "type": "Microsoft.Insights/components",
        "apiVersion": "2020-02-02",
        "name": "appi-ml",
        "location": HERE,
        "kind": "web",
        "properties": {
            "Application_Type": "web",
            "WorkspaceResourceId": "[resourceId('Microsoft.OperationalInsights/workspaces', 'log-ml')]",
        },
        "dependsOn": ["log"],
    }
    registry = {
        "type": "Microsoft.ContainerRegistry/registries",
        "apiVersion": "2025-11-01",
        "name": "crmlone",
        "location": HERE,
        "sku": {"name": "Standard"},
        "properties": {"adminUserEnabled": False},
    }
    ws_role = role("ws") | {
        "properties": {
            "principalId": "[reference('ws', '2025-12-01', 'full').identity.principalId]",
            "roleDefinitionId": f"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{READER}')]",
        }
    }
    lake = {"datastoreType": "AzureBlob", "accountName": "stml", "containerName": "shipments"}
    secrets = {
        "secretsType": "AccountKey",
        "key": "[listKeys(resourceId('Microsoft.Storage/storageAccounts', 'stml'), '2025-06-01').keys[0].value]",
    }
    resources = {
        "log": logs,
        "appi": insights,
        "cr": registry,
        "st": storage(),
        "kv": vault(),
        "id": identity(),
        "role": role(),
        "ws": workspace(),
        "wsRole": ws_role,
        "gpu": cluster(),
        "ci": instance(),
        "ds": child("datastores", "ds_shipments", {**lake, "credentials": {"credentialsType": "None"}}),
        "keyed": child(
            "datastores", "keyed", {**lake, "credentials": {"credentialsType": "AccountKey", "secrets": secrets}}
        ),
        "data": child(
            "data/versions",
            "shipments/1",
            {"dataType": "uri_folder", "dataUri": "azureml://datastores/ds_shipments/paths/raw/"},
            "ds",
        ),
        "env": child(
            "environments/versions",
            "shipments-env/2",
            {"image": "mcr.microsoft.com/azureml/base:20260101.v1", "condaFile": "name: x"},
        ),
        "ep": child(
            "onlineEndpoints", "ep-score", {"authMode": "Key"}, location=HERE, identity={"type": "SystemAssigned"}
        ),
        **replaced,
    }
    outputs = {"blob": {"type": "string", "value": "[reference('st').primaryEndpoints.blob]"}}
    outputs["workspace"] = {"type": "string", "value": "[reference('ws').workspaceId]"}
    return template({name: body for name, body in resources.items() if body is not None}, outputs=outputs)

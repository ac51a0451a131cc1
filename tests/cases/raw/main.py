"""Resources of types that have no class here: alone, as parts of others, and an existing one."""

from mlinfra import (
    AzureResource,
    Module,
    Parameter,
    ResourceGroup,
    Stack,
    RoleAssignment,
    StorageAccount,
    SystemAssigned,
    UserAssignedIdentity,
    Workspace,
)

storage = StorageAccount("stevents")
identity = UserAssignedIdentity("id-events")
key = Parameter("searchKey", secure=True)
workspace = Workspace("mlw-events", storage=storage, omit=["properties.friendlyName", "properties.hbiWorkspace"])
events = AzureResource(
    "Microsoft.EventHub/namespaces@2024-01-01",
    "evhns-events",
    {"sku": {"name": "Standard", "tier": "Standard", "capacity": 1}, "properties": {"minimumTlsVersion": "1.2"}},
    location="westeurope",
    identity=identity,
    tags={"team": "events"},
    extra={"properties": {"disableLocalAuth": True}},
)
scores = AzureResource(
    "Microsoft.EventHub/namespaces/eventhubs@2024-01-01",
    "scores",
    {"properties": {"partitionCount": 2, "retentionDescription": {"cleanupPolicy": "Delete"}}},
    parent=events,
)
readers = AzureResource(
    "microsoft.eventhub/namespaces/eventhubs/consumergroups@2024-01-01",
    "trainers",
    {"properties": {"userMetadata": workspace.mlflow_uri}},
    parent=scores,
)
search = AzureResource(
    "Microsoft.MachineLearningServices/workspaces/connections@2025-12-01",
    "search",
    {
        "properties": {
            "category": "CognitiveSearch",
            "target": "https://srch-events.search.windows.net",
            "authType": "ApiKey",
            "credentials": {"key": key},
            "metadata": {"EventsId": events.id, "Bus": events.get("properties.serviceBusEndpoint")},
        }
    },
    parent=workspace,
    depends_on=[readers],
)
table = AzureResource(
    "Microsoft.Storage/storageAccounts/tableServices/tables@2023-05-01", "default/runs", parent=storage
)
queue = AzureResource(
    "Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01",
    "default/late",
    {"properties": {"metadata": {"owner": identity.principal_id}}},
    parent=StorageAccount.existing("stshared"),
)
archive = AzureResource(
    "Microsoft.EventHub/namespaces@2024-01-01",
    "evhns-archive",
    {"sku": {"name": "Standard"}, "tags": {"kept": "10 years"}},
    location="northeurope",
    identity=SystemAssigned(),
)
lock = AzureResource(
    "Microsoft.Authorization/locks@2020-05-01", "keep", {"properties": {"level": "CanNotDelete"}}, on=events
)
reader = RoleAssignment(role="Reader", on=events, principal_id=identity.principal_id, principal_type="ServicePrincipal")
vault = AzureResource.existing("kv-shared", type="Microsoft.KeyVault/vaults@2023-07-01", scope="rg-shared")
audit = Module(
    "compiled/logs.json",
    "audit",
    {"name": "log-audit", "keep": {"days": 90}, "key": key},
    scope=ResourceGroup("rg-audit"),
    depends_on=[events],
)
mirror = AzureResource(
    "Microsoft.EventHub/namespaces@2024-01-01",
    "evhns-mirror",
    {"sku": {"name": "Standard"}, "tags": {"logs": audit.output("resourceId")}},
    location="northeurope",
)

stack = Stack(
    "raw",
    scope=ResourceGroup("rg-events", location="westeurope"),
    resources=[workspace, events, scores, readers, search, table, queue, archive, audit, mirror, lock, reader],
    tags={"owner": "data"},
    outputs={
        "bus": events.get("properties.serviceBusEndpoint"),
        "archive": archive.principal_id,
        "vault": vault.get("properties.vaultUri"),
        "hub": scores.id,
        "days": audit.output("days"),
    },
)

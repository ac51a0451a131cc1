"""The resource type of workspaces of Azure Machine Learning, and what the types of its parts share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import Sensitive, acts, crypt, keys, reach, told
from mlinfra.catalogue.resource_type import Cloud, CreateOnly, LinkGroup, NameRule, OneWay, Purge, ResourceType
from mlinfra.catalogue.table_source import Differs, Table
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.types import _machine_learning_rules as rules
    from mlinfra.catalogue.types._machine_learning_service import SERVED
else:
    (SERVED,) = later("types._machine_learning_service", "SERVED")
    rules = LaterModule("types._machine_learning_rules")

ml_table: Final = partial(Table, "azure-ai-ml==1.35.2", "azure.ai.ml._restclient.arm_ml_service.models")
ML_VERSION: Final = "2025-12-01"
"""The oldest of the newest versions that are alike, and what the published SDK speaks."""
ML_WORKSPACES: Final = "Microsoft.MachineLearningServices/workspaces"
ML_NAME: Final = NameRule(
    r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}", "3 to 33 letters, digits, '-' and '_', starting with a letter or digit"
)
ML_LONG_NAME: Final = NameRule(
    r"[a-zA-Z0-9][a-zA-Z0-9_-]{0,254}", "1 to 255 letters, digits, '-' and '_', starting with a letter or digit"
)
"""The rule for names of assets, schedules and the like."""
ML_ZONES: Final[Mapping[Cloud, tuple[str, ...]]] = {
    "AzureCloud": ("privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"),
    "AzureUSGovernment": ("privatelink.api.ml.azure.us", "privatelink.notebooks.usgovcloudapi.net"),
    "AzureChinaCloud": ("privatelink.api.ml.azure.cn", "privatelink.notebooks.chinacloudapi.cn"),
}
_IDENTITIES: Final = "Microsoft.ManagedIdentity/userAssignedIdentities"
SUBNETS: Final = "Microsoft.Network/virtualNetworks/subnets"
NOTEBOOK: Final[Json] = {
    "resourceId": "{digits:notebook}",
    "fqdn": "{short}.{location}.notebooks.azure.net",
    "isPrivateLinkEnabled": False,
}
"""Where the notebooks of a workspace are."""
_OUTBOUND = ("AllowInternetOutbound", "AllowOnlyApprovedOutbound")

WORKSPACE: Final = ResourceType(
    type=ML_WORKSPACES,
    api_version=ML_VERSION,
    word="workspace",
    place=IN_GROUP,
    name=ML_NAME,
    holds_data="a workspace holds runs, models and assets",
    purge=Purge(query={"forceToPurge": "true"}),
    soft_deleted_days=14,
    diagnostics=("logs", "metrics"),
    least={
        "identity": {"type": "SystemAssigned"},
        "properties": {
            "storageAccount": "{group}/providers/Microsoft.Storage/storageAccounts/ststandin",
            "keyVault": "{group}/providers/Microsoft.KeyVault/vaults/kv-stand-in",
            "applicationInsights": "{group}/providers/Microsoft.Insights/components/appi-stand-in",
        },
    },
    properties=ml_table("Workspace"),
    differs=(
        Differs(
            "names",
            "the package of 2024-10-01-preview is older than these",
            ("ManagedNetworkSettings.enableNetworkMonitor", "ManagedNetworkSettings.managedNetworkKind"),
        ),
        Differs("required", "the package of 2024-10-01-preview lets a body have none", ("Workspace.properties",)),
        Differs(
            "values",
            "the package of 2024-10-01-preview is older than some of them",
            (
                *(f"{kind}OutboundRule.status" for kind in ("Fqdn", "PrivateEndpoint", "ServiceTag")),
                "PrivateEndpointDestination.sparkStatus",
            ),
        ),
    ),
    page="azure/templates/microsoft.machinelearningservices/workspaces",
    security=(
        reach(
            "allowPublicAccessWhenBehindVnet", "ipAllowlist", "managedNetwork.isolationMode", "managedNetwork.outboundRules",
            "networkAcls", "publicNetworkAccess",
            but=("managedNetwork.outboundRules.*.status", "managedNetwork.outboundRules.*.category"),
        ),
        crypt("encryption"),
        acts("primaryUserAssignedIdentity"),
        keys("systemDatastoresAuthMode"),
        Sensitive(("properties.hbiWorkspace",), "decides how much Microsoft's diagnostics may see"),
    ),
    key_properties=told("kind", "sku.name"),
    rules=rules.WORKSPACE_RULES,
    link_groups=(LinkGroup("amlworkspace", ML_ZONES, default=True),),
    create_only=(
        CreateOnly(
            (
                "kind",
                "properties.storageAccount",
                "properties.keyVault",
                "properties.hbiWorkspace",
                "properties.encryption.status",
                "properties.encryption.keyVaultProperties.keyVaultArmId",
                "properties.enableServiceSideCMKEncryption",
                "properties.enableDataIsolation",
                "properties.hubResourceId",
                "properties.sharedPrivateLinkResources",
            ),
            but=(
                "properties.sharedPrivateLinkResources[*].properties.requestMessage",
                "properties.sharedPrivateLinkResources[*].properties.status",
            ),
            left_out=(
                "properties.storageAccount",
                "properties.keyVault",
                "properties.encryption",
                "properties.hubResourceId",
            ),
        ),
    ),
    one_way=(
        OneWay("properties.managedNetwork.isolationMode", _OUTBOUND, ("Disabled",), absent="Disabled"),
        OneWay("properties.managedNetwork.isolationMode", _OUTBOUND[1:], _OUTBOUND[:1]),
        OneWay("properties.managedNetwork.managedNetworkKind", ("V2",), ("V1",), absent="V1"),
        OneWay("identity.type", ("UserAssigned",), ("SystemAssigned", "SystemAssigned,UserAssigned")),
        OneWay("identity.type", ("SystemAssigned,UserAssigned",), ("SystemAssigned",)),
    ),
    kept=("properties.containerRegistry", "properties.imageBuildCompute"),
    child_names={
        "properties.featureStoreSettings.offlineStoreConnectionName": "connections",
        "properties.featureStoreSettings.onlineStoreConnectionName": "connections",
    },
    noise=(
        service(
            "N001", "notebookInfo", "tenantId", "workspaceId", "mlFlowTrackingUri", "provisioningState",
            "storageHnsEnabled", "serviceProvisionedResourceGroup", "privateEndpointConnections", "discoveryUrl",
        ),
        service("N002", "privateLinkCount", "subscriptionState", "subscriptionStatusChangeTimeStampUtc"),
        service("N003", "enableDataActions", "enableFineGrainAccessControl", "customerManagedCosmosDb"),
        default("N003", False, "v1LegacyMode"),
        default("N006", "Basic", "sku.tier", below=""),
        service(
            "N008", "managedNetwork.networkId", "managedNetwork.firewallPublicIpAddress", "managedNetwork.status",
            "managedNetwork.outboundRules.*.status", "managedNetwork.outboundRules.*.category",
        ),
    ),
    references={
        "properties.storageAccount": ("Microsoft.Storage/storageAccounts",),
        "properties.keyVault": ("Microsoft.KeyVault/vaults",),
        "properties.applicationInsights": ("Microsoft.Insights/components",),
        "properties.containerRegistry": ("Microsoft.ContainerRegistry/registries",),
        "properties.hubResourceId": (ML_WORKSPACES,),
        "properties.primaryUserAssignedIdentity": (_IDENTITIES,),
        "properties.encryption.identity.userAssignedIdentity": (_IDENTITIES,),
        "properties.encryption.keyVaultProperties.keyVaultArmId": ("Microsoft.KeyVault/vaults",),
        "properties.serverlessComputeSettings.serverlessComputeCustomSubnet": (SUBNETS,),
        "properties.managedNetwork.outboundRules.*.destination.serviceResourceId": (),
    },
    tells={
        "mlflow_uri": "properties.mlFlowTrackingUri",
        "workspace_id": "properties.workspaceId",
    },
    principal="identity.principalId",
    defaults={
        "kind": "Default",
        "sku": {"name": "Basic", "tier": "Basic"},
        "properties.friendlyName": "{spelled}",
        "properties.publicNetworkAccess": "Enabled",
        "properties.allowPublicAccessWhenBehindVnet": False,
        "properties.hbiWorkspace": False,
        "properties.v1LegacyMode": False,
        "properties.systemDatastoresAuthMode": "AccessKey",
    },
    computed={
        **DONE,
        "properties.workspaceId": "{guid}",
        "properties.tenantId": "{tenant}",
        "properties.discoveryUrl": "https://{location}.api.azureml.ms/discovery",
        "properties.mlFlowTrackingUri": "azureml://{location}.api.azureml.ms/mlflow/v1.0{id}",
        "properties.notebookInfo": NOTEBOOK,
        "properties.privateEndpointConnections": [],
        "properties.privateLinkCount": 0,
        "properties.serviceProvisionedResourceGroup": "",
        "properties.storageHnsEnabled": False,
    },
    served=SERVED,
)  # fmt: skip

TYPES: Final = (WORKSPACE,)

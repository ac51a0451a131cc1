"""Resource types of Microsoft.MachineLearningServices: workspaces, computes, datastores, connections, registries."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from mlinfra.catalogue.resource_type import (
    ANY_NAME,
    ChildOf,
    Cloud,
    CreateOnly,
    EarlierName,
    Ineffective,
    LinkGroup,
    NameRule,
    OneWay,
    Purge,
    ResourceType,
    Table,
)
from mlinfra.catalogue.types import _machine_learning_rules as rules
from mlinfra.catalogue.types._shared import IN_GROUP, default, service, unseen

ml_table: Final = partial(Table, "azure-ai-ml==1.35.2", "azure.ai.ml._restclient.arm_ml_service.models")
ML_VERSION: Final = "2025-12-01"
"""The oldest of the newest versions that are alike, and what the published SDK speaks."""
ML_WORKSPACES: Final = "Microsoft.MachineLearningServices/workspaces"
ML_NAME: Final = NameRule(
    r"[a-zA-Z0-9][a-zA-Z0-9_-]{2,32}", "3 to 33 letters, digits, '-' and '_', starting with a letter or digit"
)
_COMPUTE_NAME = NameRule(
    r"(?![a-zA-Z0-9-]*-\d+$)[a-zA-Z][a-zA-Z0-9-]{2,23}",
    "3 to 24 letters, digits and '-', starting with a letter, not ending in '-' and a number (write 'cpu01', not 'cpu-01')",
)
_ML_ZONES: Final[Mapping[Cloud, tuple[str, ...]]] = {
    "AzureCloud": ("privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"),
    "AzureUSGovernment": ("privatelink.api.ml.azure.us", "privatelink.notebooks.usgovcloudapi.net"),
    "AzureChinaCloud": ("privatelink.api.ml.azure.cn", "privatelink.notebooks.chinacloudapi.cn"),
}
_IDENTITIES, _SUBNETS = "Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.Network/virtualNetworks/subnets"
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
    page="azure/templates/microsoft.machinelearningservices/workspaces",
    rules=rules.WORKSPACE_RULES,
    link_groups=(LinkGroup("amlworkspace", _ML_ZONES, default=True),),
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
        "properties.serverlessComputeSettings.serverlessComputeCustomSubnet": (_SUBNETS,),
        "properties.managedNetwork.outboundRules.*.destination.serviceResourceId": (),
    },
    tells={
        "mlflow_uri": "properties.mlFlowTrackingUri",
        "workspace_id": "properties.workspaceId",
    },
    principal="identity.principalId",
)  # fmt: skip

ATTACHED_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "Kubernetes": ("Microsoft.ContainerService/managedClusters", "Microsoft.Kubernetes/connectedClusters"),
    "VirtualMachine": ("Microsoft.Compute/virtualMachines",),
    "SynapseSpark": ("Microsoft.Synapse/workspaces/bigDataPools",),
    "Databricks": ("Microsoft.Databricks/workspaces",),
    "AKS": ("Microsoft.ContainerService/managedClusters",),
    "HDInsight": ("Microsoft.HDInsight/clusters",),
    "DataFactory": ("Microsoft.DataFactory/factories",),
    "DataLakeAnalytics": ("Microsoft.DataLakeAnalytics/accounts",),
}
"""The types of resources that a compute can attach, by its ``computeType``."""

COMPUTE: Final = ResourceType(
    type=f"{ML_WORKSPACES}/computes",
    api_version=ML_VERSION,
    word="compute",
    place=ChildOf(ML_WORKSPACES),
    name=_COMPUTE_NAME,
    # Before 2025-12-01 only names of instances had the pattern (azureml-resources 1.3).
    earlier_names=(
        EarlierName("2025-12-01", _COMPUTE_NAME, variant="ComputeInstance"),
        EarlierName("2025-12-01", ANY_NAME),
    ),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("ComputeResource"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/computes",
    rules=rules.COMPUTE_RULES,
    unique_in="region",
    discriminator="properties.computeType",
    create_only=(
        CreateOnly(
            (
                "identity",
                "properties.computeLocation",
                "properties.properties.vmSize",
                "properties.properties.personalComputeInstanceSettings",
                "properties.properties.computeInstanceAuthorizationType",
                "properties.properties.sshSettings",
                "properties.properties.subnet",
                "properties.properties.customServices",
                "properties.properties.enableNodePublicIp",
            ),
            variant="ComputeInstance",
            left_out=(
                "identity",
                "properties.properties.personalComputeInstanceSettings",
                "properties.properties.subnet",
                "properties.properties.customServices",
            ),
        ),
        CreateOnly(
            ("properties", "sku"),
            but=("properties.properties.scaleSettings", "properties.properties.propertyBag"),
            variant="AmlCompute",
            left_out=("properties.properties.subnet", "properties.properties.virtualMachineImage"),
        ),
        CreateOnly(("properties.computeType", "properties.resourceId")),
    ),
    ineffective=(
        Ineffective(
            ("properties",),
            "Azure reports success and changes nothing on an existing compute instance; set it through the studio or "
            "the compute's action, or recreate it",
            variant="ComputeInstance",
        ),
    ),
    write_only=("properties.properties.userAccountCredentials",),
    noise=(
        service(
            "N009", "allocationState", "allocationStateTransitionTime", "currentNodeCount", "targetNodeCount",
            "nodeStateCounts", "errors", below="properties.properties.",
        ),
        service(
            "N010", "createdOn", "modifiedOn", "provisioningState", "provisioningErrors", "isAttachedCompute",
            "isNestedCompute",
        ),
        default("N011", "Dedicated", "vmPriority", below="properties.properties."),
        service(
            "N012", "state", "createdBy", "connectivityEndpoints", "applications", "sshSettings.sshPort",
            "sshSettings.adminUserName", "lastOperation", "versions", "osImageMetadata", "containers", "dataDisks",
            "dataMounts", below="properties.properties.",
        ),
        default("N012", "Shared", "applicationSharingPolicy", below="properties.properties."),
        unseen("N014", "properties.properties.userAccountCredentials"),
    ),
    references={"properties.properties.subnet.id": (_SUBNETS,)},
    principal="identity.principalId",
)  # fmt: skip

DATASTORE: Final = ResourceType(
    type=f"{ML_WORKSPACES}/datastores",
    api_version=ML_VERSION,
    word="datastore",
    place=ChildOf(ML_WORKSPACES),
    name=NameRule(r"[a-zA-Z0-9_]{1,255}", "1 to 255 letters, digits and '_'"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("Datastore"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/datastores",
    rules=rules.DATASTORE_RULES,
    discriminator="properties.datastoreType",
    create_only=(CreateOnly(("properties.datastoreType",)),),
    write_only=("properties.credentials.secrets",),
    noise=(unseen("N014", "properties.credentials"),),
)

CONNECTION: Final = ResourceType(
    type=f"{ML_WORKSPACES}/connections",
    api_version=ML_VERSION,
    word="connection",
    place=ChildOf(ML_WORKSPACES),
    name=ML_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("WorkspaceConnectionPropertiesV2BasicResource"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/connections",
    rules=rules.CONNECTION_RULES,
    in_turn=True,  # written in parallel they answer 409 (microsoft-foundry/foundry-samples 560, 755)
    open_lists=("properties.category",),
    discriminator="properties.authType",
    secrets=("key", "keys"),
    write_only=("properties.credentials",),
    noise=(unseen("N014", "properties.credentials"),),
)

OUTBOUND_RULE: Final = ResourceType(
    type=f"{ML_WORKSPACES}/outboundRules",
    api_version=ML_VERSION,
    word="outbound",
    place=ChildOf(ML_WORKSPACES),
    name=ML_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("OutboundRuleBasicResource"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/outboundrules",
    rules=rules.OUTBOUND_RULE_RULES,
    references={"properties.destination.serviceResourceId": ()},
    discriminator="properties.type",
)

SCHEDULE: Final = ResourceType(
    type=f"{ML_WORKSPACES}/schedules",
    api_version=ML_VERSION,
    word="schedule",
    place=ChildOf(ML_WORKSPACES),
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("Schedule"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/schedules",
    rules=rules.SCHEDULE_RULES,
)

JOB: Final = ResourceType(
    type=f"{ML_WORKSPACES}/jobs",
    api_version=ML_VERSION,
    word="job",
    place=ChildOf(ML_WORKSPACES),
    name=ANY_NAME,
    holds_data="a job holds its outputs and metrics",
    purge=None,
    soft_deleted_days=0,
    properties=ml_table("JobBase"),
    page="azure/templates/microsoft.machinelearningservices/workspaces/jobs",
    rules=rules.JOB_RULES,
)

ML_REGISTRY: Final = ResourceType(
    type="Microsoft.MachineLearningServices/registries",
    api_version=ML_VERSION,
    word="ml registry",
    place=IN_GROUP,
    name=ML_NAME,
    holds_data="a registry holds models and environments",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs",),
    properties=ml_table("Registry"),
    page="azure/templates/microsoft.machinelearningservices/registries",
    rules=rules.REGISTRY_RULES,
    tells={"mlflow_uri": "properties.mlFlowRegistryUri"},
    principal="identity.principalId",
    link_groups=(
        LinkGroup(
            "amlregistry",
            {
                "AzureCloud": _ML_ZONES["AzureCloud"][:1],
                "AzureUSGovernment": _ML_ZONES["AzureUSGovernment"][:1],
                "AzureChinaCloud": _ML_ZONES["AzureChinaCloud"][:1],
            },
        ),
    ),
)

TYPES: Final = (WORKSPACE, COMPUTE, DATASTORE, CONNECTION, OUTBOUND_RULE, SCHEDULE, JOB, ML_REGISTRY)

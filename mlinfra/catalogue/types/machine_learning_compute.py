"""Resource types of Microsoft.MachineLearningServices for what computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import KeyProperty, keys, reach, who
from mlinfra.catalogue.resource_type import (
    ANY_NAME,
    ChildOf,
    CreateOnly,
    EarlierName,
    Ineffective,
    NameRule,
    ResourceType,
)
from mlinfra.catalogue.types._shared import DONE, default, service, unseen
from mlinfra.catalogue.types.machine_learning import ML_VERSION, ML_WORKSPACES, SUBNETS, ml_table

if TYPE_CHECKING:
    from mlinfra.catalogue.types import _machine_learning_rules as rules
    from mlinfra.catalogue.types._compute_service import SERVED
else:
    (SERVED,) = later("types._compute_service", "SERVED")
    rules = LaterModule("types._machine_learning_rules")

_COMPUTE_NAME = NameRule(
    r"(?![a-zA-Z0-9-]*-\d+$)[a-zA-Z][a-zA-Z0-9-]{2,23}",
    "3 to 24 letters, digits and '-', starting with a letter, not ending in '-' and a number (write 'cpu01', not 'cpu-01')",
)

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
    diagnostics=(),
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
    security=(
        reach("enableNodePublicIp", "remoteLoginPortPublicAccess", "sshSettings.sshPublicAccess", below="properties.properties."),
        keys("disableLocalAuth"),
        who("properties.personalComputeInstanceSettings.assignedUser"),
    ),
    key_properties=(
        KeyProperty(
            "properties.properties.scaleSettings.maxNodeCount", "{beside} to {} nodes",
            beside="properties.properties.scaleSettings.minNodeCount",
        ),
        KeyProperty("properties.properties.vmSize"),
        KeyProperty("properties.properties.vmPriority", "low priority", value="LowPriority"),
        KeyProperty("properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown", "idle {}"),
        KeyProperty("properties.properties.idleTimeBeforeShutdown", "idle {}"),
    ),
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
    references={"properties.properties.subnet.id": (SUBNETS,)},
    principal="identity.principalId",
    defaults={"location": "{location}", "properties.computeLocation": "{location}", "properties.disableLocalAuth": False},
    computed={**DONE, "properties.createdOn": "{since}", "properties.modifiedOn": "{now}"},
    served=SERVED,
)  # fmt: skip

TYPES: Final = (COMPUTE,)

"""The resource type of registries of Azure Machine Learning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import LaterModule, later
from mlinfra.catalogue.plan_facets import SKU_AND_KIND, reach, unsigned, who
from mlinfra.catalogue.resource_type import (
    LinkGroup,
    ResourceType,
)
from mlinfra.catalogue.types._shared import IN_GROUP
from mlinfra.catalogue.types.machine_learning import ML_NAME, ML_VERSION, ML_ZONES, ml_table

if TYPE_CHECKING:
    from mlinfra.catalogue.service import Served
    from mlinfra.catalogue.types import _machine_learning_rules as rules
else:
    (Served,) = later("service", "Served")
    rules = LaterModule("types._machine_learning_rules")

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
    security=(
        reach("publicNetworkAccess"),
        who("managedResourceGroupSettings.assignedIdentities"),
        unsigned(
            "regionDetails[*].storageAccountDetails[*].systemCreatedStorageAccount.allowBlobPublicAccess", "read blobs"
        ),
    ),
    key_properties=SKU_AND_KIND,
    rules=rules.REGISTRY_RULES,
    tells={"mlflow_uri": "properties.mlFlowRegistryUri"},
    principal="identity.principalId",
    link_groups=(
        LinkGroup(
            "amlregistry",
            {
                "AzureCloud": ML_ZONES["AzureCloud"][:1],
                "AzureUSGovernment": ML_ZONES["AzureUSGovernment"][:1],
                "AzureChinaCloud": ML_ZONES["AzureChinaCloud"][:1],
            },
        ),
    ),
    defaults={"kind": "registry", "properties.publicNetworkAccess": "Enabled"},
    computed={
        "properties.discoveryUrl": "https://{location}.api.azureml.ms/registrymanagement/v1.0/registries/{spelled}/discovery",
        "properties.mlFlowRegistryUri": "azureml://{location}.api.azureml.ms/mlflow/v1.0/registries/{spelled}",
        "properties.managedResourceGroup.resourceId": "{subscription}/resourceGroups/azureml-rg-{spelled}_{guid}",
    },
    served=Served(required=("location", "identity", "properties.regionDetails"), system_data=True),
)

TYPES: Final = (ML_REGISTRY,)

"""Resource types of Microsoft.CognitiveServices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import SKU_AND_KIND, crypt, keys, reach, told
from mlinfra.catalogue.resource_type import ChildOf, CreateOnly, LinkGroup, NameRecipe, NameRule, OneWay, ResourceType
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import IN_GROUP, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Limit, Needs, When, together
else:
    Limit, Needs, When, together = later("body_rules", "Limit", "Needs", "When", "together")

_table = partial(Table, "azure-mgmt-cognitiveservices==14.1.0", "azure.mgmt.cognitiveservices.models")
_VERSION: Final = "2025-09-01"
_ACCOUNT: Final = "Microsoft.CognitiveServices/accounts"
_PAGE: Final = "azure/templates/microsoft.cognitiveservices/accounts"
_PART: Final = NameRule(
    r"[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}", "2 to 64 letters, digits, '_', '.' and '-', starting with a letter or digit"
)

AGENT_ENVIRONMENTS: Final = "Microsoft.App/environments"
"""What a subnet is delegated to into which agents are put."""

AI_SERVICES: Final = ResourceType(
    type=_ACCOUNT,
    api_version=_VERSION,
    word="ai account",
    place=IN_GROUP,
    name=_PART,
    holds_data="an AI account holds fine-tuned models and files",
    purge=None,
    soft_deleted_days=2,
    diagnostics=("logs", "metrics"),
    least={"kind": "AIServices", "sku": {"name": "S0"}},
    properties=_table("Account"),
    page=_PAGE,
    security=(
        keys("disableLocalAuth"),
        crypt("encryption"),
        reach("networkAcls", "publicNetworkAccess"),
    ),
    key_properties=SKU_AND_KIND,
    rules=together(
        Needs(("kind",)),
        Needs(("sku.name",)),
        Limit("properties.locations.regions", least=2),
        Limit(
            "properties.customSubDomainName",
            pattern=r"[a-zA-Z0-9][a-zA-Z0-9-]{0,62}[a-zA-Z0-9]",
            words="2 to 64 letters, digits and '-'",
        ),
        Needs(
            ("properties.encryption.keyVaultProperties.keyVaultUri",),
            (When("properties.encryption.keySource", ("Microsoft.KeyVault",)),),
            reason="the key lies in a vault",
        ),
        Needs(
            ("identity",),
            (When("properties.allowProjectManagement", (True,)),),
            reason="an account with projects acts as itself",
        ),
    ),
    references={
        "properties.networkAcls.virtualNetworkRules[*].id": ("Microsoft.Network/virtualNetworks/subnets",),
        "properties.userOwnedStorage[*].resourceId": ("Microsoft.Storage/storageAccounts",),
        "properties.amlWorkspace.resourceId": ("Microsoft.MachineLearningServices/workspaces",),
        "properties.raiMonitorConfig.adxStorageResourceId": ("Microsoft.Storage/storageAccounts",),
    },
    link_groups=(
        LinkGroup(
            "account",
            {
                "AzureCloud": (
                    "privatelink.cognitiveservices.azure.com",
                    "privatelink.openai.azure.com",
                    "privatelink.services.ai.azure.com",
                ),
                "AzureUSGovernment": ("privatelink.cognitiveservices.azure.us", "privatelink.openai.azure.us"),
                "AzureChinaCloud": ("privatelink.cognitiveservices.azure.cn",),
            },
        ),
    ),
    recipe=NameRecipe("ais", 64, unique=True),
    unique_in="global",
    create_only=(CreateOnly(("kind",)),),
    one_way=(OneWay("properties.allowProjectManagement", (True,), (False,)),),
    noise=(
        service(
            "N063", "abuseMonitoring", "callRateLimit", "capabilities", "commitmentPlanAssociations", "dateCreated",
            "deletionDate", "endpoint", "endpoints", "internalId", "isMigrated", "quotaLimit", "skuChangeInfo",
            "scheduledPurgeDate",
        ),
    ),
    computed={
        "properties.endpoint": "https://{name}.cognitiveservices.azure.com/",
        "properties.provisioningState": "Succeeded",
    },
    tells={"endpoint": "properties.endpoint"},
    principal="identity.principalId",
)  # fmt: skip
AI_DEPLOYMENT: Final = ResourceType(
    type=f"{_ACCOUNT}/deployments",
    api_version=_VERSION,
    word="ai model",
    place=ChildOf(_ACCOUNT),
    name=_PART,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    least={"sku": {"name": "Standard"}},
    properties=_table("Deployment"),
    page=f"{_PAGE}/deployments",
    security=(),
    key_properties=told("sku.name"),
    in_turn=True,
    rules=together(
        Limit("sku.capacity", least=0),
        *(Limit(f"properties.capacitySettings.{name}", least=0) for name in ("designatedCapacity", "priority")),
        Needs(("sku.name",)),
    ),
    references={
        "properties.model.sourceAccount": (_ACCOUNT,),
    },
    noise=(
        service("N063", "callRateLimit", "capabilities", "dynamicThrottlingEnabled", "rateLimits", "currentCapacity"),
        default("N063", "OnceNewDefaultVersionAvailable", "versionUpgradeOption"),
        default("N063", "Microsoft.Default", "raiPolicyName"),
    ),
)
AI_PROJECT: Final = ResourceType(
    type=f"{_ACCOUNT}/projects",
    api_version=_VERSION,
    word="ai project",
    place=ChildOf(_ACCOUNT),
    name=_PART,
    holds_data="a project of an AI account holds agents and files",
    purge=None,
    soft_deleted_days=0,
    properties=_table("Project"),
    page=f"{_PAGE}/projects",
    security=(),
    key_properties=(),
    in_turn=True,
    noise=(service("N063", "endpoints", "isDefault"),),
    principal="identity.principalId",
)

TYPES: Final = (AI_SERVICES, AI_DEPLOYMENT, AI_PROJECT)

"""Resource types of Microsoft.ContainerRegistry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mlinfra.base.json_value import Json
from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import Sensitive, crypt, keys, reach, told, unsigned, who
from mlinfra.catalogue.resource_type import ANY_NAME, ChildOf, CreateOnly, LinkGroup, NameRecipe, NameRule, ResourceType
from mlinfra.catalogue.table_source import Differs, Table
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, default, service

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Excludes, Limit, Only, When, together
    from mlinfra.catalogue.service import Action, Errors, Refused, Renewed, Served
else:
    Excludes, Limit, Only, When, together = later("body_rules", "Excludes", "Limit", "Only", "When", "together")
    Action, Errors, Refused, Renewed, Served = later("service", "Action", "Errors", "Refused", "Renewed", "Served")

_REGISTRY: Final = "Microsoft.ContainerRegistry/registries"

_NOT_PREMIUM: Final = When("sku.name", ("Basic", "Standard"))
_PREMIUM: Final[dict[str, tuple[Json, ...]]] = {
    "networkRuleSet": (),
    "dataEndpointEnabled": (True,),
    "zoneRedundancy": ("Enabled",),
    "encryption.status": ("enabled",),
    "publicNetworkAccess": ("Disabled",),
    "policies.exportPolicy.status": ("disabled",),
    "policies.retentionPolicy.status": ("enabled",),
    "policies.trustPolicy.status": ("enabled",),
}
"""What only the SKU Premium has (https://learn.microsoft.com/azure/container-registry/container-registry-skus)."""

_CREDENTIALS: Final[Json] = {
    "username": "{spelled}",
    "passwords": [
        {"name": "password", "value": "{key:0 password}"},
        {"name": "password2", "value": "{key:1 password2}"},
    ],
}
_NO_ADMIN: Final = Refused(
    When("properties.adminUserEnabled", (True,), absent=False, other=True),
    "The admin user of the registry is disabled.",
    "UnAuthorizedForCredentialOperations",
)
_RENEWED: Final = Renewed("name", ("password", "password2"), "'{sent:name}' is not one of password and password2.")
_ACTIONS: Final = (
    Action("listCredentials", _CREDENTIALS, refused=(_NO_ADMIN,)),
    Action("regenerateCredential", _CREDENTIALS, refused=(_NO_ADMIN,), renews=_RENEWED),
)

CONTAINER_REGISTRY: Final = ResourceType(
    type=_REGISTRY,
    api_version="2025-11-01",
    word="registry",
    place=IN_GROUP,
    name=NameRule(r"[a-zA-Z0-9]{5,50}", "5 to 50 letters and digits, without '-'"),
    holds_data="a registry holds images",
    purge=None,
    soft_deleted_days=0,
    diagnostics=("logs", "metrics"),
    least={"sku": {"name": "Premium"}},
    properties=Table("azure-mgmt-containerregistry==15.0.0", "azure.mgmt.containerregistry.models", "Registry"),
    page="azure/templates/microsoft.containerregistry/registries",
    security=(
        reach("networkRuleBypassAllowedForTasks", "networkRuleBypassOptions", "networkRuleSet", "publicNetworkAccess"),
        unsigned("anonymousPullEnabled", "pull images"),
        keys("adminUserEnabled"),
        crypt("encryption"),
        who("roleAssignmentMode"),
        Sensitive(("properties.policies.exportPolicy",), "decides whether images may leave the registry"),
        Sensitive(("properties.policies.quarantinePolicy",), "decides whether unscanned images may be pulled"),
        Sensitive(("properties.policies.trustPolicy",), "decides whether unsigned images may be pulled"),
    ),
    key_properties=told("sku.name"),
    rules=together(
        *(
            Excludes(f"properties.{path}", (_NOT_PREMIUM,), values, "the SKU Premium has it")
            for path, values in _PREMIUM.items()
        ),
        Excludes(
            "properties.anonymousPullEnabled", (When("sku.name", ("Basic",)),), (True,), "the SKU Standard has it"
        ),
        Only(
            "properties.publicNetworkAccess",
            ("Disabled",),
            (When("properties.policies.exportPolicy.status", ("disabled",)),),
            "without exports the registry is private",
        ),
        Limit("properties.policies.retentionPolicy.days", 0, 365),
    ),
    link_groups=(
        LinkGroup(
            "registry",
            {
                "AzureCloud": ("privatelink.azurecr.io",),
                "AzureUSGovernment": ("privatelink.azurecr.us",),
                "AzureChinaCloud": ("privatelink.azurecr.cn",),
            },
            default=True,
        ),
    ),
    recipe=NameRecipe("cr", 50, unique=True, separator=""),
    unique_in="global",
    create_only=(
        CreateOnly(
            ("properties.encryption.status", "properties.zoneRedundancy"), left_out=("properties.encryption.status",)
        ),
    ),
    noise=(
        default("N025", 7, "policies.retentionPolicy.days"),
        service("N025", "policies.softDeletePolicy", "policies.*.lastUpdatedTime"),
        service("N026", "dataEndpointHostNames", "loginServer", "creationDate", "status"),
        service("N026", "sku.tier", below="", reason="it follows the sku's name"),
        default("N026", False, "dataEndpointEnabled"),
    ),
    tells={"login_server": "properties.loginServer"},
    principal="identity.principalId",
    defaults={
        "properties.adminUserEnabled": False,
        "properties.anonymousPullEnabled": False,
        "properties.dataEndpointEnabled": False,
        "properties.encryption.status": "disabled",
        "properties.networkRuleBypassOptions": "AzureServices",
        "properties.publicNetworkAccess": "Enabled",
        "properties.roleAssignmentMode": "LegacyRegistryPermissions",
        "properties.zoneRedundancy": "Disabled",
        "properties.policies": {
            "exportPolicy": {"status": "enabled"},
            "quarantinePolicy": {"status": "disabled"},
            "retentionPolicy": {"days": 7, "status": "disabled"},
            "trustPolicy": {"type": "Notary", "status": "disabled"},
        },
    },
    computed={
        **DONE,
        "sku.tier": "{body:sku.name}",
        "properties.loginServer": "{name}.azurecr.io",
        "properties.creationDate": "{since}",
        "properties.dataEndpointHostNames": [],
        "properties.privateEndpointConnections": [],
    },
    served=Served(
        required=("location", "sku.name"),
        errors=Errors(
            change=(400, "PropertyChangeNotAllowed"),
            taken=("AlreadyInUse", "The registry DNS name {spelled}.azurecr.io is already in use."),
        ),
        system_data=True,
        actions=_ACTIONS,
        collections=("listUsages",),
    ),
)

AGENT_POOL: Final = ResourceType(
    type=f"{_REGISTRY}/agentPools",
    api_version="2025-03-01-preview",
    word="agent pool",
    place=ChildOf(_REGISTRY),
    name=ANY_NAME,
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=Table(
        "azure-mgmt-containerregistrytasks==1.0.0b1", "azure.mgmt.containerregistrytasks.models", "AgentPool"
    ),
    differs=(Differs("type", "the types beside the checkout have no preview versions of it"),),
    page="azure/templates/microsoft.containerregistry/registries/agentpools",
    security=(),
    key_properties=(),
    served=Served(system_data=True),
)

TYPES: Final = (CONTAINER_REGISTRY, AGENT_POOL)

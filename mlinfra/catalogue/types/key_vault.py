"""Resource types of Microsoft.KeyVault."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mlinfra.catalogue.later import later
from mlinfra.catalogue.plan_facets import Sensitive, reach, told, who
from mlinfra.catalogue.resource_type import (
    ChildOf,
    CreateOnly,
    Ineffective,
    LinkGroup,
    NameRecipe,
    NameRule,
    Noise,
    OneWay,
    Purge,
    ResourceType,
)
from mlinfra.catalogue.table_source import Table
from mlinfra.catalogue.types._shared import DONE, IN_GROUP, OPEN_NETWORK, default, service, unseen

if TYPE_CHECKING:
    from mlinfra.catalogue.body_rules import Each, Excludes, Limit, Needs, Only, When, guid, together
    from mlinfra.catalogue.service import Errors, Given, Served, Statuses
else:
    Each, Excludes, Limit, Needs, Only, When, guid, together = later(
        "body_rules", "Each", "Excludes", "Limit", "Needs", "Only", "When", "guid", "together"
    )
    Errors, Given, Served, Statuses = later("service", "Errors", "Given", "Served", "Statuses")

_table = partial(Table, "azure-mgmt-keyvault==14.0.1", "azure.mgmt.keyvault.models")
_VERSION = "2026-02-01"
_VAULT: Final = "Microsoft.KeyVault/vaults"
_RBAC, _RBAC_BY_DEFAULT = "properties.enableRbacAuthorization", "2026-02-01"
"""From this API version on a new vault has roles instead of access policies, where nothing is said."""
_ITEM = NameRule(r"[0-9a-zA-Z-]{1,127}", "1 to 127 letters, digits and '-'")

KEY_VAULT: Final = ResourceType(
    type=_VAULT,
    api_version=_VERSION,
    word="vault",
    place=IN_GROUP,
    name=NameRule(
        r"(?=.{3,24}$)[a-zA-Z](?:-?[a-zA-Z0-9])*", "3 to 24 letters, digits and single '-', starting with a letter"
    ),
    holds_data="a vault holds keys and secrets",
    purge=Purge(action="deletedVaults/{name}/purge", api_version="2024-11-01"),
    soft_deleted_days=90,
    diagnostics=("logs", "metrics"),
    least={
        "properties": {
            "tenantId": "{tenant}",
            "sku": {"family": "A", "name": "standard"},
            "enableRbacAuthorization": True,
        }
    },
    properties=_table("VaultCreateOrUpdateParameters"),
    page="azure/templates/microsoft.keyvault/vaults",
    security=(
        reach("networkAcls", "publicNetworkAccess"),
        who("accessPolicies", "enableRbacAuthorization"),
        Sensitive(("properties.enableSoftDelete",), "decides whether a deletion can be undone"),
        Sensitive(("properties.enablePurgeProtection",), "decides whether a deletion can be made final early"),
    ),
    key_properties=told("properties.sku.name"),
    rules=together(
        Limit("properties.softDeleteRetentionInDays", 7, 90),
        Limit("properties.accessPolicies", most=1024),
        *map(
            guid,
            (
                "properties.tenantId",
                "properties.accessPolicies[*].tenantId",
                "properties.accessPolicies[*].applicationId",
            ),
        ),
    ),
    references={"properties.networkAcls.virtualNetworkRules[*].id": ("Microsoft.Network/virtualNetworks/subnets",)},
    link_groups=(
        LinkGroup(
            "vault",
            {
                "AzureCloud": ("privatelink.vaultcore.azure.net",),
                "AzureUSGovernment": ("privatelink.vaultcore.usgovcloudapi.net",),
                "AzureChinaCloud": ("privatelink.vaultcore.azure.cn",),
            },
            default=True,
        ),
    ),
    recipe=NameRecipe("kv", 24, unique=True),
    unique_in="global",
    create_only=(CreateOnly(("properties.softDeleteRetentionInDays",)),),
    one_way=(
        OneWay("properties.enablePurgeProtection", (True,), (False,)),
        OneWay("properties.enableSoftDelete", (True,), (False,)),
    ),
    write_only=("properties.createMode",),
    changed_by_children={"properties.accessPolicies": "accessPolicies"},
    never={"properties.enablePurgeProtection": (False,), "properties.enableSoftDelete": (False,)},
    kept=("properties.enablePurgeProtection", _RBAC),
    noise=(
        service("N021", "vaultUri", "provisioningState", "hsmPoolResourceId"),
        default("N021", 90, "softDeleteRetentionInDays"),
        service("N022", "sdkTelemetryAppInsightsKey"),
        Noise(
            "N023",
            "write_only",
            ("properties.createMode",),
            "it says how to make the vault, and Azure never returns it",
        ),
    ),
    tells={"uri": "properties.vaultUri"},
    defaults={
        "properties.accessPolicies": [],
        "properties.enableSoftDelete": True,
        "properties.softDeleteRetentionInDays": 90,
        "properties.enabledForDeployment": False,
        "properties.publicNetworkAccess": "Enabled",
        "properties.networkAcls": OPEN_NETWORK,
    },
    computed={**DONE, "properties.vaultUri": "https://{name}.vault.azure.net/"},
    served=Served(
        required=("location", "properties.tenantId", "properties.sku.name", "properties.sku.family"),
        cases=(
            Given(defaults={_RBAC: False}, before=_RBAC_BY_DEFAULT),
            Given(defaults={_RBAC: True}, since=_RBAC_BY_DEFAULT),
        ),
        errors=Errors(
            "VaultNameNotValid",
            change=(400, "BadRequest"),
            taken=(
                "VaultAlreadyExists",
                "The vault name '{spelled}' is already in use. Vault names are globally unique.",
            ),
            deleted=(
                "ConflictError",
                "A vault with the same name already exists in deleted state. You need to either recover or purge it.",
            ),
        ),
        system_data=True,
        read_again=("properties.createMode",),
    ),
)

ACCESS_POLICIES: Final = ResourceType(
    type=f"{_VAULT}/accessPolicies",
    api_version=_VERSION,
    word="vault access",
    place=ChildOf(_VAULT),
    name=NameRule("add|replace|remove", "'add', 'replace' or 'remove'"),
    holds_data="",
    purge=None,
    soft_deleted_days=0,
    properties=_table("VaultAccessPolicyParameters"),
    page="azure/templates/microsoft.keyvault/vaults/accesspolicies",
    security=(who("accessPolicies"),),
    key_properties=(),
    rules=together(
        Limit("properties.accessPolicies", most=1024),
        Each("properties.accessPolicies[*]", (guid("tenantId"), guid("applicationId"))),
    ),
    served=Served(tracked=False, system_data=True, behaviours=("access policies",)),
)

SECRET: Final = ResourceType(
    type=f"{_VAULT}/secrets",
    api_version=_VERSION,
    word="secret",
    place=ChildOf(_VAULT),
    name=_ITEM,
    holds_data="a secret may exist nowhere else",
    purge=None,
    soft_deleted_days=0,
    least={"properties": {"value": "a stand-in, made by the local target"}},
    properties=_table("SecretCreateOrUpdateParameters"),
    page="azure/templates/microsoft.keyvault/vaults/secrets",
    security=(),
    key_properties=(),
    secrets=("value",),
    write_only=("properties.value",),
    noise=(
        unseen("N024", "properties.value"),
        service("N024", "secretUri", "secretUriWithVersion"),
        default("N024", True, "attributes.enabled"),
    ),
    defaults={"properties.attributes.enabled": True},
    computed={
        "properties.secretUri": "https://{top}.vault.azure.net/secrets/{spelled}",
        "properties.secretUriWithVersion": "https://{top}.vault.azure.net/secrets/{spelled}/{digest:properties.value}",
    },
    served=Served(system_data=True, read_again=("properties.value",)),
)

KEY: Final = ResourceType(
    type=f"{_VAULT}/keys",
    api_version=_VERSION,
    word="key",
    place=ChildOf(_VAULT),
    name=_ITEM,
    holds_data="a key opens what it encrypted",
    purge=None,
    soft_deleted_days=0,
    properties=_table("KeyCreateParameters"),
    page="azure/templates/microsoft.keyvault/vaults/keys",
    security=(),
    key_properties=(),
    tells={"uri": "properties.keyUri", "uri_with_version": "properties.keyUriWithVersion"},
    rules=together(
        Only("properties.keySize", (2048, 3072, 4096)),
        Needs(("properties.kty",), reason="a key has a type"),
        Excludes("properties.curveName", (When("properties.kty", ("RSA", "RSA-HSM")),), reason="RSA keys have none"),
        Excludes("properties.keySize", (When("properties.kty", ("EC", "EC-HSM")),), reason="its curve says it"),
    ),
    ineffective=(
        Ineffective(
            ("properties.keySize", "properties.kty", "properties.keyOps", "properties.curveName"),
            "a template creates only the first version of a key; later deployments leave it as it is",
        ),
    ),
    computed={
        "properties.keyUri": "https://{top}.vault.azure.net/keys/{spelled}",
        "properties.keyUriWithVersion": "https://{top}.vault.azure.net/keys/{spelled}/{digits}",
    },
    served=Served(system_data=True, statuses=Statuses(created=200)),
)

TYPES: Final = (KEY_VAULT, ACCESS_POLICIES, SECRET, KEY)

"""Storage accounts and their containers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import (
    BYPASS,
    LOCATION,
    SUBNET_RULES,
    SWITCH,
    TAGS,
    firewall_action,
    items,
    target_id,
)
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._storage_checks import check_account
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, UserAssignedIdentity, principal_of
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.storage_options import (
        CustomDomain,
        FilesIdentity,
        Immutability,
        ResourceAccess,
        Routing,
        SasPolicy,
        StorageKey,
    )
    from mlinfra.landing_zone.model.virtual_network import Subnet

Redundancy: TypeAlias = Literal[
    "Standard_LRS", "Standard_ZRS", "Standard_GRS", "Standard_RAGRS", "Standard_GZRS", "Standard_RAGZRS", "Premium_LRS",
    "Premium_ZRS", "StandardV2_LRS", "StandardV2_ZRS", "StandardV2_GRS", "StandardV2_GZRS", "PremiumV2_LRS",
    "PremiumV2_ZRS",
]  # fmt: skip
KeyScope: TypeAlias = Literal["Account", "Service"]

_PREMIUM = "Premium"
_ENCRYPTED: Mapping[str, bool | str] = {"enabled": True, "keyType": "Account"}


def _access_tier(account: StorageAccount, context: BodyContext) -> expr.Value:
    sku, tier = account.sku, context.value(account.access_tier)
    if isinstance(sku, str):
        return None if sku.startswith(_PREMIUM) else tier
    return expr.Ternary(expr.Call("startsWith", (context.value(sku), _PREMIUM)), None, tier)


def _uses_roles(account: StorageAccount, context: BodyContext) -> expr.Value:
    keys = account.shared_keys
    return not keys if isinstance(keys, bool) else expr.Unary("!", context.value(keys))


def _key_source(account: StorageAccount, _context: BodyContext) -> str:
    return "Microsoft.Storage" if account.customer_key is None else "Microsoft.Keyvault"


def _edge_zone_type(account: StorageAccount, _context: BodyContext) -> str | None:
    return None if account.edge_zone is None else "EdgeZone"


def _encrypted(field: str) -> Callable[[StorageAccount, BodyContext], bool | None]:
    return lambda account, _context: None if getattr(account, field) is None else True


def _read_tier(tier: str | None, _reading: Reading) -> dict[str, str]:
    return {"access_tier": tier or "Hot"}


@model
class StorageAccount(Resource):
    """A storage account; without shared keys unless said otherwise, so that only roles open it."""

    arm_type: ClassVar[str] = STORAGE_ACCOUNT.type

    name: str | None = None
    """Unique in all of Azure: 3 to 24 lower-case letters and digits. None: ``st`` and the owner's name."""
    _: KW_ONLY
    sku: Value[Redundancy] = at("sku.name", default="Standard_LRS")
    """Redundancy: ``LRS`` one data centre, ``ZRS`` three zones, ``GRS`` a second region."""
    account_kind: Literal["StorageV2", "BlockBlobStorage", "FileStorage", "BlobStorage", "Storage"] = at(
        "kind", default="StorageV2", decides="which services it has"
    )
    """What it can hold; ``BlockBlobStorage`` and ``FileStorage`` need a Premium sku. Fixed at creation, but that
    ``Storage`` and ``BlobStorage`` can become ``StorageV2``."""
    access_tier: Value[Literal["Hot", "Cool", "Cold"]] = "Hot"
    """What blobs cost that say nothing themselves: cooler ones less to keep and more to read; not with a Premium sku."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """Who it is when it reads its customer-managed key; None nobody."""
    hierarchical_namespace: bool = at(
        "properties.isHnsEnabled", default=False, decides="which private endpoints there are"
    )
    """A data lake with folders (ADLS Gen2); fixed at creation, not for a workspace's own account."""
    containers: Many[str] = elsewhere("blob containers", default=())
    """Blob containers (file systems of a data lake) to create."""
    shared_keys: Value[bool] = at("properties.allowSharedKeyAccess", default=False)
    """Let account keys open it, past all roles."""
    key_expiration_days: Value[int | None] = at("properties.keyPolicy.keyExpirationPeriodInDays", default=None)
    """Days after which an account key counts as too old; Azure reports it, and keeps the key. None no limit."""
    sas_policy: SasPolicy | None = at("properties.sasPolicy", default=None, nested=True)
    """How long shared access signatures may be valid; None no limit."""
    public_access: bool | None = at(
        "properties.publicNetworkAccess",
        default=None,
        words=SWITCH,
        decides="which private endpoints and firewalls there are",
    )
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    default_action: Value[Literal["Allow", "Deny"]] | None = None
    """What its firewall does with all that no rule lets in; None: Deny where there are rules or no public access."""
    bypass: Values[Literal["AzureServices", "Logging", "Metrics"]] = at(
        "properties.networkAcls.bypass", default=("AzureServices",), conversion=BYPASS
    )
    """Who passes the firewall: services of Azure that it trusts, and readers of logs and metrics; [] nobody."""
    ip_rules: Many[Value[str]] | None = at(
        "properties.networkAcls.ipRules", default=None, conversion=items("value", "action")
    )
    """Public IPv4 addresses and ranges that the firewall lets in, such as ``203.0.113.0/24``."""
    ipv6_rules: Many[Value[str]] | None = at(
        "properties.networkAcls.ipv6Rules", default=None, conversion=items("value", "action")
    )
    """Public IPv6 addresses and ranges that the firewall lets in."""
    subnets: Many[NewOrExisting[Subnet]] | None = at(
        "properties.networkAcls.virtualNetworkRules", default=None, conversion=SUBNET_RULES
    )
    """Subnets that the firewall lets in; each needs the service endpoint ``Microsoft.Storage``."""
    resource_access: Many[ResourceAccess] | None = at(
        "properties.networkAcls.resourceAccessRules", default=None, nested=True
    )
    """Resources that the firewall lets in, such as a workspace or a search service."""
    blob_public_access: Value[bool] = at("properties.allowBlobPublicAccess", default=False)
    """Let containers be opened to everybody without signing in."""
    cross_tenant_replication: Value[bool] = at("properties.allowCrossTenantReplication", default=False)
    """Let objects be replicated to accounts of other Entra tenants."""
    copy_scope: Value[Literal["AAD", "PrivateLink"]] | None = at("properties.allowedCopyScope", default=None)
    """Copy blobs only from accounts of the same Entra tenant, or with a private endpoint in one network; None any."""
    minimum_tls: Value[Literal["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"]] = at(
        "properties.minimumTlsVersion", default="TLS1_2"
    )
    """The oldest TLS version that it answers."""
    https_only: Value[bool] = at("properties.supportsHttpsTrafficOnly", default=True)
    """Refuse unencrypted HTTP."""
    customer_key: StorageKey | None = at("properties.encryption.keyvaultproperties", default=None, nested=True)
    """The customer-managed key that encrypts it; None a key of Microsoft's."""
    customer_key_identity: NewOrExisting[UserAssignedIdentity] | None = at(
        "properties.encryption.identity.userAssignedIdentity", default=None, conversion=target_id(UserAssignedIdentity)
    )
    """Who reads the key, with Key Vault Crypto Service Encryption User; None the account's system-assigned identity, which it then
    needs."""
    customer_key_client_id: Value[str] | None = at(
        "properties.encryption.identity.federatedIdentityClientId", default=None
    )
    """The client id of an application of several tenants, where the vault is in another tenant."""
    infrastructure_encryption: Value[bool] | None = at(
        "properties.encryption.requireInfrastructureEncryption", default=None
    )
    """Encrypt a second time, with another key of Microsoft's; fixed at creation. None: no."""
    queue_key_scope: Value[KeyScope] | None = at("properties.encryption.services.queue.keyType", default=None)
    """``Account`` lets the customer-managed key encrypt queues too; fixed at creation. None: ``Service``."""
    table_key_scope: Value[KeyScope] | None = at("properties.encryption.services.table.keyType", default=None)
    """``Account`` lets the customer-managed key encrypt tables too; fixed at creation. None: ``Service``."""
    files_identity: FilesIdentity | None = at(
        "properties.azureFilesIdentityBasedAuthentication", default=None, nested=True
    )
    """How people sign in to file shares over SMB; None by account key alone."""
    large_file_shares: Value[bool] | None = at("properties.largeFileSharesState", default=None, words=SWITCH)
    """Shares of up to 100 TiB; cannot be switched off again. None: Azure decides by redundancy."""
    sftp: Value[bool] | None = at("properties.isSftpEnabled", default=None)
    """Answer SFTP; needs a hierarchical namespace. None: no."""
    local_users: Value[bool | None] = at("properties.isLocalUserEnabled", default=None)
    """Let local users sign in, as over SFTP. None: yes."""
    extended_groups: Value[bool | None] = at("properties.enableExtendedGroups", default=None)
    """Let people of more than 16 groups use NFS with their groups; not where ``local_users`` is False. None: no."""
    nfs_v3: Value[bool] | None = at("properties.isNfsV3Enabled", default=None)
    """Answer NFS 3.0; needs a hierarchical namespace, fixed at creation. None: no."""
    immutability: Immutability | None = at("properties.immutableStorageWithVersioning", default=None, nested=True)
    """Keep every version of every blob unchangeable for a time; fixed at creation. None no."""
    routing: Routing | None = at("properties.routingPreference", default=None, nested=True)
    """How traffic from the internet reaches it; None by Microsoft's network."""
    custom_domain: CustomDomain | None = at("properties.customDomain", default=None, nested=True)
    """A domain of your own for its blobs."""
    dns_endpoint_type: Value[Literal["Standard", "AzureDnsZone"]] | None = at(
        "properties.dnsEndpointType", default=None
    )
    """``AzureDnsZone`` names it in one of many DNS zones, for thousands of accounts; fixed at creation. None Standard."""
    ipv6_endpoints: Value[bool | None] = at("properties.dualStackEndpointPreference.publishIpv6Endpoint", default=None)
    """Answer at IPv6 addresses too. None: no."""
    geo_priority_replication: Value[bool | None] = at(
        "properties.geoPriorityReplicationStatus.isBlobEnabled", default=None
    )
    """Replicate blobs to the second region within minutes, by agreement; needs ``GRS`` or ``GZRS``. None: no."""
    zones: Values[str] | None = at("zones", default=None)
    """The availability zone that the account is put in; needs ``Premium_LRS`` or ``PremiumV2_LRS``."""
    zone_placement: Value[Literal["Any", "None"]] | None = at("placement.zonePlacementPolicy", default=None)
    """``Any`` lets Azure choose a zone for it."""
    edge_zone: Value[str] | None = at("extendedLocation.name", default=None)
    """The edge zone that it is put in; fixed at creation."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags; names of at most 128 characters."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "edge_zone",
        Computed("extendedLocation.type", _edge_zone_type, "an edge zone is the only kind there is", ("edge_zone",)),
        "zones",
        "tags",
        "identity",
        "sku",
        "account_kind",
        "zone_placement",
        Computed(
            "properties.accessTier",
            _access_tier,
            "a Premium account does not have one",
            ("access_tier", "sku"),
            _read_tier,
        ),
        "blob_public_access",
        "cross_tenant_replication",
        "shared_keys",
        Computed(
            "properties.defaultToOAuthAuthentication",
            _uses_roles,
            "the portal opens the account by roles where keys do not open it",
            ("shared_keys",),
        ),
        Computed("properties.encryption.keySource", _key_source, "follows from the customer key", ("customer_key",)),
        Constant("properties.encryption.services.blob", _ENCRYPTED),
        Constant("properties.encryption.services.file", _ENCRYPTED),
        *(
            Computed(
                f"properties.encryption.services.{part}.enabled",
                _encrypted(f"{part}_key_scope"),
                "what has a scope of its key is encrypted",
                (f"{part}_key_scope",),
            )
            for part in ("queue", "table")
        ),
        "hierarchical_namespace",
        "minimum_tls",
        "bypass",
        firewall_action("ip_rules", "ipv6_rules", "subnets", "resource_access"),
        "public_access",
        "https_only",
    )

    @property
    def blob_endpoint(self) -> Attribute[str]:
        """The address of its blobs."""
        return told(self, "blob_endpoint")

    @property
    def dfs_endpoint(self) -> Attribute[str]:
        """The address of its file systems (ADLS Gen2)."""
        return told(self, "dfs_endpoint")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_account(self, f"{self._where} StorageAccount")

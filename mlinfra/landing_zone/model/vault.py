"""Key vaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.key_vault import KEY_VAULT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import (
    BYPASS,
    LOCATION,
    SUBNET_IDS,
    SWITCH,
    TAGS,
    TENANT_ID,
    firewall_action,
    items,
)
from mlinfra.landing_zone.model._fields import Between, Many, NewOrExisting
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion, Rows, at, deciding
from mlinfra.landing_zone.model._subnet_checks import check_service_endpoints
from mlinfra.landing_zone.model._value_checks import check_firewall, is_guid
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.vault_access import AccessPolicy
    from mlinfra.landing_zone.model.virtual_network import Subnet

_ONCE_ON = Conversion(
    lambda on, _context, _field: on or None, lambda on, _reading: bool(on), lambda on: expr.Ternary(on, True, None)
)
"""Once on it cannot be off: false is said by saying nothing."""


def _subnet_rules(vault: KeyVault, context: BodyContext) -> expr.Value:
    if vault.subnets is None:
        return None
    ignored = context.value(vault.missing_endpoints)
    word = {} if ignored is None else {"ignoreMissingVnetServiceEndpoint": ignored}
    return [{"id": context.id(subnet), **word} for subnet in vault.subnets]


def _read_subnet_rules(rules: Sequence[Mapping[str, Json]] | None, reading: Reading) -> dict[str, object]:
    if rules is None:
        return {}
    words = {rule.get("ignoreMissingVnetServiceEndpoint") for rule in rules}
    if len(words) > 1:
        raise InvalidInput("one word for all subnets can be said here")
    return {"subnets": SUBNET_IDS.read(rules, reading), "missing_endpoints": next(iter(words), None)}


def _tenant(vault: KeyVault, context: BodyContext) -> expr.Value:
    return context.value(vault.tenant or TENANT_ID)


def _read_tenant(tenant: str | None, reading: Reading) -> dict[str, str | None]:
    return {"tenant": None if tenant in {None, reading.tenant} else tenant}


@model
class KeyVault(Resource):
    """A vault for the workspace's secrets; rights in it are roles, unless it says ``rbac=False``."""

    arm_type: ClassVar[str] = KEY_VAULT.type

    name: str | None = None
    """Unique in all of Azure: 3 to 24 letters, digits and '-'. None: ``kv-`` and the owner's name."""
    _: KW_ONLY
    sku: Value[Literal["standard", "premium"]] = at("properties.sku.name", default="standard")
    """``premium`` keeps keys in hardware."""
    retention: Value[Annotated[int, Between(7, 90)]] = at("properties.softDeleteRetentionInDays", default=90)
    """Days for which deleted vaults and secrets can be recovered; fixed at creation."""
    purge_protection: Value[bool] = at(
        "properties.enablePurgeProtection", default=True, conversion=_ONCE_ON, absent=False
    )
    """Nobody can destroy a deleted vault early; cannot be switched off again."""
    public_access: bool | None = at(
        "properties.publicNetworkAccess",
        default=None,
        words=SWITCH,
        decides="which private endpoints and firewalls there are",
    )
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    default_action: Value[Literal["Allow", "Deny"]] | None = None
    """What its firewall does with all that no rule lets in; None: Deny where there are rules or no public access."""
    bypass: Values[Literal["AzureServices"]] = at(
        "properties.networkAcls.bypass", default=("AzureServices",), conversion=BYPASS
    )
    """Who passes the firewall: services of Azure that it trusts; [] nobody."""
    ip_rules: Many[Value[str]] | None = at("properties.networkAcls.ipRules", default=None, conversion=items("value"))
    """Public IPv4 addresses and ranges that the firewall lets in, such as ``203.0.113.0/24``."""
    subnets: Many[NewOrExisting[Subnet]] | None = None
    """Subnets that the firewall lets in; each needs the service endpoint ``Microsoft.KeyVault``, unless ``missing_endpoints``."""
    missing_endpoints: bool | None = deciding("whether subnets need the service endpoint", default=None)
    """Take ``subnets`` that do not have the service endpoint yet; None: no."""
    rbac: Value[bool] = at("properties.enableRbacAuthorization", default=True)
    """Rights are roles; False: access policies."""
    access_policies: Many[AccessPolicy] | None = at("properties.accessPolicies", default=None, nested=True)
    """All its access policies, with ``rbac=False`` alone; None those that `VaultAccessPolicies` add, else none."""
    for_deployment: Value[bool] = at("properties.enabledForDeployment", default=False)
    """Let virtual machines fetch certificates that are kept as secrets."""
    for_disk_encryption: Value[bool] = at("properties.enabledForDiskEncryption", default=False)
    """Let Azure Disk Encryption fetch secrets and unwrap keys."""
    for_template_deployment: Value[bool] = at("properties.enabledForTemplateDeployment", default=False)
    """Let Azure Resource Manager fetch secrets, which a `Secret` of this vault needs."""
    create_mode: Value[Literal["default", "recover"]] | None = at("properties.createMode", default=None)
    """``recover`` brings back a deleted vault of this name with all that it holds; None: a new one."""
    tenant: Value[str] | None = None
    """The Entra tenant whose people and identities may hold rights in it; None: that of the subscription."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Computed(
            "properties.tenantId", _tenant, "the tenant of the subscription is not said", ("tenant",), _read_tenant
        ),
        Constant("properties.sku.family", "A"),
        "sku",
        "rbac",
        Constant("properties.enableSoftDelete", value=True),
        "retention",
        "purge_protection",
        "for_deployment",
        "for_disk_encryption",
        "for_template_deployment",
        "bypass",
        firewall_action("ip_rules", "subnets"),
        "ip_rules",
        Computed(
            "properties.networkAcls.virtualNetworkRules",
            _subnet_rules,
            "one word holds for all rules",
            ("subnets", "missing_endpoints"),
            _read_subnet_rules,
        ),
        "public_access",
    )

    @property
    def uri(self) -> Attribute[str]:
        """Its address, such as ``https://kv-churn.vault.azure.net/``."""
        return told(self, "uri")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{self._where} KeyVault"
        check_firewall(self.ip_rules, f"{place}.ip_rules")
        if isinstance(self.tenant, str) and not is_guid(self.tenant):
            raise InvalidInput(f"{self.tenant!r} is not an Entra id (a GUID)", where=f"{place}.tenant")
        if known(self.rbac) and self.access_policies:
            hint = "use a RoleAssignment, or rbac=False"
            raise InvalidInput("rights in this vault are roles", where=f"{place}.access_policies", hint=hint)
        if self.missing_endpoints is not None and self.subnets is None:
            raise InvalidInput("it is about subnets=", where=f"{place}.missing_endpoints", hint="give subnets= too")
        if not self.missing_endpoints:
            way_out = ", or missing_endpoints=True to the vault"
            check_service_endpoints(self.subnets, KEY_VAULT.type, f"{place}.subnets", way_out=way_out)

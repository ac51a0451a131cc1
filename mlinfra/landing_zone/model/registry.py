"""Container registries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS, items
from mlinfra.landing_zone.model._fields import Between, Many
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Computed, Rows, at
from mlinfra.landing_zone.model._value_checks import check_firewall, check_together
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.identity import IDENTITY_SPACED, Identity, principal_of
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext

_POLICY = {True: "enabled", False: "disabled"}
_MODES = {True: "AbacRepositoryPermissions", False: "LegacyRegistryPermissions"}


def _retained(registry: ContainerRegistry, _context: BodyContext) -> str | None:
    return None if registry.retention is None else "enabled"


def _trust_type(registry: ContainerRegistry, _context: BodyContext) -> str | None:
    return None if registry.content_trust is None else "Notary"


def _encryption(registry: ContainerRegistry, _context: BodyContext) -> str | None:
    return None if registry.customer_key is None else "enabled"


def _default_action(registry: ContainerRegistry, context: BodyContext) -> expr.Value:
    action = registry.default_action
    return "Deny" if action is None and registry.ip_rules else context.value(action)


@model
class ContainerRegistry(Resource):
    """A registry for the images that environments are built into; without an admin user."""

    arm_type: ClassVar[str] = CONTAINER_REGISTRY.type

    name: str | None = None
    """Unique in all of Azure: 5 to 50 letters and digits. None: ``cr`` and the owner's name."""
    _: KW_ONLY
    sku: Literal["auto", "Basic", "Standard", "Premium"] = at(
        "sku.name", default="auto", decides="whether it can have private endpoints, and what they need"
    )
    """Size and features; private endpoints need Premium. ``auto``: Premium for a private
    workspace and for a managed network that approves what nodes reach, else Basic."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY_SPACED)
    """Who it is when it reads its customer-managed key; None nobody."""
    admin_user: Value[bool] = at("properties.adminUserEnabled", default=False)
    """A user with a password that opens everything, past all roles."""
    anonymous_pull: Value[bool] = at("properties.anonymousPullEnabled", default=False)
    """Let everybody pull images without signing in; not in a Basic registry."""
    data_endpoints: Value[bool] = at("properties.dataEndpointEnabled", default=False)
    """Serve layers from a host of its own in each region, for firewalls; needs Premium."""
    public_access: bool | None = at(
        "properties.publicNetworkAccess",
        default=None,
        words=SWITCH,
        decides="which private endpoints and firewalls there are",
    )
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    default_action: Value[Literal["Allow", "Deny"]] | None = None
    """What its firewall does with all that no rule lets in; needs Premium. None: Deny where there are rules."""
    ip_rules: Many[Value[str]] | None = at(
        "properties.networkRuleSet.ipRules", default=None, conversion=items("value", "action")
    )
    """Public IPv4 addresses and ranges that the firewall lets in; needs Premium."""
    bypass: Value[Literal["AzureServices", "None"]] = at("properties.networkRuleBypassOptions", default="AzureServices")
    """Whether services of Azure that it trusts pass the firewall."""
    bypass_for_tasks: Value[bool | None] = at("properties.networkRuleBypassAllowedForTasks", default=None)
    """Whether its own tasks pass the firewall too, which building images in it needs. None: no."""
    zone_redundancy: Value[bool] = at("properties.zoneRedundancy", default=False, words=SWITCH)
    """Keep it in several availability zones; fixed at creation, needs Premium."""
    repository_permissions: Value[bool] = at("properties.roleAssignmentMode", default=False, words=_MODES)
    """Roles may name repositories (ABAC); ``AcrPull`` and ``AcrPush`` then open nothing."""
    customer_key: Value[str] | None = at("properties.encryption.keyVaultProperties.keyIdentifier", default=None)
    """The address of the key in a key vault that encrypts it, without a version to follow new ones. Whether there is one,
    creation decides."""
    customer_key_client_id: Value[str] | None = at("properties.encryption.keyVaultProperties.identity", default=None)
    """The client id of the user-assigned identity that reads the key; None: the system-assigned one."""
    export: Value[bool] | None = at("properties.policies.exportPolicy.status", default=None, words=_POLICY)
    """Let images be copied into other registries; False needs ``public_access=False`` and Premium. None: yes."""
    quarantine: Value[bool] | None = at("properties.policies.quarantinePolicy.status", default=None, words=_POLICY)
    """Hide pushed images until something approves them; needs Premium. None: no."""
    content_trust: Value[bool] | None = at("properties.policies.trustPolicy.status", default=None, words=_POLICY)
    """Take signed images (Docker Content Trust); needs Premium. None: no."""
    retention: Value[Annotated[int, Between(0, 365)]] | None = at(
        "properties.policies.retentionPolicy.days", default=None
    )
    """Days after which manifests without a tag are deleted; needs Premium. None: they stay."""
    arm_audience: Value[bool] | None = at(
        "properties.policies.azureADAuthenticationAsArmPolicy.status", default=None, words=_POLICY
    )
    """Take tokens for Azure Resource Manager, not only those for registries. None: yes."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "sku",
        "identity",
        "admin_user",
        "anonymous_pull",
        "data_endpoints",
        "bypass",
        "public_access",
        "repository_permissions",
        "zone_redundancy",
        Computed("properties.encryption.status", _encryption, "follows from the customer key", ("customer_key",)),
        Computed(
            "properties.networkRuleSet.defaultAction",
            _default_action,
            "rules mean that nobody else comes in",
            ("default_action", "ip_rules"),
            lambda action, _reading: {"default_action": action},
        ),
        Computed("properties.policies.retentionPolicy.status", _retained, "on where days are said", ("retention",)),
        Computed("properties.policies.trustPolicy.type", _trust_type, "the only one there is", ("content_trust",)),
    )

    @property
    def login_server(self) -> Attribute[str]:
        """The host that images are pulled from."""
        return told(self, "login_server")

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} ContainerRegistry"
        check_firewall(self.ip_rules, f"{place}.ip_rules")
        premium = {
            "data_endpoints": known(self.data_endpoints),
            "default_action": self.default_action,
            "ip_rules": self.ip_rules,
            "zone_redundancy": known(self.zone_redundancy),
            "customer_key": self.customer_key,
            "export": known(self.export) is False,
            "quarantine": known(self.quarantine),
            "content_trust": known(self.content_trust),
            "retention": self.retention is not None,
        }
        wanted = next((name for name, given in premium.items() if given), None)
        if self.sku != "Premium" and wanted is not None:
            message = f"{wanted} needs a Premium registry"
            raise InvalidInput(message, where=f"{place}.{wanted}", hint=f'say sku="Premium", or drop {wanted}')
        if known(self.export) is False and self.public_access is not False:
            message = "Azure forbids exports only from a registry without public access"
            raise InvalidInput(message, where=f"{place}.export", hint="say public_access=False too")
        if self.customer_key is None:
            check_together(place, "customer_key", customer_key_client_id=self.customer_key_client_id)
        elif self.identity is None:
            message = "without an identity nobody reads the customer-managed key"
            raise InvalidInput(message, where=f"{place}.identity", hint="give identity=UserAssignedIdentity(...)")

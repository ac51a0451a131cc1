"""Key vaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Annotated, Any, ClassVar, Literal

from mlinfra.catalogue.types.key_vault import KEY_VAULT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DEFAULT_ACTION, LOCATION, SWITCH, TAGS, TENANT_ID
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at
from mlinfra.landing_zone.model.attribute import Attribute

_ONCE_ON = Conversion(lambda on, _context, _field: on or None, lambda on, _reading: bool(on))
"""Once on it cannot be off: false is said by saying nothing."""


@model
class KeyVault(Resource):
    """A vault for the workspace's secrets; rights in it are roles, never access policies."""

    arm_type: ClassVar[str] = KEY_VAULT.type

    name: str | None = None
    """Unique in all of Azure: 3 to 24 letters, digits and '-'. None: ``kv-`` and the owner's name."""
    _: KW_ONLY
    sku: Literal["standard", "premium"] = at("properties.sku.name", default="standard")
    """``premium`` keeps keys in hardware."""
    retention: Annotated[int, Between(7, 90)] = at("properties.softDeleteRetentionInDays", default=90)
    """Days for which deleted vaults and secrets can be recovered; fixed at creation."""
    purge_protection: bool = at("properties.enablePurgeProtection", default=True, conversion=_ONCE_ON, absent=False)
    """Nobody can destroy a deleted vault early; cannot be switched off again."""
    public_access: bool | None = at("properties.publicNetworkAccess", default=None, words=SWITCH)
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("properties.tenantId", TENANT_ID),
        Constant("properties.sku.family", "A"),
        "sku",
        Constant("properties.enableRbacAuthorization", value=True),
        Constant("properties.enableSoftDelete", value=True),
        "retention",
        "purge_protection",
        Constant("properties.enabledForDeployment", value=False),
        Constant("properties.enabledForDiskEncryption", value=False),
        Constant("properties.enabledForTemplateDeployment", value=False),
        Constant("properties.networkAcls.bypass", "AzureServices"),
        DEFAULT_ACTION,
        "public_access",
    )

    @property
    def uri(self) -> Attribute[str]:
        """Its address, such as ``https://kv-churn.vault.azure.net/``."""
        return Attribute(self, ("properties", "vaultUri"))

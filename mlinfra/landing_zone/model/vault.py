"""Key vaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Annotated, Any, ClassVar, Literal

from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model.attribute import Attribute


@model
class KeyVault(Resource):
    """A vault for the workspace's secrets; rights in it are roles, never access policies."""

    arm_type: ClassVar[str] = "Microsoft.KeyVault/vaults"

    name: str | None = None
    """Unique in all of Azure: 3 to 24 letters, digits and '-'. None: ``kv-`` and the owner's name."""
    _: KW_ONLY
    sku: Literal["standard", "premium"] = "standard"
    """``premium`` keeps keys in hardware."""
    retention: Annotated[int, Between(7, 90)] = 90
    """Days for which deleted vaults and secrets can be recovered; fixed at creation."""
    purge_protection: bool = True
    """Nobody can destroy a deleted vault early; cannot be switched off again."""
    public_access: bool | None = None
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    @property
    def uri(self) -> Attribute[str]:
        """Its address, such as ``https://kv-churn.vault.azure.net/``."""
        return Attribute(self, ("properties", "vaultUri"))

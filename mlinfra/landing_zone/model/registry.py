"""Container registries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import Any, ClassVar, Literal

from mlinfra.catalogue.types.container_registry import CONTAINER_REGISTRY
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model.attribute import Attribute


@model
class ContainerRegistry(Resource):
    """A registry for the images that environments are built into; without an admin user."""

    arm_type: ClassVar[str] = CONTAINER_REGISTRY.type

    name: str | None = None
    """Unique in all of Azure: 5 to 50 letters and digits. None: ``cr`` and the owner's name."""
    _: KW_ONLY
    sku: Literal["auto", "Basic", "Standard", "Premium"] = at("sku.name", default="auto")
    """Size and features; private endpoints need Premium. ``auto``: Premium for a private
    workspace and for a managed network that approves what nodes reach, else Basic."""
    public_access: bool | None = at("properties.publicNetworkAccess", default=None, words=SWITCH)
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "sku",
        Constant("properties.adminUserEnabled", value=False),
        Constant("properties.anonymousPullEnabled", value=False),
        Constant("properties.dataEndpointEnabled", value=False),
        Constant("properties.networkRuleBypassOptions", "AzureServices"),
        "public_access",
        Constant("properties.roleAssignmentMode", "LegacyRegistryPermissions"),
        Constant("properties.zoneRedundancy", "Disabled"),
    )

    @property
    def login_server(self) -> Attribute[str]:
        """The host that images are pulled from."""
        return Attribute(self, ("properties", "loginServer"))

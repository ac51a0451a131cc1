"""Container registries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import Any, ClassVar, Literal

from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model.attribute import Attribute


@model
class ContainerRegistry(Resource):
    """A registry for the images that environments are built into; without an admin user."""

    arm_type: ClassVar[str] = "Microsoft.ContainerRegistry/registries"

    name: str | None = None
    """Unique in all of Azure: 5 to 50 letters and digits. None: ``cr`` and the owner's name."""
    _: KW_ONLY
    sku: Literal["auto", "Basic", "Standard", "Premium"] = "auto"
    """Size and features; private endpoints need Premium. ``auto``: Premium for a private workspace, else Basic."""
    public_access: bool | None = None
    """Reachable from the internet (still only with a role); None: unless its workspace is private."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Added to the stack's tags."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    @property
    def login_server(self) -> Attribute[str]:
        """The host that images are pulled from."""
        return Attribute(self, ("properties", "loginServer"))

"""Changes to resources that follow from another one: private endpoints, names in DNS, role assignments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, field
from typing import ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.landing_zone.model._base import check_extra, model
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._where import caller_location


@model
class Derived:
    """Say more of resources that nobody writes, or leave something out of them: those of one type that follow from a workspace."""

    DECIDES: ClassVar[str] = "which resources are meant, and what their bodies leave out"

    type: str
    """Their ARM type, such as ``Microsoft.Network/privateEndpoints``."""
    _: KW_ONLY
    name: str = "*"
    """A pattern of their names, such as ``pep-*-blob``; of a role assignment of the name of its role."""
    extra: Mapping[str, Json] = field(default_factory=dict)
    """Merged into their ARM bodies."""
    omit: Many[str] = ()
    """Paths of properties, such as ``properties.customNetworkInterfaceName``, that are left out of their bodies."""

    def _check(self) -> None:
        place = f"{caller_location()} Derived"
        check_extra(self.extra, f"{place}.extra")
        if not self.extra and not self.omit:
            raise InvalidInput("it changes nothing", where=place, hint="give extra= or omit=")

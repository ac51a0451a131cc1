"""Outbound rules: what nodes in the managed network of a workspace may reach."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Choice, Existing, Many
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at
from mlinfra.landing_zone.model._value_checks import address_range
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.vault import KeyVault

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import Reading


def _rule(word: str) -> Rows:
    """What every outbound rule begins with."""
    return (Constant("type", word, tells_class=True), Constant("category", "UserDefined"))


@model
class Fqdn:
    """Let nodes reach a host; the first such rule creates an Azure Firewall, which costs money."""

    host: str = at("destination")
    """The host, such as ``pypi.org`` or ``*.anaconda.org``; ports 80 and 443."""

    ROWS: ClassVar[Rows] = _rule("FQDN")

    def _check(self) -> None:
        if not re.fullmatch(
            r"(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?", self.host
        ):
            hint = "write the name alone, without scheme, port and path: pypi.org or *.anaconda.org"
            raise InvalidInput(
                f"{self.host!r} is not the name of a host", where=f"{caller_location()} Fqdn.host", hint=hint
            )


@model
class ServiceTag:
    """Let nodes reach a service of Azure."""

    tag: str = at("destination.serviceTag")
    """The service tag, such as ``AzureMonitor``."""
    _: KW_ONLY
    ports: str = at("destination.portRanges", default="443")
    """Ports and ranges, separated by commas: ``443,8000-8080``; ``*`` all."""
    protocol: Literal["TCP", "UDP", "ICMP", "*"] = at("destination.protocol", default="TCP")
    """The protocol."""
    action: Literal["Allow", "Deny"] | None = at("destination.action", default=None)
    """What happens to the traffic; None: it is allowed."""
    addresses: Many[str] | None = at("destination.addressPrefixes", default=None)
    """Address ranges that stand in for those of the tag; None those of the tag."""

    ROWS: ClassVar[Rows] = (*_rule("ServiceTag"), "tag", "protocol", "ports")

    def _check(self) -> None:
        if not re.fullmatch(r"\*|\d{1,5}(-\d{1,5})?(,\s*\d{1,5}(-\d{1,5})?)*", self.ports):
            hint = "write ports and ranges, separated by commas: 443,8000-8080"
            raise InvalidInput(
                f"{self.ports!r} is not a list of ports", where=f"{caller_location()} ServiceTag.ports", hint=hint
            )
        for addresses in self.addresses or ():
            address_range(addresses, f"{caller_location()} ServiceTag.addresses")


def _read_target(target: str, reading: Reading) -> Resource | Existing[Resource]:
    kind = next((kind for kind in _PARTS if f"/{kind.arm_type}/".lower() in target.lower()), None)
    if kind is None:
        raise InvalidInput(f"{target} is no resource that a PrivateTarget can name", where="PrivateTarget.resource")
    return reading.linked(kind, target)


_TARGET = Conversion(lambda target, context, _field: context.id(target), _read_target)


@model
class PrivateTarget:
    """Let nodes reach a resource through a private endpoint in the managed network."""

    resource: Annotated[
        StorageAccount | KeyVault | ContainerRegistry | Existing[StorageAccount] | Existing[KeyVault] | Existing[ContainerRegistry],
        Choice(),
    ] = at("destination.serviceResourceId", conversion=_TARGET)  # fmt: skip
    """The resource."""
    group: Literal["blob", "file", "queue", "table", "dfs", "vault", "registry"] = at("destination.subresourceTarget")
    """Which part of it: ``vault`` of a key vault, ``registry`` of a registry, the others of a storage account."""
    _: KW_ONLY
    spark: bool = at("destination.sparkEnabled", default=False)
    """Let serverless Spark jobs use the endpoint too."""
    fqdns: Many[str] | None = at("fqdns", default=None)
    """The host names that the endpoint answers to, where the resource does not tell them itself."""

    ROWS: ClassVar[Rows] = (*_rule("PrivateEndpoint"), "resource", "group", "spark")

    def _check(self) -> None:
        kind = self.resource.kind if isinstance(self.resource, Existing) else type(self.resource)
        entry = find_type(kind.arm_type)
        parts = [group.name for group in entry.link_groups] if entry else []
        if self.group not in parts:
            message = f"a {kind.__name__} has no part {self.group!r}"
            raise InvalidInput(
                message, where=f"{caller_location()} PrivateTarget.group", hint=f"it has: {', '.join(parts)}"
            )


_PARTS: dict[type[Resource], tuple[str, ...]] = {
    StorageAccount: ("blob", "file", "queue", "table", "dfs"),
    KeyVault: ("vault",),
    ContainerRegistry: ("registry",),
}


Outbound: TypeAlias = Annotated[Fqdn | ServiceTag | PrivateTarget, Choice()]
"""A rule for what nodes may reach."""

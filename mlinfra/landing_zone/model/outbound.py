"""Outbound rules: what nodes in the managed network of a workspace may reach."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._fields import Choice, Existing
from mlinfra.landing_zone.model._known import known, known_items
from mlinfra.landing_zone.model._link_groups import check_group, class_of, link_groups
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion, Rows, at, deciding
from mlinfra.landing_zone.model._value_checks import address_range
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading


def _rule(word: str) -> Rows:
    """What every outbound rule begins with."""
    return (Constant("type", word, tells_class=True), Constant("category", "UserDefined"))


@model
class Fqdn:
    """Let nodes reach a host; the first such rule creates an Azure Firewall, which costs money."""

    host: Value[str] = at("destination")
    """The host, such as ``pypi.org`` or ``*.anaconda.org``; ports 80 and 443."""

    ROWS: ClassVar[Rows] = _rule("FQDN")

    def _check(self) -> None:
        host = known(self.host)
        if host is not None and not re.fullmatch(
            r"(\*\.)?([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?", host
        ):
            hint = "write the name alone, without scheme, port and path: pypi.org or *.anaconda.org"
            raise InvalidInput(f"{host!r} is not the name of a host", where=f"{caller_location()} Fqdn.host", hint=hint)


@model
class ServiceTag:
    """Let nodes reach a service of Azure."""

    tag: str = at("destination.serviceTag", decides="whether Azure has such a rule already")
    """The service tag, such as ``AzureMonitor``."""
    _: KW_ONLY
    ports: Value[str] = at("destination.portRanges", default="443")
    """Ports and ranges, separated by commas: ``443,8000-8080``; ``*`` all."""
    protocol: Value[Literal["TCP", "UDP", "ICMP", "*"]] = at("destination.protocol", default="TCP")
    """The protocol."""
    action: Value[Literal["Allow", "Deny"]] | None = at("destination.action", default=None)
    """What happens to the traffic; None: it is allowed."""
    addresses: Values[str] | None = at("destination.addressPrefixes", default=None)
    """Address ranges that stand in for those of the tag; None those of the tag."""

    ROWS: ClassVar[Rows] = (*_rule("ServiceTag"), "tag", "protocol", "ports")

    def _check(self) -> None:
        ports = known(self.ports)
        if ports is not None and not re.fullmatch(r"\*|\d{1,5}(-\d{1,5})?(,\s*\d{1,5}(-\d{1,5})?)*", ports):
            hint = "write ports and ranges, separated by commas: 443,8000-8080"
            raise InvalidInput(
                f"{ports!r} is not a list of ports", where=f"{caller_location()} ServiceTag.ports", hint=hint
            )
        for addresses in known_items(self.addresses):
            address_range(addresses, f"{caller_location()} ServiceTag.addresses")


def _read_target(target: str, reading: Reading) -> Resource | Existing[Resource]:
    return reading.linked(class_of(target), target)


def _group(target: PrivateTarget, _context: BodyContext) -> str:
    return target.part


def _read_group(group: str, _reading: Reading) -> dict[str, str]:
    return {"group": group}


_TARGET = Conversion(lambda target, context, _field: context.id(target), _read_target)


@model
class PrivateTarget:
    """Let nodes reach a resource through a private endpoint in the managed network."""

    resource: Annotated[Resource | Existing[Resource], Choice()] = at(
        "destination.serviceResourceId", conversion=_TARGET
    )
    """The resource, of this stack or existing, in any subscription of the tenant."""
    group: str | None = deciding("which endpoint it is, and the name that it has", default=None)
    """Which part of it, such as ``blob`` of a storage account; None: the only one it has."""
    _: KW_ONLY
    spark: Value[bool] = at("destination.sparkEnabled", default=False)
    """Let serverless Spark jobs use the endpoint too."""
    fqdns: Values[str] | None = at("fqdns", default=None)
    """The host names that the endpoint answers to, where the resource does not tell them itself."""

    ROWS: ClassVar[Rows] = (
        *_rule("PrivateEndpoint"),
        "resource",
        Computed(
            "destination.subresourceTarget",
            _group,
            "a resource with one part alone needs no word",
            ("group",),
            _read_group,
        ),
        "spark",
    )

    @property
    def part(self) -> str:
        """Which part of the resource it leads to."""
        return self.group or link_groups(self.resource)[0]

    def _check(self) -> None:
        check_group(self.resource, self.group, f"{caller_location()} PrivateTarget")


Outbound: TypeAlias = Annotated[Fqdn | ServiceTag | PrivateTarget, Choice()]
"""A rule for what nodes may reach."""

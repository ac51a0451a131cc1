"""Private DNS zones, and the virtual networks that ask them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.network_private_links import DNS_LINK, DNS_ZONE
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import TAGS, target_id
from mlinfra.landing_zone.model._fields import Many, NewOrExisting
from mlinfra.landing_zone.model._rows import Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model.value import Value
from mlinfra.landing_zone.model.virtual_network import VirtualNetwork

_FILLED = "Azure fills it in; sending it means nothing"


@model
class VirtualNetworkLink(Resource):
    """Lets a virtual network ask a private DNS zone; a network has one link to a zone of a name."""

    arm_type: ClassVar[str] = DNS_LINK.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """1 to 80 letters, digits, '_', '.' and '-'."""
    _: KW_ONLY
    parent: NewOrExisting[PrivateDnsZone] | None = elsewhere("its place in the ARM id", default=None)
    """The zone, new or existing; None: the one that lists it."""
    network: NewOrExisting[VirtualNetwork] = at("properties.virtualNetwork.id", conversion=target_id(VirtualNetwork))
    """The network, in any group or subscription."""
    registration: Value[bool] = at("properties.registrationEnabled", default=False)
    """Give the machines of the network names in the zone, which a network does with one zone alone; of no use in zones of private
    endpoints."""
    resolution: Value[Literal["Default", "NxDomainRedirect"]] = at("properties.resolutionPolicy", default="Default")
    """``NxDomainRedirect`` asks the internet for names that the zone does not have, such as those of others' workspaces."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {"etag": _FILLED}
    ROWS: ClassVar[Rows] = (Constant("location", "global"), "tags", "network", "registration", "resolution")


@model
class PrivateDnsZone(Resource):
    """A private DNS zone: names that only linked networks resolve."""

    arm_type: ClassVar[str] = DNS_ZONE.type

    name: str
    """The domain, such as ``privatelink.api.azureml.ms``."""
    _: KW_ONLY
    links: Many[VirtualNetworkLink] = elsewhere("virtual network links", default=())
    """The networks that ask it."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    UNSAID: ClassVar[Mapping[str, str]] = {"etag": _FILLED}
    ROWS: ClassVar[Rows] = (Constant("location", "global"), "tags")

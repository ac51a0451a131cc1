"""Check the addresses of private endpoints that stay the same."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from mlinfra.base.address_range import is_inside
from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._known import known_items
from mlinfra.landing_zone.model._value_checks import address_range

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.private_endpoint import StaticAddress
    from mlinfra.landing_zone.model.virtual_network import Subnet


def check_address(address: StaticAddress, subnet: Subnet | Existing[Subnet], group: str | None, place: str) -> None:
    """Hold an address to the part that the endpoint leads to, and to the range of its subnet; raises `InvalidInput`."""
    if isinstance(address.group, str) and group is not None and address.group.lower() != group.lower():
        message = f"the address {address.name} is for the part {address.group}, and the endpoint leads to {group}"
        raise InvalidInput(message, where=f"{place}.addresses", hint=f'give it group="{group}"')
    if not isinstance(address.address, str):
        return
    try:
        ipaddress.ip_address(address.address)
    except ValueError:
        message = f"{address.address!r} is not an address"
        raise InvalidInput(message, where=f"{place}.addresses", hint="write one such as 10.20.0.5") from None
    own = address_range(address.address, f"{place}.addresses")
    ranges = () if isinstance(subnet, Existing) else known_items([subnet.prefix] if subnet.prefix else subnet.prefixes)
    if ranges and not any(is_inside(own, address_range(text, place)) for text in ranges):
        message = f"{address.address} is not in the range of {subnet.name}: {', '.join(ranges)}"
        raise InvalidInput(message, where=f"{place}.addresses", hint="give an address of the subnet")

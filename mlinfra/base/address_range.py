"""Define the type of an address range, and say whether one is a part of another."""

from __future__ import annotations

import ipaddress
from typing import TypeAlias

AddressRange: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def is_inside(network: AddressRange, space: AddressRange) -> bool:
    """Whether a range is a part of another; one of another version never is."""
    if isinstance(network, ipaddress.IPv4Network):
        return isinstance(space, ipaddress.IPv4Network) and network.subnet_of(space)
    return isinstance(space, ipaddress.IPv6Network) and network.subnet_of(space)

"""Judge the address ranges of a network and of its subnets."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from mlinfra.base.address_range import AddressRange, is_inside
from mlinfra.catalogue.body_rules import Addresses, Ranges
from mlinfra.catalogue.body_values import values_at
from mlinfra.catalogue.refusal import ADDRESS, OUTSIDE, OVERLAP, Refusal
from mlinfra.catalogue.value_kinds import is_open

_SMALLEST_SUBNET = 29
"""Azure keeps five addresses of each subnet."""


def judge_ranges(rule: Ranges | Addresses, body: Mapping[str, object]) -> Iterator[Refusal]:
    """Addresses and ranges that are none; ranges that lie outside of those around them, or overlap."""
    yield from _ranges(rule, body) if isinstance(rule, Ranges) else _addresses(rule, body)


def _ranges(rule: Ranges, body: Mapping[str, object]) -> Iterator[Refusal]:
    outer = list(_texts(rule.paths, body))
    inner = list(_texts(rule.below, body))
    for path, text in (*outer, *inner):
        yield from _judge_text(path, text)
    spaces = _networks(outer)
    yield from _overlaps(spaces)
    subnets = _networks(inner)
    yield from _overlaps(subnets)
    if any(is_open(value) for path in rule.paths for _, value in values_at(body, path)):
        return
    for path, network in subnets:
        if spaces and not any(is_inside(network, space) for _, space in spaces):
            around = ", ".join(str(space) for _, space in spaces)
            yield Refusal(OUTSIDE, path, f"{network} is not inside the address space", f"take a part of {around}")
        elif network.version == 4 and network.prefixlen > _SMALLEST_SUBNET:
            yield Refusal(OUTSIDE, path, f"{network} is too small for a subnet", f"take /{_SMALLEST_SUBNET} or larger")


def _texts(paths: tuple[str, ...], body: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for at, value in values_at(body, path):
            if isinstance(value, str) and not is_open(value):
                yield at, value


def parsed(text: str) -> AddressRange | None:
    """The range that a text names; None where it names none, or an address inside of one."""
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        return None


_LIKE_AN_ADDRESS = re.compile(r"[\d.]+(/.*)?|[0-9a-fA-F]*:[0-9a-fA-F:.]*(/.*)?")


def _addresses(rule: Addresses, body: Mapping[str, object]) -> Iterator[Refusal]:
    for path, text in _texts((rule.path,), body):
        if not _LIKE_AN_ADDRESS.fullmatch(text):
            continue
        if not rule.ranges:
            if not _is_address(text):
                yield Refusal(ADDRESS, path, f"{text!r} is not an IP address", "write it as 10.0.0.4")
        elif not _is_address(text):
            yield from _judge_text(path, text)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _judge_text(path: str, text: str) -> Iterator[Refusal]:
    if parsed(text) is not None and "/" in text:
        return
    try:
        whole = ipaddress.ip_network(text, strict=False)
    except ValueError:
        yield Refusal(ADDRESS, path, f"{text!r} is not an address range", "write it as 10.0.0.0/24")
        return
    fix = f"write {whole}" if "/" in text else "say its length, as in 10.0.0.0/24"
    yield Refusal(ADDRESS, path, f"{text!r} is not the beginning of an address range", fix)


def _networks(texts: list[tuple[str, str]]) -> list[tuple[str, AddressRange]]:
    pairs = ((path, parsed(text)) for path, text in texts)
    return [(path, network) for path, network in pairs if network is not None]


def _overlaps(networks: list[tuple[str, AddressRange]]) -> Iterator[Refusal]:
    ordered = sorted(networks, key=lambda pair: (pair[1].version, int(pair[1].network_address), pair[1].prefixlen))
    for (at, before), (path, network) in pairwise(ordered):
        if before.version == network.version and before.overlaps(network) and _item(at) != _item(path):
            yield Refusal(OVERLAP, path, f"{network} overlaps {before}", "take a range of its own")


def _item(path: str) -> str:
    """The item of a list on a path: a subnet may say its range in both of its properties."""
    return path.partition("]")[0]

"""Compute the parts, subnets and hosts of address ranges."""

from __future__ import annotations

import re
import socket

from mlinfra.arm.expand.functions.strings import int32
from mlinfra.arm.expand.registry import function
from mlinfra.arm.expand.values import Value
from mlinfra.base.errors import TemplateError

_IGNORED = re.compile(r"[^0-9a-fA-F./\s:]+")


class _Range:
    """An address range: its first address as a number, its prefix, and 32 or 128 bits."""

    def __init__(self, address: int, prefix: int, bits: int) -> None:
        self.prefix = prefix
        self.bits = bits
        self.size = 1 << (bits - prefix)
        self.first = address // self.size * self.size

    def text(self, address: int) -> str:
        family = socket.AF_INET if self.bits == 32 else socket.AF_INET6
        return socket.inet_ntop(family, address.to_bytes(self.bits // 8, "big"))

    def ends(self) -> tuple[int, int]:
        """First and last usable address."""
        last = self.first + self.size - 1
        if self.bits == 128 or self.size == 1:
            return self.first, last
        return (self.first, self.first) if self.size == 2 else (self.first + 1, last - 1)


def _range(text: str) -> _Range:
    address, slash, prefix = _IGNORED.sub("", text).strip().partition("/")
    version = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        raw = socket.inet_pton(version, address) if version == socket.AF_INET6 else socket.inet_aton(address)
    except OSError as error:
        raise TemplateError(f"{text!r} is not an address range") from error
    bits, number = len(raw) * 8, int.from_bytes(raw, "big")
    length = (int(prefix) if prefix.isdigit() and len(prefix) < 5 else -1) if slash else _class_prefix(raw)
    if not 0 <= length <= bits:
        raise TemplateError(f"{text!r} is not an address range")
    return _Range(number, length, bits)


def _class_prefix(raw: bytes) -> int:
    if len(raw) == 16:
        return 64
    return 8 if raw[0] < 128 else 16 if raw[0] < 192 else 24


@function("parseCidr", "s")
def _parse_cidr(text: str) -> Value:
    addresses = _range(text)
    first, last = addresses.ends()
    mask = ((1 << addresses.bits) - 1) ^ (addresses.size - 1)
    broadcast = {"broadcast": addresses.text(addresses.first + addresses.size - 1)} if addresses.bits == 32 else {}
    return {
        "network": addresses.text(addresses.first),
        "netmask": addresses.text(mask),
        **broadcast,
        "firstUsable": addresses.text(first),
        "lastUsable": addresses.text(last),
        "cidr": addresses.prefix,
    }


@function("cidrSubnet", "s", "i", "i", checks="before")
def _cidr_subnet(text: str, prefix: int, index: int) -> str:
    addresses = _range(text)
    int32("cidrSubnet", prefix)
    int32("cidrSubnet", index)
    if not addresses.prefix <= prefix <= addresses.bits:
        raise TemplateError(f"{text!r} has no subnets of /{prefix}")
    if not 0 <= index < 1 << (prefix - addresses.prefix):
        raise TemplateError(f"{text!r} has no subnet {index} of /{prefix}")
    return f"{addresses.text(addresses.first + (index << (addresses.bits - prefix)))}/{prefix}"


@function("cidrHost", "s", "i", checks="before")
def _cidr_host(text: str, index: int) -> str:
    addresses = _range(text)
    int32("cidrHost", index)
    last = addresses.first + addresses.size - (1 if addresses.bits == 128 else 2)
    address = addresses.first + 1 + index
    if index >= 0 and (address > last or (addresses.bits == 32 and addresses.size <= 2)):
        raise TemplateError(f"{text!r} has no host {index}")
    return addresses.text(
        address % (1 << addresses.bits)
    )  # a negative index counts backwards, beyond the first address too

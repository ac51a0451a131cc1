"""Bytes -> the 64-bit hash behind ``uniqueString`` and ``templateHash``: a cut of the 128-bit x86 Murmur-3 layout, seed 0."""

from __future__ import annotations

_MASK = 0xFFFFFFFF
_C1, _C2 = 0x239B961B, 0xAB0E9789


def _rotate(x: int, bits: int) -> int:
    return ((x << bits) | (x >> (32 - bits))) & _MASK


def _mix(h: int) -> int:
    h ^= h >> 16
    h = h * 0x85EBCA6B & _MASK
    h ^= h >> 13
    h = h * 0xC2B2AE35 & _MASK
    return h ^ (h >> 16)


def _finish(h1: int, h2: int, length: int) -> int:
    h1 ^= length
    h2 ^= length
    h1 = (h1 + h2) & _MASK
    h2 = (h2 + h1) & _MASK
    h1, h2 = _mix(h1), _mix(h2)
    h1 = (h1 + h2) & _MASK
    return ((h2 + h1) & _MASK) << 32 | h1


def hash64(data: bytes) -> int:
    """The hash of some bytes as an unsigned 64-bit number."""
    h1 = h2 = 0
    full = len(data) - len(data) % 8
    words = memoryview(data[:full]).cast("I") if full else ()
    for k1, k2 in zip(words[::2], words[1::2], strict=True):
        x = k1 * _C1 & _MASK
        h1 ^= ((x << 15 | x >> 17) & _MASK) * _C2 & _MASK
        h1 = (((h1 << 19 | h1 >> 13) & _MASK) + h2) * 5 + 0x561CCD1B & _MASK
        x = k2 * _C2 & _MASK
        h2 ^= ((x << 17 | x >> 15) & _MASK) * _C1 & _MASK
        h2 = (((h2 << 13 | h2 >> 19) & _MASK) + h1) * 5 + 0x0BCAA747 & _MASK
    tail = data[full:]
    if tail:
        h1 ^= _rotate(int.from_bytes(tail[:4], "little") * _C1 & _MASK, 15) * _C2 & _MASK
        h2 ^= _rotate(int.from_bytes(tail[4:], "little") * _C2 & _MASK, 17) * _C1 & _MASK
    return _finish(h1, h2, len(data))

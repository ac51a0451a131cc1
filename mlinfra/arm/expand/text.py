"""See texts as .NET does: in UTF-16 units, with a case mapping of one character for one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BEYOND = re.compile(r"[\ud800-\udfff\U00010000-\U0010ffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def writable(text: str) -> str:
    """A text that can be written: half a surrogate pair is U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def units(text: str) -> str:
    """A text with one character for each UTF-16 unit: pairs become two."""
    if text.isascii() or not _BEYOND.search(text):
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(int.from_bytes(raw[at : at + 2], "little")) for at in range(0, len(raw), 2))


def from_units(text: str) -> str:
    """The text that has these UTF-16 units."""
    return paired(text)


def paired(text: str) -> str:
    """A text in which halves of a surrogate pair that met are one character again."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


@lru_cache(maxsize=4096)
def _upper(char: str) -> str:
    if char == "\u0131":
        return char
    upper, title = char.upper(), char.title()
    return upper if len(upper) == 1 else title if len(title) == 1 else char


@lru_cache(maxsize=4096)
def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 and char != "\u0130" else char


def uppered(text: str) -> str:
    """Upper case, one character for one, invariant."""
    return text.upper() if text.isascii() else "".join(map(_upper, text))


def lowered(text: str) -> str:
    """Lower case, one character for one, invariant."""
    return text.lower() if text.isascii() else "".join(map(_lower, text))


def folded(text: str) -> str:
    """What to compare where case does not count."""
    return units(uppered(text))


def clusters(text: str) -> list[tuple[int, str]]:
    """The letters of a text with their accents, upper case and composed, each with its place in UTF-16 units."""
    letters: list[tuple[int, str]] = []
    at = 0
    for char in text:
        if letters and unicodedata.combining(char):
            start, before = letters[-1]
            letters[-1] = start, unicodedata.normalize("NFC", before + char)
        else:
            letters.append((at, unicodedata.normalize("NFC", _upper(char))))
        at += 2 if char > "\uffff" else 1
    return letters

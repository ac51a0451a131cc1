"""Compare texts as .NET does in its invariant culture, which is ICU's root collation.

A text is taken as its letters with their accents: ``é`` is ``e`` and an accent, ``ﬁ`` is ``f`` and ``i``, ``æ`` is ``a``,
a ligature mark and ``e``. Letters decide first, then accents, then case.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SYMBOLS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_OVERLAY, _LIGATURE = "\u0338", "\U0010ffff"
_PARTS = {
    "ø": "o" + _OVERLAY,
    "đ": "d" + _OVERLAY,
    "ð": "d" + _LIGATURE,
    "ħ": "h" + _OVERLAY,
    "ł": "l" + _OVERLAY,
    "æ": f"a{_LIGATURE}e",
    "œ": f"o{_LIGATURE}e",
    "ß": f"s{_LIGATURE}s",
}
"""Letters that Unicode does not take apart but the collation does."""
_AFTER = {"ŋ": "n", "ŧ": "t", "ı": "i", "þ": "z"}
"""Letters that sort directly after another letter."""
_VARIANTS = {"wide": 3, "compat": 4, "font": 5, "circle": 6, "super": 20, "sub": 21, "vertical": 22, "fraction": 30}
_CAPITAL = 8


class _Element(NamedTuple):
    """One letter, symbol or accent of a text."""

    letter: tuple[int, str, int]
    """What it sorts by first; ``_NO_LETTER`` for an accent."""
    accent: str
    variant: int


_NO_LETTER = (0, "", 0)


def _letter(char: str) -> tuple[int, str, int]:
    if char.isspace():
        return 1, "", 0
    symbol = _SYMBOLS.find(char)
    if symbol >= 0:
        return 2, "", symbol
    if char.isdigit():
        return 4, "", unicodedata.digit(char, 0)
    if char in _AFTER:
        return 5, _AFTER[char], 1
    return (5, char, 0) if char.isalpha() else (3, char, 0)


@lru_cache(maxsize=4096)
def _character(char: str) -> tuple[_Element, ...]:
    if unicodedata.category(char) in {"Cc", "Cf"} and not char.isspace():
        return ()
    tag = unicodedata.decomposition(char).partition(">")
    variant = _VARIANTS.get(tag[0].removeprefix("<"), 4) if tag[1] else 2
    elements: list[_Element] = []
    for part in unicodedata.normalize("NFKD", char):
        raised = variant + (_CAPITAL - 2 if part.isupper() else 0)
        base = part.casefold() if len(part.casefold()) == 1 else part.lower()
        for piece in _PARTS.get(base, base):
            accented = piece == _LIGATURE or unicodedata.combining(piece)
            elements.append(_Element(_NO_LETTER if accented else _letter(piece), piece if accented else "", raised))
    return tuple(elements)


def _elements(text: str) -> list[_Element]:
    return [element for char in unicodedata.normalize("NFD", text) for element in _character(char)]


def collation_key(text: str) -> tuple[object, ...]:
    """The sort key of a text: first its letters, then its accents, then its case (lower first)."""
    elements = _elements(text)
    accents: list[str] = []
    for element in elements:
        if element.letter is not _NO_LETTER:
            accents.append("")
        elif accents:
            accents[-1] += element.accent
    letters = [element.letter for element in elements if element.letter is not _NO_LETTER]
    return letters, accents, [element.variant for element in elements]


def _without_case(text: str) -> list[tuple[object, str]]:
    return [(element.letter, element.accent) for element in _elements(text)]


def begins_with(text: str, start: str) -> bool:
    """Whether a text begins with another one, in any case; a letter without its accent does not match."""
    if text.isascii() and start.isascii() and text.isprintable() and start.isprintable():
        return text[: len(start)].lower() == start.lower()
    whole, part = _without_case(text), _without_case(start)
    if not part:
        return True
    following = whole[len(part) : len(part) + 1]
    return whole[: len(part)] == part and not (following and following[0][0] == _NO_LETTER)


def finishes_with(text: str, end: str) -> bool:
    """Whether a text ends with another one, in any case."""
    if text.isascii() and end.isascii() and text.isprintable() and end.isprintable():
        return text.lower().endswith(end.lower())
    whole, part = _without_case(text), _without_case(end)
    return not part or whole[-len(part) :] == part

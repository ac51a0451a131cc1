"""A text -> what orders it as ICU's root collation does: marks, digits, letters; accents and case only break ties."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_MARKS = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"


@lru_cache(maxsize=4096)
def _weight(char: str) -> tuple[int, int, str]:
    if char.isspace():
        return 0, 0, ""
    mark = _MARKS.find(char)
    if mark >= 0:
        return 1, mark, ""
    if char.isdigit():
        return 3, unicodedata.digit(char, 0), ""
    return (4, 0, char.casefold()) if char.isalpha() else (2, 0, char)


def collation_key(text: str) -> tuple[object, ...]:
    """The sort key of a text: first its letters, then its accents, then its case (lower first)."""
    letters: list[tuple[int, int, str]] = []
    accents: list[str] = []
    for char in unicodedata.normalize("NFD", text):
        if unicodedata.combining(char):
            accents[-1:] = [accents[-1] + char] if accents else []
        elif unicodedata.category(char) not in {"Cc", "Cf"} or char.isspace():
            letters.append(_weight(char))
            accents.append("")
    cases = [char.isupper() for char in text]
    return letters, accents, cases

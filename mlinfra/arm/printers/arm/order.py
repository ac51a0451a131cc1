"""Sort names as the compiler does, in the invariant and the English cultures."""

from __future__ import annotations

from functools import lru_cache

_SIGNS = {sign: at for at, sign in enumerate("_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$")}
_DIGIT, _LETTER = 100, 101


@lru_cache(4096)  # the same names are sorted in every list of what is waited for
def sort_key(name: str) -> tuple[list[tuple[int, str]], list[bool]]:
    """Signs before digits before letters; case decides only between names that are equal without it, lower first."""
    return [_rank(character) for character in name], [character.isupper() for character in name]


def _rank(character: str) -> tuple[int, str]:
    if character in _SIGNS:
        return _SIGNS[character], ""
    return (_DIGIT if character.isdigit() else _LETTER), character.lower()

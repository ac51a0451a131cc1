"""Tell what Azure makes of apostrophes in a text that stands inside a template expression."""

from __future__ import annotations


def as_argument(text: str) -> str:
    """The text that is left of a literal which is an argument or an index: of two apostrophes in a row one remains.

    Azure's engine unescapes such a literal twice: ``[toUpper('it''''s')]`` is ``IT'S``. A text that is a value by
    itself, or a whole expression, keeps them all.
    """
    return text.replace("''", "'")


def survives(text: str) -> bool:
    """Whether a text is the same after it stood inside an expression."""
    return "''" not in text

"""What entries of users have in common that let something pass: texts that must be there, and a last day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from mlinfra.base.errors import InvalidInput


class Reasoned(Protocol):
    """An entry with a reason and, perhaps, a last day."""

    @property
    def reason(self) -> str:
        """Why it may pass."""

    @property
    def until(self) -> date | None:
        """The last day on which it holds; None: always."""


def check_entry(entry: Reasoned, texts: Iterable[str], word: str, where: str) -> None:
    """Raise `InvalidInput` for an entry without one of its texts, or whose last day is not a date.

    ``word`` is what a message calls the entry, ``where`` what it is about.
    """
    for name in texts:
        value = getattr(entry, name)
        if not (isinstance(value, str) and value.strip()):
            raise InvalidInput(f"{word} needs a {name}", hint=f'write {type(entry).__name__}(..., {name}="...")')
    if entry.until is not None and (not isinstance(entry.until, date) or isinstance(entry.until, datetime)):
        raise InvalidInput("until must be a date", where=where, hint="write until=date(2027, 1, 31)")


def is_over(entry: Reasoned, today: date) -> bool:
    """Whether an entry no longer holds on that day."""
    return entry.until is not None and today > entry.until


def reason_of(entry: Reasoned) -> str:
    """The reason with the last day: ``in preview here (until 2027-01-31)``."""
    return f"{entry.reason} (until {entry.until})" if entry.until else entry.reason

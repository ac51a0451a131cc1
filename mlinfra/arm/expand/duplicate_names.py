"""Tell of names that stand twice in one object of a template: Azure takes the last one without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlinfra.arm.foreign_json import Duplicate

_KEYWORDS = re.compile(
    r"(?:|.*\.template)"  # a template itself
    r"|(?:.*\.template\.)?(?:parameters|variables|outputs)(?:\.[^.]+)?"
    r"|(?:.*\.)?resources(?:\[\d+\]|\.[^.\[\]]+)",
    re.IGNORECASE,
)
"""Objects of a template whose names Azure reads in any casing; elsewhere two casings are two names."""


def duplicate_names(duplicates: Iterable[Duplicate], file: str) -> tuple[str, ...]:
    """A diagnostic, as ``TARGET LEVEL CODE: MESSAGE``, for each name that takes the place of another."""
    return tuple(
        f"{file}:{found.last_line} Warning DuplicateName: {_names(found)} in {found.path or 'the template'}: "
        f"at {file}:{found.first_line} and at {file}:{found.last_line}. The last one stays; remove one of them."
        for found in duplicates
        if found.first == found.last or _KEYWORDS.fullmatch(found.path)
    )


def _names(found: Duplicate) -> str:
    if found.first == found.last:
        return f"'{found.last}' stands twice"
    return f"'{found.first}' and '{found.last}' are one name"

"""Report names that stand twice in one object of a template: Azure takes the last one without a word."""

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
        f"{file}:{duplicate.last_line} Warning DuplicateName: {_names(duplicate)} in {duplicate.path or 'the template'}: "
        f"at {file}:{duplicate.first_line} and at {file}:{duplicate.last_line}. The last one stays; remove one of them."
        for duplicate in duplicates
        if duplicate.first == duplicate.last or _KEYWORDS.fullmatch(duplicate.path)
    )


def _names(duplicate: Duplicate) -> str:
    if duplicate.first == duplicate.last:
        return f"'{duplicate.last}' stands twice"
    return f"'{duplicate.first}' and '{duplicate.last}' are one name"

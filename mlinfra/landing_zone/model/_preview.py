"""Hold properties that no stable API version has to resources that are written in a preview of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import Resource

Preview: TypeAlias = Literal["2024-10-01-preview"]
"""The preview API versions that a resource may be written in."""


def check_preview(resource: Resource, fields: Iterable[str], place: str) -> None:
    """Raise `InvalidInput` for the first of these fields that is given to a resource of the stable API version."""
    given = next((field for field in fields if getattr(resource, field) is not None), None)
    if given is not None and not resource.written_version:
        hint = 'say preview="2024-10-01-preview", or drop it'
        raise InvalidInput("only a preview API version has it", where=f"{place}.{given}", hint=hint)

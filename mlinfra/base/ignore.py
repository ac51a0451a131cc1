"""Noise rules of users: differences that a plan folds, each with a reason."""

from __future__ import annotations

from dataclasses import KW_ONLY
from datetime import date
from typing import ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass
from mlinfra.base.reasoned import check_entry, is_over


@dataclass(frozen=True, slots=True)
class Ignore:
    """Fold differences of one property, with a reason.

    A deletion of a resource and a security-relevant property are never folded. Raises `InvalidInput` without a path
    or a reason.
    """

    DECIDES: ClassVar[str] = "which differences a plan folds"

    path: str
    """A property path; ``*`` stands for one name, ``[*]`` for any item, and what lies below it is folded too."""
    _: KW_ONLY
    reason: str
    """Why the difference does not matter."""
    type: str | None = None
    """A resource type, with ``*``; None: any."""
    address: str | None = None
    """A resource's address, with ``*``; None: any."""
    until: date | None = None
    """The last day on which it applies; None: always."""

    def __post_init__(self) -> None:
        check_entry(self, ("path", "reason"), "an ignore entry", self.path)
        for field in ("type", "address"):
            if not isinstance(getattr(self, field), str | None):
                raise InvalidInput(f"{field} must be a text", where=self.path, hint=f'write Ignore(..., {field}="...")')

    def expired(self, today: date) -> bool:
        """Whether the entry no longer applies on that day."""
        return is_over(self, today)

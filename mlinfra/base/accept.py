"""Let one value through that the catalogue refuses, for the day on which Azure knows more than the catalogue."""

from __future__ import annotations

from dataclasses import KW_ONLY
from datetime import date
from typing import ClassVar

from mlinfra.base.frozen import dataclass
from mlinfra.base.property_paths import pattern, with_names
from mlinfra.base.reasoned import check_entry, is_over, reason_of


def is_meant(accepted: str, path: str, body: object = None) -> bool:
    """Whether a path that is accepted means this property of a body, or one above it."""
    wanted = pattern(accepted)
    return bool(wanted.match(path) or ("[" in path and wanted.match(with_names(path, body))))


@dataclass(frozen=True, slots=True)
class Accept:
    """Send a value although the catalogue says that Azure refuses it.

    It stands on the resource (``accept=[Accept(...)]``); plan and outcome show it, the local target warns. Raises
    `InvalidInput` without a path or a reason.
    """

    DECIDES: ClassVar[str] = "which values are sent although the catalogue refuses them"

    path: str
    """The property in the ARM body, such as ``properties.properties.vmSize``; what lies below it is accepted too."""
    reason: str
    """How it is known that Azure takes the value."""
    _: KW_ONLY
    until: date | None = None
    """The last day on which it holds; None: always. Afterwards the value is refused again, with this date."""

    def __post_init__(self) -> None:
        check_entry(self, ("path", "reason"), "accept", self.path)

    def covers(self, path: str, body: object = None) -> bool:
        """Whether it is about this property of a body; an item of a list may be meant by its name or its number."""
        return is_meant(self.path, path, body)

    def expired(self, today: date) -> bool:
        """Whether it no longer holds on that day."""
        return is_over(self, today)

    @property
    def words(self) -> str:
        """The reason with the last day: ``in preview here (until 2027-01-31)``."""
        return reason_of(self)

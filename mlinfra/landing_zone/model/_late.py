"""Find the properties of a resource that stand in a later write of it than the first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeAlias, TypeVar

from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.model._rows import Mapped, field_rows

T = TypeVar("T")
ValueKind: TypeAlias = Literal["object", "array", "string"]
_KINDS: dict[type, ValueKind] = {dict: "object", tuple: "array"}


@dataclass(frozen=True, slots=True)
class LateProperty:
    """One property that a resource gives in a later write: ``phase`` counts the writes, 0 is the first.

    ``field`` is dotted where it is one of a nested value, such as ``feature_store.offline_store``.
    """

    phase: int
    field: str
    path: str
    kind: ValueKind
    """What it is in the body."""
    text: str
    """The text that its field has; empty for another value."""


def late_properties(value: T, field: str = "", path: str = "") -> Iterator[LateProperty]:
    """Those that the author gave, in the order of the fields; ``field`` and ``path`` are what stands above the value."""
    kind: type = type(value)
    for name, row in _candidates(kind):
        given = getattr(value, name)
        if not given:
            continue
        if row.phase:
            text = given if isinstance(given, str) else ""
            kind_of_value = _KINDS.get(type(given), "string")
            yield LateProperty(row.phase, f"{field}{name}", f"{path}{row.path}", kind_of_value, text)
        elif hasattr(type(given), "ROWS"):
            yield from late_properties(given, f"{field}{name}.", f"{path}{row.path}.")


@cache
def _candidates(kind: type) -> tuple[tuple[str, Mapped], ...]:
    """The fields that are late, or whose nested value may have late ones."""
    rows = field_rows(kind).items()
    return tuple((name, row) for name, row in rows if isinstance(row, Mapped) and (row.phase or row.nested))

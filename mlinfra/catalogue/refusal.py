"""What Azure refuses in a body or in a change, as a value, with the codes of its kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Final

from mlinfra.base.accept import Accept


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of refusal: its name, and its page for ``mlinfra explain``."""

    slug: str
    page: str


KIND, CLOSED, READ_ONLY, REQUIRED, NAME, FIXED, ONE_WAY = (f"R00{number}" for number in range(1, 8))

KINDS: Final[dict[str, Kind]] = {
    KIND: Kind(
        "wrong-kind",
        "A property holds another kind of value than its type has: a text where Azure wants a number, a list where it "
        "wants an object. Parameters and expressions are not judged before their value is known.",
    ),
    CLOSED: Kind(
        "closed-value",
        "A property takes one of a fixed list of values, and this is none of them. Most lists of Azure are open: of "
        "those an unknown value is not judged here, and Azure decides.",
    ),
    READ_ONLY: Kind("read-only", "Only Azure sets this property; a body must leave it out."),
    REQUIRED: Kind("required", "Azure refuses the resource without this property."),
    NAME: Kind("name", "Azure does not allow this name for the type, in the API version that is sent."),
    FIXED: Kind(
        "fixed-at-creation",
        "Azure takes this property when it creates the resource, and refuses to change it later. Take the old value "
        "back, give the resource another name, or delete and create it: `deploy --replace ADDRESS`.",
    ),
    ONE_WAY: Kind(
        "one-way",
        "This property changes in the other direction only, also by leaving it out. Take the old value back, or delete "
        "and create the resource: `deploy --replace ADDRESS`.",
    ),
}
"""Every kind of refusal by its code. No configuration switches one off; ``accept=`` on a resource lets one value through."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One value that Azure would refuse."""

    code: Annotated[str, "R001 to R007; `mlinfra explain CODE` tells more."]
    path: Annotated[str, "The property, or name."]
    message: Annotated[str, "What is wrong with it."]
    fix: Annotated[str, "What to do."]
    accepted: Annotated[str, "Why it is sent nevertheless; empty for what stops a deployment."] = ""

    @property
    def slug(self) -> str:
        """The name of its kind."""
        return KINDS[self.code].slug


@dataclass(frozen=True, slots=True)
class Judged:
    """Refusals after ``accept=`` was applied, and the entries that let nothing through."""

    refusals: tuple[Refusal, ...]
    unused: tuple[Accept, ...] = ()


def with_accepts(refusals: Iterable[Refusal], accepts: Iterable[Accept], today: date) -> Judged:
    """Mark what the author accepts; what an expired entry accepted stays refused and names the date."""
    entries = tuple(accepts)
    judged = tuple(_accepted(refusal, entries, today) for refusal in refusals)
    used = {entry for entry in entries for refusal in judged if entry.covers(refusal.path)}
    return Judged(judged, tuple(entry for entry in entries if entry not in used))


def _accepted(refusal: Refusal, entries: tuple[Accept, ...], today: date) -> Refusal:
    for entry in entries:
        if entry.covers(refusal.path):
            if not entry.expired(today):
                return replace(refusal, accepted=entry.words)
            return replace(refusal, message=f"{refusal.message}; it was accepted until {entry.until}")
    return refusal


def standing(refusals: Iterable[Refusal]) -> Iterator[Refusal]:
    """Those that stop a deployment."""
    return (refusal for refusal in refusals if not refusal.accepted)

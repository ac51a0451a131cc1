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
    azure: str = "InvalidRequestContent"
    """The code that Azure answers, as far as it is documented."""


KIND, CLOSED, READ_ONLY, REQUIRED, NAME, FIXED, ONE_WAY = (f"R00{number}" for number in range(1, 8))
LIMIT, EXCLUDED, DOUBLE, SIZE, REFERENCE, ADDRESS, OUTSIDE, OVERLAP = (f"R{number:03}" for number in range(8, 16))
TYPE, API_VERSION, SCOPE, LOCATION, TAG = (f"R{number:03}" for number in range(16, 21))

KINDS: Final[dict[str, Kind]] = {
    KIND: Kind(
        "wrong-kind",
        "A property holds another kind of value than its type has: a text where Azure wants a number, a list where it "
        "wants an object. Parameters and expressions are not judged before their value is known.",
    ),
    CLOSED: Kind(
        "closed-value",
        "A property takes one of a list of values, and this is none of those that this API version has; letter case does "
        "not count. Lists that Microsoft documents as open are not judged here. For the day that Azure knows more, "
        "`accept=` lets one value through.",
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
    LIMIT: Kind(
        "limit",
        "A number is too small or too large, a text or a list too short or too long, or a text is not of the form that "
        "Azure wants: a GUID, an ISO 8601 duration.",
    ),
    EXCLUDED: Kind("excluded", "Azure refuses this property beside another one that the body has, or for this kind."),
    DOUBLE: Kind("double", "Two items of a list have the same name, or the same of what must differ."),
    SIZE: Kind(
        "size",
        "Azure has no virtual machines of this size: it does not follow the naming convention, or the series is retired. "
        "Whether a region, or a quota, has the size is not judged.",
    ),
    REFERENCE: Kind(
        "reference",
        "An id leads to a resource of another type than Azure takes here, or a private endpoint names a group that its "
        "target does not have. The local target also refuses what is not there.",
        "InvalidResourceReference",
    ),
    ADDRESS: Kind("address-format", "Not an address range, or not the beginning of one.", "InvalidAddressPrefixFormat"),
    OUTSIDE: Kind(
        "address-outside", "A subnet lies outside of its network, or is smaller than /29.", "NetcfgInvalidSubnet"
    ),
    OVERLAP: Kind("address-overlap", "Two subnets, or two ranges of a network, overlap.", "NetcfgSubnetRangesOverlap"),
    TYPE: Kind("type", "The namespace has no resource type of this name."),
    API_VERSION: Kind(
        "api-version",
        "No specification of Microsoft has the type in this API version. Of versions that are later than mlinfra's table "
        "nothing is known, so they are taken.",
    ),
    SCOPE: Kind(
        "scope", "A resource of this type cannot stand at this scope: in a resource group, a subscription, ..."
    ),
    LOCATION: Kind("location", "Azure has no such region, or the type is global, or is not."),
    TAG: Kind(
        "tags",
        "Resource Manager does not keep these tags: at most 50, names without < > % & \\ ? / of at most 512 characters (128 "
        "on storage), values of at most 256; names differ in more than letter case.",
    ),
}
"""Every kind of refusal by its code. No configuration switches one off; ``accept=`` on a resource lets one value through."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One value that Azure would refuse."""

    code: Annotated[str, "R001 to R020; `mlinfra explain CODE` tells more."]
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


def with_accepts(refusals: Iterable[Refusal], accepts: Iterable[Accept], today: date, body: object = None) -> Judged:
    """Mark what the author accepts in a body; what an expired entry accepted stays refused and names the date."""
    entries = tuple(accepts)
    judged = tuple(_accepted(refusal, entries, today, body) for refusal in refusals)
    used = {entry for entry in entries for refusal in judged if entry.covers(refusal.path, body)}
    return Judged(judged, tuple(entry for entry in entries if entry not in used))


def _accepted(refusal: Refusal, entries: tuple[Accept, ...], today: date, body: object) -> Refusal:
    for entry in entries:
        if entry.covers(refusal.path, body):
            if not entry.expired(today):
                return replace(refusal, accepted=entry.words)
            return replace(refusal, message=f"{refusal.message}; it was accepted until {entry.until}")
    return refusal


def standing(refusals: Iterable[Refusal]) -> Iterator[Refusal]:
    """Those that stop a deployment."""
    return (refusal for refusal in refusals if not refusal.accepted)

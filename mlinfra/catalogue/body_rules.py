"""Rules about values of a body, as data: limits, what needs or excludes what, sizes, addresses.

Paths are dotted, from the root of the body; ``[*]`` stands for every item of a list, ``*`` for every name of an object.
A rule that meets a value which is known only while deploying says nothing.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json


@dataclass(frozen=True, slots=True)
class When:
    """Holds for bodies that have one of these values at a path, in any letter case; without values: any value.

    ``absent`` is what leaving the property out stands for; ``other``: holds for every other value instead.
    """

    path: str
    values: tuple[Json, ...] = ()
    absent: Json = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """The least and the most of a number, of the characters of a text, or of the items of a list; or a pattern.

    ``words`` says the pattern in words; ``also`` are numbers that Azure takes besides, such as -1 for its own default.
    """

    path: str
    least: float | None = None
    most: float | None = None
    pattern: str = ""
    words: str = ""
    also: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Duration:
    """An ISO 8601 duration such as PT2M, with the least and the most in seconds; the conditions say for which bodies."""

    path: str
    least: int | None = None
    most: int | None = None
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Needs:
    """At least one of these properties must be given."""

    paths: tuple[str, ...]
    when: tuple[When, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Only:
    """The value at a path, where there is one, must be one of these; the conditions say for which bodies."""

    path: str
    values: tuple[Json, ...]
    when: tuple[When, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Excludes:
    """A property that must not be given, or not with one of these values."""

    path: str
    when: tuple[When, ...] = ()
    values: tuple[Json, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ordered:
    """The first number is at most the second."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Distinct:
    """No two items of a list have the same values at these paths below the item; an empty path is the item itself."""

    path: str
    by: tuple[str, ...] = ("name",)


@dataclass(frozen=True, slots=True)
class Sums:
    """The numbers of an object add up to one of these."""

    path: str
    to: tuple[int, ...] = ()
    most: int | None = None


@dataclass(frozen=True, slots=True)
class VmSize:
    """The name of a virtual machine's size: one that Azure's naming convention knows, of no series that is retired."""

    path: str
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeZone:
    """The name of a time zone, as Windows has it."""

    path: str
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron expression of five fields."""

    path: str
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranges:
    """Address ranges such as 10.0.0.0/16, which do not overlap; those ``below`` lie inside them and do not overlap."""

    paths: tuple[str, ...]
    below: tuple[str, ...] = ()
    words: str = "address range"


@dataclass(frozen=True, slots=True)
class Addresses:
    """What looks like an IP address or an address range is one; other words, such as service tags, are passed over.

    ``ranges``: a range such as 10.0.0.0/24 may stand there; without it only an address.
    """

    path: str
    ranges: bool = True


PlainRule: TypeAlias = (
    Limit
    | Duration
    | Needs
    | Only
    | Excludes
    | Ordered
    | Distinct
    | Sums
    | VmSize
    | TimeZone
    | Cron
    | Ranges
    | Addresses
)


@dataclass(frozen=True, slots=True)
class Each:
    """Rules for every item of a list or of an object; their paths begin at the item."""

    path: str
    rules: tuple[PlainRule, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A private link: ``groups`` must be parts of the resource whose id stands at ``target``, both below each item."""

    path: str
    target: str
    groups: str


@dataclass(frozen=True, slots=True)
class Target:
    """Rules for the body of the resource whose id stands at a path; it must be of this type.

    They are judged where that resource is known: in the same deployment, or on the local target.
    """

    path: str
    type: str
    rules: tuple[PlainRule, ...]
    when: tuple[When, ...] = ()


BodyRule: TypeAlias = PlainRule | Each | Linked | Target


def together(*rules: BodyRule) -> tuple[BodyRule, ...]:
    """The rules of an entry: by a call, so that `mlinfra.catalogue.later` can make them when they are read."""
    return rules


GUID: Final = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def guid(path: str) -> Limit:
    """The text at a path is a GUID."""
    return Limit(path, pattern=GUID, words="a GUID")


def not_blank(path: str) -> Limit:
    """The text at a path has a letter, a digit or an underscore."""
    return Limit(path, pattern=r"(?s).*[a-zA-Z0-9_].*", words="a text that is not blank")


def empty_or_not_blank(path: str) -> Limit:
    """The text at a path is empty, or not blank: for one that other rules need only in some bodies."""
    return Limit(path, pattern=r"(?s)|.*[a-zA-Z0-9_].*", words="a text that is not blank")

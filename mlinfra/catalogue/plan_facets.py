"""What a plan marks and tells of a resource type: properties that decide who may do what, and those that tell it apart."""

from __future__ import annotations

from typing import Final

from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json

REACH: Final = "decides from where the resource can be reached"
KEYS: Final = "decides whether keys open the resource beside identities"
WHO: Final = "decides who may do what"
CRYPT: Final = "decides how data or traffic is encrypted, and with whose key"
ACTS: Final = "decides as whom the resource acts"


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Properties that decide who may do what, with everything below them: no noise rule hides a change of one.

    Paths are dotted, from the root of the body, with ``[*]`` for every item and ``*`` for every name. ``but``: what only
    Azure computes below them.
    """

    paths: tuple[str, ...]
    reason: str
    but: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyProperty:
    """A property that tells resources of a type apart, as a row of a plan says it: ``0 to 8 nodes``.

    ``text`` stands around its value: ``{}``. ``beside`` is the path of another number, ``{beside}`` in the text, 0 where
    there is none. With ``value`` the text is said for this value alone.
    """

    path: str
    text: str = "{}"
    beside: str = ""
    value: Json = None


SKU_AND_KIND: Final = (KeyProperty("sku.name"), KeyProperty("kind"))
"""What is told of types that the catalogue does not have."""


def told(*paths: str) -> tuple[KeyProperty, ...]:
    """These properties, as they are."""
    return tuple(map(KeyProperty, paths))


def reach(*paths: str, below: str = "properties.", but: tuple[str, ...] = ()) -> Sensitive:
    """From where the resource can be reached; ``below`` stands before each path."""
    return Sensitive(_at(below, paths), REACH, _at(below, but))


def keys(*paths: str, below: str = "properties.") -> Sensitive:
    """Whether keys open the resource beside identities."""
    return Sensitive(_at(below, paths), KEYS)


def who(*paths: str, below: str = "properties.") -> Sensitive:
    """Who may do what."""
    return Sensitive(_at(below, paths), WHO)


def crypt(*paths: str, below: str = "properties.", but: tuple[str, ...] = ()) -> Sensitive:
    """How data or traffic is encrypted, and with whose key."""
    return Sensitive(_at(below, paths), CRYPT, _at(below, but))


def acts(*paths: str, below: str = "properties.") -> Sensitive:
    """As whom the resource acts."""
    return Sensitive(_at(below, paths), ACTS)


def unsigned(path: str, what: str) -> Sensitive:
    """Whether anybody may do something without signing in."""
    return Sensitive((f"properties.{path}",), f"decides whether anybody may {what} without signing in")


def _at(below: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(below + path for path in paths)

"""Where the property table of a type comes from, and what the Bicep compiler's types say otherwise."""

from __future__ import annotations

from typing import Literal

from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """There is a property table in ``catalogue/properties``; ``make property-tables`` makes it of a published package."""

    package: str
    """Name and release, such as ``azure-mgmt-storage==24.0.1``; its client asks in the API version of the entry."""
    models: str
    """The module with its models."""
    body: str
    """The class of the body there."""


@dataclass(frozen=True, slots=True)
class NoTable:
    """Why there is no property table of a type: its bodies are not checked, and mlinfra says so."""

    reason: str


@dataclass(frozen=True, slots=True)
class Differs:
    """Something that the compiler's types say otherwise than the package, with the reason; tests compare the two.

    ``aspect``: ``type`` when the compiler has no such type; else what differs of the ``properties``: the ``names`` that there
    are, of which ``kind`` a value is, whether it is ``read-only`` or ``required``, and its ``values``. A property is called
    `OBJECT.PROPERTY`: by the class of the package, with the levels that it leaves out behind a dot.
    """

    aspect: Literal["type", "names", "kind", "read-only", "required", "values"]
    reason: str
    properties: tuple[str, ...] = ()

"""Read which variant of its type a body is: what its discriminator says."""

from __future__ import annotations

from collections.abc import Mapping

from mlinfra.base.property_paths import names
from mlinfra.catalogue.lookup import find_type


def variant_of(arm_type: str, body: Mapping[str, object] | None) -> str:
    """The value of the body's discriminator; empty for no body, a type without one, or where it is open.

    Example: a compute with ``{"properties": {"computeType": "AmlCompute"}}`` is ``AmlCompute``.
    """
    entry = find_type(arm_type)
    value = value_at(body, entry.discriminator) if entry and entry.discriminator else ""
    return value if isinstance(value, str) else ""


def value_at(body: object, path: str) -> object:
    """The value at a dotted path, in any letter case; None where there is none."""
    for name in names(path):
        if not isinstance(body, Mapping):
            return None
        body = member_of(body, name)
    return body


def member_of(body: Mapping[str, object], name: str) -> object:
    """The value of one member, in any letter case; None where there is none."""
    return next((value for key, value in body.items() if str(key).casefold() == name.casefold()), None)

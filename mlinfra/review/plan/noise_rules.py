"""The noise rules that hold for a type: those of its catalogue entry, and those of every type."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from mlinfra.catalogue.lookup import all_types, find_type
from mlinfra.catalogue.resource_type import Noise

_COMPUTED = "Azure computes it; no template can set it"

EVERY_TYPE: Final[tuple[Noise, ...]] = (
    Noise(
        "N049",
        "service",
        (
            "identity.principalId",
            "identity.tenantId",
            "identity.userAssignedIdentities.*.clientId",
            "identity.userAssignedIdentities.*.principalId",
        ),
        _COMPUTED,
    ),
    Noise("N050", "service", ("etag", "systemData", "properties.provisioningState"), _COMPUTED),
    Noise("N060", "service", ("apiVersion",), "the version of Azure's interface, not a property of the resource"),
)
"""The number of a code is the row of the register of patterns that it comes from; one code may have several rows."""


@cache
def rules_of(arm_type: str) -> tuple[Noise, ...]:
    """The rules for a type, in any case; those of every type stand last."""
    entry = find_type(arm_type)
    return (*(entry.noise if entry else ()), *EVERY_TYPE)


def every_rule() -> Iterator[tuple[str, Noise]]:
    """Every rule with its type; the type is empty for the rules of every type."""
    for entry in all_types():
        yield from ((entry.type, rule) for rule in entry.noise)
    yield from (("", rule) for rule in EVERY_TYPE)

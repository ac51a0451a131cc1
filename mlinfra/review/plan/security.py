"""Which differences decide who may do what, with the reason: noise rules never hide them.

The entry of a type says its properties; those of a type without an entry are judged by their names.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import item, member, names, pattern
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.plan_facets import ACTS, Sensitive
from mlinfra.catalogue.resource_type import ResourceType
from mlinfra.catalogue.security_names import BY_NAME

EVERY_TYPE: Final = (
    Sensitive(
        ("identity",),
        ACTS,
        but=(
            "identity.principalId",
            "identity.tenantId",
            "identity.userAssignedIdentities.*.clientId",
            "identity.userAssignedIdentities.*.principalId",
        ),
    ),
)
"""What decides it on every type."""


def security_reason(path: str, type_: str, *values: Json) -> str | None:
    """Why a difference at that path is security-relevant, or None. ``values`` are looked into as well."""
    entry = find_type(type_)
    if reason := _reason(path, entry):
        return reason
    inside = (found for value in values for found in _below(path, value))
    return next((reason for below in inside if (reason := _reason(below, entry))), None)


def _reason(path: str, entry: ResourceType | None) -> str | None:
    rows = (*(entry.security if entry else ()), *EVERY_TYPE)
    for row in rows:
        if _matches(row.paths, path):
            return None if _matches(row.but, path) else row.reason
    return None if entry else next((BY_NAME[name] for name in names(path) if name in BY_NAME), None)


@lru_cache(maxsize=8192)
def _matches(paths: tuple[str, ...], path: str) -> bool:
    return any(pattern(text).match(path) for text in paths)


def _below(path: str, value: Json) -> Iterator[str]:
    """The paths of everything inside a value."""
    stack = [(path, value)]
    while stack:
        above, node = stack.pop()
        if isinstance(node, dict):
            inside = [(member(above, str(key)), held) for key, held in node.items()]
        else:
            inside = [(item(above, index), held) for index, held in enumerate(node)] if isinstance(node, list) else []
        yield from (below for below, _ in inside)
        stack += inside

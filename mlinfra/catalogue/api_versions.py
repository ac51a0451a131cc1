"""Know the API versions of resource types, from the specifications that Microsoft publishes.

The table is written by ``scripts/api_versions.py`` from Azure/bicep-types-az, commit 1f896de of August 2026. Of a version
later than the newest one in it nothing is known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> Mapping[str, Any]:
    text = files("mlinfra.catalogue").joinpath("api_versions.json").read_text(encoding="utf-8")
    return {name.lower(): entry for name, entry in json.loads(text).items()}


@cache
def api_versions(resource_type: str) -> tuple[str, ...]:
    """The published versions of a type, the newest first; empty where none is known."""
    namespace, _, kind = resource_type.lower().partition("/")
    entry = _table().get(namespace)
    if entry is None:
        return ()
    ranges, every = entry["types"].get(kind, ""), entry["versions"].split()
    chosen = [every[first : last + 1] for first, last in map(_bounds, ranges.split())]
    return tuple(sorted((version for versions in chosen for version in versions), key=_date, reverse=True))


def _bounds(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    return int(first), int(last or first)


def _date(version: str) -> tuple[str, bool]:
    return version[:10], len(version) == 10


def is_published(resource_type: str, version: str) -> bool:
    """Whether a type can have a version: a published one, one later than all that are known here, or any of an unknown type."""
    known = api_versions(resource_type)
    return not known or version.lower() in known or version[:10] > known[0][:10]

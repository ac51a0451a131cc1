"""Know every built-in role of Azure by its GUID, and what those permit that landing zones meet.

The table holds what ``az role definition list`` said in March 2026; Azure adds roles by the month.
``scripts/built_in_roles.py`` makes it anew from that answer, or from a clone of Microsoft's documentation.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

READ = "March 2026"
"""When the table was read."""


@cache
def _table() -> Mapping[str, Any]:
    text = files("mlinfra.catalogue").joinpath("built_in_roles.json").read_text(encoding="utf-8")
    table: Mapping[str, Any] = json.loads(text)
    return table


def role_name(guid: str) -> str | None:
    """The name of a built-in role; None where no built-in role has the GUID."""
    name: str | None = _table()["names"].get(guid.lower())
    return name


def role_names() -> Mapping[str, str]:
    """Every built-in role: GUID in lower case -> name."""
    names: Mapping[str, str] = _table()["names"]
    return names


def permissions_of(guid: str) -> Mapping[str, list[str]] | None:
    """``actions``, ``notActions``, ``dataActions`` and ``notDataActions`` of a role; None where they are not known."""
    permissions: Mapping[str, list[str]] | None = _table()["permissions"].get(guid.lower())
    return permissions

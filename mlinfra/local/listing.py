"""Choose and order what a list of Azure ML shows, by the options of its query."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mlinfra.local.errors import ArmError
from mlinfra.local.http import Call
from mlinfra.local.moments import changed_at, created_at
from mlinfra.local.providers._base import Body, read
from mlinfra.local.store import View

_ML = "microsoft.machinelearningservices/"
_VIEWS = {"activeonly": (False,), "archivedonly": (True,), "all": (False, True)}


def listed(view: View, kind: str, bodies: list[Body], call: Call) -> list[Body]:
    """What a list of one type shows: filtered, ordered, cut to ``$top`` or ``count``. Raises 400 for a wrong option."""
    if kind.lower().startswith(_ML):
        bodies = [body for body in bodies if _meant(body, call.query)]
        _order(view, bodies, call.query.get("$orderby") or call.query.get("orderby") or "")
        bodies = bodies[_count(call, "$skip") or 0 :]
    return bodies[: call.top if call.top is not None else _count(call, "count")]


def _count(call: Call, name: str) -> int | None:
    text = call.query.get(name, "")
    if text and not (text.isascii() and text.isdigit()):
        raise ArmError(400, "InvalidQueryParameter", f"The query parameter '{name}' is not a count: '{text}'.")
    return int(text) if text else None


def _meant(body: Body, query: dict[str, str]) -> bool:
    view = query.get("listviewtype", "ActiveOnly").lower()
    if view not in _VIEWS:
        raise ArmError(400, "InvalidQueryParameter", f"'{query['listviewtype']}' is not a list view type.")
    if bool(read(body, "properties.isArchived")) not in _VIEWS[view]:
        return False
    return all(test(body, query[name]) for name, test in _TESTS.items() if query.get(name))


def _one_of(path: str) -> Callable[[Body, str], bool]:
    def test(body: Body, wanted: str) -> bool:
        return str(read(body, path)).lower() in {name.strip().lower() for name in wanted.split(",")}

    return test


def _tagged(body: Body, wanted: str) -> bool:
    """``tags=a,b=c``: has the tag a, and the tag b with the value c."""
    tags: dict[str, Any] = {**(body.get("tags") or {}), **(read(body, "properties.tags") or {})}
    pairs = [part.strip().partition("=") for part in wanted.split(",")]
    return all(name in tags and (not equal or str(tags[name]) == value) for name, equal, value in pairs)


_TESTS: dict[str, Callable[[Body, str], bool]] = {
    "isdefault": lambda body, wanted: bool(read(body, "properties.isDefault")) == (wanted.lower() == "true"),
    "names": _one_of("name"),
    "searchtext": lambda body, wanted: wanted.lower() in str(body["name"]).lower(),
    "kind": _one_of("kind"),
    "jobtype": _one_of("properties.jobType"),
    "computetype": _one_of("properties.endpointComputeType"),
    "category": _one_of("properties.category"),
    "target": _one_of("properties.target"),
    "tag": _tagged,
    "tags": _tagged,
    "$tags": _tagged,
    "version": _one_of("name"),
    "hash": _one_of("properties.properties.hash_sha256"),
}
"""Names in lower case, as queries are kept."""


def _order(view: View, bodies: list[Body], text: str) -> None:
    field, _, direction = text.lower().partition(" ")
    keys: dict[str, Callable[[Body], str]] = {
        "name": lambda body: str(body["name"]),
        "createdtime": lambda body: created_at(view, str(body["id"]).lower()),
        "createdat": lambda body: created_at(view, str(body["id"]).lower()),
        "updatedtime": lambda body: changed_at(view, str(body["id"]).lower()),
    }
    if field in keys:
        bodies.sort(key=keys[field], reverse=direction.strip() == "desc")

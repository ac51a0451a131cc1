"""Convert the JSON of a plan of format 1 to format 2.

What changed: a replacement that Azure refuses is called refused, what left the code is no deletion but stands among the
orphans, and a failure lists its causes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.authorization import is_role_assignment

_OFFLINE = frozenset({"snapshot", "git"})


def is_format_one(data: Mapping[str, Any]) -> bool:
    """Whether this is the JSON of a plan of format 1."""
    return str(data.get("format_version", "")).split(".", maxsplit=1)[0] == "1"


def upgraded(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same plan in format 2, with a remark that says so; a plan of format 2 as it is, odd members as they are."""
    if not is_format_one(data):
        return data
    changes = [change for change in _list(data.get("changes")) if isinstance(change, Mapping)]
    source = data.get("source")
    offline = isinstance(source, Mapping) and source.get("kind") in _OFFLINE
    gone = [change for change in changes if offline and change.get("action") == "delete"]
    kept = (
        [_refused(change) for change in changes if change not in gone]
        if isinstance(data.get("changes"), list)
        else None
    )
    new = {
        **data,
        "format_version": "2.0",
        "changes": kept,
        "orphans": [_orphan(change) for change in gone],
        "replace": [],
        "refused": any(change.get("action") == "replace" for change in changes),
        "would_send": bool(data.get("has_changes")),
        "counts": _counts(data.get("counts"), len(gone)),
        "error": _failure(data.get("error")),
        "noise": _with(data.get("noise"), changes=0),
        "scope": _with(data.get("scope"), tenant=None, deployment=None),
        "diagnostics": [*_list(data.get("diagnostics")), _converted(data)],
    }
    return {name: value for name, value in new.items() if name in data or name not in {"error", "noise", "scope"}}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _with(value: object, **defaults: Json) -> object:
    return {**defaults, **value} if isinstance(value, Mapping) else value


def _failure(error: object) -> object:
    return {**error, "causes": []} if isinstance(error, Mapping) else error


def _refused(change: Mapping[str, Any]) -> Mapping[str, Any]:
    deltas = [{"field": "", **delta} if isinstance(delta, Mapping) else delta for delta in _list(change.get("deltas"))]
    known = {"refusals": [], **change} | ({"deltas": deltas} if isinstance(change.get("deltas"), list) else {})
    return {**known, "action": "refused", "symbol": "!!"} if change.get("action") == "replace" else known


def _orphan(change: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: str(change.get(name) or "") for name in ("address", "id", "type", "name", "scope")}
    type_ = named["type"] or ResourceId(named["id"]).type
    rest = {"principal": "", "holds": "", "made_by": "", "before": change.get("before")}
    return {"status": "no_longer_in_code", **named, "access": is_role_assignment(type_), **rest}


def _counts(counts: object, gone: int) -> object:
    if not isinstance(counts, Mapping):
        return counts
    names = {"replace": "refused", **({"delete": "no_longer_in_code"} if gone else {})}
    return {names.get(name, name): number for name, number in counts.items()}


def _converted(data: Mapping[str, Any]) -> dict[str, str]:
    said = (
        f"The plan was saved in format {data.get('format_version')} and was converted: resources that an earlier "
        "deployment made and the code no longer has are not in it."
    )
    return {"level": "Info", "code": "PlanConverted", "message": said, "target": ""}


def changes_of_format_one(data: Mapping[str, Any]) -> Json:
    """What a plan of format 1 was fingerprinted by: its changes that count, noise left out."""
    quiet = {"no_change", "ignore", "unsupported"}
    counted = (
        change
        for change in data["changes"]
        if (change["noise"] is None and change["action"] not in quiet) or change["action"] == "unsupported"
    )
    return [_fingerprinted(change) for change in counted]


def _fingerprinted(change: Mapping[str, Any]) -> Json:
    shown = (
        [delta["path"], delta["action"], delta["before"], delta["after"]]
        for delta in change["deltas"]
        if delta["noise"] is None
    )
    after = change["after"] if change["action"] == "create" else None
    return [
        change["id"].casefold(),
        change["action"],
        change["certainty"],
        sorted(shown, key=str),
        after,
        change["management"],
    ]

"""The published JSON Schema of the plan's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlinfra.review.plan.change import Action, DeltaAction

_TEXT: dict[str, Any] = {"type": "string"}
_FLAG: dict[str, Any] = {"type": "boolean"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_MAYBE_OBJECT: dict[str, Any] = {"type": ["object", "null"]}
_DIGEST: dict[str, Any] = {"type": ["string", "null"], "pattern": "^sha256:[0-9a-f]{64}$"}


def _object(properties: Mapping[str, Any], says: str = "") -> dict[str, Any]:
    """An object whose members are all there; a newer minor version may add some."""
    described = {"description": says} if says else {}
    return {**described, "type": "object", "required": list(properties), "properties": dict(properties)}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items)}


def _maybe(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"}, dict(schema)]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def plan_schema() -> dict[str, Any]:
    """The schema of a plan, format version 1 (JSON Schema 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mlinfra plan",
        **_object(_PLAN, "What a deployment of one stack would change."),
        "$defs": {
            "noise": _object({"rule": _TEXT, "reason": _TEXT}, "Why a difference is folded away."),
            "ignore": _object(_IGNORE, "An ignore entry of the stack."),
            "delta": _object(_DELTA, "A property that differs."),
            "change": _object(_CHANGE, "What happens to one resource."),
            "gap": _object(_GAP, "Something the forecast could not see."),
        },
    }


_IGNORE = {
    "path": _TEXT,
    "reason": _TEXT,
    "type": _MAYBE_TEXT,
    "address": _MAYBE_TEXT,
    "until": {"type": ["string", "null"], "format": "date"},
}
_DELTA = {
    "path": _TEXT,
    "action": {"enum": [action.value for action in DeltaAction]},
    "before": {},
    "after": {},
    "noise": _maybe(_ref("noise")),
    "replaces": {**_FLAG, "description": "Azure cannot change it in place."},
    "ineffective": {**_MAYBE_TEXT, "description": "Why Azure accepts it and changes nothing."},
    "security": {**_FLAG, "description": "It decides who may do what; never folded."},
    "sensitive": {**_FLAG, "description": "The values are masks."},
}
_CHANGE = {
    "action": {"enum": [action.value for action in Action]},
    "symbol": {"enum": [action.symbol for action in Action]},
    "address": _TEXT,
    "id": {**_TEXT, "description": "The ARM id, or the expression of one that is not known."},
    "type": _TEXT,
    "name": _TEXT,
    "scope": _TEXT,
    "certainty": {"enum": ["definite", "potential"]},
    "before": _MAYBE_OBJECT,
    "after": _MAYBE_OBJECT,
    "deltas": _list(_ref("delta")),
    "origin": _maybe(_object({"where": _TEXT, "because": _TEXT})),
    "risk": _object({"level": {"enum": ["none", "low", "medium", "high"]}, "why": _TEXT}),
    "noise": _maybe(_ref("noise")),
    "unsupported_reason": _MAYBE_TEXT,
    "management": {**_MAYBE_OBJECT, "description": "What a deployment stack changes around the resource."},
}
_GAP = {
    "kind": {"enum": ["unsupported", "short_circuit", "limit", "unresolved", "potential", "link"]},
    "target": _TEXT,
    "message": _TEXT,
    "blocking": {**_FLAG, "description": "It makes the plan incomplete."},
}
_SCOPE = {
    "kind": {"enum": ["resourceGroup", "subscription", "managementGroup", "tenant"]},
    "id": _TEXT,
    "subscription": _MAYBE_TEXT,
    "resource_group": _MAYBE_TEXT,
    "management_group": _MAYBE_TEXT,
    "location": _MAYBE_TEXT,
}
_PLAN = {
    "format_version": {"type": "string", "pattern": r"^1\.\d+$"},
    "kind": {"const": "plan"},
    "stack": _TEXT,
    "scope": _object(_SCOPE, "Where the deployment goes."),
    "source": _object({"kind": {"enum": ["azure", "stack", "local", "snapshot", "git"]}, "detail": _TEXT}),
    "complete": {**_FLAG, "description": "The forecast saw everything."},
    "destructive": {**_FLAG, "description": "A resource would be deleted or replaced."},
    "has_changes": {**_FLAG, "description": "Anything would become different, noise aside."},
    "errored": {**_FLAG, "description": "The forecast failed; rely on nothing else."},
    "error": _maybe(_object({"code": _TEXT, "message": _TEXT, "where": _TEXT, "hint": _TEXT})),
    "changes": {**_list(_ref("change")), "description": "The most dangerous first."},
    "counts": {"type": "object", "additionalProperties": _COUNT, "description": "Changes by action, without noise."},
    "potential": {**_COUNT, "description": "Changes that only may happen."},
    "findings": _list({"type": "object"}),
    "coverage": _object({"analysed": _COUNT, "gaps": _list(_ref("gap"))}),
    "noise": _object(
        {
            "hidden": _COUNT,
            "changes": _COUNT,
            "unused": _list(_ref("ignore")),
            "expired": _list(_ref("ignore")),
        }
    ),
    "diagnostics": _list(_object({"level": _TEXT, "code": _TEXT, "message": _TEXT, "target": _TEXT})),
    "costs": _MAYBE_OBJECT,
    "digests": _object(dict.fromkeys(("template", "parameters", "scope", "changes", "live"), _DIGEST)),
}

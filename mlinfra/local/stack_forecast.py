"""Forecast a deployment stack: the ``changes`` of a deploymentStacksWhatIfResults resource."""

from __future__ import annotations

from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.forecast import what_if
from mlinfra.local.providers._base import Body, read
from mlinfra.local.resources import visible
from mlinfra.local.stacks import StackRequest, action_for, managed
from mlinfra.local.store import View

_KINDS = {"Create": "create", "Modify": "modify", "NoChange": "noChange", "Unsupported": "unsupported"}


def _status(on: bool) -> str:
    return "managed" if on else "notManaged"


def _respelled(delta: list[Body]) -> list[Body]:
    """Property changes in the stacks' spelling."""
    result = []
    for predicted in delta:
        kind = str(predicted["propertyChangeType"])
        entry = {name: value for name, value in predicted.items() if name not in {"propertyChangeType", "children"}}
        entry["changeType"] = kind[0].lower() + kind[1:]
        if "children" in predicted:
            entry["children"] = _respelled(predicted["children"])
        result.append(entry)
    return result


def stack_changes(view: View, request: StackRequest) -> tuple[Body, list[Body]]:
    """What creating or updating the stack would change, and what the forecast could not see. Raises as ``what_if``."""
    stack = view.get("stack", request.id.key)
    before = {text.lower() for text in managed(stack)}
    inner = request.deployment
    forecast = what_if(view, inner)
    mode = str(request.deny["mode"])
    old_mode = str(read(stack, "properties.denySettings.mode") or "none")
    changes: list[Body] = []
    for certainty, predictions in (("definite", forecast["changes"]), ("potential", forecast["potentialChanges"])):
        declarations = [predicted for predicted in predictions if predicted["changeType"] in _KINDS]
        changes += [
            _declared(predicted, certainty, str(predicted["resourceId"]).lower() in before, old_mode, mode)
            for predicted in declarations
        ]
    declared = {str(predicted["id"]).lower() for predicted in changes}
    gone = [ResourceId(text) for text in managed(stack) if text.lower() not in declared]
    changes += [_gone(view, rid, request.unmanage, old_mode) for rid in gone]
    settings = {"denySettingsChange": _deny(stack, request.deny), "deploymentScopeChange": {}}
    return {"resourceChanges": changes, **settings}, forecast["diagnostics"]


def _declared(predicted: Body, certainty: str, was: bool, old_mode: str, mode: str) -> Body:
    configuration: Body = {name: predicted[name] for name in ("before", "after") if name in predicted}
    configuration["delta"] = _respelled(predicted.get("delta", []))
    change: Body = {
        "id": predicted["resourceId"],
        "type": (predicted.get("after") or predicted.get("before") or {}).get("type", ""),
        "changeType": _KINDS[predicted["changeType"]],
        "changeCertainty": certainty,
        "managementStatusChange": {"before": _status(was), "after": "managed"},
        "denyStatusChange": {"before": old_mode if was else "none", "after": mode},
        "resourceConfigurationChanges": configuration,
    }
    optional: dict[str, Any] = {
        name: predicted.get(name) for name in ("symbolicName", "deploymentId", "unsupportedReason")
    }
    return change | {name: value for name, value in optional.items() if value}


def _gone(view: View, rid: ResourceId, unmanage: dict[str, str], old_mode: str) -> Body:
    body = view.get("resource", rid.key)
    return {
        "id": rid.text,
        "type": rid.type,
        "changeType": action_for(unmanage, rid),
        "changeCertainty": "definite",
        "managementStatusChange": {"before": "managed", "after": "notManaged"},
        "denyStatusChange": {"before": old_mode, "after": "none"},
        "resourceConfigurationChanges": {"before": visible(body)} if body else {},
    }


def _pascal(settings: Body | None) -> Body | None:
    if settings is None:
        return None
    mode = str(settings.get("mode", "none"))
    return {**settings, "mode": mode[0].upper() + mode[1:]}


def _deny(stack: Body | None, after: Body) -> Body:
    """Paths in Pascal case, booleans as text: as recorded."""
    old = _pascal(read(stack, "properties.denySettings"))
    new = _pascal(after) or {}
    delta: list[Body] = []
    for name in ("mode", "applyToChildScopes", "excludedPrincipals", "excludedActions"):
        path = name[0].upper() + name[1:]
        if old is None and new[name] != []:
            delta.append({"path": path, "changeType": "create", "after": _text(new[name])})
        elif old is not None and old.get(name) != new[name]:
            delta.append(
                {"path": path, "changeType": "modify", "before": _text(old.get(name)), "after": _text(new[name])}
            )
    return {**({"before": old} if old else {}), "after": new, "delta": delta}


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, bool) else value


def without_properties(changes: Body) -> Body:
    """What a GET of the result shows: which resources change, not how."""
    kept = [
        {k: v for k, v in predicted.items() if k != "resourceConfigurationChanges"}
        for predicted in changes["resourceChanges"]
    ]
    return {**changes, "resourceChanges": kept}

"""Read the what-if answer of a deployment stack into a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mlinfra.base.json_value import Json
from mlinfra.review.plan.assemble import assemble, failed, named
from mlinfra.review.plan.change import Action, Change, Delta, DeltaAction
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.delta import property_delta
from mlinfra.review.plan.plan import Failure, Plan
from mlinfra.review.plan.tolerant_json import body, diagnostics, failure, items, obj, text, word
from mlinfra.review.plan.what_if import ACTIONS, change_gaps, deltas, diagnostic_gaps, expected_gaps, identified

_NEVER = "0001-01-01"
_FAILED = {"failed", "canceled", "cancelled"}


def read_stack_what_if(wire: Mapping[str, Any], context: Context) -> Plan:
    """The plan in the body of a ``deploymentStacksWhatIfResults`` resource; a failed one gives an errored plan."""
    try:
        return _read(wire, context)
    except RecursionError:
        return failed(Failure("WhatIfUnreadable", "the answer is nested deeper than can be read"), context)


def _read(wire: Mapping[str, Any], context: Context) -> Plan:
    if not isinstance(wire, dict):
        return failed(Failure("WhatIfUnreadable", "the answer is not a JSON object"), context)
    answer: Mapping[str, Any] = wire
    properties = obj(answer.get("properties"))
    remarks = diagnostics(properties.get("diagnostics"))
    error = answer.get("error") or properties.get("error")
    if word(properties.get("provisioningState")) in _FAILED or obj(error):
        return failed(failure(error), context, remarks)
    listed = obj(properties.get("changes"))
    resources = listed.get("resourceChanges")
    if resources is not None and not isinstance(resources, list):
        return failed(Failure("WhatIfUnreadable", "the answer's changes are not a list"), context, remarks)
    changes = [_change(change) for change in items(resources) if isinstance(change, Mapping)]
    stack_changes = _stack_change(properties, listed)
    gaps = (*change_gaps(changes), *diagnostic_gaps(remarks), *expected_gaps(changes, context.expected))
    return assemble([*changes, *stack_changes], context, gaps=gaps, diagnostics=remarks)


def _change(wire: Mapping[str, Any]) -> Change:
    action = ACTIONS.get(word(wire.get("changeType")), Action.OTHER)
    configuration = obj(wire.get("resourceConfigurationChanges"))
    before, after = body(configuration.get("before")), body(configuration.get("after"))
    management = _management(wire)
    if action is Action.NO_CHANGE and management:
        action = Action.MODIFY
    reason = text(wire.get("unsupportedReason")) or None
    if action is Action.OTHER:
        reason = f"Azure says {wire.get('changeType')!r}, which is not known here"
    return replace(
        identified(action, wire, "id", "type", after or before),
        certainty="potential" if word(wire.get("changeCertainty")) == "potential" else "definite",
        before=before,
        after=after,
        deltas=deltas(action, before, after, configuration.get("delta")),
        unsupported_reason=reason,
        management=management,
    )


def _management(wire: Mapping[str, Any]) -> Mapping[str, Json] | None:
    """What the stack changes around a resource: whether it manages it, and what it denies others."""
    sides = {
        "status": _moved(wire.get("managementStatusChange")),
        "deny": _moved(wire.get("denyStatusChange")),
    }
    moved = {name: side for name, side in sides.items() if side is not None}
    return moved or None


def _moved(wire: Json) -> dict[str, str | None] | None:
    before, after = text(obj(wire).get("before")) or None, text(obj(wire).get("after")) or None
    return {"before": before, "after": after} if word(before) != word(after) else None


def _stack_change(properties: Mapping[str, Any], listed: Mapping[str, Any]) -> Iterator[Change]:
    """The stack itself as a change: its deny settings and its scope are what it may change about itself."""
    stack_id = text(properties.get("deploymentStackResourceId"))
    new = text(properties.get("deploymentStackLastModified")).startswith(_NEVER)
    deny, scope = obj(listed.get("denySettingsChange")), obj(listed.get("deploymentScopeChange"))
    unmanage = obj(listed.get("actionOnUnmanageChange"))
    settings = (
        *_settings("denySettings", deny),
        *_settings("deploymentScope", scope),
        *_settings("actionOnUnmanage", unmanage),
    )
    if stack_id and (settings or new):
        change = named(Action.CREATE if new else Action.MODIFY, stack_id)
        after = {"id": stack_id, "denySettings": deny.get("after")} if new else None
        yield replace(change, deltas=() if new else settings, after=after)


def _settings(name: str, wire: Mapping[str, Any]) -> Iterable[Delta]:
    before, after = _plain(wire.get("before")), _plain(wire.get("after"))
    if before is None and wire.get("delta") == []:
        return ()
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return (replace(delta, path=f"{name}.{delta.path}") for delta in property_delta(before, after, live=True))
    if before is None and isinstance(after, Mapping):
        return (_set(f"{name}.{key}", value) for key, value in after.items() if not _says_nothing(value))
    if before == after:
        return ()
    action = DeltaAction.CREATE if before is None else DeltaAction.DELETE if after is None else DeltaAction.MODIFY
    return (Delta(name, action, before, after),)


def _set(path: str, value: Json) -> Delta:
    return Delta(path, DeltaAction.CREATE, None, value)


def _says_nothing(value: Json) -> bool:
    return value in (None, False, []) or word(value) == "none"


def _plain(value: Json) -> Json:
    """Deny settings with their booleans and mode as everywhere else: recordings spell them ``"True"`` and ``DenyDelete``."""
    if isinstance(value, Mapping):
        return {key[:1].lower() + key[1:]: _plain(setting) for key, setting in value.items() if isinstance(key, str)}
    if not isinstance(value, str):
        return value
    if value in {"True", "False"}:
        return value == "True"
    return value[:1].lower() + value[1:] if value in {"None", "DenyDelete", "DenyWriteAndDelete"} else value

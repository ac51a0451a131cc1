"""Two snapshots of what templates deploy -> Plan, without Azure: ids compared as Azure compares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeAlias

from mlinfra.arm.expand.snapshot import diagnostic
from mlinfra.base.json_value import Json
from mlinfra.review.plan.assemble import assemble, failed, named
from mlinfra.review.plan.change import Action, Change
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.delta import property_delta
from mlinfra.review.plan.plan import Diagnostic, Failure, Gap, Plan
from mlinfra.review.plan.tolerant_json import items, obj, text
from mlinfra.review.plan.unresolved import unresolved_gap
from mlinfra.review.plan.what_if import diagnostic_gaps


class Expanded(Protocol):
    """What the expansion of a template gives."""

    def to_json(self) -> dict[str, Any]:
        """The JSON shape of ``bicep snapshot``."""


State: TypeAlias = "Expanded | Mapping[str, Json]"

BLIND = (
    Diagnostic(
        "Info",
        "OfflineComparison",
        "Compared offline: what was changed in Azure since, what Azure fills in and whether it would refuse is not known.",
    ),
    Diagnostic(
        "Info",
        "OfflineDeletion",
        "A resource that left the code shows as deleted; an ordinary deployment leaves it in Azure, a deployment stack removes it.",
    ),
)
"""What no offline comparison can know."""


def diff_snapshots(before: State | None, after: State, context: Context) -> Plan:
    """The plan that leads from one snapshot to another; without ``before`` everything is new."""
    try:
        return _diff(before, after, context)
    except RecursionError:
        return failed(Failure("SnapshotUnreadable", "the snapshot is nested deeper than can be read"), context)


def _diff(before: State | None, after: State, context: Context) -> Plan:
    old, new = obj(None) if before is None else _json(before), _json(after)
    changes = list(_changes(_by_id(old), _by_id(new)))
    # What one side could not see may be a change as well as what the other could not.
    remarks = tuple(dict.fromkeys(_remark(each) for side in (new, old) for each in items(side.get("diagnostics"))))
    gaps = (*_gaps(changes), *diagnostic_gaps(remarks))
    blind = BLIND if before is not None else BLIND[:1]
    return assemble(changes, context, gaps=gaps, diagnostics=(*blind, *remarks))


def _json(state: State) -> Mapping[str, Any]:
    return state if isinstance(state, Mapping) else state.to_json()


def _by_id(snapshot: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Resources by id, in any case; those of extensions have none and go by type and name."""
    found: dict[str, Mapping[str, Any]] = {}
    for each in items(snapshot.get("predictedResources")):
        if isinstance(each, Mapping):
            key = text(each.get("id")) or f"{text(each.get('type'))}:{text(each.get('name'))}"
            found[key.casefold()] = each
    return found


def _changes(before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]]) -> Iterator[Change]:
    for key, old in before.items():
        if key not in after:
            yield replace(_named(Action.DELETE, key, old), before=old)
    for key, new in after.items():
        old_body = before.get(key)
        if old_body is None:
            yield replace(_named(Action.CREATE, key, new), after=new)
            continue
        deltas = property_delta(old_body, new)
        action = Action.MODIFY if deltas else Action.NO_CHANGE
        yield replace(_named(action, key, new), before=old_body, after=new, deltas=deltas)


def _named(action: Action, key: str, body: Mapping[str, Any]) -> Change:
    change = named(action, text(body.get("id")) or key, type_=text(body.get("type")))
    if not change.id.startswith("/") and (name := text(body.get("name"))):
        change = replace(change, name=name, address=name)
    return replace(change, certainty="potential") if "condition" in body else change


def _gaps(changes: Iterable[Change]) -> Iterator[Gap]:
    for change in changes:
        if change.certainty == "potential" and change.action is not Action.NO_CHANGE:
            yield Gap("potential", change.id, "its condition is known only while deploying")
        if (gap := unresolved_gap(change)) is not None:
            yield gap


def _remark(line: Json) -> Diagnostic:
    """``TARGET LEVEL CODE: MESSAGE`` as the engine prints it."""
    if isinstance(line, Mapping):
        return Diagnostic(*(text(line.get(name)) for name in ("level", "code", "message", "target")))
    return Diagnostic(*diagnostic(text(line)))

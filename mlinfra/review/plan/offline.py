"""Compare two snapshots of what templates deploy, without Azure, into a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, TypeAlias

from mlinfra.arm.expand.snapshot import diagnostic
from mlinfra.arm.expression_text import is_expression
from mlinfra.base.json_value import Json
from mlinfra.review.plan.assemble import assemble, failed, named
from mlinfra.review.plan.change import Action, Change
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.delta import property_delta
from mlinfra.review.plan.earlier_versions import earlier_versions, told
from mlinfra.review.plan.plan import Diagnostic, Failure, Gap, Plan
from mlinfra.review.plan.tolerant_json import items, obj, text
from mlinfra.review.plan.unresolved import unresolved_gap
from mlinfra.review.plan.what_if import diagnostic_gaps


class Expanded(Protocol):
    """What the expansion of a template gives."""

    def to_json(self) -> dict[str, Any]:
        """The JSON shape of ``bicep snapshot``."""


State: TypeAlias = "Expanded | Mapping[str, Json]"

COMPARED_OFFLINE = Diagnostic(
    "Info",
    "OfflineComparison",
    "Compared offline: what was changed in Azure since, what Azure fills in and whether it would refuse is not known.",
)
"""What no offline comparison can know."""


def diff_snapshots(before: State | None, after: State, context: Context, *, gaps: tuple[Gap, ...] = ()) -> Plan:
    """The plan that leads from one snapshot to another; without ``before`` everything is new.

    ``gaps``: what makers of the snapshots could not bring into line.
    """
    try:
        return _diff(before, after, context, gaps)
    except RecursionError:
        return failed(Failure("SnapshotUnreadable", "the snapshot is nested deeper than can be read"), context)


def _diff(before: State | None, after: State, context: Context, known: tuple[Gap, ...]) -> Plan:
    old, new = obj(None) if before is None else _json(before), _json(after)
    (earlier, _), (later, repeated) = _by_id(old), _by_id(new)
    unmatched = _unmatched(earlier, later)
    changes = [*repeated, *_changes(earlier, later, unmatched)]
    lost = {key: body for key, body in earlier.items() if key not in later and _type(body) not in unmatched}
    versions = earlier_versions(lost, later)
    stay = {key for keys in versions.values() for key in keys}
    gone = [replace(_named(Action.DELETE, key, body), before=body) for key, body in lost.items() if key not in stay]
    remarks, remark_gaps = _remarks(new, old)
    gaps = (*known, *_gaps(changes), *remark_gaps)
    return assemble(changes, context, gone=gone, gaps=gaps, diagnostics=(COMPARED_OFFLINE, *remarks, *told(versions)))


def _remarks(new: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[tuple[Diagnostic, ...], tuple[Gap, ...]]:
    """The engine's remarks on both sides, and what they say was left out.

    What one side alone could not see may be a change, so it blocks; what neither could see was compared on neither.
    """
    said, said_before = ([_remark(entry) for entry in items(side.get("diagnostics"))] for side in (new, old))
    both = set(said) & set(said_before)
    remarks = tuple(dict.fromkeys((*said, *said_before)))
    blocking = diagnostic_gaps(remark for remark in remarks if remark not in both)
    shared = (replace(gap, blocking=False) for gap in diagnostic_gaps(remark for remark in remarks if remark in both))
    return remarks, (*blocking, *shared)


def _json(state: State) -> Mapping[str, Any]:
    return state if isinstance(state, Mapping) else state.to_json()


def _by_id(snapshot: Mapping[str, Any]) -> tuple[dict[str, Mapping[str, Any]], list[Change]]:
    """Resources by id, in any case, and those that a later one of the same id replaces.

    Resources of extensions have no id and go by type and name. Equal expressions may name several resources: they are
    numbered.
    """
    resources: dict[str, Mapping[str, Any]] = {}
    repeated: list[Change] = []
    for body in items(snapshot.get("predictedResources")):
        if not isinstance(body, Mapping):
            continue
        key = (text(body.get("id")) or f"{_type(body)}:{text(body.get('name'))}").casefold()
        if key in resources and key.startswith("/"):
            repeated.append(replace(_named(Action.CREATE, key, resources[key]), after=resources[key]))
        while key in resources and not key.startswith("/"):
            key += "#"
        resources[key] = body
    return resources, repeated


def _type(body: Mapping[str, Any]) -> str:
    return text(body.get("type")).casefold()


def _unmatched(earlier: Mapping[str, Mapping[str, Any]], later: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Types of which each side has resources that the other lacks, and which of them are the same cannot be said.

    That is so where a name is known only while deploying, and where one side knows an id of which the other has the
    expression.
    """
    lost = {key: body for key, body in earlier.items() if key not in later}
    new = {key: body for key, body in later.items() if key not in earlier}
    unnamed = {_type(body) for body in (*lost.values(), *new.values()) if is_expression(body.get("name"))}
    known, known_before = ({(_type(b), k.startswith("/")) for k, b in side.items()} for side in (new, lost))
    apart = {type_ for type_, whole in known if (type_, not whole) in known_before}
    both = {_type(body) for body in lost.values()} & {_type(body) for body in new.values()}
    return frozenset(both & (unnamed | apart))


def _changes(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], unmatched: frozenset[str]
) -> Iterator[Change]:
    for key, new in after.items():
        old_body = before.get(key)
        if old_body is None and _type(new) in unmatched:
            yield replace(_named(Action.UNSUPPORTED, key, new), after=new, unsupported_reason=_UNMATCHED)
        elif old_body is None:
            yield replace(_named(Action.CREATE, key, new), after=new)
        else:
            deltas = property_delta(old_body, new)
            action = Action.MODIFY if deltas else Action.NO_CHANGE
            yield replace(_named(action, key, new), before=old_body, after=new, deltas=deltas)


_UNMATCHED = "it cannot be matched with the earlier side, where a resource of this type has an id that is known only while deploying"


def _named(action: Action, key: str, body: Mapping[str, Any]) -> Change:
    change = named(action, text(body.get("id")) or key, type_=text(body.get("type")))
    if not change.id.startswith("/") and (name := text(body.get("name"))):
        change = replace(change, name=name, address=name)
    return replace(change, certainty="potential") if "condition" in body else change


def _gaps(changes: Iterable[Change]) -> Iterator[Gap]:
    for change in changes:
        if change.action is Action.NO_CHANGE:
            continue  # the same expression on both sides: whatever it is, it did not change
        if change.action is Action.UNSUPPORTED:
            yield Gap("unsupported", change.id, change.unsupported_reason or "")
            continue
        if change.certainty == "potential":
            yield Gap("potential", change.id, "its condition is known only while deploying")
        if (gap := unresolved_gap(change)) is not None:
            yield gap


def _remark(line: Json) -> Diagnostic:
    """``TARGET LEVEL CODE: MESSAGE`` as the engine prints it."""
    if isinstance(line, Mapping):
        return Diagnostic(*(text(line.get(name)) for name in ("level", "code", "message", "target")))
    return Diagnostic(*diagnostic(text(line)))

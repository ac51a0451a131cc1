"""Compare a reviewed plan with the plan of now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from mlinfra.base.json_value import Json
from mlinfra.review.plan.change import Action, Change, Delta, DeltaAction
from mlinfra.review.plan.codec import from_json, to_json
from mlinfra.review.plan.delta import property_delta
from mlinfra.review.plan.digest import changes_digest, digest, scope_digest
from mlinfra.review.plan.format_one import changes_of_format_one, is_format_one, upgraded
from mlinfra.review.plan.plan import Plan

_MOVED = (
    ("template", "the template is not the reviewed one, or the settings of its deployment stack are not"),
    ("parameters", "the parameters are not the reviewed ones"),
    ("scope", "the scope is not the reviewed one"),
)
_LONGEST = 80


def stale(reviewed: Plan, now: Plan) -> tuple[str, ...]:
    """What moved since the review, one line each; a plan with any line must not be deployed."""
    return tuple(_lines(reviewed, now))


def contradictions(data: Mapping[str, Json]) -> tuple[str, ...]:
    """What a plan's JSON says of itself that does not follow from its changes: somebody edited what was reviewed."""
    plan, old = from_json(data), is_format_one(data)
    stated, derived = dict(data), to_json(plan)
    names = _DERIVED_ALWAYS if old else (*_DERIVED_ALWAYS, *_DERIVED)
    said = [f"{name} does not follow from its changes" for name in names if stated.get(name) != derived[name]]
    if scope_digest(plan.scope) != plan.digests.scope or upgraded(data)["scope"] != derived["scope"]:
        said.append("scope is not the one that it was made for")
    fingerprint = digest(changes_of_format_one(data)) if old else changes_digest(plan.changes, plan.orphans)
    if fingerprint != plan.digests.changes and not plan.error:
        said.append("changes are not those that it was made with")
    return tuple(said)


_DERIVED_ALWAYS = ("complete", "has_changes", "errored", "potential")
_DERIVED = ("destructive", "refused", "would_send", "counts")


def _lines(reviewed: Plan, now: Plan) -> Iterator[str]:
    if reviewed.stack != now.stack:
        yield f"the plan is for {reviewed.stack}, this is {now.stack}"
    for name, said in _MOVED:
        before, after = getattr(reviewed.digests, name), getattr(now.digests, name)
        if before != after:
            yield f"{said}: {_short(before)} => {_short(after)}"
    if reviewed.error or now.error:
        yield (
            "the reviewed forecast failed"
            if reviewed.error
            else f"the forecast fails now: {now.error and now.error.message}"
        )
        return
    if reviewed.complete and not now.complete:
        yield "the forecast sees less than the reviewed one did"
    yield from _changes(reviewed, now)
    yield from _orphans(reviewed, now)


def _short(digest: str | None) -> str:
    return digest.removeprefix("sha256:")[:12] if digest else "unknown"


def _changes(reviewed: Plan, now: Plan) -> Iterator[str]:
    old, new = _by_id(reviewed), _by_id(now)
    for key, change in old.items():
        if key not in new:
            yield f"{_head(change)}: reviewed, no longer forecast"
    for key, change in new.items():
        if key not in old:
            yield f"{_head(change)}: not in the reviewed plan"
        else:
            yield from _differences(old[key], change)


def _orphans(reviewed: Plan, now: Plan) -> Iterator[str]:
    """What left the code since: one that is gone by now was removed, and the deployment sends the same."""
    known = {orphan.id.casefold() for orphan in reviewed.orphans}
    for orphan in now.orphans:
        if orphan.id.casefold() not in known:
            yield f"{orphan.address} ({orphan.type}): orphaned, not in the reviewed plan"


def _by_id(plan: Plan) -> dict[str, Change]:
    counted = (c for c in plan.changes if c.visible or c.action is Action.UNSUPPORTED)
    return {f"{change.id.casefold()} {change.certainty}": change for change in counted}


def _head(change: Change) -> str:
    return (
        f"{change.action.symbol} {change.address} ({change.type})"
        if change.type
        else f"{change.action.symbol} {change.address}"
    )


def _differences(old: Change, new: Change) -> Iterator[str]:
    if old.action is not new.action:
        yield f"{_head(new)}: reviewed as {old.action.value}, now {new.action.value}"
    before, after = _shown(old), _shown(new)
    for path in dict.fromkeys((*before, *after)):
        if before.get(path) != after.get(path):
            yield f"{_head(new)} {path}: reviewed {_told(before.get(path))}, now {_told(after.get(path))}"
    if not before and not after and old.action is Action.CREATE and old.after != new.after:
        yield from _created(old, new)
    if old.management != new.management:
        yield f"{_head(new)}: the stack's hold on it is not the reviewed one"


def _created(old: Change, new: Change) -> Iterator[str]:
    """Two ways to create one resource: the reviewed and today's value of each property."""
    moved = property_delta(old.after, new.after)
    for delta in moved:
        yield f"{_head(new)} {delta.path}: reviewed {_value(delta.before)}, now {_value(delta.after)}"
    if not moved:
        yield f"{_head(new)}: it would be created otherwise than reviewed"


def _shown(change: Change) -> dict[str, tuple[Json, Json]]:
    """Differences that count, by path; list items that went and came at one place stay two."""
    return {_place(delta): (delta.before, delta.after) for delta in change.deltas if delta.noise is None}


def _place(delta: Delta) -> str:
    return f"{delta.path} (gone)" if delta.action is DeltaAction.DELETE else delta.path


def _told(seen: tuple[Json, Json] | None) -> str:
    return "nothing" if seen is None else f"{_value(seen[0])} => {_value(seen[1])}"


def _value(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

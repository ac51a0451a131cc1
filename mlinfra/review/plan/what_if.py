"""Read the answer of Azure's deployment what-if, of every generation, into a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from mlinfra.base.json_value import Json
from mlinfra.review.plan.assemble import assemble, failed, named
from mlinfra.review.plan.change import Action, Certainty, Change, Delta
from mlinfra.review.plan.context import Context
from mlinfra.review.plan.delta import property_delta
from mlinfra.review.plan.listed_paths import keyed_path
from mlinfra.review.plan.plan import Diagnostic, Failure, Gap, Plan
from mlinfra.review.plan.service_delta import service_delta, with_no_effect
from mlinfra.review.plan.tolerant_json import body, diagnostics, failure, items, obj, text, word
from mlinfra.review.plan.unresolved import unresolved_gap

MISSING_GROUP = (
    "Make that group first, or correct its name: a stack makes its own group, and from a subscription all that it lists as "
    "ResourceGroup(..., location=...)."
)
"""What to do where another resource group than the stack's own does not exist."""

ACTIONS = {
    "create": Action.CREATE,
    "delete": Action.DELETE,
    "ignore": Action.IGNORE,
    "deploy": Action.DEPLOY,
    "nochange": Action.NO_CHANGE,
    "modify": Action.MODIFY,
    "unsupported": Action.UNSUPPORTED,
    "detach": Action.DETACH,
}


def read_what_if(wire: Mapping[str, Any], context: Context) -> Plan:
    """The plan in a what-if answer. An answer that says Failed, or makes no sense, gives an errored plan."""
    try:
        return _read(wire, context)
    except RecursionError:
        return failed(Failure("WhatIfUnreadable", "the answer is nested deeper than can be read"), context)


def _read(wire: Mapping[str, Any], context: Context) -> Plan:
    if not isinstance(wire, dict):
        return failed(Failure("WhatIfUnreadable", "the answer is not a JSON object"), context)
    answer: Mapping[str, Any] = wire
    properties = {**answer, **obj(answer.get("properties"))}
    remarks = diagnostics(properties.get("diagnostics"))
    if word(answer.get("status")) in {"failed", "canceled", "cancelled"} or obj(answer.get("error")):
        return failed(failure(answer.get("error") or properties.get("error")), context, remarks)
    listed = properties.get("changes")
    if listed is not None and not isinstance(listed, list):
        return failed(Failure("WhatIfUnreadable", "the answer's changes are not a list"), context, remarks)
    changes = [
        *_changes(items(listed), "definite"),
        *_changes(items(properties.get("potentialChanges")), "potential"),
    ]
    gaps = (*change_gaps(changes), *diagnostic_gaps(remarks), *expected_gaps(changes, context.expected))
    return assemble(changes, context, gaps=gaps, diagnostics=remarks)


def _changes(listed: Iterable[Json], certainty: Certainty) -> Iterator[Change]:
    for change in listed:
        if isinstance(change, Mapping):
            yield _change(change, certainty)


def _change(wire: Mapping[str, Any], certainty: Certainty) -> Change:
    action = ACTIONS.get(word(wire.get("changeType")), Action.OTHER)
    before, after = body(wire.get("before")), body(wire.get("after"))
    change = replace(
        identified(action, wire, "resourceId", "resourceType", after or before),
        certainty=certainty,
        before=before,
        after=after,
        deltas=deltas(action, before, after, wire.get("delta")),
        unsupported_reason=text(wire.get("unsupportedReason")) or None,
    )
    if action is Action.OTHER:
        return replace(change, unsupported_reason=f"Azure says {wire.get('changeType')!r}, which is not known here")
    return change


def identified(action: Action, wire: Mapping[str, Any], id_key: str, type_key: str, shape: Json) -> Change:
    """The change of the resource that an item names; one of an extension has identifiers and no id."""
    resource_id, described = text(wire.get(id_key)), obj(shape)
    type_ = text(wire.get(type_key)) or text(described.get("type"))
    if not resource_id:
        resource_id = text(described.get("id"))
    if resource_id:
        return named(action, resource_id, type_=type_)
    identifiers = [f"{key}={value}" for key, value in obj(wire.get("identifiers")).items()]
    extension = text(obj(wire.get("extension")).get("name"))
    name = ", ".join(identifiers) or text(wire.get("symbolicName")) or text(described.get("name")) or "(unnamed)"
    return Change(action, name, f"{extension}:{name}" if extension else name, type_ or extension, name, "")


def deltas(action: Action, before: Json, after: Json, listed: Json) -> tuple[Delta, ...]:
    """What differs in one resource: by our own comparison where both bodies are there, else as Azure lists it."""
    theirs = tuple(replace(delta, path=keyed_path(delta.path, before, after)) for delta in service_delta(listed))
    if action is Action.NO_CHANGE or not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        return theirs
    if action in {Action.IGNORE, Action.UNSUPPORTED, Action.CREATE, Action.DELETE}:
        return ()
    return with_no_effect(property_delta(before, after, live=True), theirs) or theirs


def change_gaps(changes: Iterable[Change]) -> Iterator[Gap]:
    """What the changes themselves leave open."""
    for change in changes:
        if change.certainty == "potential" and change.action in {Action.IGNORE, Action.NO_CHANGE}:
            continue  # whatever happens, the resource stays as it is
        if change.certainty == "potential":
            yield Gap(
                "potential", change.id, "whether it happens depends on values that are known only while deploying"
            )
        if change.action in {Action.UNSUPPORTED, Action.OTHER}:
            yield Gap("unsupported", change.id, change.unsupported_reason or "Azure cannot analyse this resource")
        elif (gap := unresolved_gap(change)) is not None:
            yield gap


def diagnostic_gaps(remarks: Iterable[Diagnostic]) -> Iterator[Gap]:
    """What the remarks say was left out; an error among them counts as well."""
    for remark in remarks:
        code = remark.code.casefold()
        if "shortcircuit" in code or "skipped" in code:
            linked = "templatelink" in remark.message.casefold() or "template link" in remark.message.casefold()
            yield Gap("link" if linked else "short_circuit", remark.target, remark.message or remark.code)
        elif "limit" in code or "timeout" in code or "expansion" in code:
            yield Gap("limit", remark.target, remark.message or remark.code)
        elif remark.level.casefold() == "error":
            advice = f" {MISSING_GROUP}" if code == "resourcegroupnotfound" else ""
            yield Gap("unresolved", remark.target, f"{remark.message or remark.code}{advice}")


def expected_gaps(changes: Iterable[Change], expected: Iterable[str]) -> Iterator[Gap]:
    """Resources of the template that the forecast ignores or does not mention: it stopped before it reached them."""
    seen = {change.id.casefold() for change in changes if change.action is not Action.IGNORE}
    for resource_id in expected:
        if resource_id.startswith("/") and resource_id.casefold() not in seen:
            yield Gap("limit", resource_id, "the template deploys it, and the forecast says nothing about it")

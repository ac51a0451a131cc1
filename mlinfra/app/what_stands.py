"""Compare what stands after a deployment with what was sent, and name what did not take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mlinfra.review.plan.change import Action, Change, Delta

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.azure.protocol import Cloud, Request
    from mlinfra.review.plan.plan import Plan

_SENT = frozenset({Action.CREATE, Action.MODIFY, Action.REPLACE, Action.NO_EFFECT})


def with_what_stands(outcome: Outcome, plan: Plan, deployable: Deployable, request: Request, cloud: Cloud) -> Outcome:
    """The outcome with what was accepted, and of a deployment that succeeded with what did not take.

    Each resource that the plan changes is read once. Values that are open or secret are not compared.
    """
    accepted = tuple(
        f"{change.address}: {refusal.path}: {refusal.accepted}"
        for change in plan.changes
        for refusal in change.refusals
        if refusal.accepted
    )
    if outcome.state != "Succeeded":
        return replace(outcome, accepted=accepted)
    return replace(outcome, accepted=accepted, not_taken=tuple(_not_taken(plan, deployable, request, cloud)))


def _not_taken(plan: Plan, deployable: Deployable, request: Request, cloud: Cloud) -> Iterator[str]:
    from mlinfra.app.forecast import context_of
    from mlinfra.review.plan.what_if import read_what_if

    changes = [change for change in plan.changes if change.action in _SENT and _sent_body(change)]
    compared = [item for change in changes if (item := _compared(change, cloud))]
    if not any(map(_differs, compared)):
        return
    context = context_of(deployable, request.scope, deployable.snapshot(request.scope, None), plan.source)
    wire = {"status": "Succeeded", "properties": {"changes": compared}}
    for change in read_what_if(wire, replace(context, expected=())).changes:
        for delta in change.deltas:
            if _counts(delta):
                yield f"{change.address}: {delta.path}: {_said(delta)}"


def _sent_body(change: Change) -> Mapping[str, Any] | None:
    body = change.after
    return body if body and change.id.startswith("/") and body.get("apiVersion") else None


def _compared(change: Change, cloud: Cloud) -> dict[str, Any] | None:
    """The resource as a forecast would show it: what stands there, and what was sent."""
    from mlinfra.azure.errors import Refused

    body = _sent_body(change) or {}
    try:
        answer = cloud.send("GET", change.id, str(body["apiVersion"]))
    except Refused:  # who may deploy may not always read
        return None
    if not answer.found or not isinstance(answer.body, Mapping):
        return None
    return {"resourceId": change.id, "changeType": "Modify", "before": dict(answer.body), "after": dict(body)}


def _differs(compared: Mapping[str, Any]) -> bool:
    """Whether a value that was sent is not there as it was sent; most stand, and need no judgement."""
    from mlinfra.review.plan.delta import property_delta

    return any(map(_compares, property_delta(compared["before"], compared["after"], live=True)))


def _compares(delta: Delta) -> bool:
    from mlinfra.arm.expression_text import is_expression

    known = delta.after is not None and not is_expression(delta.after)
    return known and delta.path.partition(".")[0] not in _NOT_COMPARED


def _counts(delta: Delta) -> bool:
    return _compares(delta) and not delta.sensitive and delta.noise is None


_NOT_COMPARED = frozenset({"apiVersion", "id", "name", "type"})


def _said(delta: Delta) -> str:
    if delta.ineffective:
        return delta.ineffective
    if delta.before is None:
        return "it is not there"
    return f"it is {delta.before!r}, not {delta.after!r}"

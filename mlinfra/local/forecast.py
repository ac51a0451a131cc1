"""Answer a what-if: compare the bodies that a template would store with the stored ones."""

from __future__ import annotations

import re
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from mlinfra.arm.expand.runtime import Entry
from mlinfra.arm.expand.snapshot import Snapshot, diagnostic
from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.local.comparison import comparable
from mlinfra.local.deployment_request import NO_LINKS, DeploymentRequest, read_template
from mlinfra.local.errors import ArmError, evaluation_failed
from mlinfra.local.inner_children import as_sent
from mlinfra.local.providers._base import Body
from mlinfra.local.rehearsal import Rehearsal, Rules, refuse_failures
from mlinfra.local.resources import received, tracked
from mlinfra.local.store import View
from mlinfra.local.what_if_delta import delta

Change = dict[str, Any]
_DEPLOYMENTS = DEPLOYMENTS.lower()
_SHORT = ("id", "name", "type", "location", "sku", "kind", "tags")
_RUN_TIME = re.compile(r"\b(?:references?|list\w*)\(", re.IGNORECASE)
UNIDENTIFIABLE = (
    "The resource id can't be calculated until the deployment is under way. "
    "Please see https://aka.ms/WhatIfUnidentifiableResource for more guidance."
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What was asked, and how much of each change the answer shows."""

    request: DeploymentRequest
    full: bool

    def change(self, change: Change, **payload: Any) -> Change:
        """One change of the answer."""
        if self.full:
            return change | payload
        kind = "Deploy" if change["changeType"] in {"Modify", "NoChange"} else change["changeType"]
        return {"resourceId": change["resourceId"], "changeType": kind}


def what_if(
    view: View, request: DeploymentRequest, refusals: tuple[str, ...] = (), rules: Rules = "none", *, full: bool = True
) -> Body:
    """The ``properties`` of a WhatIfOperationResult.

    ``refusals``: rehearsed ones. Not ``full``: ids and change types alone (ResourceIdOnly). Raises ArmError for a
    template that would be refused.
    """
    snapshot = read_template(request)
    entries = [entry for entry in snapshot.entries if str(entry.resource.get("type", "")).lower() != _DEPLOYMENTS]
    rehearsal = Rehearsal(view, request.principal, refusals, rules)
    rehearsal.run(request, snapshot)
    refuse_failures(rehearsal.failures)
    shown = _Shown(request, full)
    certain, potential = _changes(view, entries, _resolved(rehearsal.entries, entries), shown)
    certain += _rest(view, shown, {str(change["resourceId"]).lower() for change in certain + potential})
    certain.sort(key=lambda change: str(change["resourceId"]).lower())
    return {
        "correlationId": str(uuid.uuid4()),
        "changes": certain,
        "potentialChanges": potential,
        "diagnostics": _diagnostics(snapshot, rehearsal),
    }


def _diagnostics(snapshot: Snapshot, rehearsal: Rehearsal) -> list[Body]:
    """What the engine could not see, and where the deployment would stop."""
    remarks = [diagnostic(line)._asdict() for line in snapshot.diagnostics]
    links = [*map(_link, snapshot.links), *rehearsal.remarks.values()]
    if remarks or rehearsal.stopped is None:  # a nested deployment that is left out may be what stopped it
        return remarks + links
    stopped = rehearsal.stopped
    error = stopped if isinstance(stopped, ArmError) else evaluation_failed(stopped, rehearsal.last_read)
    message = f"The deployment would fail: {error.message}"
    return [*links, {"level": "Error", "code": error.code, "message": message, "target": error.target}]


def _link(rid: str) -> Body:
    text = f"{NO_LINKS}: it will refuse the deployment. Put the linked template inline."
    return {"level": "Warning", "code": "InvalidContentLink", "message": text[0].upper() + text[1:], "target": rid}


def _changes(
    view: View, entries: list[Entry], resolved: list[Entry | None], shown: _Shown
) -> tuple[list[Change], list[Change]]:
    """What certainly changes, and what may."""
    certain: list[Change] = []
    potential: list[Change] = []
    for entry, known in zip(entries, resolved, strict=True):
        if known is None and entry.condition is not True and not _deferred(entry.condition):
            continue  # ruled out by a condition that only the service can evaluate
        change = _change(view, entry, known, shown)
        (certain if known is not None or entry.condition is True else potential).append(change)
    return certain, potential


def _resolved(rehearsed: list[Entry], entries: list[Entry]) -> list[Entry | None]:
    """For each predicted resource the same one of the rehearsal, in which references to live resources have values."""
    known = {(entry.path, _key(entry)): entry for entry in rehearsed}
    named = {(entry.path, _key(entry)) for entry in entries}
    unnamed: dict[str, list[Entry]] = defaultdict(list)
    for entry in rehearsed:
        if (entry.path, _key(entry)) not in named:
            unnamed[entry.path].append(entry)
    missing = Counter(entry.path for entry in entries if (entry.path, _key(entry)) not in known)
    queues = {path: iter(candidates) for path, candidates in unnamed.items() if len(candidates) == missing[path]}
    return [known.get((entry.path, _key(entry))) or next(queues.get(entry.path, iter(())), None) for entry in entries]


def _key(entry: Entry) -> str:
    return str(entry.resource["id"]).lower()


def _change(view: View, entry: Entry, known: Entry | None, shown: _Shown) -> Change:
    text = str(entry.resource["id"])
    if "[" in text or not text.startswith("/"):
        named = resource_id(str(known.resource["id"])) if known else None
        if named is None or (_deferred(text) and view.get("resource", named.key) is None):
            return _unsupported(text, entry, shown)
        text = named.text
    rid = resource_id(text)
    existing = view.get("resource", rid.key)
    if existing is None:
        body = _evaluated(entry.resource, known.resource) if known else entry.resource
        return shown.change(_named(rid, entry, "Create"), after=_after(rid, body))
    return _compared(view, rid, entry, (known or entry).resource, existing, shown)


def _named(rid: ResourceId, entry: Entry, kind: str) -> Change:
    change: Change = {"resourceId": rid.text, "changeType": kind, "deploymentId": entry.deployment}
    if entry.symbol:
        change["symbolicName"] = entry.symbol
    return change


def _deferred(text: Any) -> bool:
    """Whether an expression needs a resource as it is when the deployment has come that far."""
    return bool(_RUN_TIME.search(str(text)))


def _evaluated(predicted: Any, known: Any) -> Any:
    """A predicted body with what the service knows beforehand, such as its endpoints; the rest stays an expression."""
    if isinstance(predicted, dict) and isinstance(known, dict):
        return {name: _evaluated(value, known[name]) if name in known else value for name, value in predicted.items()}
    if isinstance(predicted, list) and isinstance(known, list) and len(predicted) == len(known):
        return list(starmap(_evaluated, zip(predicted, known, strict=True)))
    unknown = isinstance(predicted, str) and predicted.startswith("[") and _deferred(predicted)
    return predicted if unknown else known


def _after(rid: ResourceId, resource: Body) -> Body:
    body = {name: value for name, value in resource.items() if name not in {"dependsOn", "condition", "scope"}}
    return {**body, "id": rid.text, "name": rid.name}


def _unsupported(text: str, entry: Entry, shown: _Shown) -> Change:
    change: Change = {"resourceId": text, "changeType": "Unsupported", "unsupportedReason": UNIDENTIFIABLE}
    if entry.symbol:
        change["symbolicName"] = entry.symbol
    return shown.change(change, after=entry.resource)


def _compared(view: View, rid: ResourceId, entry: Entry, sent: Body, existing: Body, shown: _Shown) -> Change:
    version = str(sent.get("apiVersion", ""))
    put = received(rid, sent, view, version)
    head = {"apiVersion": version, "id": existing["id"], "name": rid.name, "type": existing["type"]}
    before = {**comparable(put, as_sent(view, existing)), **head}
    after = {**comparable(put, put.body), **head}
    changed = delta(before, after)
    change = _named(rid, entry, "Modify" if changed else "NoChange")
    if changed:
        return shown.change(change, before=before, after=after, delta=changed)
    return shown.change(change, before=before, after=before)


def _rest(view: View, shown: _Shown, declared: set[str]) -> list[Change]:
    """What lies in the groups that the template touches and is not in it: ignored, or deleted in complete mode."""
    scope_id = shown.request.scope.id.lower()
    groups = {group.key for text in declared if (group := ResourceId(text).group)}
    if shown.request.scope.kind == "resourceGroup":
        groups.add(scope_id)
    rest: list[Change] = []
    for place in sorted(groups):
        removed = shown.request.mode.lower() == "complete" and place == scope_id
        for key, body in view.under("resource", f"{place}/").items():
            if key in declared or not tracked(body):
                continue
            short = {name: body[name] for name in _SHORT if name in body}
            change: Change = {"resourceId": body["id"], "changeType": "Delete" if removed else "Ignore"}
            rest.append(shown.change(change, before=short, **({} if removed else {"after": short})))
    return rest

"""A template, its parameters and a scope -> Azure's what-if answer: the predicted bodies against the stored ones."""

from __future__ import annotations

import re
import uuid
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from mlinfra.arm.expand import expand
from mlinfra.arm.expand.runtime import Entry, Nested
from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope
from mlinfra.local.cloud import CloudAnswers
from mlinfra.local.deployments import Wanted
from mlinfra.local.errors import ArmError
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body
from mlinfra.local.refusals import refuse
from mlinfra.local.resources import Checks, comparable, forecast_resource, received, tracked
from mlinfra.local.store import Overlay, View
from mlinfra.local.what_if_delta import delta

Change = dict[str, Any]
_DEPLOYMENTS = "microsoft.resources/deployments"
_SHORT = ("id", "name", "type", "location", "sku", "kind", "tags")
_RUN_TIME = re.compile(r"\b(?:references?|list\w*)\(", re.IGNORECASE)
UNIDENTIFIABLE = (
    "The resource id can't be calculated until the deployment is under way. "
    "Please see https://aka.ms/WhatIfUnidentifiableResource for more guidance."
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a what-if asks for."""

    template: Body
    parameters: Body
    scope: DeploymentScope
    mode: str = "Incremental"
    full: bool = True
    """False: ids and change types alone (ResourceIdOnly)."""


class _Rehearsal(CloudAnswers):
    """The engine's Runtime for a forecast: everything is put into an overlay, unchecked, and thrown away."""

    def __init__(self, view: Overlay) -> None:
        super().__init__(view)
        self.entries: list[Entry] = []

    def apply(self, entry: Entry) -> None:
        """Predict one resource."""
        self.entries.append(entry)
        rid = resource_id(str(entry.resource["id"]))
        forecast_resource(self.view, rid, entry.resource, str(entry.resource.get("apiVersion", "")))

    def begin_nested(self, nested: Nested) -> None:
        """Nothing to predict: its resources follow."""

    def end_nested(self, nested: Nested, outputs: dict[str, dict[str, Any]]) -> None:
        """Keep its outputs."""
        self.remember(nested.id, outputs)


def what_if(view: View, request: Request) -> Body:
    """The ``properties`` of a WhatIfOperationResult. Raises TemplateError or ArmError for a template that can't be."""
    snapshot = expand(request.template, request.parameters, request.scope)
    entries = [one for one in snapshot.entries if str(one.resource.get("type", "")).lower() != _DEPLOYMENTS]
    resolved = _resolved(view, request, entries)
    certain: list[Change] = []
    potential: list[Change] = []
    for entry, known in zip(entries, resolved, strict=True):
        if known is None and entry.condition is not True and not _deferred(entry.condition):
            continue  # ruled out by a condition that only the service can evaluate
        change = _change(view, entry, known, request)
        (certain if known is not None or entry.condition is True else potential).append(change)
    certain += _rest(view, request, {str(one["resourceId"]).lower() for one in certain + potential})
    certain.sort(key=lambda one: str(one["resourceId"]).lower())
    return {
        "correlationId": str(uuid.uuid4()),
        "changes": certain,
        "potentialChanges": potential,
        "diagnostics": [],
    }


def _resolved(view: View, request: Request, entries: list[Entry]) -> list[Entry | None]:
    """For each predicted resource the same one of a rehearsal, in which references to live resources have values."""
    rehearsal = _Rehearsal(Overlay(view))
    with suppress(ArmError, TemplateError):  # what came before stays known: the rest keeps its expressions, as in Azure
        expand(request.template, request.parameters, request.scope, runtime=rehearsal)
    known = {(one.path, _key(one)): one for one in rehearsal.entries}
    named = {(one.path, _key(one)) for one in entries}
    open_: dict[str, list[Entry]] = defaultdict(list)
    for one in rehearsal.entries:
        if (one.path, _key(one)) not in named:
            open_[one.path].append(one)
    wanted = Counter(one.path for one in entries if (one.path, _key(one)) not in known)
    queues = {path: iter(found) for path, found in open_.items() if len(found) == wanted[path]}
    return [known.get((one.path, _key(one))) or next(queues.get(one.path, iter(())), None) for one in entries]


def _key(entry: Entry) -> str:
    return str(entry.resource["id"]).lower()


def _change(view: View, entry: Entry, known: Entry | None, request: Request) -> Change:
    text = str(entry.resource["id"])
    if "[" in text or not text.startswith("/"):
        named = resource_id(str(known.resource["id"])) if known else None
        if named is None or (_deferred(text) and view.get("resource", named.key) is None):
            return _unsupported(text, entry, request)
        text = named.text
    rid = resource_id(text)
    existing = view.get("resource", rid.key)
    if existing is None:
        body = _evaluated(entry.resource, known.resource) if known else entry.resource
        return _shown(_named(rid, entry, "Create"), request, after=_after(rid, body))
    return _compared(view, rid, entry, (known or entry).resource, existing, request)


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


def _unsupported(text: str, entry: Entry, request: Request) -> Change:
    change: Change = {"resourceId": text, "changeType": "Unsupported", "unsupportedReason": UNIDENTIFIABLE}
    if entry.symbol:
        change["symbolicName"] = entry.symbol
    return _shown(change, request, after=entry.resource)


def _compared(view: View, rid: ResourceId, entry: Entry, sent: Body, existing: Body, request: Request) -> Change:
    version = str(sent.get("apiVersion", ""))
    put = received(rid, sent, view, version)
    head = {"apiVersion": version, "id": existing["id"], "name": rid.name, "type": existing["type"]}
    before = {**comparable(put, existing), **head}
    after = {**comparable(put, put.body), **head}
    changed = delta(before, after)
    change = _named(rid, entry, "Modify" if changed else "NoChange")
    if changed:
        return _shown(change, request, before=before, after=after, delta=changed)
    return _shown(change, request, before=before, after=before)


def _rest(view: View, request: Request, declared: set[str]) -> list[Change]:
    """What lies in the groups that the template touches and is not in it: ignored, or deleted in complete mode."""
    own = request.scope.id.lower()
    groups = {group.key for one in declared if (group := ResourceId(one).group)}
    if request.scope.kind == "resourceGroup":
        groups.add(own)
    rest: list[Change] = []
    for place in sorted(groups):
        removed = request.mode.lower() == "complete" and place == own
        for key, body in view.under("resource", f"{place}/").items():
            if key in declared or not tracked(body):
                continue
            short = {name: body[name] for name in _SHORT if name in body}
            change: Change = {"resourceId": body["id"], "changeType": "Delete" if removed else "Ignore"}
            rest.append(_shown(change, request, before=short, **({} if removed else {"after": short})))
    return rest


def _shown(change: Change, request: Request, **payload: Any) -> Change:
    if request.full:
        return change | payload
    kind = "Deploy" if change["changeType"] in {"Modify", "NoChange"} else change["changeType"]
    return {"resourceId": change["resourceId"], "changeType": kind}


class _Preflight(_Rehearsal):
    """A rehearsal in which the providers' rules speak."""

    def __init__(self, view: Overlay, refusals: tuple[str, ...], principal: str, *, rules: bool) -> None:
        super().__init__(view)
        self._refusals, self.principal, self._rules, self.failures = refusals, principal, rules, list[Body]()

    def apply(self, entry: Entry) -> None:
        """Check one resource, then predict it for those that follow."""
        rid = resource_id(str(entry.resource["id"]))
        put = received(rid, entry.resource, self.view, str(entry.resource.get("apiVersion", "")))
        try:
            refuse(self.view, self._refusals, rid, entry.resource, self.principal)
            if self._rules:
                Checks(put, provider_of(rid.type)).run()
        except ArmError as error:
            self.failures.append(error.error() | {"target": rid.text})
        super().apply(entry)


def preflight(
    view: View, request: Wanted, refusals: tuple[str, ...], principal: str, *, rules: bool = True
) -> list[Body]:
    """The errors that validation finds by asking the providers; empty when there are none.

    Without ``rules`` only rehearsed refusals: a forecast shows changes that a provider's own rules will refuse.
    """
    rehearsal = _Preflight(Overlay(view), refusals, principal, rules=rules)
    try:
        expand(request.template, request.parameters, request.scope, runtime=rehearsal)
    except ArmError as error:
        if rules:
            rehearsal.failures.append(error.error())
    return rehearsal.failures

"""``POST`` on a resource: its keys and secrets, and what changes it without a PUT."""

from __future__ import annotations

import re
from re import Match

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.catalogue.service import Action
from mlinfra.local.actions import act, no_action
from mlinfra.local.errors import not_found
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route
from mlinfra.local.operations import POLL, start_job
from mlinfra.local.protection import check_denied
from mlinfra.local.providers import provider_of
from mlinfra.local.resources import found
from mlinfra.local.store import Store


class ActionRoutes:
    """Every action of a resource."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        return (("POST", re.compile(r"/.+"), self._act),)

    def _act(self, call: Call, _: Match[str]) -> Reply:
        target, _slash, action = call.path.rstrip("/").rpartition("/")
        rid = resource_id(target)
        if not rid.complete:
            raise not_found(call.path)
        known = provider_of(rid.type).action(action)
        if known is None:
            found(self.store, rid)
            raise no_action(rid, action)
        with self.store.transaction():
            answer = self._run(call, rid, known)
        return later(self.store, self.faults, call, answer) if known.later else Reply(200, answer)

    def _run(self, call: Call, rid: ResourceId, action: Action) -> object:
        found(self.store, rid.root if action.before_creation else rid)
        if not action.reads:
            check_denied(self.store, rid, call.principal, delete=False)
        return act(self.store, rid, action, call.body if isinstance(call.body, dict) else {})


def later(store: Store, faults: Faults, call: Call, result: object) -> Reply:
    """202 with the place where the result will be: a body, or nothing for None."""
    work = {"kind": "action"} if result is None else {"kind": "action", "result": result}
    token = start_job(store, faults, work)
    subscription = ResourceId(call.path).subscription
    folder = f"/subscriptions/{subscription}" if subscription else "/providers/Microsoft.Resources"
    url = f"{call.base}{folder}/operationresults/{token}?api-version={call.api_version}"
    return Reply(202, None, {"Location": url, **POLL})

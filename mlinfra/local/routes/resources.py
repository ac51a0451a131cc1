"""Resource groups and generic resources by full id: PUT, GET, PATCH, DELETE, HEAD, lists, actions."""

from __future__ import annotations

import re
from re import Match

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.local.cloud import list_action
from mlinfra.local.errors import ArmError, group_not_found, not_found
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.manager_rules import check_type
from mlinfra.local.operations import POLL, start_job
from mlinfra.local.protection import check_denied, check_locks
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body, merged
from mlinfra.local.refusals import applies, refuse
from mlinfra.local.resource_checks import exists
from mlinfra.local.resources import delete_resource, found, put_resource, tracked, visible
from mlinfra.local.store import Store

_JOB_STATES = ("NotStarted", "Queued", "Running", "Completed")
_GROUP_TYPE = "microsoft.resources/resourcegroups"


class ResourceRoutes:
    """Everything that is a resource."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves; the generic ones come last."""
        groups = re.compile(r"/subscriptions/[^/]+/resourcegroups", re.IGNORECASE)
        inside = re.compile(r"(?P<scope>/subscriptions/[^/]+(?:/resourcegroups/[^/]+)?)/resources", re.IGNORECASE)
        anything = re.compile(r"/.+")
        return (
            ("GET", groups, self._list_groups),
            ("GET", inside, self._list_resources),
            ("PUT", anything, self._put),
            ("PATCH", anything, self._patch),
            ("GET HEAD", anything, self._get),
            ("DELETE", anything, self._delete),
            ("POST", anything, self._act),
        )

    def _list_groups(self, call: Call, _: Match[str]) -> Reply:
        prefix = call.path.lower().rstrip("/") + "/"
        stored = self.store.under("resource", prefix)
        return paged([body for key, body in stored.items() if "/" not in key[len(prefix) :]])

    def _list_resources(self, call: Call, at: Match[str]) -> Reply:
        scope = resource_id(at["scope"])
        if scope.group and self.store.get("resource", scope.group.key) is None:
            raise group_not_found(scope.group.name)
        found_ = [body for body in self.store.under("resource", f"{scope.key}/").values() if tracked(body)]
        wanted = re.search(r"resourceType eq '([^']+)'", call.query.get("$filter", ""))
        if wanted:
            found_ = [body for body in found_ if body["type"].lower() == wanted[1].lower()]
        names = ("id", "name", "type", "location", "kind", "sku", "tags", "identity", "managedBy")
        return paged([{name: body[name] for name in names if name in body} for body in found_])

    def _put(self, call: Call, _: Match[str]) -> Reply:
        rid = _one(call)
        with self.store.transaction():
            return self._write(call, rid, call.json())

    def _write(self, call: Call, rid: ResourceId, sent: Body) -> Reply:
        check_denied(self.store, rid, call.principal, delete=False)
        refuse(self.store, self.faults.refuse, rid, sent, call.principal)
        body, created = put_resource(self.store, rid, sent, call.api_version)
        return Reply(201 if created else 200, visible(body))

    def _patch(self, call: Call, _: Match[str]) -> Reply:
        rid = _one(call)
        with self.store.transaction():
            return self._write(call, rid, merged(found(self.store, rid), call.json()))

    def _get(self, call: Call, _: Match[str]) -> Reply:
        rid = resource_id(call.path)
        if not rid.complete:
            return self._folder(rid)
        check_type(rid)
        if call.method == "HEAD":
            return Reply(204 if exists(self.store, rid) else 404)
        if rid.type.lower().endswith("/workspaces/jobs"):
            self._advance(rid)
        return Reply(200, visible(found(self.store, rid)))

    def _folder(self, rid: ResourceId) -> Reply:
        if "/providers/" not in rid.key:
            raise not_found(rid.text)
        check_type(rid)
        parent = rid.key.rsplit("/", 1)[0]
        if rid.group and self.store.get("resource", rid.group.key) is None:
            raise group_not_found(rid.group.name)
        if rid.key.count("/", rid.key.rfind("/providers/") + 11) > 1 and not exists(self.store, ResourceId(parent)):
            raise not_found(parent)
        items = self.store.under("resource", f"{rid.key}/")
        bodies = [visible(body) for key, body in items.items() if "/" not in key[len(rid.key) + 1 :]]
        return paged(bodies if bodies or rid.group else self._below(rid))

    def _below(self, rid: ResourceId) -> list[Body]:
        """A type's resources in all groups of a subscription."""
        scope = rid.scope.lower() + "/"
        stored = self.store.under("resource", scope).values()
        return [visible(body) for body in stored if str(body["type"]).lower() == rid.type.lower()]

    def _advance(self, rid: ResourceId) -> None:
        """A job goes one step further each time somebody looks."""
        with self.store.transaction():
            body = found(self.store, rid)
            state = body["properties"]["status"]
            if state in _JOB_STATES[:-1]:
                after = _JOB_STATES[_JOB_STATES.index(state) + 1]
                fails = any(
                    fault.startswith("job") and applies(fault, rid, body, new=False) for fault in self.faults.refuse
                )
                body["properties"]["status"] = "Failed" if after == "Completed" and fails else after
                self.store.put("resource", rid.key, body)

    def _delete(self, call: Call, _: Match[str]) -> Reply:
        rid = _one(call)
        with self.store.transaction():
            stored = self.store.get("resource", rid.key)
            if stored is None:
                if rid.type.lower() == _GROUP_TYPE:
                    raise group_not_found(rid.name)
                return Reply(204)
            check_locks(self.store, rid)
            check_denied(self.store, rid, call.principal, delete=True)
            purge = (
                call.query.get("forcetopurge", "").lower() == "true" or call.query.get("force", "").lower() == "true"
            )
            delete_resource(self.store, rid, purge=purge)
            if rid.type.lower() == _GROUP_TYPE:
                return self._group_gone(call, rid)
        return Reply(200)

    def _group_gone(self, call: Call, rid: ResourceId) -> Reply:
        for kind in ("deployment", "template", "operation", "stack", "stackWhatIf"):
            for key in self.store.under(kind, f"{rid.key}/"):
                self.store.delete(kind, key)
        for key in self.store.under("deny", f"{rid.key}/"):
            self.store.delete("deny", key)
        token = start_job(self.store, self.faults, {"kind": "delete"})
        url = f"{call.base}/subscriptions/{rid.subscription}/operationresults/{token}?api-version={call.api_version}"
        return Reply(202, None, {"Location": url, **POLL})

    def _act(self, call: Call, _: Match[str]) -> Reply:
        target, _slash, action = call.path.rstrip("/").rpartition("/")
        rid = resource_id(target)
        if not rid.complete:
            raise not_found(call.path)
        if rid.type.lower().endswith("/workspaces/jobs") and action.lower() == "cancel":
            return self._cancel_job(rid)
        if rid.type.lower().endswith("/workspaces/computes") and action.lower() in {"start", "stop", "restart"}:
            return self._compute(rid, action.lower())
        if rid.type.lower().endswith("/workspaces/computes") and action.lower() == "updateidleshutdownsetting":
            return self._idle(rid, call.json())
        return Reply(200, list_action(self.store, rid, action))

    def _cancel_job(self, rid: ResourceId) -> Reply:
        with self.store.transaction():
            body = found(self.store, rid)
            if body["properties"]["status"] in _JOB_STATES[:-1]:
                body["properties"]["status"] = "Canceled"
                self.store.put("resource", rid.key, body)
        return Reply(200)

    def _compute(self, rid: ResourceId, action: str) -> Reply:
        with self.store.transaction():
            body = found(self.store, rid)
            inner = body["properties"].setdefault("properties", {})
            if body["properties"].get("computeType") != "ComputeInstance":
                raise ArmError(
                    400, "BadRequest", f"A compute of type {body['properties'].get('computeType')} can't {action}."
                )
            inner["state"] = "Stopped" if action == "stop" else "Running"
            self.store.put("resource", rid.key, body)
        return Reply(202)

    def _idle(self, rid: ResourceId, sent: Body) -> Reply:
        with self.store.transaction():
            body = found(self.store, rid)
            body["properties"].setdefault("properties", {})["idleTimeBeforeShutdown"] = sent.get(
                "idleTimeBeforeShutdown"
            )
            self.store.put("resource", rid.key, body)
        return Reply(200)


def _one(call: Call) -> ResourceId:
    rid = resource_id(call.path)
    if not rid.complete or provider_of(rid.type).type == "Microsoft.Resources/subscriptions":
        raise ArmError(405, "HttpMethodNotAllowed", f"'{call.path}' does not name one resource.")
    if call.method != "PUT":
        check_type(rid)
    return rid

"""Resource groups and generic resources by full id: PUT, GET, PATCH, DELETE, HEAD, lists, actions."""

from __future__ import annotations

import re
from re import Match

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import RESOURCE_GROUPS, SUBSCRIPTIONS
from mlinfra.catalogue.service_facts import statuses_of
from mlinfra.local.errors import ArmError, group_not_found, not_found
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.in_use import check_not_in_use
from mlinfra.local.inner_children import with_children
from mlinfra.local.listing import listed
from mlinfra.local.manager_rules import check_type
from mlinfra.local.moments import changed_at, created_at, system_data
from mlinfra.local.odata import matching
from mlinfra.local.private_links import with_links
from mlinfra.local.protection import check_denied, check_locks
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body, merged, read
from mlinfra.local.refusals import applies, refuse
from mlinfra.local.resource_checks import exists
from mlinfra.local.resources import delete_resource, found, put_resource, tracked, visible
from mlinfra.local.routes.actions import later
from mlinfra.local.store import Store

_JOB_STATES = ("NotStarted", "Queued", "Running", "Completed")
_GROUP_TYPE = RESOURCE_GROUPS.lower()


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
        )

    def _list_groups(self, call: Call, _: Match[str]) -> Reply:
        prefix = call.path.lower().rstrip("/") + "/"
        stored = self.store.under("resource", prefix)
        groups = [body for key, body in stored.items() if "/" not in key[len(prefix) :]]
        return paged(matching(call.query.get("$filter", ""), groups)[: call.top])

    def _list_resources(self, call: Call, at: Match[str]) -> Reply:
        scope = resource_id(at["scope"])
        if scope.group and self.store.get("resource", scope.group.key) is None:
            raise group_not_found(scope.group.name)
        stored = [body for body in self.store.under("resource", f"{scope.key}/").values() if tracked(body)]
        chosen = matching(call.query.get("$filter", ""), stored)[: call.top]
        expanded = {name.strip().lower() for name in call.query.get("$expand", "").split(",")}
        return paged([self._in_list(body, expanded) for body in chosen])

    def _in_list(self, body: Body, expanded: set[str]) -> Body:
        names = ("id", "name", "type", "location", "kind", "sku", "tags", "identity", "managedBy", "plan", "zones")
        key = str(body["id"]).lower()
        more = {
            "createdTime": created_at(self.store, key),
            "changedTime": changed_at(self.store, key),
            "provisioningState": read(body, "properties.provisioningState") or "Succeeded",
        }
        short = {name: body[name] for name in names if name in body}
        return short | {name: value for name, value in more.items() if name.lower() in expanded and value}

    def _put(self, call: Call, _: Match[str]) -> Reply:
        rid = _one(call)
        with self.store.transaction():
            return self._write(call, rid, call.json())

    def _write(self, call: Call, rid: ResourceId, sent: Body) -> Reply:
        check_denied(self.store, rid, call.principal, delete=False)
        refuse(self.store, self.faults.refuse, rid, sent, call.principal)
        body, created = put_resource(self.store, rid, sent, call.api_version, call.principal)
        shown, statuses = self._shown(body), statuses_of(rid.type)
        if call.method == "PATCH":
            return Reply(200, shown)
        status = statuses.created if created else statuses.replaced
        return later(self.store, self.faults, call, shown) if status == 202 else Reply(status, shown)

    def _shown(self, stored: Body) -> Body:
        """A resource as its GET shows it, with what its children and its private links say."""
        return system_data(self.store, with_links(self.store, with_children(self.store, visible(stored))))

    def _patch(self, call: Call, _: Match[str]) -> Reply:
        rid = _one(call)
        with self.store.transaction():
            return self._write(call, rid, merged(found(self.store, rid), call.json()))

    def _get(self, call: Call, _: Match[str]) -> Reply:
        rid = resource_id(call.path)
        if not rid.complete:
            return self._folder(call, rid)
        check_type(rid)
        if call.method == "HEAD":
            return Reply(204 if exists(self.store, rid) else 404)
        if rid.type.lower().endswith("/workspaces/jobs"):
            self._advance(rid)
        return Reply(200, self._shown(found(self.store, rid)))

    def _folder(self, call: Call, rid: ResourceId) -> Reply:
        if "/providers/" not in rid.key:
            raise not_found(rid.text)
        check_type(rid)
        parent = rid.key.rsplit("/", 1)[0]
        if rid.group and self.store.get("resource", rid.group.key) is None:
            raise group_not_found(rid.group.name)
        if rid.key.count("/", rid.key.rfind("/providers/") + 11) > 1 and not exists(self.store, ResourceId(parent)):
            raise not_found(parent)
        items = self.store.under("resource", f"{rid.key}/")
        bodies = [body for key, body in items.items() if "/" not in key[len(rid.key) + 1 :]]
        chosen = listed(self.store, rid.type, bodies if bodies or rid.group else self._below(rid), call)
        return paged([self._shown(body) for body in chosen])

    def _below(self, rid: ResourceId) -> list[Body]:
        """A type's resources in all groups of a subscription."""
        scope = rid.scope.lower() + "/"
        stored = self.store.under("resource", scope).values()
        return [body for body in stored if str(body["type"]).lower() == rid.type.lower()]

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
                check_not_in_use(self.store, rid)  # a built-in role is no document
                if rid.type.lower() == _GROUP_TYPE:
                    raise group_not_found(rid.name)
                return Reply(204)
            check_locks(self.store, rid)
            check_denied(self.store, rid, call.principal, delete=True)
            check_not_in_use(self.store, rid)
            purge = (
                call.query.get("forcetopurge", "").lower() == "true" or call.query.get("force", "").lower() == "true"
            )
            delete_resource(self.store, rid, purge=purge)
            if rid.type.lower() == _GROUP_TYPE:
                return self._group_gone(call, rid)
        status = statuses_of(rid.type).deleted
        return later(self.store, self.faults, call, None) if status == 202 else Reply(status)

    def _group_gone(self, call: Call, rid: ResourceId) -> Reply:
        for kind in ("deployment", "template", "operation", "stack", "stackWhatIf"):
            for key in self.store.under(kind, f"{rid.key}/"):
                self.store.delete(kind, key)
        for key in self.store.under("deny", f"{rid.key}/"):
            self.store.delete("deny", key)
        return later(self.store, self.faults, call, None)


def _one(call: Call) -> ResourceId:
    rid = resource_id(call.path)
    if not rid.complete or provider_of(rid.type).type == SUBSCRIPTIONS:
        raise ArmError(405, "HttpMethodNotAllowed", f"'{call.path}' does not name one resource.")
    if call.method != "PUT":
        check_type(rid)
    return rid

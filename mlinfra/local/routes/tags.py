"""Tags as a resource of their own: of a resource, a group or a subscription; and the names of tags in use."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from re import Match
from typing import Any

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import TAGS
from mlinfra.local.errors import ArmError
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.manager_rules import check_tags
from mlinfra.local.protection import check_denied
from mlinfra.local.providers._base import Body
from mlinfra.local.providers.scope_tags import tags_at, write_tags
from mlinfra.local.store import Store

_OPERATIONS = ("replace", "merge", "delete")


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class TagRoutes:
    """``Microsoft.Resources/tags`` at any scope, and ``tagNames`` of a subscription."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        tags = _path(r"(?P<scope>/subscriptions/.+)/providers/microsoft\.resources/tags/default")
        names = r"(?P<scope>/subscriptions/[^/]+)/tagnames"
        one_name = _path(rf"{names}/(?P<name>[^/]+)")
        return (
            ("GET", tags, self._get),
            ("PUT", tags, self._put),
            ("PATCH", tags, self._patch),
            ("DELETE", tags, self._delete),
            ("GET", _path(names), self._names),
            ("PUT", one_name, self._predefine),
            ("DELETE", one_name, self._forget),
        )

    def _get(self, _: Call, at: Match[str]) -> Reply:
        return self._shown(resource_id(at["scope"]))

    def _shown(self, scope: ResourceId) -> Reply:
        body = {"id": f"{scope.text}/providers/{TAGS}/default", "name": "default", "type": TAGS}
        return Reply(200, {**body, "properties": {"tags": tags_at(self.store, scope)}})

    def _sent(self, call: Call) -> tuple[dict[str, Any], str]:
        body = call.json()
        properties = body.get("properties")
        tags = properties.get("tags") if isinstance(properties, dict) else None
        if not isinstance(tags, dict):
            raise ArmError(400, "InvalidRequestContent", "The property 'properties.tags' must be an object.")
        return tags, str(body.get("operation", "replace")).lower()

    def _put(self, call: Call, at: Match[str]) -> Reply:
        return self._write(call, resource_id(at["scope"]), self._sent(call)[0])

    def _patch(self, call: Call, at: Match[str]) -> Reply:
        scope = resource_id(at["scope"])
        sent, operation = self._sent(call)
        if operation not in _OPERATIONS:
            raise ArmError(400, "InvalidTagPatchOperation", f"The operation '{operation}' is not one of {_OPERATIONS}.")
        with self.store.transaction():
            tags = tags_at(self.store, scope)
            keys = {name.lower() for name in sent}
            kept = {name: value for name, value in tags.items() if name.lower() not in keys}
            changed = {"replace": sent, "merge": {**kept, **sent}, "delete": kept}[operation]
            return self._write(call, scope, changed)

    def _write(self, call: Call, scope: ResourceId, tags: Body) -> Reply:
        check_tags(tags)
        with self.store.transaction():
            check_denied(self.store, scope, call.principal, delete=False)
            write_tags(self.store, scope, tags)
        return self._shown(scope)

    def _delete(self, call: Call, at: Match[str]) -> Reply:
        self._write(call, resource_id(at["scope"]), {})
        return Reply(200)

    def _names(self, _: Call, at: Match[str]) -> Reply:
        scope = at["scope"]
        used: dict[str, Counter[str]] = defaultdict(Counter)
        for key in self.store.under("tagName", f"{scope.lower()}/"):
            used[key.rsplit("/", 1)[-1]] = Counter()
        for body in self.store.under("resource", f"{scope.lower()}/").values():
            for name, value in (body.get("tags") or {}).items():
                used[name][str(value)] += 1
        return paged([_name(scope, name, values) for name, values in sorted(used.items())])

    def _predefine(self, _: Call, at: Match[str]) -> Reply:
        check_tags({at["name"]: ""})
        key = f"{at['scope']}/tagnames/{at['name']}".lower()
        known = self.store.get("tagName", key)
        self.store.put("tagName", key, {"name": at["name"]})
        return Reply(200 if known else 201, _name(at["scope"], at["name"], Counter()))

    def _forget(self, _: Call, at: Match[str]) -> Reply:
        key = f"{at['scope']}/tagnames/{at['name']}".lower()
        known = self.store.get("tagName", key)
        self.store.delete("tagName", key)
        return Reply(200 if known else 204)


def _name(scope: str, name: str, values: Counter[str]) -> Body:
    place = f"{scope}/tagNames/{name}"
    listed = [
        {"id": f"{place}/tagValues/{value}", "tagValue": value, "count": {"type": "Total", "value": number}}
        for value, number in sorted(values.items())
    ]
    return {"id": place, "tagName": name, "count": {"type": "Total", "value": sum(values.values())}, "values": listed}

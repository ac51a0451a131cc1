"""Services beside Resource Manager that clients ask through it: Resource Graph, and the run history of Azure ML."""

from __future__ import annotations

import re
from re import Match

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.local.errors import ArmError
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.moments import created_at
from mlinfra.local.providers._base import Body, read
from mlinfra.local.resource_graph import query
from mlinfra.local.resources import found
from mlinfra.local.store import Store

_MOST_ROWS = 1000
_WORKSPACE = (
    r"(?P<workspace>/subscriptions/[^/]+/resourcegroups/[^/]+/providers/microsoft\.machinelearningservices"
    r"/workspaces/[^/]+)"
)


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class ServiceRoutes:
    """What is no resource, and no list of resources."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        history = rf"/history/v1\.0{_WORKSPACE}"
        run = rf"{history}/(?:experiments/[^/]+/)?runs/(?P<run>[^/]+)"
        return (
            ("POST", _path(r"/providers/microsoft\.resourcegraph/resources"), self._graph),
            ("GET", _path(rf"{run}/details"), lambda _, at: Reply(200, _details(self._run(at)))),
            ("GET", _path(rf"{run}/children"), self._children),
            ("GET", _path(run), lambda _, at: Reply(200, _details(self._run(at)))),
            ("PATCH", _path(run), self._patch),
            ("POST", _path(rf"{history}/rundata"), self._data),
        )

    def _graph(self, call: Call, _: Match[str]) -> Reply:
        sent = call.json()
        options = sent.get("options") or {}
        rows = query(self.store, str(sent.get("query") or ""), [str(name) for name in sent.get("subscriptions") or ()])
        start, size = (
            int(options.get("$skipToken") or options.get("$skip") or 0),
            int(options.get("$top") or _MOST_ROWS),
        )
        page = rows[start : start + size]
        answer: Body = {"totalRecords": len(rows), "count": len(page), "data": page, "facets": []}
        more = start + size < len(rows)
        if more:
            answer["$skipToken"] = str(start + size)
        return Reply(200, {**answer, "resultTruncated": "true" if more else "false"})

    def _job(self, workspace: str, name: str) -> Body:
        return found(self.store, resource_id(f"{workspace}/jobs/{name}"))

    def _run(self, at: Match[str]) -> Body:
        job = self._job(at["workspace"], at["run"])
        moment = created_at(self.store, ResourceId(str(job["id"])).key)
        return {**job, "startTimeUtc": moment}

    def _children(self, _: Call, at: Match[str]) -> Reply:
        self._run(at)
        jobs = self.store.under("resource", f"{resource_id(at['workspace']).key}/jobs/").values()
        own = [job for job in jobs if str(read(job, "properties.parentJobName")).lower() == at["run"].lower()]
        return paged([_details(job) for job in own])

    def _patch(self, call: Call, at: Match[str]) -> Reply:
        """Names, tags, and ``hidden``, which is how a job is archived."""
        places = {"displayName": "displayName", "description": "description", "tags": "tags", "hidden": "isArchived"}
        sent = call.json()
        with self.store.transaction():
            job = self._job(at["workspace"], at["run"])
            job["properties"] |= {places[name]: value for name, value in sent.items() if name in places}
            self.store.put("resource", str(job["id"]).lower(), job)
        return Reply(200, _details(job))

    def _data(self, call: Call, at: Match[str]) -> Reply:
        name = str(call.json().get("runId") or "")
        if not name:
            raise ArmError(400, "InvalidRequestContent", "The property 'runId' is missing.", target="runId")
        details = _details(self._job(at["workspace"], name))
        return Reply(200, {"runMetadata": details, "runDefinition": details["runDefinition"]})


def _details(job: Body) -> Body:
    properties = job["properties"]
    failed = properties.get("status") == "Failed"
    error = {"error": {"code": "UserError", "message": f"The job '{job['name']}' failed.", "innerError": None}}
    return {
        "runId": job["name"],
        "status": properties.get("status"),
        "displayName": properties.get("displayName"),
        "description": properties.get("description"),
        "tags": properties.get("tags") or {},
        "hidden": bool(properties.get("isArchived")),
        "startTimeUtc": job.get("startTimeUtc"),
        "error": error if failed else None,
        "warnings": [],
        "logFiles": {},
        "runDefinition": {name: properties.get(name) for name in ("jobType", "command", "environmentId", "computeId")},
    }

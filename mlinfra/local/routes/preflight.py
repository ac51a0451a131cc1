"""Checks before anything is created: bodies without a template, what policies demand of them, and what one may do."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.base.arm_types import RESOURCES
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.local.errors import ArmError
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route, paged
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body
from mlinfra.local.refusals import refuse
from mlinfra.local.resource_checks import Checks
from mlinfra.local.resources import received
from mlinfra.local.store import Overlay, Store

_POLICY = "RequestDisallowedByPolicy"


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class PreflightRoutes:
    """``validateResources``, ``checkPolicyRestrictions``, deny assignments and eligible roles."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        scope = r"(?P<scope>(?:/.+)?)/providers"
        return (
            ("POST", _path(r"/providers/microsoft\.resources/validateresources"), self._validate),
            ("POST", _path(rf"{scope}/microsoft\.policyinsights/checkpolicyrestrictions"), self._restrictions),
            ("GET", _path(rf"{scope}/microsoft\.authorization/denyassignments"), self._denials),
            (
                "GET",
                _path(rf"{scope}/microsoft\.authorization/role(?:eligibility|assignment)schedule\w*"),
                lambda _call, _at: paged([]),
            ),
        )

    def _validate(self, call: Call, _: Match[str]) -> Reply:
        """Each body is held to the rules of a PUT, on top of those before it; nothing is stored."""
        sent = call.json()
        kind = f"{sent.get('provider')}/{sent.get('type')}"
        view = Overlay(self.store)
        ids: list[str] = []
        details: list[Body] = []
        for body in sent.get("resources") or ():
            rid = _id(str(sent.get("scope") or ""), kind, str(body.get("name") or ""))
            try:
                self._check(view, rid, {**body, "location": body.get("location", sent.get("location"))}, call)
                ids.append(rid.text)
            except ArmError as error:
                details.append(_detail(error, rid))
        if details:
            message = "Resource validation failed. See details."
            raise ArmError(400, "ResourceValidationFailed", message, details=details)
        return Reply(200, {"properties": {"validatedResources": ids}})

    def _check(self, view: Overlay, rid: ResourceId, body: Body, call: Call) -> None:
        refuse(view, self.faults.refuse, rid, body, call.principal)
        put = received(rid, body, view, str(body.get("apiVersion") or ""))
        if rid.group and view.get("resource", rid.group.key) is None:  # the service does not ask for the group
            view.put("resource", rid.group.key, {"id": rid.group.text, "name": rid.group.name})
        Checks(put, provider_of(rid.type)).run()

    def _restrictions(self, call: Call, at: Match[str]) -> Reply:
        """What policies demand: nothing, but for a rehearsed policy, which denies."""
        resource = (call.json().get("resourceDetails") or {}).get("resourceContent") or {}
        evaluations: list[Body] = []
        rid = _id(at["scope"], str(resource.get("type") or f"{RESOURCES}/resources"), str(resource.get("name")))
        try:
            names = tuple(name for name in self.faults.refuse if name.startswith("policy"))
            refuse(self.store, names, rid, resource, call.principal)
        except ArmError as error:
            info: dict[str, Any] = (error.info or [{}])[0].get("info", {})
            evaluations.append({"policyInfo": info, "evaluationResult": "NonCompliant", "evaluationDetails": {}})
        return Reply(200, {"fieldRestrictions": [], "contentEvaluationResult": {"policyEvaluations": evaluations}})

    def _denials(self, _: Call, at: Match[str]) -> Reply:
        """The deny assignments that deployment stacks made at the scope and above it."""
        scope = resource_id(at["scope"]).key.rstrip("/")
        found = []
        for key, settings in self.store.under("deny", "").items():
            place = key.partition("|")[0]
            if scope == place or scope.startswith(f"{place}/") or place.startswith(f"{scope}/"):
                found.append(_denial(place, settings))
        return paged(found)


def _id(scope: str, kind: str, name: str) -> ResourceId:
    namespace, _, rest = kind.partition("/")
    pairs = "/".join(f"{part}/{own}" for part, own in zip(rest.split("/"), name.split("/"), strict=False))
    return resource_id(f"{scope}/providers/{namespace}/{pairs}")


def _detail(error: ArmError, rid: ResourceId) -> Body:
    if error.code == _POLICY:
        return error.error()
    inner = error.error() | {"target": rid.name}
    message = "Preflight validation check for resource(s) failed. Please refer to the details for the specific errors."
    return {"code": "PreflightValidationCheckFailed", "message": message, "details": [inner]}


def _denial(place: str, settings: Body) -> Body:
    from mlinfra.local.providers._base import guid

    stack = str(settings["stack"])
    name = guid(f"{place}|{stack}")
    mode = str(settings.get("mode", "")).lower()
    actions = ["*/delete", "*/write"] if mode == "denywriteanddelete" else ["*/delete"]
    return {
        "id": f"{place}/providers/{ROLE_ASSIGNMENT.namespace}/denyAssignments/{name}",
        "name": name,
        "type": f"{ROLE_ASSIGNMENT.namespace}/denyAssignments",
        "properties": {
            "denyAssignmentName": f"Deny assignment '{name}' created by Deployment Stack '{stack}'.",
            "permissions": [
                {"actions": actions, "notActions": settings.get("excludedActions") or [], "dataActions": []}
            ],
            "scope": place,
            "doNotApplyToChildScopes": not settings.get("applyToChildScopes"),
            "principals": [{"id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined"}],
            "excludePrincipals": [{"id": text} for text in settings.get("excludedPrincipals") or ()],
            "isSystemProtected": True,
        },
    }

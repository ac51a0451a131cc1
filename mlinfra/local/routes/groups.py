"""What is asked of a resource group as a whole: its template, and whether its resources can move."""

from __future__ import annotations

import re
from re import Match
from typing import Any

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.local.errors import ArmError, group_not_found
from mlinfra.local.export import exported
from mlinfra.local.faults import Faults
from mlinfra.local.http import Call, Reply, Route
from mlinfra.local.resources import tracked
from mlinfra.local.routes.actions import later
from mlinfra.local.store import Store

_MOST = 200


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


class GroupRoutes:
    """Actions of a resource group."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults

    def routes(self) -> tuple[Route, ...]:
        """What it serves."""
        group = r"(?P<group>/subscriptions/[^/]+/resourcegroups/[^/]+)"
        return (
            ("POST", _path(rf"{group}/exporttemplate"), self._export),
            ("POST", _path(rf"{group}/validatemoveresources"), self._validate_move),
        )

    def _group(self, text: str) -> ResourceId:
        rid = resource_id(text)
        if self.store.get("resource", rid.key) is None:
            raise group_not_found(rid.name)
        return rid

    def _export(self, call: Call, at: Match[str]) -> Reply:
        group, sent = self._group(at["group"]), call.json()
        if str(sent.get("outputFormat") or "Json").lower() != "json":
            message = "The local target exports JSON: it does not decompile templates to Bicep."
            raise ArmError(400, "InvalidRequestContent", message, target="outputFormat")
        wanted = sent.get("resources") or ["*"]
        inside = self.store.under("resource", f"{group.key}/")
        everything = "*" in wanted
        if everything and sum(map(tracked, inside.values())) > _MOST:
            raise ArmError(
                409,
                "ExportTemplateResourceCountExceeded",
                f"Export template is not supported for resource groups that have more than '{_MOST}' resources.",
            )
        ids = {str(text).lower() for text in wanted}
        chosen = [body for key, body in inside.items() if everything or key in ids]
        options = {word.strip().lower() for word in str(sent.get("options") or "").split(",")}
        answer: dict[str, Any] = {"template": exported(self.store, chosen, options)}
        missing = sorted(ids - set(inside) - {"*"})
        if missing:
            details = [
                {"code": "ResourceNotFound", "message": f"The resource '{text}' was not found.", "target": text}
                for text in missing
            ]
            message = "Export template operation completed with errors. Some resources were not exported."
            error = {"code": "ExportTemplateCompletedWithErrors", "message": message, "details": details}
            answer["error"] = error
        return later(self.store, self.faults, call, answer)

    def _validate_move(self, call: Call, at: Match[str]) -> Reply:
        """Whether both groups and the resources are there; no provider is asked more than that."""
        self._group(at["group"])
        sent = call.json()
        self._group(str(sent.get("targetResourceGroup") or ""))
        for text in sent.get("resources") or ():
            if self.store.get("resource", str(text).lower()) is None:
                raise ArmError(404, "ResourceNotFound", f"The resource '{text}' was not found.", target=str(text))
        return later(self.store, self.faults, call, None)

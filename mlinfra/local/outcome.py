"""Say what a deployment did in the words of Resource Manager: operations, outputs, nested errors."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from mlinfra.arm.expand.runtime import Nested
from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.errors import ArmError
from mlinfra.local.providers._base import Body, guid
from mlinfra.local.resources import now

_STATUS = {400: "BadRequest", 403: "Forbidden", 404: "NotFound", 409: "Conflict", 500: "InternalServerError"}
_WRAPPING = ("microsoft.machinelearningservices/", "microsoft.authorization/")
"""Providers whose errors arrive wrapped: the status as code, their own error as JSON text in the message."""
_FAILED = (
    "At least one resource deployment operation failed. Please list deployment operations for details. "
    "Please see https://aka.ms/arm-deployment-operations for usage details."
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One refusal, and where in the deployment it happened."""

    owner: str
    """Id, in lower case, of the innermost deployment."""
    target: ResourceId | None
    error: ArmError


@dataclass
class Progress:
    """What one deployment did so far."""

    failures: list[Failure] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    """Ids of what was put."""
    broken: dict[str, str] = field(default_factory=dict)
    """Key of what failed, or was skipped because of it -> id of the deployment that holds it."""
    nested: dict[str, tuple[str, ResourceId]] = field(default_factory=dict)
    """Key of a nested deployment -> key of the one that holds it, and its id."""
    running: dict[str, Nested] = field(default_factory=dict)
    """Nested deployments that began and did not end, by key."""

    def owner(self, where: str, root: str) -> str:
        """Key of the innermost running deployment whose template holds a place; ``root`` where none does."""
        inside = [key for key, nested in self.running.items() if where.startswith(f"{nested.path}.")]
        return inside[-1] if inside else root


def deployment_failed(progress: Progress, root: ResourceId) -> ArmError:
    """The error of a failed deployment; what failed in a nested one stands in that one's details."""
    return ArmError(409, "DeploymentFailed", _FAILED, target=root.text, details=_details(progress, root.key))


def _details(progress: Progress, owner: str) -> list[Body]:
    details = [_detail(failure) for failure in progress.failures if failure.owner == owner]
    for parent, child in progress.nested.values():
        inner = _details(progress, child.key) if parent == owner else []
        if inner:
            details.append({"code": "DeploymentFailed", "target": child.text, "message": _FAILED, "details": inner})
    return details


def _detail(failure: Failure) -> Body:
    error = failure.error.error()
    target = failure.target
    if target is None:
        return error
    if target.type.lower().startswith(_WRAPPING) or failure.error.status == 403:
        code = _STATUS.get(failure.error.status, "BadRequest")
        return {"code": code, "target": target.text, "message": json.dumps({"error": error}, indent=2)}
    return error | {"target": target.text}


def failed_targets(details: list[Body]) -> list[str]:
    """The resources named in an error, however deep."""
    targets: list[str] = []
    for detail in details:
        inner = detail.get("details") if detail["code"] == "DeploymentFailed" else None
        targets += failed_targets(inner) if inner else [str(detail.get("target", ""))]
    return [text for text in targets if text.startswith("/")]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one deployment does, or did, to one of its resources."""

    deployment: str
    target: ResourceId
    symbol: str | None
    state: str
    seconds: float = 0.0
    error: ArmError | None = None

    @property
    def number(self) -> str:
        """Its id within the deployment."""
        return guid(f"{self.deployment}|{self.target.key}").replace("-", "")[:16].upper()

    @property
    def key(self) -> str:
        """Where it is kept."""
        return f"{self.deployment}/operations/{self.number}".lower()

    def body(self) -> Body:
        """As a GET shows it."""
        target = {
            "id": self.target.text,
            "resourceType": self.target.type,
            "resourceName": "/".join(self.target.names),
            **({"symbolicName": self.symbol} if self.symbol else {}),
        }
        properties: Body = {
            "provisioningOperation": "Create",
            "provisioningState": self.state,
            "timestamp": now(),
            "duration": f"PT{self.seconds:.7f}S",
            "trackingId": guid(f"{self.key}#tracking"),
            "statusCode": _STATUS.get(self.error.status, "BadRequest") if self.error else "OK",
            "targetResource": target,
        }
        if self.error:
            properties["statusMessage"] = {"status": "Failed", "error": self.error.error()}
        return {
            "id": f"{self.deployment}/operations/{self.number}",
            "operationId": self.number,
            "properties": properties,
        }


def shown_values(parameters: Body, declared: Body) -> Body:
    """Parameters as a deployment's GET shows them: secure ones without value."""
    kinds = {name.lower(): str((spec or {}).get("type", "string")) for name, spec in declared.items()}
    shown = {}
    for name, given in parameters.items():
        kind = _type_name(kinds.get(name.lower(), "string"))
        shown[name] = {"type": kind} if kind.startswith("Secure") else {"type": kind, **(given or {})}
    return shown


def _type_name(written: str) -> str:
    known = {"securestring": "SecureString", "secureobject": "SecureObject"}
    return known.get(written.lower(), written[:1].upper() + written[1:])


def shown_outputs(outputs: dict[str, Body]) -> Body:
    """Outputs as a GET shows them: secure ones without value."""
    return {
        name: {"type": out["type"]} if str(out["type"]).lower().startswith("secure") else out
        for name, out in outputs.items()
    }

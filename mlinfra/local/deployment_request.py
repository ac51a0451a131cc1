"""Read a deployment request and its template, as validation, forecast and deployment do first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mlinfra.arm.expand import expand
from mlinfra.arm.expand.letter_case import template_in_usual_case
from mlinfra.arm.expand.snapshot import Snapshot
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope
from mlinfra.local.body_shape import check_envelope, check_like
from mlinfra.local.errors import ArmError, invalid_template
from mlinfra.local.manager_rules import check_declared
from mlinfra.local.providers._base import Body
from mlinfra.local.scopes import deployment_id, scope_of
from mlinfra.local.store import View

_NAME = re.compile(r"[-\w._()]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class DeploymentRequest:
    """A deployment as it was asked for."""

    id: ResourceId
    scope: DeploymentScope
    template: Body
    parameters: Body
    mode: str
    principal: str
    location: str | None = None
    tags: Body | None = None
    stack: str = ""
    """Key of the stack that deploys; its own deny settings don't hold for it."""


def read_request(view: View, path: str, name: str, body: Body, principal: str, *, stack: str = "") -> DeploymentRequest:
    """The request in a body, checked as far as it can be without the template's values. Raises ArmError."""
    if not _NAME.fullmatch(name):
        raise ArmError(
            400,
            "InvalidDeploymentName",
            f"The deployment name '{name}' must be 1 to 64 letters, digits, '-', '_', '.', '(' or ')'.",
        )
    properties = body.get("properties")
    if not isinstance(properties, dict):
        raise ArmError(400, "InvalidRequestContent", "The request content has no properties.")
    check_envelope(body)
    check_like(properties, {"parameters": {}, "whatIfSettings": {}})
    scope = scope_of(path, view, name, body.get("location"))
    template = properties.get("template")
    if not isinstance(template, dict):
        raise invalid_template(f"the request has no inline template ({NO_LINKS})")
    if not any(name.lower() == "contentversion" for name in template):
        raise invalid_template("Required property 'contentVersion' not found in JSON")
    mode = str(properties.get("mode") or "Incremental")
    if mode.lower() not in {"incremental", "complete"}:
        raise ArmError(400, "InvalidDeploymentMode", f"The deployment mode '{mode}' is not supported.")
    if mode.lower() == "complete" and scope.kind != "resourceGroup":
        raise ArmError(400, "InvalidDeploymentMode", "Complete mode is for deployments at resource group scope only.")
    return DeploymentRequest(
        deployment_id(scope, name),
        scope,
        template_in_usual_case(template),
        properties.get("parameters") or {},
        mode.capitalize(),
        principal,
        body.get("location"),
        body.get("tags"),
        stack,
    )


def read_template(request: DeploymentRequest) -> Snapshot:
    """What the template deploys, as far as it is known before: the first step of validation, forecast and deployment.

    Raises 400 for what the engine refuses, and for what Resource Manager refuses whatever a provider would say.
    """
    try:
        snapshot = expand(request.template, request.parameters, request.scope, checks=True)
    except TemplateError as error:
        raise invalid_template(error.message, error.where) from error
    for entry in snapshot.entries:
        if "id" not in entry.resource:
            kind = entry.resource["type"]
            raise invalid_template(f"{kind} is of an extension; the local target knows Azure's own types", entry.path)
        if "[" not in str(entry.resource["id"]):
            check_declared(ResourceId(str(entry.resource["id"])), entry.resource)
    return snapshot


NO_LINKS = "the local target fetches no templateLink"


def refuse_links(snapshot: Snapshot) -> None:
    """Raise 400 for a nested deployment whose template is not in the request."""
    for rid in snapshot.links:
        raise invalid_template(f"the nested deployment '{rid}' has no inline template ({NO_LINKS})")

"""Say a refusal of the local target as Resource Manager says it: HTTP status and error body."""

from __future__ import annotations

import re
from typing import Any

from mlinfra.base.errors import MlinfraError

RETRY_HEADER = "x-ms-mlinfra-retry"
NOT_AGAIN = {RETRY_HEADER: "no"}
"""A header of answers that a repeated request would get again."""


class ArmError(Exception):
    """One refusal, as Resource Manager or a resource provider words it."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        target: str = "",
        details: list[dict[str, Any]] | None = None,
        info: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.target, self.details, self.info, self.headers = target, details, info, headers or {}

    def error(self) -> dict[str, Any]:
        """The error object, without its envelope."""
        members = {
            "code": self.code,
            "message": self.message,
            "target": self.target,
            "details": self.details,
            "additionalInfo": self.info,
        }
        return {name: value for name, value in members.items() if value}


def not_found(kind_and_name: str, group: str = "") -> ArmError:
    """404 of a resource."""
    under = f" under resource group '{group}'" if group else ""
    return ArmError(404, "ResourceNotFound", f"The Resource '{kind_and_name}'{under} was not found.")


def group_not_found(name: str) -> ArmError:
    """404 of a resource group."""
    return ArmError(404, "ResourceGroupNotFound", f"Resource group '{name}' could not be found.")


def invalid_template(message: str, where: str = "") -> ArmError:
    """400: the deployment engine refuses the template."""
    place = f" (at '{where}')" if where else ""
    return ArmError(400, "InvalidTemplate", f"Deployment template validation failed: '{message}'{place}.", target=where)


_OUTPUT = re.compile(r"(?:^|\.template\.)outputs\.([^.\[]+)(?!.*\.template\.)")
"""A place in an output: ``outputs.url.value``, ``resources[1].properties.template.outputs.url.value``."""


def evaluation_failed(error: MlinfraError, read_type: str) -> ArmError:
    """What the engine answers where a value can't be calculated while it deploys.

    ``read_type``: type of the resource that was read last; the local target may know less of it than Azure.
    """
    text = error.message
    if read_type and "does not exist; there are" in text:
        text = f"{text}. The local target does not compute this property of {read_type}; Azure may have it"
    output = _OUTPUT.search(error.where)
    if output is None:
        return invalid_template(text, error.where)
    message = f"Unable to evaluate the template output '{output[1]}': {text}."
    return ArmError(409, "DeploymentOutputEvaluationFailed", message, target=output[1])

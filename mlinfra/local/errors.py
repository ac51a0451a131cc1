"""What the local target refuses -> ARM's status and error body."""

from __future__ import annotations

from typing import Any


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

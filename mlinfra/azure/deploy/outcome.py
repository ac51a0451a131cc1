"""What one deployment did, as a value, and its JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias

from mlinfra.base.scope import DeploymentScope

FORMAT_VERSION = "1.0"

State: TypeAlias = Literal["Succeeded", "Failed", "Canceled", "Running", "NotStarted"]
"""Running: left running after Ctrl-C. NotStarted: nothing of it was sent, as ``error`` says."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something failed: the innermost real error, what it means and what to do.

    ``path`` leads from the deployment to it; ``explanation`` and ``advice`` are empty for causes we don't know.
    """

    code: str
    message: str
    explanation: str = ""
    advice: str = ""
    path: tuple[str, ...] = ()

    def masked(self, mask: Callable[[str], str]) -> Cause:
        """The same cause where Azure's words pass through ``mask``: they may quote a secret."""
        return replace(self, code=mask(self.code), message=mask(self.message), path=tuple(map(mask, self.path)))

    def to_json(self) -> dict[str, Any]:
        """For reports."""
        return {
            "code": self.code,
            "message": self.message,
            "explanation": self.explanation,
            "advice": self.advice,
            "path": list(self.path),
        }


@dataclass(frozen=True, slots=True)
class Operation:
    """One resource of a deployment. ``duration`` in seconds.

    ``state``: Running, Succeeded, Failed, Canceled, NotStarted (the deployment ended before it came to this), or Kept (a
    resource group that was to be deleted still holds something).
    """

    id: str
    type: str
    name: str
    state: str
    duration: float | None = None
    error: Cause | None = None
    action: Literal["deploy", "delete"] = "deploy"
    """``delete``: it went before the deployment, as `--replace` asked, or with `destroy` and `prune`."""

    def masked(self, mask: Callable[[str], str]) -> Operation:
        """The same operation where Azure's words pass through ``mask``."""
        error = self.error.masked(mask) if self.error else None
        return replace(self, id=mask(self.id), name=mask(self.name), error=error)

    def to_json(self) -> dict[str, Any]:
        """For reports."""
        return {
            "id": self.id,
            "type": self.type,
            "name": self.name,
            "state": self.state,
            "duration": self.duration,
            "error": self.error.to_json() if self.error else None,
            "action": self.action,
        }


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running deployment is: what `deploy` tells its ``watch`` at each look."""

    deployment: str
    elapsed: float
    """Seconds."""
    operations: tuple[Operation, ...] = ()
    attached: bool = False
    """Whether it had been started by an earlier run."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one deployment did; secure outputs are not in it."""

    stack: str
    scope: DeploymentScope
    deployment: str
    state: State
    duration: float
    """Seconds."""
    operations: tuple[Operation, ...] = ()
    outputs: dict[str, Any] = field(default_factory=dict)
    error: Cause | None = None
    attached: bool = False
    """Whether an earlier run had started it."""
    group_made: str = ""
    """Id of the resource group that this run made, also where the deployment failed afterwards; else empty."""
    accepted: tuple[str, ...] = ()
    """Values that were sent although the catalogue refuses them: ``ADDRESS: PROPERTY: REASON``."""
    not_taken: tuple[str, ...] = ()
    """What stands there otherwise than it was sent, though Azure reported success: ``ADDRESS: PROPERTY: WHAT``."""

    def to_json(self) -> dict[str, Any]:
        """The document that reports read."""
        scope = self.scope
        return {
            "format_version": FORMAT_VERSION,
            "kind": "outcome",
            "stack": self.stack,
            "scope": {
                "kind": scope.kind,
                "id": scope.id,
                "subscription": scope.subscription,
                "resource_group": scope.resource_group,
                "management_group": scope.management_group,
                "location": scope.location,
            },
            "deployment": self.deployment,
            "group_made": self.group_made,
            "accepted": list(self.accepted),
            "not_taken": list(self.not_taken),
            "state": self.state,
            "duration": self.duration,
            "operations": [operation.to_json() for operation in self.operations],
            "outputs": self.outputs,
            "error": self.error.to_json() if self.error else None,
        }

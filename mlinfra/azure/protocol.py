"""The one protocol of effects: a request goes out, Azure's JSON comes back.

Everything else is made of these few calls: plans read `Cloud.what_if`, deployments start and look, look-ups `send`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from mlinfra.base.scope import DeploymentScope

if TYPE_CHECKING:
    from typing_extensions import Self

Json: TypeAlias = Any
Wire: TypeAlias = dict[str, Any]
"""JSON exactly as Azure sends it, in camel case."""

Watch: TypeAlias = Callable[[float], None]
"""Called about once per poll while something long runs, with the seconds since it began."""

ValidationLevel: TypeAlias = Literal["Provider", "ProviderNoRbac", "Template"]


@dataclass(frozen=True, slots=True)
class StackSettings:
    """How a deployment stack holds what it deploys. The defaults protect nothing and delete nothing."""

    on_unmanage: Literal["detach", "delete"] = "detach"
    """What happens to resources that leave the template."""
    on_unmanage_groups: Literal["detach", "delete"] = "detach"
    """What happens to resource groups that leave it."""
    deny: Literal["none", "denyDelete", "denyWriteAndDelete"] = "none"
    """What nobody may do to the stack's resources past the stack."""
    excluded_principals: tuple[str, ...] = ()
    """Object ids that the denial does not hold for; at most 5."""
    excluded_actions: tuple[str, ...] = ()
    """Actions that stay allowed; at most 200."""
    apply_to_children: bool = False
    """Whether the denial reaches child scopes."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One deployment as it goes to Azure; what-if and deployment take the same value."""

    stack: str
    """Name of the stack, for people."""
    scope: DeploymentScope
    name: str
    """Name of the deployment (or of the deployment stack); see `mlinfra.azure.deploy.names`."""
    template: Mapping[str, Json]
    """The printed ARM JSON."""
    parameters: Mapping[str, Json] = field(default_factory=dict)
    """In ARM's form: ``{"size": {"value": 1}}``."""
    secrets: Mapping[str, Json] = field(default_factory=dict, repr=False)
    """Secure parameters, same form. Sent, never printed, logged or kept."""
    live: Mapping[str, Json] = field(default_factory=dict)
    """Parameters that hold what is live, same form: they are sent, and make no other deployment of it."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of the deployment itself."""
    group_tags: Mapping[str, str] = field(default_factory=dict)
    """Tags that the resource group of the scope must have; others that it has stay."""
    new_group_tags: Mapping[str, str] = field(default_factory=dict)
    """Tags besides, for a group that mlinfra makes for the stack."""
    mode: Literal["Incremental"] = "Incremental"
    validation_level: ValidationLevel = "Provider"
    """``ProviderNoRbac`` lets an identity that may only read make forecasts."""
    as_stack: StackSettings | None = None
    """Deploy as an Azure deployment stack."""

    @property
    def values(self) -> dict[str, Json]:
        """All parameters as they are sent."""
        return {**self.parameters, **self.live, **self.secrets}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to `Cloud.send`: HTTP status and JSON body (None: empty)."""

    status: int
    body: Json = None

    @property
    def found(self) -> bool:
        """Whether there was something."""
        return self.status < 400


class Cloud(Protocol):
    """Azure, the local target, or `mlinfra.testing.FakeCloud`.

    A name that does not exist is None, not an error. Everything else that Azure refuses raises `Refused`, a lost
    connection (after retries) TargetUnavailable, a missing or refused sign-in NotSignedIn.
    """

    @property
    def target(self) -> str:
        """``azure``, ``local`` or ``fake``."""

    @property
    def subscription(self) -> str:
        """The subscription used where a scope names none."""

    @property
    def interval(self) -> float:
        """Seconds between two looks at something that runs."""

    def what_if(self, request: Request, watch: Watch | None = None) -> Wire:
        """Azure's forecast, with ``status`` and ``properties``; for a deployment stack, its what-if result resource.

        Changes nothing and leaves nothing behind, interrupted or not. Raises WhatIfFailed for a forecast that failed,
        also where Azure wraps that in HTTP 200.
        """

    def start(self, request: Request) -> Wire:
        """Begin a deployment (or a deployment stack) and return its body at once.

        A lost connection is followed up: what did arrive is not sent again. Raises Refused (``DeploymentActive`` while
        one of that name runs).
        """

    def deployment(self, scope: DeploymentScope, name: str) -> Wire | None:
        """A deployment of the scope's history."""

    def deployments(self, scope: DeploymentScope) -> list[Wire]:
        """The scope's history, newest first; empty where the scope does not exist."""

    def operations(self, scope: DeploymentScope, name: str) -> list[Wire]:
        """What a deployment did, resource by resource; empty where there is no such deployment."""

    def exported(self, scope: DeploymentScope, name: str) -> Wire | None:
        """The template that a deployment was made from, as Azure keeps it."""

    def cancel(self, scope: DeploymentScope, name: str) -> None:
        """Ask a running deployment to stop; nothing happens to one that has ended."""

    def stack(self, scope: DeploymentScope, name: str) -> Wire | None:
        """A deployment stack."""

    def delete_stack(self, scope: DeploymentScope, name: str, *, delete: bool, delete_groups: bool = False) -> None:
        """Remove a deployment stack, and with ``delete`` what it manages; waits for the end."""

    def send(self, method: str, path: str, api_version: str, body: Json = None, **query: str) -> Answer:
        """Any Resource Manager request, by path; waits for long operations. 404 is an answer, other refusals raise."""

    def __enter__(self) -> Self:
        """Open the connection; a local target starts here."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""

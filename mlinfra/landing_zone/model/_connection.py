"""Define what connections of every kind have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._known import known, known_items
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._value_checks import check_moments, is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.value import Value, Values


@model
class AnyConnection(WorkspaceChild):
    """What every connection of a workspace to another service has; those of one workspace are written in turn."""

    UNSAID: ClassVar[Mapping[str, str]] = {
        "properties.error": "Azure tells there what is wrong with it",
        "properties.peStatus": "Azure tells there whether its private endpoint is approved",
    }

    name: str
    """3 to 33 letters, digits, '-' and '_'."""
    _: KW_ONLY
    category: Value[str] = at("properties.category")
    """What it leads to, in Azure's words: ``AzureOpenAI``, ``CognitiveSearch``, ``ContainerRegistry``, ``Git``, ``Snowflake``."""
    target: Value[str] | None = at("properties.target", default=None)
    """The address of the service, or what else names it there; None for kinds that need none."""
    shared: Value[bool] | None = at("properties.isSharedToAll", default=None)
    """Let everybody in the workspace, and in the projects of a hub, use it; None: no."""
    shared_with: Values[str] | None = at("properties.sharedUserList", default=None)
    """The Entra object ids of the users who may use it, where it is not shared with all."""
    metadata: Mapping[str, Value[str]] = at("properties.metadata", default_factory=dict)
    """More names and values that its kind asks for, such as ``ApiType`` and ``ResourceId`` of ``AzureOpenAI``; no secrets."""
    expires: Value[str] | None = at("properties.expiryTime", default=None)
    """When its secret ends, in ISO 8601: ``2027-06-30T00:00:00Z``; None never."""
    workspace_identity: bool | None = at(
        "properties.useWorkspaceManagedIdentity", default=None, decides="which roles its workspace gets"
    )
    """Sign in as the workspace instead of as whoever uses it; None: no."""
    private_endpoint: Value[Literal["Required", "NotRequired", "NotApplicable"]] | None = at(
        "properties.peRequirement", default=None
    )
    """Whether its service is reached by a private endpoint of the managed network; None as Azure decides."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} {type(self).__name__}"
        if not self.category:
            raise InvalidInput("a connection says what it leads to", where=f"{place}.category", hint="such as ApiKey")
        if known(self.shared) and self.shared_with:
            hint = "drop shared_with, or shared"
            raise InvalidInput("it is shared with all", where=f"{place}.shared_with", hint=hint)
        if isinstance(self.expires, str):
            check_moments(None, self.expires, place, end_field="expires")
        ids = [(name, getattr(self, name, None)) for name in ("client_id", "tenant")]
        for name, value in (*ids, *(("shared_with", user) for user in known_items(self.shared_with))):
            if isinstance(value, str) and not is_guid(value):
                raise InvalidInput(f"{value!r} is not an Entra id (a GUID)", where=f"{place}.{name}")


def opened_by(auth: str) -> Rows:
    """The rows of connections that sign in by this kind of Azure's."""
    return (Constant("properties.authType", auth, tells_class=True), "category", "target")

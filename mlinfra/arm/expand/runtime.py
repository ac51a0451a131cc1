"""Declare what expansion asks of a running deployment: what that knows and an offline expansion does not.

Without a runtime the engine predicts: whatever only Azure knows stays a symbolic expression. With one it deploys:
every value is asked for at the moment it is needed, and each resource is handed over, in dependency order, as soon as
its body is known, so that what follows can read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from mlinfra.base.frozen import dataclass

if TYPE_CHECKING:
    from datetime import datetime

    from mlinfra.base.scope import DeploymentScope


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource that a template declares, expanded."""

    resource: dict[str, Any]
    """As in ``predictedResources``: id, type, [condition], name, apiVersion, location, ..., properties."""
    deployment: str
    """Id of the deployment, the outermost or a nested one, whose template declares it."""
    symbol: str | None
    """Its symbolic name (``sym`` or ``sym[1]``); None in a template without symbols."""
    scope: DeploymentScope
    """Scope of that deployment."""
    path: str
    """Where the template says it: ``resources[2]``, ``resources.net.properties.template.resources[0]``."""
    depends_on: tuple[str, ...]
    """Ids of the resources and nested deployments of the same template that come before it."""
    condition: Any = True
    """True, or the text of a condition that is not known (never with a runtime)."""


@dataclass(frozen=True, slots=True)
class Nested:
    """A nested deployment whose turn has come."""

    id: str
    name: str
    api_version: str
    scope: DeploymentScope
    """Where its contents go; the deployment's own name and location are in it."""
    parent: str
    """Id of the deployment that holds it."""
    mode: str
    template: dict[str, Any]
    parameters: dict[str, Any]
    """In ARM form, evaluated: ``{name: {"value": ...} | {"reference": ...}}``."""
    symbol: str | None
    path: str
    depends_on: tuple[str, ...]
    tags: dict[str, Any] | None = None


class Runtime(Protocol):
    """What the engine asks while it deploys. Any method may raise; the engine lets it pass."""

    def apply(self, entry: Entry) -> None:
        """Create or update one resource. Called once for each, after everything it depends on."""

    def begin_nested(self, nested: Nested) -> None:
        """A nested deployment starts: its resources follow, then ``end_nested`` (not if anything raises)."""

    def end_nested(self, nested: Nested, outputs: dict[str, dict[str, Any]]) -> None:
        """It is done. ``outputs`` in ARM form: ``{name: {"type": "String", "value": ...}}``, secure ones with value."""

    def reference(self, resource_id: str, api_version: str | None, full: bool) -> Any:
        """What ``reference()`` gives: the ``properties`` of a resource, or the whole of it.

        Asked for nested deployments too: ``properties.outputs`` then are those told by ``end_nested``.
        """

    def list_(self, function: str, resource_id: str, api_version: str | None, body: Any) -> Any:
        """What ``listKeys()`` and every other ``list...`` function gives; ``function`` as written."""

    def call(self, function: str, args: tuple[Any, ...]) -> Any:
        """Any other function only Azure can answer: ``roleDefinitions``, ``providers``, ``pickZones``, ``toLogicalZone``..."""

    def environment(self) -> dict[str, Any]:
        """The cloud's endpoints."""

    def deployer(self) -> dict[str, Any]:
        """Who deploys: ``objectId``, ``tenantId``, ``userPrincipalName``."""

    def tenant(self) -> dict[str, Any]:
        """``id``, ``tenantId``, ``countryCode``, ``displayName``."""

    def subscription(self, subscription_id: str) -> dict[str, Any]:
        """``id``, ``subscriptionId``, ``tenantId``, ``displayName``."""

    def resource_group(self, subscription_id: str, name: str) -> dict[str, Any]:
        """``id``, ``name``, ``type``, ``location``, ``tags``, ``properties``, [``managedBy``]."""

    def management_group(self, name: str) -> dict[str, Any]:
        """``id``, ``name``, ``type``, ``properties``."""

    def secret(self, reference: Mapping[str, Any]) -> Any:
        """The value of a Key Vault parameter: ``{"keyVault": {"id": ...}, "secretName": ..., ["secretVersion": ...]}``."""

    def utc_now(self) -> datetime:
        """The moment the deployment started, in UTC: the same for the whole deployment."""

    def new_guid(self) -> str:
        """A new random GUID, for each call."""

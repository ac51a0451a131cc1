"""The scope of a deployment: tenant, management group, subscription or resource group."""

from __future__ import annotations

from typing import Literal, TypeAlias

from mlinfra.base.arm_types import MANAGEMENT_GROUPS
from mlinfra.base.frozen import dataclass

ScopeKind: TypeAlias = Literal["resourceGroup", "subscription", "managementGroup", "tenant"]


@dataclass(frozen=True, slots=True)
class DeploymentScope:
    """One deployment scope. None means "not known here"; what the kind does not use stays None.

    ``location`` is the group's region at resource-group scope, the deployment's own region elsewhere.
    """

    kind: ScopeKind = "resourceGroup"
    subscription: str | None = None
    resource_group: str | None = None
    management_group: str | None = None
    location: str | None = None
    tenant: str | None = None
    deployment: str | None = None

    @property
    def id(self) -> str:
        """The ARM id of the scope; ``/`` for the tenant. Unknown parts print as ``?``, which no id contains."""
        if self.kind == "tenant":
            return "/"
        if self.kind == "managementGroup":
            return f"/providers/{MANAGEMENT_GROUPS}/{self.management_group or '?'}"
        subscription = f"/subscriptions/{self.subscription or '?'}"
        return (
            subscription
            if self.kind == "subscription"
            else f"{subscription}/resourceGroups/{self.resource_group or '?'}"
        )

"""The scope of a deployment: tenant, management group, subscription or resource group."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from mlinfra.base.arm_types import MANAGEMENT_GROUPS
from mlinfra.base.frozen import dataclass, replace

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

    def on(self, subscription: str | None) -> DeploymentScope:
        """The same with the subscription filled in where it names none."""
        return replace(self, subscription=self.subscription or subscription)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a resource lives, as part of its key. None stands for what the deployment of the stack itself says.

    So ``Scope()`` is the resource group of a stack that is deployed to one, and ``Scope("resourceGroup",
    resource_group="rg-a")`` another group of the subscription that is deployed to.
    """

    kind: ScopeKind = "resourceGroup"
    subscription: str | None = None
    resource_group: str | None = None
    management_group: str | None = None
    key: str = field(init=False, repr=False, compare=False)
    """The scope as Azure compares it, without regard to case; that of a resource group has no kind in front."""

    def __post_init__(self) -> None:
        place = f"{self.subscription or ''}|{self.resource_group or self.management_group or ''}".lower()
        object.__setattr__(self, "key", place if self.kind == "resourceGroup" else f"{self.kind}:{place}")

    def id(self, deployed: DeploymentScope) -> str:
        """The ARM id of the scope, where ``deployed`` fills in what is left open; ``/`` for the tenant."""
        return DeploymentScope(
            self.kind,
            self.subscription or deployed.subscription,
            self.resource_group or deployed.resource_group,
            self.management_group or deployed.management_group,
        ).id

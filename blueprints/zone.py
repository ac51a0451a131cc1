"""``zone``: a landing zone from a subscription, with its groups, logs, budget, policies and a lock, and a workspace in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta

from mlinfra import (
    ApplicationInsights,
    Autoscale,
    Blueprint,
    Budget,
    BudgetNotification,
    ComputeCluster,
    CostDimension,
    Grant,
    Lock,
    LogAnalytics,
    PolicyAssignment,
    ResourceGroup,
    Stack,
    StorageAccount,
    Subscription,
    Workspace,
)

_ALLOWED_LOCATIONS = "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c"


class Zone(Blueprint):
    """Logs are in a group of their own, so that they outlive the workspace; what holds data cannot be deleted."""

    name: str
    """Short name of the team or product; part of every name."""
    contacts: Sequence[str]
    """Addresses that are told at 80 % of the amount, and when more than all of it is forecast; owners are told besides."""
    stage: str = "prod"
    """Part of every name, and a tag."""
    location: str = "westeurope"
    """Azure region."""
    name_salt: str = ""
    """Mixed into names that must be unique in all of Azure; `mlinfra new` writes a fresh one."""
    start: date = date(2026, 1, 1)
    """The month in which the budget begins, fixed when it is made: Azure refuses one that is over. `mlinfra new` writes this one."""
    amount: int = 2_000
    """What the zone may cost in a month, in the currency of the bill, before people are told."""
    regions: Sequence[str] = ()
    """Regions in which resources may be made in its groups, besides its own."""
    cpu: int = 4
    """Most nodes of the cluster at once."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Tags of every resource, besides ``product`` and ``stage``; a tag of the same name wins over these."""
    subscription: str | None = None
    """Id of the subscription; None: the one that is deployed to (``--subscription``, AZURE_SUBSCRIPTION_ID)."""
    grants: Sequence[Grant] = ()
    """Roles of people and pipelines on the workspace."""

    def stack(self) -> Stack:
        """Make one stamp."""
        label = f"{self.name}-{self.stage}"
        shared = ResourceGroup(f"rg-{label}-shared", location=self.location, subscription=self.subscription)
        group = ResourceGroup(f"rg-{label}", location=self.location, subscription=self.subscription)
        logs = LogAnalytics(f"log-{label}", scope=shared)
        account = StorageAccount(scope=group)
        workspace = Workspace(
            f"mlw-{label}",
            scope=group,
            storage=account,
            insights=ApplicationInsights(logs=logs),
            computes=[
                ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, self.cpu, idle=timedelta(minutes=5)))
            ],
            grants=self.grants,
        )
        return Stack(
            label,
            scope=Subscription(self.subscription, location=self.location),
            name_salt=self.name_salt,
            diagnostics=logs,
            resources=[
                shared,
                group,
                logs,
                workspace,
                Lock("no-delete", on=account, notes="Artifacts and logs of jobs."),
                self._budget(label, group, shared),
                *self._policies(group, shared),
            ],
            tags={"product": self.name, "stage": self.stage, **self.tags},
            outputs={"mlflow": workspace.mlflow_uri},
        )

    def _budget(self, label: str, *groups: ResourceGroup) -> Budget:
        """The costs of the groups alone: several zones may share a subscription."""
        return Budget(
            label,
            amount=self.amount,
            start=self.start,
            filter=CostDimension("ResourceGroupName", [group.name for group in groups]),
            notifications={
                "most": BudgetNotification(80, emails=self.contacts, roles=["Owner"]),
                "forecast": BudgetNotification(100, of="Forecasted", emails=self.contacts, roles=["Owner"]),
            },
        )

    def _policies(self, *groups: ResourceGroup) -> Iterator[PolicyAssignment]:
        for group in groups:
            yield PolicyAssignment(
                "regions",
                on=group,
                definition=_ALLOWED_LOCATIONS,
                parameters={"listOfAllowedLocations": [self.location, *self.regions]},
                message=f"The landing zone is in {', '.join((self.location, *self.regions))}.",
            )

"""A landing zone from one subscription: its group, a budget, policies with an exemption, a custom role and tags."""

from datetime import date

from mlinfra import (
    Budget,
    BudgetNotification,
    Grant,
    Lock,
    PolicyAssignment,
    PolicyExemption,
    ResourceGroup,
    RoleDefinition,
    ScopeTags,
    Stack,
    StorageAccount,
    Subscription,
    Workspace,
)

POLICIES = "/providers/Microsoft.Authorization/policyDefinitions"
PEOPLE = "22222222-2222-4222-8222-222222222222"  # the group of the data scientists

group = ResourceGroup("rg-ml-zone", location="westeurope", tags={"purpose": "machine-learning"})
account = StorageAccount("stmlzone01", scope=group)
operator = RoleDefinition(
    role_name="ML compute operator of the zone",
    description="Looks at everything, starts and stops computes.",
    actions=["*/read", "Microsoft.MachineLearningServices/workspaces/computes/*/action"],
)
workspace = Workspace("mlw-zone", scope=group, storage=account, grants=[Grant(operator, principal_id=PEOPLE)])
regions = PolicyAssignment(
    "ml-regions",
    definition=f"{POLICIES}/e56962a6-4747-49cd-b67b-bf8b01975c4c",  # allowed locations
    parameters={"listOfAllowedLocations": ["westeurope", "northeurope"]},
    message="The landing zone is in Europe.",
)

stack = Stack(
    "subscription-zone",
    scope=Subscription(location="westeurope"),
    resources=[
        group,
        operator,
        workspace,
        regions,
        PolicyExemption(
            "pilot",
            on=group,
            assignment_id=regions.id,
            expires="2027-06-30T00:00:00Z",
            description="A pilot in another region, until the end of June.",
        ),
        Budget(
            "ml-zone",
            amount=5_000,
            start=date(2026, 1, 1),
            notifications={"most": BudgetNotification(80, emails=["ml-platform@example.org"])},
        ),
        Lock("no-delete", on=account, notes="Artifacts of jobs."),
        ScopeTags(values={"platform": "machine-learning"}),
    ],
    tags={"owner": "ml-platform", "costcenter": "4711"},
)

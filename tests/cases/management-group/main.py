"""What holds for all subscriptions below a management group, and a group in one of them."""

from datetime import date

from mlinfra import (
    Budget,
    BudgetNotification,
    DiagnosticSetting,
    Lock,
    ManagementGroup,
    PolicyAssignment,
    ResourceGroup,
    RoleAssignment,
    Stack,
    StorageAccount,
    Subscription,
)

platform = "33333333-3333-4333-8333-333333333333"
archive = ResourceGroup("rg-archive", location="westeurope", subscription=platform, extra={"managedBy": ""})
account = StorageAccount("starchive0001", scope=archive)
group = ManagementGroup("mg-ml", location="westeurope")

stack = Stack(
    "ml-governance",
    scope=group,
    resources=[
        archive,
        account,
        PolicyAssignment(
            "tags",
            on=Subscription(platform),
            definition="/providers/Microsoft.Authorization/policySetDefinitions/44444444-4444-4444-8444-444444444444",
            extra={"properties": {"metadata": {"assignedBy": "platform"}}},
        ),
        PolicyAssignment(
            "sizes",
            definition="/providers/Microsoft.Authorization/policyDefinitions/cccc23c7-8427-4f53-ad12-b6a63eb452b3",
        ),
        Budget(
            "all",
            on=group,
            amount=5000,
            start=date(2026, 1, 1),
            notifications={"full": BudgetNotification(100, emails=["platform@example.org"], roles=["Owner"])},
            extra={"properties": {"filter": {"tags": {"name": "app", "operator": "In", "values": ["ml"]}}}},
        ),
        Lock("no-delete", on=archive, extra={"properties": {"owners": [{"applicationId": platform}]}}),
        DiagnosticSetting(
            "archive",
            on=account,
            storage=account,
            event_hub_rule=f"/subscriptions/{platform}/resourceGroups/rg-alerts/providers/Microsoft.EventHub/namespaces/ehns/authorizationRules/send",
            event_hub="activity",
            dedicated_tables=True,
            logs=(),
            metrics=True,
            extra={"properties": {"marketplacePartnerId": ""}},
        ),
        RoleAssignment(
            name="55555555-5555-4555-8555-555555555555",
            role="66666666-6666-4666-8666-666666666666",
            principal_id="22222222-2222-4222-8222-222222222222",
            description="Operators look at everything.",
            condition="@Resource[Microsoft.Storage/storageAccounts:name] StringEquals 'starchive0001'",
            extra={"properties": {"delegatedManagedIdentityResourceId": ""}},
        ),
    ],
)

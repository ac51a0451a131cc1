"""Alerts on metrics of a workspace and its endpoint, by limits that are chosen and learned, and whom they tell."""

from datetime import timedelta

from mlinfra import (
    ActionGroup, AlertAction, AlertDimension, AppPushReceiver, ApplicationInsights, AzureResource, DynamicThreshold, EmailReceiver,
    EventHubReceiver, FunctionReceiver, ItsmReceiver, LogAnalytics, LogicAppReceiver, MetricAlert,
    OnlineEndpoint, Parameter, ResourceGroup, RoleReceiver, RunbookReceiver, SmsReceiver, Stack, StaticThreshold,
    StorageAccount, Subscription, VoiceReceiver, WebTestAlert, WebhookReceiver, Workspace,
)  # fmt: skip

WEB_TEST = "Microsoft.Insights/webtests@2022-06-15"
OPERATIONS = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-operations/providers"

logs = LogAnalytics("log-alerts")
insights = ApplicationInsights("appi-alerts", logs=logs)
workspace = Workspace("mlw-alerts", storage=StorageAccount("stalerts12345"), insights=insights)
answers = OnlineEndpoint("answers", parent=workspace)

on_call = ActionGroup("ag-on-call", short_name="on call", emails=[EmailReceiver("ml", address="ml@example.org")])
everybody = ActionGroup(
    "ag-everybody",
    short_name="everybody",
    location="germanywestcentral",
    enabled=False,
    emails=[EmailReceiver("lead", address="lead@example.org", common_schema=False)],
    sms=[
        SmsReceiver("message", country_code="49", number="15112345678"),
        SmsReceiver("second", country_code="1", number="4255550100"),
    ],
    calls=[
        VoiceReceiver("call", country_code="1", number="4255550100"),
        VoiceReceiver("again", country_code="49", number="15112345678"),
    ],
    app_pushes=[AppPushReceiver("app", address="lead@example.org")],
    roles=[RoleReceiver("owners", role_id="8e3af657-a8ff-443c-a75c-2fe8c4bcb635", common_schema=False)],
    webhooks=[
        WebhookReceiver(
            "chat",
            uri="https://chat.example.org/alerts",
            entra_object_id="aaaaaaaa-0000-4000-8000-000000000007",
            entra_identifier_uri="api://alerts",
            entra_tenant="72f988bf-86f1-41af-91ab-2d7cd011db47",
        ),
        WebhookReceiver("pager", uri="https://pager.example.org", common_schema=False),
    ],
    event_hubs=[
        EventHubReceiver("stream", namespace="evhns-operations", hub="alerts"),
        EventHubReceiver(
            "far",
            namespace="evhns-far",
            hub="alerts",
            subscription="aaaaaaaa-0000-4000-8000-000000000001",
            tenant="72f988bf-86f1-41af-91ab-2d7cd011db47",
            common_schema=False,
        ),
    ],
    functions=[
        FunctionReceiver(
            "function",
            app_id=f"{OPERATIONS}/Microsoft.Web/sites/func-operations",
            function="restart",
            trigger_url=Parameter("functionUrl", secure=True),
            common_schema=False,
        )
    ],
    logic_apps=[
        LogicAppReceiver(
            "flow",
            app_id=f"{OPERATIONS}/Microsoft.Logic/workflows/logic-operations",
            callback_url=Parameter("logicAppUrl", secure=True),
            common_schema=False,
        )
    ],
    runbooks=[
        RunbookReceiver(
            "runbook",
            account_id=f"{OPERATIONS}/Microsoft.Automation/automationAccounts/aa-operations",
            runbook="restart",
            webhook_id=f"{OPERATIONS}/Microsoft.Automation/automationAccounts/aa-operations/webhooks/restart",
            uri=Parameter("runbookUri", secure=True),
            is_global=True,
            common_schema=False,
        )
    ],
    itsm=[
        ItsmReceiver(
            "ticket",
            workspace="aaaaaaaa-0000-4000-8000-000000000001|aaaaaaaa-0000-4000-8000-000000000003",
            connection="aaaaaaaa-0000-4000-8000-000000000004",
            ticket='{"CreateMultipleWorkItems":true}',
            region="westeurope",
        ),
        ItsmReceiver(
            "ticket-east",
            workspace="aaaaaaaa-0000-4000-8000-000000000001|aaaaaaaa-0000-4000-8000-000000000005",
            connection="aaaaaaaa-0000-4000-8000-000000000006",
            ticket="{}",
            region="eastus",
        ),
    ],
    tags={"team": "operations"},
    extra={"properties": {"enabled": True}},
)
failed = MetricAlert(
    "failed-runs",
    on=[workspace],
    description="A run of training failed.",
    severity=1,
    every=timedelta(minutes=1),
    window=timedelta(minutes=5),
    criteria=[
        StaticThreshold(
            "Failed Runs",
            name="failed",
            namespace="Microsoft.MachineLearningServices/workspaces",
            aggregation="Total",
            dimensions=[
                AlertDimension("Scenario", ["training"]),
                AlertDimension("RunType", ["sweep", "automl"], operator="Exclude"),
            ],
            threshold=0,
        ),
        StaticThreshold(
            "Active Runs", operator="LessThan", threshold=10.5, aggregation="Maximum", skip_validation=True
        ),
    ],
    actions=[AlertAction(on_call, webhook_properties={"runbook": "failed-runs"})],
    tags={"team": "ml"},
)
slow = MetricAlert(
    "slow-answers",
    on=[answers],
    criteria=[
        DynamicThreshold(
            "RequestLatency_P95",
            operator="GreaterThan",
            sensitivity="High",
            periods=5,
            failing_periods=3,
            ignore_before="2027-01-04T00:00:00Z",
            name="latency",
            namespace="Microsoft.MachineLearningServices/workspaces/onlineEndpoints",
            aggregation="Maximum",
            dimensions=[AlertDimension("deployment", ["*"])],
            skip_validation=True,
        )
    ],
    auto_resolve=False,
    enabled=False,
    actions=[AlertAction(on_call), AlertAction(ActionGroup.existing("ag-platform", scope="rg-platform"))],
)
vaults = MetricAlert(
    "unavailable",
    on=[workspace.storage, StorageAccount.existing("stlake", scope="rg-lake")],
    criteria=[StaticThreshold("Availability", operator="LessThan", threshold=99)],
)
fleet = MetricAlert(
    "full-vaults",
    on=[ResourceGroup("rg-vaults", subscription="aaaaaaaa-0000-4000-8000-000000000001")],
    target_type="Microsoft.KeyVault/vaults",
    target_region="northeurope",
    criteria=[StaticThreshold("SaturationShoebox", threshold=75)],
)
subscription = MetricAlert(
    "busy-vaults",
    on=[Subscription("aaaaaaaa-0000-4000-8000-000000000001")],
    target_type="Microsoft.KeyVault/vaults",
    criteria=[StaticThreshold("ServiceApiLatency", threshold=1000)],
    extra={"properties": {"description": "Tell operations."}},
)
learned = MetricAlert("calls", on=[workspace.key_vault], criteria=[DynamicThreshold("ServiceApiHit")])
portal = WebTestAlert(
    "portal-down",
    web_test_id=AzureResource.existing("portal", type=WEB_TEST, scope="rg-operations").id,
    insights=insights,
    failed_locations=3,
    description="Nobody reaches the portal.",
    severity=0,
    every=timedelta(minutes=15),
    window=timedelta(minutes=30),
    auto_resolve=False,
    actions=[AlertAction(everybody)],
)
other = WebTestAlert(
    "other-down",
    web_test_id=AzureResource.existing("other", type=WEB_TEST, scope="rg-operations").id,
    insights=ApplicationInsights.existing("appi-other", scope="rg-other"),
    enabled=False,
    tags={"team": "operations"},
    extra={"properties": {"description": "Tell operations."}},
)

stack = Stack(
    "alerts",
    scope=ResourceGroup("rg-alerts", location="westeurope"),
    resources=[workspace, failed, slow, vaults, fleet, subscription, learned, portal, other],
)

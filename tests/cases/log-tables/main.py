"""Tables of a Log Analytics workspace: kept for long, charged less, of our own, searched and restored; and who may read one."""

from mlinfra import (
    LogAnalytics,
    LogColumn,
    LogSearch,
    LogTable,
    ResourceGroup,
    RestoredLogs,
    RoleAssignment,
    Stack,
)

logs = LogAnalytics("log-platform", resource_permissions=True)
shared = LogAnalytics.existing("log-shared", scope=ResourceGroup("rg-shared"))
jobs = LogTable("AmlComputeJobEvent", parent=logs, retention=90, total_retention=730)
runs = LogTable("AmlRunStatusChangedEvent", parent=shared, plan="Basic", total_retention=365)
scores = LogTable(
    "Scores_CL",
    parent=logs,
    plan="Analytics",
    columns=[
        LogColumn("TimeGenerated", "dateTime"),
        LogColumn("Endpoint", "string", hint="uri", display_name="Address", description="Who answered."),
        LogColumn("Score", "real"),
        LogColumn("Caller", "string", hint="ip", display_name="From", description="Who asked."),
    ],
    display_name="Scores",
    description="What endpoints answered.",
)
drift = LogTable(
    "Drift_CL",
    parent=logs,
    columns=[LogColumn("TimeGenerated", "dateTime"), LogColumn("Distance", "real")],
    display_name="Drift",
    description="How far data moved.",
    extra={"properties": {"totalRetentionInDays": 120}},
)
first, last = "2027-01-04T00:00:00Z", "2027-01-05T00:00:00Z"
failed = LogTable(
    "Failed_SRCH",
    parent=logs,
    search=LogSearch(
        "AmlComputeJobEvent | where EventType == 'JobFailed'",
        start=first,
        end=last,
        limit=1000,
        description="Of a day.",
    ),
)
slow = LogTable(
    "Slow_SRCH",
    parent=logs,
    search=LogSearch(
        "AmlRunEvent", start="2027-02-01T00:00:00Z", end="2027-02-02T00:00:00Z", limit=10, description="Of another."
    ),
)
old = LogTable("Old_RST", parent=logs, restored=RestoredLogs("AmlComputeJobEvent", start=first, end=last))
older = LogTable(
    "Older_RST",
    parent=logs,
    restored=RestoredLogs("AmlRunEvent", start="2026-02-01T00:00:00Z", end="2026-02-02T00:00:00Z"),
)
readers = RoleAssignment(
    role="Log Analytics Reader",
    principal_id="aaaaaaaa-0000-4000-8000-000000000001",
    principal_type="Group",
    on=scores,
    description="The team reads what its endpoints answered.",
)
stack = Stack(
    "log-tables",
    scope=ResourceGroup("rg-platform", location="westeurope"),
    resources=[logs, jobs, runs, scores, drift, failed, slow, old, older, readers],
    tags={"owner": "ml-platform", "costcenter": "4711"},
)

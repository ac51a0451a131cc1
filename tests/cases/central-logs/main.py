"""Diagnostics of a whole landing zone to the central workspace of the platform, and of one resource elsewhere."""

from mlinfra import (
    ApplicationInsights,
    DiagnosticSetting,
    LogAnalytics,
    OnlineEndpoint,
    ResourceGroup,
    Stack,
    Workspace,
)

central = LogAnalytics.existing("log-platform", scope="rg-platform")
own = LogAnalytics("log-team", retention=90)
workspace = Workspace(
    "mlw-team", insights=ApplicationInsights("appi-team", logs=own), endpoints=[OnlineEndpoint("answers")]
)

stack = Stack(
    "central-logs",
    scope=ResourceGroup("rg-team", location="westeurope"),
    diagnostics=central,
    resources=[workspace, DiagnosticSetting("to-team", on=workspace, workspace=own, logs=["audit"])],
)

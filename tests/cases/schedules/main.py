"""Schedules with triggers of every kind: jobs, calls of a batch endpoint, and a monitor with every kind of signal."""

from datetime import timedelta

from mlinfra import (
    AttributionSignal, CategoryLimit, CronTrigger, CustomLimit, CustomSignal, DriftSignal, FixedData, InvokeBatchEndpoint,
    MonitorModel, NumericLimit, PredictionSignal, QualitySignal, RecurrenceTrigger, ResourceGroup, RollingData, RunJob, Schedule,
    SignalInput, Stack, StaticData, SystemAssigned, UserAssignedIdentity, Workspace,
)  # fmt: skip

workspace = Workspace("mlw-schedules")
reader = UserAssignedIdentity("id-monitor")
described = {
    "display_name": "Of every day",
    "description": "Starts by itself.",
    "tags": {"team": "churn"},
    "properties": {"reviewed": "yes"},
    "extra": {"properties": {"isEnabled": True}},
}
window = {"start": "2027-01-04T06:00:00", "end": "2028-01-03T06:00:00", "time_zone": "W. Europe Standard Time"}

nightly = Schedule(
    "nightly",
    parent=workspace,
    trigger=CronTrigger("0 3 * * *", **window),
    action=RunJob({"jobType": "Pipeline", "sourceJobId": "train-churn", "tags": {"workspace": workspace.id}}),
    **described,
)
hourly = Schedule(
    "hourly",
    parent=workspace,
    trigger=RecurrenceTrigger("Hour", interval=4),
    action=RunJob({"jobType": "Command", "command": "true", "environmentId": "azureml:train:1"}),
    enabled=False,
)
scores = Schedule(
    "scores",
    parent=workspace,
    trigger=RecurrenceTrigger("Week", hours=[6, 18], minutes=[0], week_days=["Monday", "Friday"], **window),
    action=InvokeBatchEndpoint({"endpointName": "churn", "inputs": {"orders": {"uri": "azureml:orders:1"}}}),
)
monthly = Schedule(
    "monthly",
    parent=workspace,
    trigger=RecurrenceTrigger("Month", hours=[6], minutes=[30], month_days=[1, 15]),
    action=InvokeBatchEndpoint({"endpointName": "churn"}),
)

PREPARE, MEASURE = "azureml:prepare:1", "azureml:measure:2"
columns = {"target": "churned"}
trained = FixedData("azureml:orders:1", type="uri_folder", context="training", columns=columns)
before = StaticData(
    "azureml:answers:1", type="uri_file", start="2026-01-01T00:00:00Z", end="2026-02-01T00:00:00Z",
    prepared_by=PREPARE, context="validation", columns={"id": "order"},
)  # fmt: skip
first = StaticData(
    "azureml:orders:2",
    start="2026-03-01T00:00:00Z",
    end="2026-04-01T00:00:00Z",
    context="training",
    prepared_by=MEASURE,
)
asked = RollingData(
    "azureml:churn-inputs:1", size=timedelta(days=7), offset=timedelta(days=1), prepared_by=PREPARE, context="model_inputs",
    columns={"id": "order"},
)  # fmt: skip
answered = RollingData(
    "azureml:churn-outputs:1", size=timedelta(days=1), prepared_by=MEASURE, context="model_outputs", type="uri_folder"
)
drift = [NumericLimit("JensenShannonDistance", 0.1), CategoryLimit("PearsonsChiSquaredTest", 0.05)]
quality = [NumericLimit("NullValueRate", 0.02), CategoryLimit("OutOfBoundsRate", 0.01)]
types = {"age": "Numerical", "plan": "Categorical"}
said = {"notify": True, "properties": {"reviewed": "yes"}}
weighed = {"importance": "Enabled", "target": "churned", "feature_types": types, **said}
quiet = {"notify": False, "properties": {"reviewed": "no"}}


def model_of(kind: str) -> SignalInput:
    """A model that a component gets."""
    return SignalInput(type=kind, uri=f"azureml:{kind}:1", mode="Direct", description="What is measured.")


watched = Schedule(
    "watched",
    parent=workspace,
    trigger=CronTrigger("30 5 * * 1-5", time_zone="UTC", start="2027-02-01T00:00:00", end="2027-03-01T00:00:00"),
    action=MonitorModel(
        {
            "drift": DriftSignal(
                production=asked, reference=trained, limits=drift, features=["age", "plan"], **weighed
            ),
            "drift-of-ten": DriftSignal(production=before, reference=asked, limits=drift, features=10, **quiet),
            "drift-of-all": DriftSignal(production=answered, reference=first, limits=drift),
            "quality": QualitySignal(production=asked, reference=before, limits=quality, features=["age"], **weighed),
            "quality-of-five": QualitySignal(production=before, reference=asked, limits=quality, features=5, **quiet),
            "quality-of-all": QualitySignal(production=trained, reference=trained, limits=quality),
            "answers": PredictionSignal(
                production=answered, reference=before, limits=drift, feature_types=types, **said
            ),
            "old-answers": PredictionSignal(production=before, reference=asked, limits=drift, **quiet),
            "attribution": AttributionSignal(
                production=[asked, answered],
                reference=trained,
                threshold=0.9,
                target="churned",
                feature_types=types,
                **said,
            ),
            "old-attribution": AttributionSignal(
                production=[before], reference=before, threshold=0.8, importance="Disabled", target="left", **quiet
            ),
            "new-attribution": AttributionSignal(production=[trained], reference=asked),
            "profit": CustomSignal(
                MEASURE,
                data={"orders": asked, "answers": before, "all": trained},
                inputs={
                    "currency": SignalInput("EUR", description="Of all sums."),
                    "rate": SignalInput("1.1"),
                    **{kind: model_of(kind) for kind in ("custom_model", "mlflow_model", "triton_model", "mltable")},
                    "file": SignalInput(type="uri_file", uri="azureml:rates:1", mode="Download"),
                    "folder": SignalInput(type="uri_folder", uri="azureml:rates:2", mode="ReadOnlyMount"),
                },
                limits=[CustomLimit("profit", 1000.5), CustomLimit("loss", 10.5)],
                **said,
            ),
            "cost": CustomSignal(PREPARE, limits=[CustomLimit("cost")], **quiet),
        },
        size="standard_e8s_v3",
        spark_version="3.5",
        identity=reader,
        task="Classification",
        model="azureml:churn:4",
        deployment="azureml:churn:blue",
        emails=["ml@example.org"],
    ),
)
open_monitor = Schedule(
    "open",
    parent=workspace,
    trigger=RecurrenceTrigger("Day", hours=[7], minutes=[15], start="2027-01-04T06:00:00"),
    action=MonitorModel(
        {"quality": QualitySignal(production=asked, reference=trained, limits=quality)},
        identity=SystemAssigned(), task="Regression", model="azureml:price:1", deployment="azureml:price:green",
        emails=["price@example.org"],
    ),
)  # fmt: skip
usual = Schedule(
    "usual",
    parent=workspace,
    trigger=RecurrenceTrigger("Day"),
    action=MonitorModel({"drift": DriftSignal(production=asked, reference=trained, limits=drift)}),
)

stack = Stack(
    "schedules",
    scope=ResourceGroup("rg-schedules", location="westeurope"),
    resources=[workspace, reader, nightly, hourly, scores, monthly, watched, open_monitor, usual],
)

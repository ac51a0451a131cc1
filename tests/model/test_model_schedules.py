"""Schedules, monitors and feature stores are held to what Azure takes of them when the file is loaded."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra import (
    CronTrigger,
    DriftSignal,
    FeatureSet,
    FeatureStoreEntity,
    FixedData,
    IndexColumn,
    InvalidInput,
    MachineLearningRegistry,
    Materialization,
    MonitorModel,
    NumericLimit,
    QualitySignal,
    RecurrenceTrigger,
    RunJob,
    SignalInput,
)

DATA = FixedData("azureml:orders:1")
DRIFT, RATE = NumericLimit("JensenShannonDistance", 0.1), NumericLimit("NullValueRate", 0.1)
BOTH: dict[str, Any] = {"production": DATA, "reference": DATA}
WRONG: dict[str, tuple[Any, dict[str, Any], str]] = {
    "cron of four fields": (
        CronTrigger,
        {"expression": "0 6 * *"},
        r"CronTrigger\.expression: '0 6 \* \*' has not five",
    ),
    "an end before the start": (
        CronTrigger,
        {"expression": "0 6 * * *", "start": "2027-01-02T00:00:00", "end": "2027-01-01T00:00:00"},
        r"CronTrigger\.end: it ends at 2027-01-01T00:00:00, before it begins",
    ),
    "a moment with a zone": (
        CronTrigger,
        {"expression": "0 6 * * *", "start": "2027-01-02T00:00:00Z"},
        r"CronTrigger\.start: '2027-01-02T00:00:00Z' is not a date and time",
    ),
    "days of a week by month": (
        RecurrenceTrigger,
        {"frequency": "Month", "week_days": ["Monday"]},
        r"RecurrenceTrigger\.week_days: week_days is for every week alone",
    ),
    "hours without minutes": (
        RecurrenceTrigger,
        {"frequency": "Day", "hours": [6]},
        r"RecurrenceTrigger\.hours: times of the day are hours and minutes",
    ),
    "a job of no type": (RunJob, {"job": {"command": "true"}}, r"RunJob\.job: the job does not say its jobType"),
    "a monitor of nothing": (MonitorModel, {"signals": {}}, r"MonitorModel\.signals: it looks at nothing"),
    "a model of no task": (
        MonitorModel,
        {"signals": {"drift": DriftSignal(limits=[DRIFT], **BOTH)}, "model": "azureml:churn:1"},
        r"MonitorModel\.task: the task of the model is not said",
    ),
    "a rate as drift": (
        DriftSignal,
        {"limits": [RATE], **BOTH},
        r"DriftSignal\.limits: NullValueRate is no measure of drift",
    ),
    "a distance as quality": (
        QualitySignal,
        {"limits": [DRIFT], **BOTH},
        r"QualitySignal\.limits: JensenShannonDistance is no measure of quality",
    ),
    "a signal that never warns": (DriftSignal, {"limits": [], **BOTH}, r"DriftSignal\.limits: it never warns"),
    "a literal in a file": (
        SignalInput,
        {"value": "1", "uri": "azureml:a:1"},
        r"SignalInput\.uri: a literal lies nowhere",
    ),
    "a file without an address": (SignalInput, {"type": "uri_file"}, r"SignalInput\.uri: a uri_file lies somewhere"),
    "an entity without columns": (FeatureStoreEntity, {"name": "a", "index_columns": []}, r"has a column at least"),
    "a column twice": (
        FeatureStoreEntity,
        {"name": "a", "index_columns": [IndexColumn("id", "Long"), IndexColumn("id", "String")]},
        r"FeatureStoreEntity\.index_columns: a column stands twice",
    ),
    "features of nothing": (
        FeatureSet,
        {"name": "a", "entities": [], "specification": "azureml://a"},
        r"FeatureSet\.entities",
    ),
    "features in a registry": (
        FeatureSet,
        {
            "name": "a",
            "entities": ["azureml:a:1"],
            "specification": "azureml://a",
            "parent": MachineLearningRegistry.existing("mlr-a"),
        },
        r"FeatureSet\.parent: a registry has no FeatureSet",
    ),
    "mail to nobody": (
        Materialization,
        {"mail_on": ["JobFailed"]},
        r"Materialization\.emails: mail needs emails and mail_on",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_azure_would_refuse_is_refused_at_its_field(case: str) -> None:
    """With the field, and what is wrong."""
    kind, fields, message = WRONG[case]
    with pytest.raises(InvalidInput, match=message):
        kind(**fields)

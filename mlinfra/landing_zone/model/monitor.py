"""Model monitors: schedules that compare the data of a model in use with what it was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Choice, Existing, Many
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.identity import IDENTITY, SystemAssigned, UserAssignedIdentity
from mlinfra.landing_zone.model.monitor_data import (
    CategoryLimit,
    CustomLimit,
    FixedData,
    NumericLimit,
    RollingData,
    SignalInput,
    StaticData,
)
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading

_Data = Annotated[FixedData | StaticData | RollingData, Choice()]
_Limit = Annotated[NumericLimit | CategoryLimit, Choice()]
_RATES = {"NullValueRate", "DataTypeErrorRate", "OutOfBoundsRate"}


def _write_features(features: Sequence[str] | int | None, _context: BodyContext, _field: str) -> expr.Value:
    if isinstance(features, int):
        return {"filterType": "TopNByAttribution", "top": features}
    return None if features is None else {"filterType": "FeatureSubset", "features": list(features)}


def _read_features(chosen: Mapping[str, Json], _reading: Reading) -> list[str] | int | None:
    if chosen["filterType"] == "TopNByAttribution":
        return int(chosen.get("top", 10))
    return list(chosen["features"]) if chosen["filterType"] == "FeatureSubset" else None


_FEATURES = Conversion(_write_features, _read_features)
_NOTIFY = Conversion(
    lambda on, _context, _field: None if on is None else ["AmlNotification"] if on else [],
    lambda kinds, _reading: bool(kinds),
    lambda on: expr.Ternary(on, ["AmlNotification"], []),
)


@model
class _Signal:
    """What every signal has."""

    _: KW_ONLY
    notify: Value[bool] | None = at("notificationTypes", default=None, conversion=_NOTIFY)
    """Tell those whom the monitor mails; None: no."""
    properties: Mapping[str, Value[str]] | None = at("properties", default=None)
    """More names and values that are kept with it."""


@model
class _Compared(_Signal):
    """A signal that compares data with data."""

    _: KW_ONLY
    production: _Data = at("productionData", nested=True)
    """The data of the model in use."""
    reference: _Data = at("referenceData", nested=True)
    """What it is compared with."""
    feature_types: Mapping[str, Value[Literal["Numerical", "Categorical"]]] | None = at(
        "featureDataTypeOverride", default=None
    )
    """What features hold, where Azure cannot tell."""
    limits: Many[_Limit] = at("metricThresholds", nested=True)
    """When it warns."""

    def _check(self) -> None:
        place, quality = f"{caller_location()} {type(self).__name__}.limits", isinstance(self, QualitySignal)
        if not self.limits:
            raise InvalidInput("it never warns", where=place, hint='such as [NumericLimit("NullValueRate", 0.1)]')
        wrong = next(
            (limit.metric for limit in self.limits if limit.metric and (limit.metric in _RATES) != quality), None
        )
        if wrong is not None:
            kind = "quality" if quality else "drift"
            raise InvalidInput(f"{wrong} is no measure of {kind}", where=place)


@model
class _OfFeatures(_Compared):
    """A signal that looks at some features."""

    _: KW_ONLY
    features: Many[str] | int | None = at(
        "features", default=None, conversion=_FEATURES, decides="whether it counts features, or names them"
    )
    """The features by name, or the number of the most important ones; None all."""
    importance: Value[Literal["Enabled", "Disabled"]] | None = at("featureImportanceSettings.mode", default=None)
    """Whether it weighs features by their importance."""
    target: Value[str] | None = at("featureImportanceSettings.targetColumn", default=None)
    """The column that the model predicts, for their importance."""

    def _check(self) -> None:
        _Compared._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if self.features is not None and (self.features < 1 if isinstance(self.features, int) else not self.features):
            where = f"{caller_location()} {type(self).__name__}.features"
            raise InvalidInput(
                "it looks at no feature", where=where, hint="name some, give a number, or drop it for all"
            )


@model
class DriftSignal(_OfFeatures):
    """The features that a model gets become others than those of its training."""

    ROWS: ClassVar[Rows] = (Constant("signalType", "DataDrift", tells_class=True),)


@model
class QualitySignal(_OfFeatures):
    """The features that a model gets miss values, or have wrong ones."""

    ROWS: ClassVar[Rows] = (Constant("signalType", "DataQuality", tells_class=True),)


@model
class PredictionSignal(_Compared):
    """What a model answers becomes other than before."""

    ROWS: ClassVar[Rows] = (Constant("signalType", "PredictionDrift", tells_class=True),)


@model
class AttributionSignal(_Signal):
    """Other features than in training decide what a model answers."""

    _: KW_ONLY
    production: Many[_Data] = at("productionData", nested=True)
    """The data of the model in use: what it got, and what it answered."""
    reference: _Data = at("referenceData", nested=True)
    """The data that it was trained on."""
    feature_types: Mapping[str, Value[Literal["Numerical", "Categorical"]]] | None = at(
        "featureDataTypeOverride", default=None
    )
    """What features hold, where Azure cannot tell."""
    importance: Value[Literal["Enabled", "Disabled"]] = at("featureImportanceSettings.mode", default="Enabled")
    """Whether it weighs features by their importance."""
    target: Value[str] | None = at("featureImportanceSettings.targetColumn", default=None)
    """The column that the model predicts."""
    threshold: Value[float] | None = at("metricThreshold.threshold.value", default=None)
    """The normalized discounted cumulative gain below which it warns; None Azure's."""

    ROWS: ClassVar[Rows] = (
        Constant("signalType", "FeatureAttributionDrift", tells_class=True),
        Constant("metricThreshold.metric", "NormalizedDiscountedCumulativeGain"),
    )

    def _check(self) -> None:
        if not self.production:
            where, hint = f"{caller_location()} AttributionSignal.production", "give what the model got, and answered"
            raise InvalidInput("it compares nothing", where=where, hint=hint)


@model
class CustomSignal(_Signal):
    """A component of yours measures something."""

    component: Value[str] = at("componentId")
    """The ARM id of the component's version: ``component.id``."""
    _: KW_ONLY
    data: Mapping[str, _Data] | None = at("inputAssets", default=None, nested=True)
    """The data that it gets, by the names of its inputs."""
    inputs: Mapping[str, SignalInput] | None = at("inputs", default=None, nested=True)
    """Its other inputs, by name."""
    limits: Many[CustomLimit] = at("metricThresholds", nested=True)
    """When it warns."""

    ROWS: ClassVar[Rows] = (Constant("signalType", "Custom", tells_class=True),)

    def _check(self) -> None:
        if not self.limits:
            where, hint = f"{caller_location()} CustomSignal.limits", 'such as [CustomLimit("errors", 0.1)]'
            raise InvalidInput("it never warns", where=where, hint=hint)


_SparkIdentity = UserAssignedIdentity | Existing[UserAssignedIdentity] | SystemAssigned


def _write_identity(identity: _SparkIdentity | None, context: BodyContext, field: str) -> expr.Value:
    if identity is None:
        return {"computeIdentityType": "AmlToken"}
    return {"computeIdentityType": "ManagedIdentity", "identity": IDENTITY.write(identity, context, field)}


def _read_identity(identity: Mapping[str, Json], reading: Reading) -> object:
    held = identity.get("identity")
    return None if held is None else IDENTITY.read(held, reading)


@model
class MonitorModel:
    """A schedule monitors a model: on machines of serverless Spark it computes signals, and mails those who care."""

    signals: Mapping[
        str, Annotated[DriftSignal | QualitySignal | PredictionSignal | AttributionSignal | CustomSignal, Choice()]
    ] = at("monitorDefinition.signals", nested=True)
    """What it looks at, by name."""
    _: KW_ONLY
    size: Value[str] = at("monitorDefinition.computeConfiguration.instanceType", default="standard_e4s_v3")
    """The VM size of serverless Spark."""
    spark_version: Value[str] = at("monitorDefinition.computeConfiguration.runtimeVersion", default="3.4")
    """The version of Spark."""
    identity: Annotated[UserAssignedIdentity | Existing[UserAssignedIdentity] | SystemAssigned | None, Choice()] = at(
        "monitorDefinition.computeConfiguration.computeIdentity",
        default=None,
        conversion=Conversion(_write_identity, _read_identity),
    )
    """Who reads the data; None whoever made the schedule."""
    task: Value[Literal["Classification", "Regression"]] | None = at(
        "monitorDefinition.monitoringTarget.taskType", default=None
    )
    """What the model does; needed where ``model`` or ``deployment`` is named."""
    model: Value[str] | None = at("monitorDefinition.monitoringTarget.modelId", default=None)
    """The model that is monitored: ``model.id`` or ``azureml:NAME:VERSION``."""
    deployment: Value[str] | None = at("monitorDefinition.monitoringTarget.deploymentId", default=None)
    """The online deployment that is monitored: ``deployment.id`` or ``azureml:ENDPOINT:DEPLOYMENT``."""
    emails: Values[str] | None = at(
        "monitorDefinition.alertNotificationSettings.emailNotificationSettings.emails", default=None
    )
    """Who gets mail when a signal warns."""

    ROWS: ClassVar[Rows] = (
        Constant("actionType", "CreateMonitor", tells_class=True),
        Constant("monitorDefinition.computeConfiguration.computeType", "ServerlessSpark"),
    )

    def _check(self) -> None:
        place = f"{caller_location()} MonitorModel"
        if not self.signals:
            raise InvalidInput("it looks at nothing", where=f"{place}.signals", hint="give a DriftSignal, for example")
        if self.task is None and (self.model is not None or self.deployment is not None):
            raise InvalidInput("the task of the model is not said", where=f"{place}.task", hint='task="Classification"')

"""What a model monitor compares, and when it warns: its data, its limits and the inputs of signals of your own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import DURATION
from mlinfra.landing_zone.model._known import known_time
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._value_checks import check_moments
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

_InputType = Literal["uri_file", "uri_folder", "mltable", "custom_model", "mlflow_model", "triton_model", "literal"]


@model
class _MonitorData:
    """Data that a monitor looks at."""

    uri: Value[str] = at("uri")
    """Where it lies: ``azureml:NAME:VERSION`` of a data asset, or an address."""
    _: KW_ONLY
    type: Value[_InputType] = at("jobInputType", default="mltable")
    """How it is read."""
    context: Value[str] | None = at("dataContext", default=None)
    """What it is: ``model_inputs``, ``model_outputs``, ``training``, ``validation``, ``ground_truth`` and so on."""
    columns: Mapping[str, Value[str]] | None = at("columns", default=None)
    """Columns by what they mean, such as ``{"target": "churned"}``."""


@model
class FixedData(_MonitorData):
    """All of the data, each time."""

    ROWS: ClassVar[Rows] = (Constant("inputDataType", "Fixed", tells_class=True),)


@model
class StaticData(_MonitorData):
    """The data of one span of time that stays the same."""

    _: KW_ONLY
    start: Value[str] = at("windowStart")
    """The first moment, such as ``2027-01-01T00:00:00Z``."""
    end: Value[str] = at("windowEnd")
    """The last moment."""
    prepared_by: Value[str] | None = at("preprocessingComponentId", default=None)
    """The ARM id of the component's version that prepares it: ``component.id``."""

    ROWS: ClassVar[Rows] = (Constant("inputDataType", "Static", tells_class=True),)

    def _check(self) -> None:
        start, end = (text if isinstance(text, str) else None for text in (self.start, self.end))
        check_moments(start, end, f"{caller_location()} StaticData", end_field="end")


@model
class RollingData(_MonitorData):
    """The data of the last days, each time."""

    _: KW_ONLY
    size: Value[timedelta] = at("windowSize", conversion=DURATION)
    """How long that span is."""
    offset: Value[timedelta] = at("windowOffset", default=timedelta(0), conversion=DURATION)
    """How long before the run it ends."""
    prepared_by: Value[str] | None = at("preprocessingComponentId", default=None)
    """The ARM id of the component's version that prepares it: ``component.id``."""

    ROWS: ClassVar[Rows] = (Constant("inputDataType", "Rolling", tells_class=True),)

    def _check(self) -> None:
        place, none = f"{caller_location()} RollingData", timedelta(0)
        size = known_time(self.size)
        if size is not None and size <= none:
            raise InvalidInput("that is no span of time", where=f"{place}.size", hint="such as timedelta(days=7)")
        if (known_time(self.offset) or none) < none:
            raise InvalidInput("it would end after the run", where=f"{place}.offset", hint="give 0 or more")


_Drift = Literal["JensenShannonDistance", "PopulationStabilityIndex"]
_Quality = Literal["NullValueRate", "DataTypeErrorRate", "OutOfBoundsRate"]


_SIGNAL = "which signals it may stand in"


@model
class NumericLimit:
    """When a signal of numeric features warns."""

    metric: _Drift | Literal["NormalizedWassersteinDistance", "TwoSampleKolmogorovSmirnovTest"] | _Quality = at(
        "metric", decides=_SIGNAL
    )
    """What is measured; the rates are of signals of quality."""
    threshold: Value[float] | None = at("threshold.value", default=None)
    """The value from which it warns; None Azure's."""

    ROWS: ClassVar[Rows] = (Constant("dataType", "Numerical", tells_class=True),)


@model
class CategoryLimit:
    """When a signal of features with a few values warns."""

    metric: _Drift | Literal["PearsonsChiSquaredTest"] | _Quality = at("metric", decides=_SIGNAL)
    """What is measured; the rates are of signals of quality."""
    threshold: Value[float] | None = at("threshold.value", default=None)
    """The value from which it warns; None Azure's."""

    ROWS: ClassVar[Rows] = (Constant("dataType", "Categorical", tells_class=True),)


@model
class CustomLimit:
    """When a signal of your own warns."""

    metric: Value[str] = at("metric")
    """What your component measures."""
    threshold: Value[float] | None = at("threshold.value", default=None)
    """The value from which it warns."""

    ROWS: ClassVar[Rows] = ()


@model
class SignalInput:
    """An input of the component of a signal of your own."""

    value: Value[str] | None = at("value", default=None)
    """The value of a ``literal``."""
    _: KW_ONLY
    type: _InputType = at("jobInputType", default="literal", decides="whether it has a value or an address")
    """What it is."""
    uri: Value[str] | None = at("uri", default=None)
    """Where it lies, of all but a ``literal``."""
    mode: (
        Value[Literal["ReadOnlyMount", "ReadWriteMount", "Download", "Direct", "EvalMount", "EvalDownload"]] | None
    ) = at("mode", default=None)
    """How it is given to the component, of all but a ``literal``; None mounted."""
    description: Value[str] = at("description", default="")
    """What it is for."""

    ROWS: ClassVar[Rows] = ("type",)

    def _check(self) -> None:
        literal = self.type == "literal"
        place = f"{caller_location()} SignalInput"
        if (self.value is None) == literal:
            message = "a literal has a value" if literal else f"a {self.type} has no value"
            raise InvalidInput(message, where=f"{place}.value", hint="give value" if literal else "give uri")
        if (self.uri is None) != literal or (literal and self.mode is not None):
            message = "a literal lies nowhere" if literal else f"a {self.type} lies somewhere"
            raise InvalidInput(message, where=f"{place}.uri", hint="drop uri and mode" if literal else "give uri")

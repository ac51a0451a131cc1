"""Settings of online deployments: probes, what data is collected, how a Kubernetes one scales and what a container gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.model._asset_reference import asset_id, check_asset
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import DURATION, SWITCH
from mlinfra.landing_zone.model._fields import Between, Choice, Existing
from mlinfra.landing_zone.model._known import in_order, known, known_number, known_time
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Filled, Value, Values

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.code import Code
    from mlinfra.landing_zone.model.data import DataAsset


@model
class Probe:
    """How often a container is asked whether it is well, and how many answers count."""

    _: KW_ONLY
    delay: Value[timedelta] | None = at("initialDelay", default=None, conversion=DURATION)
    """How long after the start it is asked first; None 10 seconds."""
    period: Value[timedelta] | None = at("period", default=None, conversion=DURATION)
    """How often it is asked; None every 10 seconds."""
    timeout: Value[timedelta] | None = at("timeout", default=None, conversion=DURATION)
    """How long an answer may take; None 2 seconds."""
    successes: Value[Annotated[int, Between(1, 1_000)]] | None = at("successThreshold", default=None)
    """How many good answers in a row make it well; None one."""
    failures: Value[Annotated[int, Between(1, 1_000)]] | None = at("failureThreshold", default=None)
    """How many bad answers in a row make it ill; None 30."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        for name in ("delay", "period", "timeout"):
            check_seconds(getattr(self, name), f"{caller_location()} Probe.{name}")
        if all(getattr(self, name) is None for name in ("delay", "period", "timeout", "successes", "failures")):
            place = f"{caller_location()} Probe.period"
            raise InvalidInput("the probe says nothing", where=place, hint="give a field, or drop the probe")


def check_seconds(given: timedelta | Filled | None, place: str) -> None:
    """Raise `InvalidInput` for a time that is not one or more whole seconds."""
    time = known_time(given)
    if time is not None and (time < timedelta(seconds=1) or time.microseconds):
        raise InvalidInput(f"{time.total_seconds():g} seconds are not whole seconds, 1 or more", where=place)


@model
class DataCollection:
    """Whether one of the collections that scoring code writes is kept, and where."""

    _: KW_ONLY
    enabled: Value[bool] = at("dataCollectionMode", default=True, words=SWITCH)
    """Keep what is written."""
    data: Value[Annotated[DataAsset | Existing[DataAsset] | str, Choice()]] | None = at(
        "dataId", default=None, conversion=asset_id("data", "DataAsset")
    )
    """The data asset that it goes to: itself, its ARM id, or ``azureml:NAME:VERSION``; None: one that Azure makes."""
    client_id: Value[str] | None = at("clientId", default=None)
    """The client id of the user-assigned identity that writes it; None: the endpoint's identity."""
    sampling_rate: Value[float] | None = at("samplingRate", default=None)
    """Which part of the requests is kept, more than 0 to 1; None all."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        check_asset(self.data, f"{caller_location()} DataCollection.data")
        rate = known_number(self.sampling_rate)
        if rate is not None and not 0 < rate <= 1:
            place, hint = f"{caller_location()} DataCollection.sampling_rate", "0.1 keeps every tenth request"
            raise InvalidInput(f"{rate:g} is no part of 1", where=place, hint=hint)


@model
class DataCollector:
    """What requests and answers of a deployment are kept, for monitoring."""

    collections: Mapping[str, DataCollection] = at("collections", nested=True)
    """The collections by name, such as ``model_inputs`` and ``model_outputs``, or ``request`` and ``response``."""
    _: KW_ONLY
    rolling: Value[Literal["Year", "Month", "Day", "Hour", "Minute"]] | None = at("rollingRate", default=None)
    """How often a new folder is begun where it is kept; None every hour."""
    headers: Values[str] | None = at("requestLogging.captureHeaders", default=None)
    """The headers of requests that are kept too."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if not self.collections:
            place = f"{caller_location()} DataCollector.collections"
            raise InvalidInput(
                "nothing would be collected", where=place, hint='such as {"model_inputs": DataCollection()}'
            )


@model
class TargetUtilization:
    """Scale a Kubernetes deployment by how busy its instances are."""

    minimum: Value[Annotated[int, Between(0, 1_000)]] = at("minInstances", default=1)
    """Least instances."""
    maximum: Value[Annotated[int, Between(1, 1_000)]] = at("maxInstances", default=1)
    """Most instances."""
    _: KW_ONLY
    percent: Value[Annotated[int, Between(1, 100)]] = at("targetUtilizationPercentage", default=70)
    """How busy instances should be: above it some are added, below it some are taken away."""
    polling: Value[timedelta] = at("pollingInterval", default=timedelta(seconds=1), conversion=DURATION)
    """How often that is looked at."""

    ROWS: ClassVar[Rows] = (Constant("scaleType", "TargetUtilization", tells_class=True),)

    def _check(self) -> None:
        check_seconds(self.polling, f"{caller_location()} TargetUtilization.polling")
        least, most = known(self.minimum), known(self.maximum)
        if not in_order(least, most):
            message = f"{least} to {most} instances is not a range from least to most"
            raise InvalidInput(message, where=f"{caller_location()} TargetUtilization.maximum")


@model
class ContainerResources:
    """What the container of a Kubernetes deployment gets, as Kubernetes writes it."""

    _: KW_ONLY
    cpu: Value[str] | None = at("cpu", default=None)
    """Processors, such as ``500m`` or ``2``."""
    memory: Value[str] | None = at("memory", default=None)
    """Memory, such as ``2Gi``."""
    gpu: Value[str] | None = at("gpu", default=None)
    """Graphics processors, such as ``1``."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if self.cpu is None and self.memory is None and self.gpu is None:
            place = f"{caller_location()} ContainerResources.cpu"
            raise InvalidInput("it says nothing", where=place, hint="give cpu, memory or gpu, or drop it")


@model
class CodeConfiguration:
    """The code that answers: a code asset, and the script in it."""

    code: Value[Annotated[Code | Existing[Code] | str, Choice()]] = at("codeId", conversion=asset_id("codes", "Code"))
    """The version of a code asset: itself, its ARM id, or ``azureml:NAME:VERSION``."""
    _: KW_ONLY
    script: Value[str] = at("scoringScript")
    """The path of the script in it, such as ``score.py``."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        check_asset(self.code, f"{caller_location()} CodeConfiguration.code")
        if not (known(self.script) or "unknown").strip(" ./"):
            raise InvalidInput("the script has no name", where=f"{caller_location()} CodeConfiguration.script")

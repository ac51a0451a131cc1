"""Online deployments: models that answer behind an online endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_endpoints import ONLINE_DEPLOYMENT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, TAGS
from mlinfra.landing_zone.model._fields import Between, Choice, Existing, NewOrExisting
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model.environment import Environment
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint


def _write_environment(
    environment: Environment | Existing[Environment] | str | None, context: BodyContext, _field: str
) -> expr.Value:
    return environment if environment is None or isinstance(environment, str) else context.id(environment)


def _read_environment(environment: str, reading: Reading) -> Environment | Existing[Environment] | str:
    own = f"/{Environment.arm_type.split('/')[1]}/" in environment and environment.startswith("/subscriptions/")
    return reading.linked(Environment, environment) if own else environment


@model
class CodeConfiguration:
    """The code that answers: a code asset, and the script in it."""

    code: Value[str] = at("codeId")
    """The ARM id of the version of a code asset."""
    _: KW_ONLY
    script: str = at("scoringScript")
    """The path of the script in it, such as ``score.py``."""

    ROWS: ClassVar[Rows] = ()


@model
class OnlineDeployment(Resource):
    """A managed online deployment: a model on machines of its own, behind an online endpoint."""

    arm_type: ClassVar[str] = ONLINE_DEPLOYMENT.type
    parent_field: ClassVar[str | None] = "parent"

    name: str
    """3 to 32 letters, digits and single '-', starting with a letter."""
    _: KW_ONLY
    parent: NewOrExisting[OnlineEndpoint] | None = elsewhere("its place in the ARM id", default=None)
    """The endpoint that it is part of, new or existing; None: the one that lists it."""
    model: Value[str] = at("properties.model")
    """The ARM id of a model's version, or its address in a registry (``azureml://registries/...``)."""
    environment: Annotated[Environment | Existing[Environment] | str | None, Choice()] = at(
        "properties.environmentId", default=None, conversion=Conversion(_write_environment, _read_environment)
    )
    """What it runs in: an environment, or the address of one in a registry; None for models that MLflow wrote."""
    code: CodeConfiguration | None = at("properties.codeConfiguration", default=None, nested=True)
    """What answers; None for models that MLflow wrote."""
    size: str = at("properties.instanceType", default="Standard_F4s_v2")
    """The VM size. Azure needs a fifth more quota than the instances, for upgrades."""
    instances: Annotated[int, Between(1, 1000)] = at("sku.capacity", default=1)
    """How many machines."""
    variables: Mapping[str, Value[str]] = at("properties.environmentVariables", default_factory=dict)
    """Environment variables of its code."""
    concurrency: Annotated[int, Between(1, 10_000)] = at(
        "properties.requestSettings.maxConcurrentRequestsPerInstance", default=1
    )
    """Requests that one machine answers at once."""
    timeout: timedelta = at(
        "properties.requestSettings.requestTimeout", default=timedelta(seconds=5), conversion=DURATION
    )
    """How long an answer may take."""
    application_insights: bool = at("properties.appInsightsEnabled", default=False)
    """Send traces to the workspace's Application Insights."""
    description: str = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, str] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("sku.name", "Default"),
        "instances",
        Constant("properties.endpointComputeType", "Managed", tells_class=True),
        "description",
        "size",
        "model",
        "environment",
        "code",
        "variables",
        "concurrency",
        "timeout",
        "application_insights",
    )

"""Online deployments: models that answer behind an online endpoint, on machines that Azure manages or on Kubernetes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_endpoints import ONLINE_DEPLOYMENT
from mlinfra.landing_zone.model._asset_reference import asset_id, check_asset, of_registry
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, SWITCH, TAGS
from mlinfra.landing_zone.model._fields import Between, Choice, Existing, NewOrExisting
from mlinfra.landing_zone.model._known import in_order, known_time
from mlinfra.landing_zone.model._rows import Computed, Constant, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.deployment_options import check_seconds
from mlinfra.landing_zone.model.environment import Environment
from mlinfra.landing_zone.model.registered_model import Model
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.deployment_options import (
        CodeConfiguration,
        ContainerResources,
        DataCollector,
        Probe,
        TargetUtilization,
    )
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint

AnyModel: TypeAlias = Value[Annotated[Model | Existing[Model] | str, Choice()]]
"""A version of a model that this stack registers, an existing one, or what names one."""
AnyEnvironment: TypeAlias = Value[Annotated[Environment | Existing[Environment] | str, Choice("Environment")]]
"""A version of an environment that this stack registers, an existing one, or what names one."""
MODEL = asset_id("models", "Model")
"""The model of a deployment."""
ENVIRONMENT = asset_id("environments", "Environment")
"""The environment that a deployment runs in."""
_IDENTITY = "a deployment acts as its endpoint"


@model
class _OnlineDeployment(Resource):
    """What every online deployment has."""

    parent_field: ClassVar[str | None] = "parent"

    name: str
    """3 to 32 letters, digits and single '-', starting with a letter."""
    _: KW_ONLY
    parent: NewOrExisting[OnlineEndpoint] | None = elsewhere("its place in the ARM id", default=None)
    """The endpoint that it is part of, new or existing; None: the one that lists it."""
    model: AnyModel = at("properties.model", conversion=MODEL)
    """The version of a model: the model itself, its ARM id, ``azureml:NAME:VERSION`` for one of the workspace, or its address in a registry
    (``azureml://registries/...``)."""
    model_path: Value[str] | None = at("properties.modelMountPath", default=None)
    """The folder where a container of your own finds the model; None: Azure's folder, ``/var/azureml-app``."""
    environment: AnyEnvironment | None = at("properties.environmentId", default=None, conversion=ENVIRONMENT)
    """What it runs in: an environment, ``azureml:NAME:VERSION``, or the address of one in a registry; None for models that
    MLflow wrote."""
    code: CodeConfiguration | None = at("properties.codeConfiguration", default=None, nested=True)
    """What answers; None for models that MLflow wrote."""
    variables: Mapping[str, Value[str]] = at("properties.environmentVariables", default_factory=dict)
    """Environment variables of its code."""
    concurrency: Value[Annotated[int, Between(1, 10_000)]] = at(
        "properties.requestSettings.maxConcurrentRequestsPerInstance", default=1
    )
    """Requests that one machine answers at once."""
    timeout: Value[timedelta] = at(
        "properties.requestSettings.requestTimeout", default=timedelta(seconds=5), conversion=DURATION
    )
    """How long an answer may take; at most 3 minutes on machines that Azure manages."""
    queue_wait: Value[timedelta] | None = at(
        "properties.requestSettings.maxQueueWait", default=None, conversion=DURATION
    )
    """How long a request may wait for its turn, in whole seconds; deprecated by Azure. None: half a second."""
    liveness: Probe | None = at("properties.livenessProbe", default=None, nested=True)
    """When a container is started anew; None as Azure does."""
    readiness: Probe | None = at("properties.readinessProbe", default=None, nested=True)
    """When a container gets requests; None as Azure does."""
    startup: Probe | None = at("properties.startupProbe", default=None, nested=True)
    """How long a container may take to start; None as Azure does."""
    data_collector: DataCollector | None = at("properties.dataCollector", default=None, nested=True)
    """What requests and answers are kept; None none."""
    application_insights: Value[bool] = at("properties.appInsightsEnabled", default=False)
    """Send traces to the workspace's Application Insights."""
    properties: Mapping[str, Value[str]] | None = at("properties.properties", default=None)
    """More names and values that are kept with it; they cannot be changed or taken away."""
    portal_kind: Value[str] | None = at("kind", default=None)
    """A word by which portals may show it differently."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} {type(self).__name__}"
        check_asset(self.model, f"{place}.model")
        check_asset(self.environment, f"{place}.environment")
        check_seconds(self.timeout, f"{place}.timeout")
        check_seconds(self.queue_wait, f"{place}.queue_wait")
        if self.parent is not None:
            check_answers(self, self.parent, f"{place}.parent")
        if self.code is not None and self.environment is None:
            hint = "give environment= too; a model that MLflow wrote needs neither"
            raise InvalidInput("code needs an environment to run in", where=f"{place}.code", hint=hint)


_LAST: Rows = ("model", "environment", "code", "variables", "concurrency", "timeout", "application_insights")
"""What the bodies of all online deployments have after what tells them apart."""


@model
class OnlineDeployment(_OnlineDeployment):
    """A managed online deployment: a model on machines of its own, behind an online endpoint."""

    arm_type: ClassVar[str] = ONLINE_DEPLOYMENT.type
    UNSAID: ClassVar[Mapping[str, str]] = {
        "identity": _IDENTITY,
        "properties.scaleSettings": "AutoscaleSetting scales a managed one; Azure takes Default alone here",
    }

    _: KW_ONLY
    size: Value[str] = at("properties.instanceType", default="Standard_F4s_v2")
    """The VM size. Azure needs a fifth more quota than the instances, for upgrades."""
    instances: Value[Annotated[int, Between(1, 1000)]] = at("sku.capacity", default=1)
    """How many machines."""
    egress: Value[bool] | None = at("properties.egressPublicNetworkAccess", default=None, words=SWITCH)
    """Whether its code reaches the internet. None: as the workspace's managed network says, which replaces this switch."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("sku.name", "Default"),
        "instances",
        Constant("properties.endpointComputeType", "Managed", tells_class=True),
        "description",
        "size",
        *_LAST,
    )

    def _check(self) -> None:
        _OnlineDeployment._check(self)  # ruff: ignore[private-member-access]  as above
        if not in_order(known_time(self.timeout), timedelta(minutes=3)):
            place, hint = f"{caller_location()} OnlineDeployment.timeout", "a batch endpoint answers what takes longer"
            raise InvalidInput("Azure takes at most 3 minutes for a managed deployment", where=place, hint=hint)


def _capacity(deployment: KubernetesOnlineDeployment, context: BodyContext) -> expr.Value:
    return None if deployment.scale is not None else context.value(deployment.instances or 1)


@model
class KubernetesOnlineDeployment(_OnlineDeployment):
    """An online deployment on a Kubernetes compute, behind an online endpoint on the same compute."""

    arm_type: ClassVar[str] = ONLINE_DEPLOYMENT.type
    UNSAID: ClassVar[Mapping[str, str]] = {
        "identity": _IDENTITY,
        "properties.egressPublicNetworkAccess": "the cluster's own network decides",
    }

    _: KW_ONLY
    instance_type: Value[str] | None = at("properties.instanceType", default=None)
    """The instance type of the compute by its name; None the compute's default."""
    instances: Value[Annotated[int, Between(1, 1000)]] | None = None
    """How many containers; None: one, or as many as ``scale`` asks for."""
    scale: TargetUtilization | None = at("properties.scaleSettings", default=None, nested=True)
    """Scale by how busy it is; None: ``instances`` always."""
    requests: ContainerResources | None = at(
        "properties.containerResourceRequirements.containerResourceRequests", default=None, nested=True
    )
    """What a container gets for sure."""
    limits: ContainerResources | None = at(
        "properties.containerResourceRequirements.containerResourceLimits", default=None, nested=True
    )
    """The most that a container gets."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Constant("sku.name", "Default"),
        Computed(
            "sku.capacity",
            _capacity,
            "one instance, unless scaling says how many",
            ("instances", "scale"),
            lambda count, _reading: {"instances": count},
        ),
        Constant("properties.endpointComputeType", "Kubernetes", tells_class=True),
        "description",
        "instance_type",
        *_LAST,
    )

    def _check(self) -> None:
        _OnlineDeployment._check(self)  # ruff: ignore[private-member-access]  as above
        place = f"{caller_location()} KubernetesOnlineDeployment"
        if self.scale is not None and self.instances is not None:
            message, hint = "scaling says how many instances there are", "drop instances, or drop scale"
            raise InvalidInput(message, where=f"{place}.instances", hint=hint)
        for name in ("model", "environment"):
            if of_registry(getattr(self, name)):
                hint = f"register the {name} in the workspace, and name that"
                raise InvalidInput(
                    "Azure refuses assets of a registry on Kubernetes", where=f"{place}.{name}", hint=hint
                )


def check_answers(deployment: Resource, endpoint: OnlineEndpoint | Existing[OnlineEndpoint], place: str) -> None:
    """Raise `InvalidInput` for a deployment that runs elsewhere than its endpoint answers; of an existing one nothing is known."""
    if isinstance(endpoint, Existing):
        return
    managed = endpoint.compute is None
    kind = OnlineDeployment if managed else KubernetesOnlineDeployment
    if not isinstance(deployment, kind):
        said = "on machines that Azure manages" if managed else "on Kubernetes"
        message = f"{endpoint.name} answers {said}, and {deployment.name} is a {type(deployment).__name__}"
        raise InvalidInput(message, where=place, hint=f"give a {kind.__name__}, or change compute= of the endpoint")

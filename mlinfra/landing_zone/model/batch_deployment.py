"""Batch deployments: models, and components that are pipelines, that a batch endpoint starts jobs of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm import expressions as expr
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_endpoints import BATCH_DEPLOYMENT
from mlinfra.landing_zone.model._asset_reference import asset_id, check_asset
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, TAGS, link_id
from mlinfra.landing_zone.model._fields import Between, Choice, Existing, NewOrExisting
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Computed, Constant, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.attached_compute import KubernetesCompute
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore, FileDatastore
from mlinfra.landing_zone.model.deployment import ENVIRONMENT, MODEL, AnyEnvironment, AnyModel
from mlinfra.landing_zone.model.deployment_options import check_seconds
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.batch_endpoint import BatchEndpoint
    from mlinfra.landing_zone.model.component import Component
    from mlinfra.landing_zone.model.deployment_options import CodeConfiguration
    from mlinfra.landing_zone.model.sku import Sku

BatchCompute = Annotated[
    ComputeCluster | KubernetesCompute | Existing[ComputeCluster] | Existing[KubernetesCompute], Choice()
]
"""Where jobs of a batch endpoint run: a cluster of machines, or Kubernetes; new or existing."""
ModelDatastore = Annotated[
    BlobDatastore | DataLakeDatastore | FileDatastore | Existing[BlobDatastore] | Existing[DataLakeDatastore], Choice()
]
"""Where files of a model may lie that is not registered."""


@model
class _BatchDeployment(Resource):
    """What every batch deployment has."""

    parent_field: ClassVar[str | None] = "parent"

    name: str
    """3 to 32 letters, digits and single '-', starting with a letter."""
    _: KW_ONLY
    parent: NewOrExisting[BatchEndpoint] | None = elsewhere("its place in the ARM id", default=None)
    """The endpoint that it is part of, new or existing; None: the one that lists it."""
    properties: Mapping[str, Value[str]] | None = at("properties.properties", default=None)
    """More names and values that are kept with it; they cannot be changed or taken away."""
    sku: Sku | None = at("sku", default=None, nested=True)
    """Azure's words for its price; None none."""
    portal_kind: Value[str] | None = at("kind", default=None)
    """A word by which portals may show it differently."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""


_CONFIGURATION = "properties.deploymentConfiguration"
_IDENTITY = "jobs of a batch deployment act as their compute"
_HEAD: Rows = (LOCATION, "tags", "description")


def _reference_type(deployment: ModelBatchDeployment, _context: BodyContext) -> str:
    if deployment.model is not None:
        return "Id"
    return "OutputPath" if deployment.model_job is not None else "DataPath"


@model
class ModelBatchDeployment(_BatchDeployment):
    """A model that reads files in small batches, on as many nodes of a compute as it is given."""

    arm_type: ClassVar[str] = BATCH_DEPLOYMENT.type
    UNSAID: ClassVar[Mapping[str, str]] = {"identity": _IDENTITY}

    _: KW_ONLY
    model: AnyModel | None = at("properties.model.assetId", default=None, conversion=MODEL)
    """The version of a model: the model itself, its ARM id, ``azureml:NAME:VERSION`` for one of the workspace, or its address in a registry."""
    model_datastore: ModelDatastore | None = at(
        "properties.model.datastoreId", default=None, conversion=link_id(BlobDatastore)
    )
    """The datastore of a model that is not registered; instead of ``model``."""
    model_job: Value[str] | None = at("properties.model.jobId", default=None)
    """The ARM id of the job that wrote a model that is not registered; instead of ``model``."""
    model_path: Value[str] | None = at("properties.model.path", default=None)
    """The path of the model in ``model_datastore``, or in the outputs of ``model_job``."""
    compute: BatchCompute = at("properties.compute", conversion=link_id(ComputeCluster))
    """Where its jobs run."""
    environment: AnyEnvironment | None = at("properties.environmentId", default=None, conversion=ENVIRONMENT)
    """What it runs in: an environment, ``azureml:NAME:VERSION``, or the address of one in a registry; None for models that
    MLflow wrote."""
    code: CodeConfiguration | None = at("properties.codeConfiguration", default=None, nested=True)
    """What reads the files; None for models that MLflow wrote."""
    variables: Mapping[str, Value[str]] | None = at("properties.environmentVariables", default=None)
    """Environment variables of its code."""
    instances: Value[Annotated[int, Between(1, 1_000)]] = at("properties.resources.instanceCount", default=1)
    """How many nodes a job gets."""
    instance_type: Value[str] | None = at("properties.resources.instanceType", default=None)
    """The instance type of a Kubernetes compute by its name; None the compute's default."""
    resource_properties: Mapping[str, Json] | None = at("properties.resources.properties", default=None)
    """More that the compute is asked for, in its own words."""
    concurrency: Value[Annotated[int, Between(1, 1_000)]] = at("properties.maxConcurrencyPerInstance", default=1)
    """How many batches one node works on at once."""
    batch_size: Value[Annotated[int, Between(1, 1_000_000)]] = at("properties.miniBatchSize", default=10)
    """How many files one call of the code gets."""
    error_threshold: Value[Annotated[int, Between(-1, 2_147_483_647)]] = at("properties.errorThreshold", default=-1)
    """How many files may fail before the job does; -1: any number."""
    output: Value[Literal["AppendRow", "SummaryOnly"]] = at("properties.outputAction", default="AppendRow")
    """Write what each call returns as rows of one file, or count calls alone."""
    output_file: Value[str] | None = at("properties.outputFileName", default=None)
    """The name of that file; None ``predictions.csv``."""
    retries: Value[Annotated[int, Between(0, 1_000)]] | None = at("properties.retrySettings.maxRetries", default=None)
    """How often a batch that failed is tried again; None 3 times."""
    timeout: Value[timedelta] | None = at("properties.retrySettings.timeout", default=None, conversion=DURATION)
    """How long one batch may take; None 30 seconds."""
    logging: Value[Literal["Info", "Warning", "Debug"]] | None = at("properties.loggingLevel", default=None)
    """How much is logged; None ``Info``."""

    ROWS: ClassVar[Rows] = (
        *_HEAD,
        Computed(
            f"{_CONFIGURATION}.deploymentConfigurationType",
            lambda _deployment, _context: None,
            "a deployment of a model has none, which tells it from one of a pipeline",
            telling=(None,),
        ),
        Computed(
            "properties.model.referenceType",
            _reference_type,
            "Id, DataPath or OutputPath: which of model, model_datastore and model_job is given",
        ),
        "model",
        "compute",
        "environment",
        "code",
        "variables",
        "instances",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} ModelBatchDeployment"
        _check_model(self, place)
        check_asset(self.environment, f"{place}.environment")
        check_seconds(self.timeout, f"{place}.timeout")
        if self.code is not None and self.environment is None:
            hint = "give environment= too; a model that MLflow wrote needs neither"
            raise InvalidInput("code needs an environment to run in", where=f"{place}.code", hint=hint)
        if self.output_file is not None and known(self.output) == "SummaryOnly":
            hint = 'drop it, or say output="AppendRow"'
            raise InvalidInput("SummaryOnly writes no file", where=f"{place}.output_file", hint=hint)


def _check_model(deployment: ModelBatchDeployment, place: str) -> None:
    """Hold the fields that say where the model is to each other."""
    said = [name for name in ("model", "model_datastore", "model_job") if getattr(deployment, name) is not None]
    if len(said) != 1:
        hint = "a registered model, or model_path= in a datastore or in the outputs of a job"
        raise InvalidInput("give one of model, model_datastore and model_job", where=f"{place}.model", hint=hint)
    if (deployment.model_path is None) is not (said == ["model"]):
        wrong = "a registered model has no path" if said == ["model"] else f"{said[0]} needs the path of the model"
        raise InvalidInput(wrong, where=f"{place}.model_path")
    check_asset(deployment.model, f"{place}.model")


def _setting(field: str) -> Conversion:
    """A setting of a pipeline, all of which are texts: ``true`` and ``false`` for a switch."""

    def write(value: bool | None, _context: BodyContext, _field: str) -> expr.Value:
        return None if value is None else str(value).lower()

    def read(text: str, _reading: Reading) -> bool:
        if text.lower() not in {"true", "false"}:
            raise InvalidInput(f"{text!r} is neither true nor false", where=f"PipelineBatchDeployment.{field}")
        return text.lower() == "true"

    return Conversion(write, read, lambda on: expr.Ternary(on, "true", "false"))


_COMPUTE_NAME = Conversion(
    lambda compute, context, _field: context.name(compute),
    lambda name, reading: reading.sibling(ComputeCluster.arm_type, name),
)
"""A cluster by its name in the workspace."""
_NOT_FOR_PIPELINES = ("compute", "model", "environmentId", "codeConfiguration", "environmentVariables", "resources", "maxConcurrencyPerInstance", "miniBatchSize", "errorThreshold", "outputAction", "outputFileName", "retrySettings", "loggingLevel")  # fmt: skip


@model
class PipelineBatchDeployment(_BatchDeployment):
    """A component that is a pipeline, which a batch endpoint runs with the inputs that callers give."""

    arm_type: ClassVar[str] = BATCH_DEPLOYMENT.type
    UNSAID: ClassVar[Mapping[str, str]] = {
        "identity": _IDENTITY,
        **{f"properties.{name}": "of ModelBatchDeployment: steps of a pipeline say it" for name in _NOT_FOR_PIPELINES},
    }

    _: KW_ONLY
    component: Value[Annotated[Component | Existing[Component] | str, Choice()]] = at(
        f"{_CONFIGURATION}.componentId.assetId", conversion=asset_id("components", "Component")
    )
    """The version of the component: the component itself, its ARM id, ``azureml:NAME:VERSION``, or its address in a registry."""
    default_compute: NewOrExisting[ComputeCluster] | None = at(
        f"{_CONFIGURATION}.settings.default_compute", default=None, conversion=_COMPUTE_NAME
    )
    """The cluster where steps run that name no compute; None: each step names one."""
    continue_on_step_failure: Value[bool] | None = at(
        f"{_CONFIGURATION}.settings.continue_on_step_failure",
        default=None,
        conversion=_setting("continue_on_step_failure"),
    )
    """Let steps run on that do not need one that failed; None as Azure chooses."""
    force_rerun: Value[bool] | None = at(
        f"{_CONFIGURATION}.settings.force_rerun", default=None, conversion=_setting("force_rerun")
    )
    """Run steps anew whose inputs are the same as last time; None: take their outputs again."""
    job_description: Value[str | None] = at(f"{_CONFIGURATION}.description", default=None)
    """The description of its jobs."""
    job_tags: Mapping[str, Value[str]] | None = at(f"{_CONFIGURATION}.tags", default=None)
    """The tags of its jobs."""

    ROWS: ClassVar[Rows] = (
        *_HEAD,
        Constant(f"{_CONFIGURATION}.deploymentConfigurationType", "PipelineComponent", tells_class=True),
        Constant(f"{_CONFIGURATION}.componentId.referenceType", "Id"),
        "component",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        check_asset(self.component, f"{caller_location()} PipelineBatchDeployment.component")

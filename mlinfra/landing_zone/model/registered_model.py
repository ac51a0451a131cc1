"""Models: versioned files of trained models, which deployments serve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import ClassVar, Literal

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.machine_learning_assets import MODEL_VERSION
from mlinfra.landing_zone.model._asset import AssetVersion
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._conversions import items_by_name
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value


@model
class ModelDataset:
    """Data that a model was trained or tested with; Azure keeps the name and the id with the model."""

    name: Value[str] = at("name")
    """What it was for, such as ``training``."""
    id: Value[str] = at("id")
    """The ARM id of the data asset's version: ``data.id``."""

    ROWS: ClassVar[Rows] = ()


@model
class Model(AssetVersion):
    """One version of a model; its files are made by a job, or uploaded by others."""

    arm_type: ClassVar[str] = MODEL_VERSION.type

    _: KW_ONLY
    uri: Value[str] = at("properties.modelUri")
    """Where its files are: ``azureml://datastores/DATASTORE/paths/FOLDER``, ``azureml://jobs/JOB/outputs/OUTPUT/paths/FOLDER``,
    or the address of a blob folder."""
    type: Value[Literal["custom_model", "mlflow_model", "triton_model"]] = at(
        "properties.modelType", default="custom_model"
    )
    """How its files are laid out: anyhow, as MLflow or as Triton writes them. The last two are served without code."""
    flavors: Mapping[str, Mapping[str, Value[str]]] | None = at(
        "properties.flavors", default=None, conversion=items_by_name("data")
    )
    """What MLflow says of each form in which the model can be loaded, by its name: ``python_function``, ``sklearn``."""
    job: Value[str] | None = at("properties.jobName", default=None)
    """The name of the job that made it."""
    stage: Value[str] | None = at("properties.stage", default=None)
    """How far it is, such as ``Development`` or ``Production``; can change."""
    datasets: Many[ModelDataset] | None = at("properties.datasets", default=None, nested=True)
    """The data that it was made of."""

    ROWS: ClassVar[Rows] = ("type", "uri", "description", "tags", "anonymous", "archived")

    def _check(self) -> None:
        AssetVersion._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if isinstance(self.uri, str) and "://" not in self.uri:
            hint = "azureml://datastores/DATASTORE/paths/FOLDER"
            raise InvalidInput(f"{self.uri!r} is no address", where=f"{caller_location()} Model.uri", hint=hint)

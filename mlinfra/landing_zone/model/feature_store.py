"""What a feature store keeps: entities, by whose columns features are looked up, and sets of features."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm.expressions import Hole, Interp
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types import machine_learning_assets as assets
from mlinfra.landing_zone.model._asset import AssetHolder, AssetVersion
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Choice, Many
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinfra.arm import expressions as expr
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.triggers import RecurrenceTrigger


@model
class IndexColumn:
    """A column that tells the rows of an entity apart."""

    name: str = at("columnName")
    """Its name in the data of the feature sets."""
    type: Value[Literal["String", "Integer", "Long", "Float", "Double", "Binary", "Datetime", "Boolean"]] = at(
        "dataType"
    )
    """What it holds."""

    ROWS: ClassVar[Rows] = ()


@model
class FeatureStoreEntityContainer(AssetHolder):
    """What holds the versions of one entity."""

    arm_type: ClassVar[str] = assets.FEATURE_STORE_ENTITY.type


@model
class FeatureStoreEntity(AssetVersion):
    """One version of an entity, such as an account or a customer: the columns by which features are joined."""

    arm_type: ClassVar[str] = assets.FEATURE_STORE_ENTITY_VERSION.type

    _: KW_ONLY
    index_columns: Many[IndexColumn] = at("properties.indexColumns", nested=True)
    """The columns; at least one."""
    stage: Value[str] | None = at("properties.stage", default=None)
    """How far it is, such as ``Development`` or ``Production``."""

    ROWS: ClassVar[Rows] = ("index_columns", "description", "tags", "anonymous", "archived")

    def _check(self) -> None:
        AssetVersion._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        names = [column.name for column in self.index_columns]
        if not names or len(set(names)) < len(names):
            where = f"{caller_location()} FeatureStoreEntity.index_columns"
            hint = 'such as [IndexColumn("accountID", "String")]'
            message = "a column stands twice" if names else "an entity has a column at least"
            raise InvalidInput(message, where=where, hint=hint)


@model
class Webhook:
    """An address in Azure DevOps that is called when a materialization ends."""

    event: Value[str] = at("eventType")
    """The event that it is called for."""

    ROWS: ClassVar[Rows] = (Constant("webhookType", "AzureDevOps"),)


@model
class Materialization:
    """How the features of a set are computed ahead and kept."""

    _: KW_ONLY
    store: Value[Literal["None", "Online", "Offline", "OnlineAndOffline"]] = at("storeType", default="Offline")
    """Where they are kept: for training offline, for answering online."""
    size: Value[str] | None = at("resource.instanceType", default=None)
    """The VM size of the Spark job, such as ``Standard_E8s_v3``; None as Azure chooses."""
    schedule: RecurrenceTrigger | None = at("schedule", default=None, nested=True)
    """When; None only by hand."""
    spark: Mapping[str, Value[str]] | None = at("sparkConfiguration", default=None)
    """Settings of the Spark job, such as ``spark.executor.cores``."""
    emails: Values[str] | None = at("notification.emails", default=None)
    """Who gets mail."""
    mail_on: Values[Literal["JobCompleted", "JobFailed", "JobCancelled"]] | None = at(
        "notification.emailOn", default=None
    )
    """When they get mail."""
    webhooks: Mapping[str, Webhook] | None = at("notification.webhooks", default=None, nested=True)
    """What is called besides, by name."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        if (self.emails is None) != (self.mail_on is None):
            where = f"{caller_location()} Materialization.emails"
            raise InvalidInput("mail needs emails and mail_on", where=where, hint='mail_on=["JobFailed"]')


@model
class FeatureSetContainer(AssetHolder):
    """What holds the versions of one feature set."""

    arm_type: ClassVar[str] = assets.FEATURE_SET.type


def _write_entities(
    entities: Sequence[FeatureStoreEntity | str], context: BodyContext, _field: str
) -> list[expr.Value]:
    return [entity if isinstance(entity, str) else _named(entity, context) for entity in entities]


def _named(entity: FeatureStoreEntity, context: BodyContext) -> Interp:
    return Interp((f"azureml:{entity.name}:", Hole(context.name(entity))))


def _read_entities(entities: Sequence[str], _reading: Reading) -> list[str]:
    return list(entities)


@model
class FeatureSet(AssetVersion):
    """One version of a set of features, with the code that computes them."""

    arm_type: ClassVar[str] = assets.FEATURE_SET_VERSION.type

    _: KW_ONLY
    entities: Many[Annotated[FeatureStoreEntity | str, Choice()]] = at(
        "properties.entities",
        conversion=Conversion(_write_entities, _read_entities),
        decides="which entities are there first",
    )
    """What its features are looked up by: entities of this stack, or ``azureml:NAME:VERSION``."""
    specification: Value[str] = at("properties.specification.path")
    """The folder with ``FeatureSetSpec.yaml`` and its code: ``azureml://`` or ``https://``."""
    materialization: Materialization | None = at("properties.materializationSettings", default=None, nested=True)
    """How its features are computed ahead; None they are computed when they are asked for."""
    stage: Value[str] | None = at("properties.stage", default=None)
    """How far it is, such as ``Development`` or ``Production``."""

    ROWS: ClassVar[Rows] = ("entities", "specification", "description", "tags", "anonymous", "archived")

    def _check(self) -> None:
        AssetVersion._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        if not self.entities:
            where = f"{caller_location()} FeatureSet.entities"
            raise InvalidInput("features are looked up by an entity at least", where=where)
        for entity in self.entities:
            if isinstance(entity, str) and not re.fullmatch(r"azureml:[^:/@]+:[^:/@]+", entity):
                where, hint = f"{caller_location()} FeatureSet.entities", "such as azureml:account:1"
                raise InvalidInput(f"{entity!r} does not name a version of an entity", where=where, hint=hint)
        if isinstance(self.specification, str) and not self.specification.startswith(("azureml://", "https://")):
            where = f"{caller_location()} FeatureSet.specification"
            hint = "such as azureml://datastores/code/paths/features/orders"
            raise InvalidInput(f"{self.specification!r} is no address of a folder", where=where, hint=hint)

"""Settings of feature stores: what computes features, and where they are kept."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import ClassVar

from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model.connection import CONNECTION_NAME, NamedConnection
from mlinfra.landing_zone.model.value import Value


@model
class FeatureStoreSettings:
    """How a feature store computes and keeps features."""

    _: KW_ONLY
    spark_version: Value[str] | None = at("computeRuntime.sparkRuntimeVersion", default=None)
    """The Spark version of materialization jobs, such as ``3.4``; None as Azure chooses."""
    offline_store: NamedConnection | None = at(
        "offlineStoreConnectionName", default=None, conversion=CONNECTION_NAME, phase=1
    )
    """The connection to the data lake that keeps features: one of the workspace, or its name. Written once it is there, until
    then a live feature store keeps what it has."""
    online_store: NamedConnection | None = at(
        "onlineStoreConnectionName", default=None, conversion=CONNECTION_NAME, phase=1
    )
    """The connection to the Redis cache that serves features, in the same way."""

    ROWS: ClassVar[Rows] = ()

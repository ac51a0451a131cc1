"""Settings of environments: builds from a Dockerfile, and where a container answers."""

from __future__ import annotations

from dataclasses import KW_ONLY
from typing import Annotated, ClassVar

from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Between
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model.value import Value


@model
class BuildContext:
    """A Dockerfile and the files around it, which were uploaded before."""

    uri: Value[str] = at("contextUri")
    """The address of the folder in a storage account or git repository."""
    _: KW_ONLY
    dockerfile: Value[str] = at("dockerfilePath", default="Dockerfile")
    """The path of the Dockerfile in the folder."""

    ROWS: ClassVar[Rows] = ()


@model
class Route:
    """A path and port of a container."""

    path: Value[str] = at("path")
    """The path, such as ``/score``."""
    _: KW_ONLY
    port: Value[Annotated[int, Between(1, 65_535)]] = at("port")
    """The port."""

    ROWS: ClassVar[Rows] = ()


@model
class InferenceConfig:
    """Where a container answers, when it serves an online deployment."""

    _: KW_ONLY
    scoring: Route | None = at("scoringRoute", default=None, nested=True)
    """Where it takes data."""
    liveness: Route | None = at("livenessRoute", default=None, nested=True)
    """Where it says that it runs."""
    readiness: Route | None = at("readinessRoute", default=None, nested=True)
    """Where it says that it can take data."""
    startup: Route | None = at("startupRoute", default=None, nested=True)
    """Where it says that it has started."""

    ROWS: ClassVar[Rows] = ()

"""Batch endpoints: addresses at which jobs over much data are started."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_endpoints import BATCH_DEPLOYMENT, BATCH_ENDPOINT
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, TAGS
from mlinfra.landing_zone.model._fields import Choice, Existing, Many
from mlinfra.landing_zone.model._rows import Constant, Conversion, Rows, at, elsewhere
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.attribute import Attribute, told
from mlinfra.landing_zone.model.batch_deployment import ModelBatchDeployment, PipelineBatchDeployment
from mlinfra.landing_zone.model.identity import IDENTITY, Identity, principal_of
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext, Reading
    from mlinfra.landing_zone.model.sku import Sku

AnyBatchDeployment: TypeAlias = Annotated[
    ModelBatchDeployment | PipelineBatchDeployment, Choice("ModelBatchDeployment")
]
"""A deployment of a model, or of a component that is a pipeline."""


def _write_default(deployment: Resource | None, _context: BodyContext, _field: str) -> str | None:
    return None if deployment is None else deployment.name


def _read_default(name: str, reading: Reading) -> Resource | Existing[Resource]:
    return reading.sibling(BATCH_DEPLOYMENT.type, name)


@model
class BatchEndpoint(WorkspaceChild):
    """A batch endpoint: an address that starts jobs of the deployments behind it, with what callers give them."""

    arm_type: ClassVar[str] = BATCH_ENDPOINT.type
    UNSAID: ClassVar[Mapping[str, str]] = {"properties.keys": "Microsoft Entra tokens alone open a batch endpoint"}

    name: str
    """3 to 32 letters, digits and single '-', unique in the region."""
    _: KW_ONLY
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """An identity of its own, fixed at creation; None none: its jobs act as their compute."""
    deployments: Many[AnyBatchDeployment] = elsewhere("batch deployments", default=())
    """What it starts."""
    default_deployment: AnyBatchDeployment | None = at(
        "properties.defaults.deploymentName",
        default=None,
        conversion=Conversion(_write_default, _read_default),
        phase=1,
    )
    """The deployment that is started for callers who name none. Written once its deployments are there, until then a live
    one keeps its default; None: callers name one."""
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

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        "identity",
        Constant("properties.authMode", "AADToken"),
        "description",
        "default_deployment",
    )

    @property
    def principal_id(self) -> Attribute[str]:
        """The Entra object id of its identity; raises `InvalidInput` without one."""
        return principal_of(self)

    @property
    def scoring_uri(self) -> Attribute[str]:
        """Where callers start jobs."""
        return told(self, "scoring_uri")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        default = self.default_deployment
        if default is not None and self.deployments and default not in self.deployments and default.parent is None:
            place, hint = f"{caller_location()} BatchEndpoint.default_deployment", "add it to deployments"
            raise InvalidInput(f"{default.name} is no deployment of {self.name}", where=place, hint=hint)

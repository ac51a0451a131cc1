"""Define what every compute that lives elsewhere and is attached to a workspace has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_compute import ATTACHED_TYPES
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import LOCATION, NOT, TAGS
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.identity import IDENTITY, Identity
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.sku import Sku


def attached_rows(compute_type: str) -> Rows:
    """What every attached compute begins with."""
    return (
        LOCATION,
        "tags",
        "sku",
        "identity",
        Constant("properties.computeType", compute_type, tells_class=True),
        Constant("properties.computeLocation", LOCATION.value),
        "description",
        "local_auth",
        "resource_id",
    )


@model
class AttachedCompute(WorkspaceChild):
    """What every attached compute has."""

    attaches: ClassVar[str]
    """Azure's word for what is attached: its ``computeType``."""

    name: str
    """3 to 24 letters, digits and '-'."""
    _: KW_ONLY
    resource_id: Value[str] = at("properties.resourceId")
    """The ARM id of what is attached."""
    identity: Identity | None = at("identity", default=None, conversion=IDENTITY)
    """Who its jobs are; None nobody."""
    local_auth: Value[bool] | None = at("properties.disableLocalAuth", default=None, conversion=NOT)
    """Let it be opened without an identity; None: yes."""
    sku: Sku | None = at("sku", default=None, nested=True)
    """The price, of which Azure reads nothing today; None as Azure chooses."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        wanted = ATTACHED_TYPES[self.attaches]
        given = resource_id(self.resource_id) if isinstance(self.resource_id, str) else None
        if isinstance(self.resource_id, str) and (given is None or given.type.lower() not in map(str.lower, wanted)):
            message = f"{self.resource_id!r} is not the ARM id of a {' or '.join(wanted)}"
            raise InvalidInput(message, where=f"{caller_location()} {type(self).__name__}.resource_id")

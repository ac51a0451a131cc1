"""Define the resources that follow from others, and that nobody writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.base.frozen import dataclass
from mlinfra.base.scope import Scope
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.catalogue.types.storage_services import BLOB_SERVICE, FILE_SERVICE, QUEUE_SERVICE, TABLE_SERVICE
from mlinfra.landing_zone.graph.node import AnyNode, DerivedResource
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._rows import Computed, Conversion, Rows, at, elsewhere

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.role import RoleAssignment as WrittenAssignment
from mlinfra.landing_zone.model.value import Filled, Parameter


def written_by_author(node: AnyNode) -> Resource | None:
    """The value of the author's that a node is made of; None for an existing resource and what follows from others."""
    if isinstance(node.resource, RoleAssignment):
        return node.resource.written
    return node.resource if isinstance(node.resource, Resource) else None


@dataclass(frozen=True, slots=True)
class BlobService(DerivedResource):
    """The blob service of a storage account: always there, between account and containers."""

    arm_type: ClassVar[str] = BLOB_SERVICE.type


@dataclass(frozen=True, slots=True)
class FileService(DerivedResource):
    """The file service of a storage account: always there, between account and shares."""

    arm_type: ClassVar[str] = FILE_SERVICE.type


@dataclass(frozen=True, slots=True)
class QueueService(DerivedResource):
    """The queue service of a storage account: always there, between account and queues."""

    arm_type: ClassVar[str] = QUEUE_SERVICE.type


@dataclass(frozen=True, slots=True)
class TableService(DerivedResource):
    """The table service of a storage account: always there, between account and tables."""

    arm_type: ClassVar[str] = TABLE_SERVICE.type


_DEFINITION = Conversion(lambda role, context, _field: context.definition(role), lambda role, _reading: role)
_PRINCIPAL = Conversion(lambda who, context, _field: context.object_id(who), lambda who, _reading: who)


def _version(assignment: RoleAssignment, _context: BodyContext) -> expr.Value:
    return "2.0" if assignment.condition else None


def _delegated(assignment: RoleAssignment, context: BodyContext) -> expr.Value:
    return context.value(assignment.written.delegated_identity_id) if assignment.written else None


@dataclass(frozen=True, slots=True)
class RoleAssignment(DerivedResource):
    """``principal`` holds ``role`` on the resource ``on``, or in a whole scope.

    ``role`` is the name of a built-in role, or the id of a definition. ``principal`` is a resource with an identity, or an
    Entra object id; ``reason`` is shown in Azure. ``name`` is empty for one that is made of the others.
    """

    arm_type: ClassVar[str] = ROLE_ASSIGNMENT.type
    role: str = at("properties.roleDefinitionId", conversion=_DEFINITION)
    on: NodeId | Scope = elsewhere("its scope")
    principal: NodeId | str | Parameter = at("properties.principalId", conversion=_PRINCIPAL)
    principal_type: str = at("properties.principalType")
    reason: str = at("properties.description")
    condition: str | Filled = at("properties.condition", default="")
    name: str = elsewhere("its name in the ARM id", default="")
    extra: Mapping[str, object] = at("", default_factory=dict)
    written: WrittenAssignment | None = elsewhere("nothing more: the author's value", default=None)
    """What the author wrote, where it does not follow from anything else."""

    ROWS: ClassVar[Rows] = (
        "role",
        "principal",
        "principal_type",
        "reason",
        Computed(
            "properties.conditionVersion", _version, "the version of the language, with a condition", ("condition",)
        ),
        "condition",
        Computed(
            "properties.delegatedManagedIdentityResourceId", _delegated, "the author's value says it", ("written",)
        ),
    )

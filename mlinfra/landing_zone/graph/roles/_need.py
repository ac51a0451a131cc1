"""Define a needed role, and what the files of this package are asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from mlinfra.base.frozen import dataclass
from mlinfra.base.origin import Origin
from mlinfra.base.scope import Scope
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.private import hub_of
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model.identity import Identities, SystemAssigned
from mlinfra.landing_zone.model.value import Filled, Parameter
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.graph.derived_network import OutboundRule
    from mlinfra.landing_zone.model.compute import ComputeCluster
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
    from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
    from mlinfra.landing_zone.model.role import RoleAssignment
    from mlinfra.landing_zone.model.role_definition import RoleDefinition
else:
    RoleAssignment = Seldom("model.role", "RoleAssignment")

READER, CONTRIBUTOR = "Storage Blob Data Reader", "Storage Blob Data Contributor"
FILES = "Storage File Data Privileged Contributor"
APPROVER = "Azure AI Enterprise Network Connection Approver"


@dataclass(frozen=True, slots=True)
class RequiredRole:
    """Somebody needs a role on something; ``asked`` is where what needs it comes from.

    ``role`` is the name of a built-in role, or the GUID or id of another one; ``definition`` the one that this stack makes.
    """

    role: str
    on: NodeId | Scope
    principal: NodeId | str | Parameter
    reason: str
    asked: Origin
    principal_type: str = "ServicePrincipal"
    condition: str | Filled = ""
    name: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)
    written: RoleAssignment | None = None
    definition: NodeId | None = None


def role_of(
    graph: Graph, role: str | RoleDefinition | Existing[RoleDefinition], near: NodeId, place: str
) -> tuple[str, str, NodeId | None]:
    """A role as `RequiredRole` has it, what people call it, and its definition where this stack makes it."""
    if isinstance(role, str):
        return role, role, None
    if isinstance(role, Existing):
        return role.name, role.name, None
    definition = referred(graph, role, near, place)
    return definition.name, role.role_name, definition


@dataclass(frozen=True, slots=True)
class Zone:
    """One workspace with all that is part of it.

    ``created`` is None for an existing workspace, whose storage, registry and identity are not known here. ``nodes``
    may be given more existing resources, on which roles are needed; ``closed_by`` are private endpoints by target, and
    ``rules`` outbound rules by workspace.
    """

    graph: Graph
    nodes: dict[NodeId, AnyNode]
    workspace: NodeId
    created: Node[Workspace] | None
    closed_by: Mapping[NodeId, tuple[AnyNode, ...]]
    rules: Mapping[NodeId | None, Sequence[Node[OutboundRule]]]

    @property
    def home(self) -> Node[Workspace] | None:
        """The workspace that has the storage and the registry: the hub of a project, any other workspace itself."""
        return hub_of(self.graph, self.created) if self.created else None

    def id_of(self, value: Resource | Existing[Resource] | None) -> NodeId | None:
        """What a value means in this workspace; None for none."""
        near = self.home.id if self.home else self.workspace
        return None if value is None else referred(self.graph, value, near)

    @property
    def storage(self) -> NodeId | None:
        """The storage account of the workspace, or of its hub."""
        return self.id_of(self.home.resource.storage) if self.home else None

    @property
    def registry(self) -> NodeId | None:
        """The container registry of the workspace, or of its hub."""
        return self.id_of(self.home.resource.registry) if self.home else None

    @property
    def opens_by_roles(self) -> bool:
        """Whether who uses the workspace opens its own datastores by roles, not by the account's key."""
        return self.created is not None and self.created.resource.system_datastores_auth == "identity"

    def principal_of(self, node: Node[ComputeCluster | ComputeInstance | OnlineEndpoint | Workspace]) -> NodeId:
        """Who a resource is: its user-assigned identity, or itself where Azure makes one with it."""
        identity = node.resource.identity
        if isinstance(identity, Identities):
            identity = None if identity.system_assigned else identity.user_assigned[0]
        if identity is None or isinstance(identity, SystemAssigned):
            return node.id
        return referred(self.graph, identity, node.id)

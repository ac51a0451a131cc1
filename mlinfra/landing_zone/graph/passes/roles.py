"""Grant the least roles that the resources of a graph need. Adds role assignments, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mlinfra.base.errors import InvalidInput, MlinfraError, ResolveError, noting
from mlinfra.base.frozen import replace
from mlinfra.base.scope import Scope
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.graph.roles import needs_about, needs_around
from mlinfra.landing_zone.graph.roles._need import APPROVER, RequiredRole, Zone, role_of
from mlinfra.landing_zone.model._base import identity_of
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.parameter import Parameter
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.graph.derived_network import OutboundRule, PrivateEndpoint
    from mlinfra.landing_zone.model.private_endpoint import PrivateEndpoint as WrittenEndpoint
    from mlinfra.landing_zone.model.role import RoleAssignment as WrittenAssignment
else:
    OutboundRule = Seldom("graph.derived_network", "OutboundRule")
    PrivateEndpoint = Seldom("graph.derived_network", "PrivateEndpoint")
    WrittenAssignment = Seldom("model.role", "RoleAssignment")
    WrittenEndpoint = Seldom("model.private_endpoint", "PrivateEndpoint")


def derive_roles(graph: Graph) -> Graph:
    """Grant what computes, endpoints and workspaces need, for the identity that Azure really uses there."""
    assigned = _Assigned(dict(graph.nodes))
    faults: list[MlinfraError] = []
    references = {**graph.references, **dict(_written(graph, assigned, faults))}
    zones, asked = list(_zones(graph, assigned.nodes)), needs_about(graph)
    for zone in zones:
        for needs in asked:
            with noting(faults, InvalidInput, ResolveError):
                for required in needs(zone):
                    assigned.grant(required, zone.workspace)
    with noting(faults, ResolveError):
        for required, waiting in (pair for needs in needs_around(graph) for pair in needs(graph, assigned.nodes)):
            own, node = assigned.grant(required), assigned.nodes[waiting]
            if required.principal != waiting:  # what acts as itself is there before its roles
                assigned.nodes[waiting] = replace(node, depends_on=(*node.depends_on, own))
    assigned.tell_apart()
    held = assigned.by_principal()
    for zone in zones:
        if zone.created is not None:
            with noting(faults, ResolveError):
                who = zone.principal_of(zone.created)
                _wait_for_own_roles(assigned.nodes, zone.workspace, who, held.get(who, ()))
                _wait_for_approvals(assigned.nodes, zone.rules.get(zone.workspace, ()), held.get(who, ()))
    return replace(graph, nodes=assigned.nodes, references=references, faults=(*graph.faults, *faults))


def _written(graph: Graph, assigned: _Assigned, faults: list[MlinfraError]) -> Iterator[tuple[int, tuple[NodeId, ...]]]:
    """Put what the author assigned among the rest; what each of these values became, by `identity_of`."""
    for node in graph.of(WrittenAssignment):
        with noting(faults, ResolveError):
            own = assigned.grant(_required(graph, node))
            del assigned.nodes[node.id]
            yield identity_of(node.resource), (own,)


def _required(graph: Graph, node: Node[WrittenAssignment]) -> RequiredRole:
    wish, place = node.resource, node.origin
    principal = wish.principal_id
    where_given = f"{place.where} RoleAssignment.principal_id"
    who = (
        referred(graph, principal.resource, node.id, where_given)
        if isinstance(principal, Attribute)
        else principal
        if isinstance(principal, Parameter)
        else str(principal)
    )
    role, called, definition = role_of(graph, wish.role, node.id, f"{place.where} RoleAssignment.role")
    reason = wish.description or f"{_called(who)} holds {called}"
    return RequiredRole(
        role,
        node.id.scope,
        who,
        reason,
        place,
        wish.principal_type,
        wish.condition,
        wish.name or "",
        wish.extra,
        wish,
        definition,
    )


def _called(who: NodeId | str | Parameter) -> str:
    """What people call who holds a role: a resource, an object id, or the parameter that is one."""
    if isinstance(who, NodeId):
        return "/".join(who.names)
    return who if isinstance(who, str) else who.name


def _zones(graph: Graph, nodes: dict[NodeId, AnyNode]) -> Iterator[Zone]:
    """Each workspace with its parts: those that the stack creates, then existing ones that it adds parts to."""
    closed_by: dict[NodeId, tuple[AnyNode, ...]] = {}
    for endpoint in graph.of(PrivateEndpoint):
        closed_by[endpoint.resource.target] = (*closed_by.get(endpoint.resource.target, ()), endpoint)
    for written in graph.of(WrittenEndpoint):
        target = referred(graph, written.resource.target, written.id)
        closed_by[target] = (*closed_by.get(target, ()), written)
    rules: dict[NodeId | None, list[Node[OutboundRule]]] = {}
    for rule in graph.of(OutboundRule):
        rules.setdefault(rule.parent, []).append(rule)
    for node in graph.of(Workspace):
        yield Zone(graph, nodes, node.id, node, closed_by, rules)
    for parent in graph.listed:
        if graph.nodes[parent].existing and parent.type == Workspace.arm_type:
            yield Zone(graph, nodes, parent, None, closed_by, rules)


class _Assigned:
    """The nodes of a graph while role assignments are added."""

    def __init__(self, nodes: dict[NodeId, AnyNode]) -> None:
        self.nodes = nodes
        self.assignments: dict[NodeId, Node[RoleAssignment]] = {}

    def grant(self, required: RequiredRole, owner: NodeId | None = None) -> NodeId:
        """Add an assignment, and return its key; a second reason for the same one joins the first.

        ``owner`` is the workspace that it follows from; None where the author writes it.
        """
        principal = required.principal
        holder = principal.key if isinstance(principal, NodeId) else _called(principal)
        own = NodeId(RoleAssignment.arm_type, (f"{holder}>{required.role}",), required.on)
        twin = self.assignments.get(own)
        if twin is None:
            assignment = RoleAssignment(
                required.role,
                required.on,
                required.principal,
                required.principal_type,
                required.reason,
                required.condition,
                required.name,
                required.extra,
                required.written,
            )
            after = (required.definition,) if required.definition is not None else ()
            origin = replace(required.asked, because=required.reason)
            self._put(Node(own, assignment, origin, depends_on=after, owner=owner))
        elif required.reason not in twin.resource.reason:
            self._explain(twin, f"{twin.resource.reason}; {required.reason}")
        return own

    def _put(self, node: Node[RoleAssignment]) -> None:
        self.nodes[node.id] = self.assignments[node.id] = node

    def _explain(self, node: Node[RoleAssignment], reason: str) -> None:
        assignment = replace(node.resource, reason=reason)
        self._put(replace(node, resource=assignment, origin=replace(node.origin, because=reason)))

    def tell_apart(self) -> None:
        """Name the holder where two hold one role on one resource for the same reason.

        Two workspaces may each have a cluster ``cpu`` that reads ``features``: the one reads it as ``mlw-a/cpu``.
        """
        groups: dict[tuple[NodeId | Scope, str, str], list[Node[RoleAssignment]]] = {}
        for node in self.assignments.values():
            groups.setdefault((node.resource.on, node.resource.role, node.resource.reason), []).append(node)
        for alike in groups.values():
            for node in alike if len(alike) > 1 else ():
                who = node.resource.principal
                name = _called(who)
                self._explain(node, f"{node.resource.reason}, as {name}")

    def by_principal(self) -> dict[NodeId | str | Parameter, list[Node[RoleAssignment]]]:
        """The assignments that each resource, or object id, holds."""
        held: dict[NodeId | str | Parameter, list[Node[RoleAssignment]]] = {}
        for node in self.assignments.values():
            held.setdefault(node.resource.principal, []).append(node)
        return held


def _wait_for_own_roles(
    nodes: dict[NodeId, AnyNode], workspace: NodeId, who: NodeId, held: Sequence[Node[RoleAssignment]]
) -> None:
    """A workspace that acts as a user-assigned identity can only be made once that holds its roles."""
    if who == workspace:
        return
    roles = [
        node.id
        for node in held
        if isinstance(on := node.resource.on, NodeId)
        and on.top.type != Workspace.arm_type  # one on another workspace would make a cycle
        and not isinstance(nodes[on].resource, (PrivateEndpoint, WrittenEndpoint))
    ]
    node = nodes[workspace]
    nodes[workspace] = replace(node, depends_on=(*node.depends_on, *roles))


def _wait_for_approvals(
    nodes: dict[NodeId, AnyNode], rules: Sequence[Node[OutboundRule]], held: Sequence[Node[RoleAssignment]]
) -> None:
    """A private endpoint of the managed network stays pending unless the workspace may approve it by then."""
    approvals = {node.resource.on: node.id for node in held if node.resource.role == APPROVER}
    for rule in rules:
        for target in rule.links.get("resource", ()):
            node = nodes[rule.id]
            nodes[rule.id] = replace(node, depends_on=(*node.depends_on, approvals[target]))

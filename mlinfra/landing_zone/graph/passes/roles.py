"""Derive the least roles that the resources of a graph need, each with its reason."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.graph.derived import OutboundRule, PrivateEndpoint, RoleAssignment
from mlinfra.landing_zone.graph.node import Graph, Node, NodeId, Origin
from mlinfra.landing_zone.graph.passes.defaults import data_accounts
from mlinfra.landing_zone.graph.passes.parts import container_name, container_of
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.compute import ComputeInstance
from mlinfra.landing_zone.model.network import Managed, PrivateTarget
from mlinfra.landing_zone.model.workspace import Workspace

READER, CONTRIBUTOR = "Storage Blob Data Reader", "Storage Blob Data Contributor"
FILES = "Storage File Data Privileged Contributor"
APPROVER = "Azure AI Enterprise Network Connection Approver"


@dataclass(frozen=True, slots=True)
class RequiredRole:
    """Somebody needs a role on something."""

    role: str
    on: NodeId
    principal: NodeId | str
    reason: str
    where: str
    principal_type: str = "ServicePrincipal"


def derive_roles(graph: Graph) -> Graph:
    """Grant what computes, endpoints and workspaces need, for the identity that Azure really uses there."""
    nodes = dict(graph.nodes)
    for node in graph.of(Workspace):
        for required in _of_workspace(graph, nodes, node):
            _grant(nodes, required)
    _tell_apart(nodes)
    for node in graph.of(Workspace):
        _wait_for_own_roles(nodes, node)
        _wait_for_approvals(nodes, node)
    return dataclasses.replace(graph, nodes=nodes)


def _of_workspace(graph: Graph, nodes: dict[str, Node], workspace: Node) -> Iterator[RequiredRole]:
    for compute in workspace.links.get("computes", ()):
        yield from _of_compute(nodes, nodes[compute.key], workspace)
    for endpoint in workspace.links.get("endpoints", ()):
        yield from _of_endpoint(nodes, nodes[endpoint.key], workspace)
    yield from _of_itself(nodes, workspace)
    yield from _of_grants(graph, workspace)


def _of_compute(nodes: dict[str, Node], compute: Node, workspace: Node) -> Iterator[RequiredRole]:
    """Jobs read data, keep their outputs and pull images as the compute's identity, never as the workspace's."""
    if compute.resource.identity is None:
        return
    who, name, place = principal_of(compute), compute.id.name, compute.origin.where
    yield from _data(nodes, compute, who)
    storage, registry = workspace.link("storage"), workspace.link("registry")
    if storage and workspace.resource.system_datastores_auth == "identity":
        kept = f"{name} keeps logs and outputs in {storage.name}"
        yield RequiredRole(CONTRIBUTOR, storage, who, kept, place)
    if registry and who != compute.id:
        # Azure grants this itself to the identity that it makes with a compute.
        yield RequiredRole("AcrPull", registry, who, f"{name} pulls images from {registry.name}", place)
    if isinstance(compute.resource, ComputeInstance):
        if storage and workspace.resource.system_datastores_auth == "identity":
            yield RequiredRole(FILES, storage, who, f"{name} keeps notebooks in {storage.name}", place)
        if compute.resource.idle is not None:
            yield RequiredRole("Contributor", workspace.id, who, f"{name} stops itself when idle", place)


def _data(nodes: dict[str, Node], user: Node, who: NodeId) -> Iterator[RequiredRole]:
    written = set()
    for field, role, verb in (("writes", CONTRIBUTOR, "writes"), ("reads", READER, "reads")):
        for target in user.links.get(field, ()):
            named = nodes[target.key]
            datastore = nodes[named.link("datastore").key] if "datastore" in named.links else named  # type: ignore[union-attr]  # the link is there
            account = datastore.link("account")
            assert account is not None, "an account is a required field of every datastore"
            container = (account.key, container_name(datastore.resource))
            if container in written:
                continue
            written.add(container)
            reason = f"{user.id.name} {verb} {named.resource.name}"
            origin = Origin(user.origin.where, reason)
            on = container_of(nodes, account, container[1], origin)
            yield RequiredRole(role, on, who, reason, user.origin.where)


def _of_endpoint(nodes: dict[str, Node], endpoint: Node, workspace: Node) -> Iterator[RequiredRole]:
    who, name, place = principal_of(endpoint), endpoint.id.name, endpoint.origin.where
    yield from _data(nodes, endpoint, who)
    if who == endpoint.id:
        return  # Azure grants the rest itself to the identity that it makes with an endpoint
    storage, registry = workspace.link("storage"), workspace.link("registry")
    if storage:
        yield RequiredRole(READER, storage, who, f"{name} reads models from {storage.name}", place)
    if registry:
        yield RequiredRole("AcrPull", registry, who, f"{name} pulls images from {registry.name}", place)
    yield RequiredRole("AzureML Metrics Writer", workspace.id, who, f"{name} writes metrics", place)


_DEPENDENCIES = {
    "storage": ("Contributor", CONTRIBUTOR),
    "key_vault": ("Contributor", "Key Vault Administrator"),
    "registry": ("Contributor",),
    "insights": ("Contributor",),
}


def _of_itself(nodes: dict[str, Node], workspace: Node) -> Iterator[RequiredRole]:
    """What a workspace needs that Azure does not grant by itself.

    To the identity that it makes with a workspace Azure grants what the workspace needs on its storage, vault, registry
    and insights while it creates it, wherever they lie; granting it again ends in RoleAssignmentExists. To a
    user-assigned identity it grants nothing.
    """
    who, name, place = principal_of(workspace), workspace.id.name, workspace.origin.where
    if who != workspace.id:
        for field, roles in _DEPENDENCIES.items():
            target = workspace.link(field)
            if target is None:
                continue
            for role in roles:
                yield RequiredRole(
                    role, target, who, f"{name} uses {target.name} as its {field.replace('_', ' ')}", place
                )
        yield RequiredRole("Contributor", workspace.id, who, f"{name} acts as {who.name}", place)
    closed = {workspace.link("storage"), *data_accounts(nodes, workspace)}
    for node in list(nodes.values()):
        if isinstance(node.resource, PrivateEndpoint) and node.resource.target in closed:
            yield RequiredRole("Reader", node.id, who, f"studio of {name} looks up {node.id.name}", node.origin.where)
    yield from _approvals(workspace, who)


def _approvals(workspace: Node, who: NodeId) -> Iterator[RequiredRole]:
    network = workspace.resource.network
    if not isinstance(network, Managed):
        return
    rules = [rule for rule in network.outbound.values() if isinstance(rule, PrivateTarget)]
    for target, rule in zip(workspace.links.get("network.outbound.resource", ()), rules, strict=True):
        yield RequiredRole(APPROVER, target, who, f"{workspace.id.name} connects to {target.name}", str(where(rule)))


def _of_grants(graph: Graph, workspace: Node) -> Iterator[RequiredRole]:
    storage = workspace.link("storage")
    for grant in workspace.resource.grants:
        place, name = str(where(grant)), workspace.id.name
        who = _holder(graph, workspace, grant.principal_id, place)
        yield RequiredRole(grant.role, workspace.id, who, f"{grant.role} of {name}", place, grant.principal_type)
        if (
            storage
            and grant.role == "AzureML Data Scientist"
            and workspace.resource.system_datastores_auth == "identity"
        ):
            for role in (CONTRIBUTOR, FILES):
                reason = f"{grant.role}s of {name} work in {storage.name}"
                yield RequiredRole(role, storage, who, reason, place, grant.principal_type)


def _holder(graph: Graph, workspace: Node, principal_id: str | Attribute[Any], place: str) -> NodeId | str:
    """Who a grant is for: an Entra object id, or the very resource whose identity it names."""
    if isinstance(principal_id, Attribute):
        return referred(graph, principal_id.resource, f"{place} Grant.principal_id", workspace.id)
    return principal_id


def principal_of(node: Node) -> NodeId:
    """Who a resource is: its user-assigned identity, or itself."""
    return node.link("identity") or node.id


def _grant(nodes: dict[str, Node], required: RequiredRole) -> None:
    """Add an assignment; a second reason for the same one joins the first."""
    principal = required.principal if isinstance(required.principal, str) else required.principal.key
    assignment_id = NodeId(RoleAssignment.arm_type, (f"{principal}>{required.role}",), on=required.on)
    twin = nodes.get(assignment_id.key)
    if twin is not None:
        reason = (
            twin.resource.reason
            if required.reason in twin.resource.reason
            else f"{twin.resource.reason}; {required.reason}"
        )
        assignment = dataclasses.replace(twin.resource, reason=reason)
        nodes[assignment_id.key] = dataclasses.replace(
            twin, resource=assignment, origin=Origin(twin.origin.where, reason)
        )
        return
    assignment = RoleAssignment(
        required.role, required.on, required.principal, required.principal_type, required.reason
    )
    nodes[assignment_id.key] = Node(assignment_id, assignment, Origin(required.where, required.reason))


def _tell_apart(nodes: dict[str, Node]) -> None:
    """Name the holder where two hold one role on one resource for the same reason.

    Two workspaces may each have a cluster ``cpu`` that reads ``features``: the one reads it as ``mlw-a/cpu``.
    """
    groups: dict[tuple[str, str, str], list[Node]] = {}
    for node in nodes.values():
        if isinstance(node.resource, RoleAssignment):
            groups.setdefault((node.resource.on.key, node.resource.role, node.resource.reason), []).append(node)
    for alike in groups.values():
        for node in alike if len(alike) > 1 else ():
            who = node.resource.principal
            reason = f"{node.resource.reason}, as {who if isinstance(who, str) else '/'.join(who.names)}"
            assignment = dataclasses.replace(node.resource, reason=reason)
            nodes[node.id.key] = dataclasses.replace(
                node, resource=assignment, origin=Origin(node.origin.where, reason)
            )


def _wait_for_own_roles(nodes: dict[str, Node], workspace: Node) -> None:
    """A workspace that acts as a user-assigned identity can only be made once that holds its roles."""
    who = principal_of(workspace)
    if who == workspace.id:
        return
    roles = [
        node.id
        for node in nodes.values()
        if isinstance(node.resource, RoleAssignment)
        and node.resource.principal == who
        and node.resource.on != workspace.id
        and not node.resource.on.is_below(workspace.id)
        and not isinstance(nodes[node.resource.on.key].resource, PrivateEndpoint)
    ]
    node = nodes[workspace.id.key]
    nodes[workspace.id.key] = dataclasses.replace(node, depends_on=(*node.depends_on, *roles))


def _wait_for_approvals(nodes: dict[str, Node], workspace: Node) -> None:
    """A private endpoint of the managed network stays pending unless the workspace may approve it by then."""
    who = principal_of(workspace)
    approvals = {
        node.resource.on.key: node.id
        for node in nodes.values()
        if isinstance(node.resource, RoleAssignment)
        and node.resource.role == APPROVER
        and node.resource.principal == who
    }
    for key, node in nodes.items():
        target = node.link("resource") if isinstance(node.resource, OutboundRule) else None
        if target is not None and node.parent == workspace.id:
            nodes[key] = dataclasses.replace(node, depends_on=(*node.depends_on, approvals[target.key]))

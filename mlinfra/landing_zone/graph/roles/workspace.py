"""Say which roles a workspace itself needs, that Azure does not grant by itself.

To the identity that it makes with a workspace Azure grants what the workspace needs on its storage, vault, registry and
insights while it creates it, wherever they lie; granting it again ends in RoleAssignmentExists. To a user-assigned
identity it grants nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mlinfra.base.origin import Origin
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.private import QUEUES, data_accounts, hub_of
from mlinfra.landing_zone.graph.roles._need import APPROVER, CONTRIBUTOR, RequiredRole, Zone
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._where import written
from mlinfra.landing_zone.model.network import Managed
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.graph.derived_network import PrivateEndpoint
    from mlinfra.landing_zone.model.outbound import PrivateTarget
else:
    PrivateEndpoint = Seldom("graph.derived_network", "PrivateEndpoint")
    PrivateTarget = Seldom("model.outbound", "PrivateTarget")


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """What a workspace needs on what it is made of, on its private endpoints, and on what its nodes reach."""
    if zone.created is None:
        return
    who = zone.principal_of(zone.created)
    if who != zone.workspace:
        yield from _of_itself(zone, zone.created, who)
    yield from _of_its_key(zone, zone.created, who)
    looked_up = (zone.storage, *data_accounts(zone.graph, zone.created)) if zone.closed_by else ()
    for target in dict.fromkeys(filter(None, looked_up)):
        for endpoint in zone.closed_by.get(target, ()):
            if isinstance(endpoint.resource, PrivateEndpoint) and endpoint.resource.group in QUEUES:
                continue  # jobs use these, studio does not
            reason = f"studio of {zone.workspace.name} looks up {endpoint.id.name}"
            yield RequiredRole("Reader", endpoint.id, who, reason, endpoint.origin)
    yield from _approvals(zone, zone.created, who)


def _parts(workspace: Workspace) -> Iterator[tuple[str, Resource | Existing[Resource] | None, tuple[str, ...]]]:
    """What a workspace is made of, what for, and the roles that it needs there."""
    yield "storage", workspace.storage, ("Contributor", CONTRIBUTOR)
    yield "key vault", workspace.key_vault, ("Contributor", "Key Vault Administrator")
    yield "registry", workspace.registry, ("Contributor",)
    yield "insights", workspace.insights, ("Contributor",)


def _of_itself(zone: Zone, node: Node[Workspace], who: NodeId) -> Iterator[RequiredRole]:
    name, place = node.id.name, node.origin
    for use, part, roles in _parts(hub_of(zone.graph, node).resource):
        target = zone.id_of(part)
        for role in roles if target else ():
            assert target is not None, "the line above says so"
            yield RequiredRole(role, target, who, f"{name} uses {target.name} as its {use}", place)
    yield RequiredRole("Contributor", node.id, who, f"{name} acts as {who.name}", place)


def _of_its_key(zone: Zone, node: Node[Workspace], who: NodeId) -> Iterator[RequiredRole]:
    """Whoever reads the customer-managed key; an identity that is made with the workspace comes too late for it."""
    key = node.resource.customer_key
    vault, reader = (zone.id_of(key.vault), zone.id_of(key.identity) or who) if key is not None else (None, who)
    if vault is not None and reader != node.id:
        reason = f"{node.id.name} is encrypted with a key in {vault.name}"
        yield RequiredRole("Key Vault Crypto Service Encryption User", vault, reader, reason, node.origin)


def _approvals(zone: Zone, workspace: Node[Workspace], who: NodeId) -> Iterator[RequiredRole]:
    """The workspace approves the private endpoints of its managed network on what they lead to."""
    for target, origin in _private_targets(zone, workspace):
        yield RequiredRole(APPROVER, target, who, f"{zone.workspace.name} connects to {target.name}", origin)


def _private_targets(zone: Zone, workspace: Node[Workspace]) -> Iterator[tuple[NodeId, Origin]]:
    network = workspace.resource.network
    for node in zone.rules.get(workspace.id, ()):
        yield from ((target, node.origin) for target in node.links.get("resource", ()))
    for rule in network.inline_outbound.values() if isinstance(network, Managed) else ():
        target = zone.id_of(rule.resource) if isinstance(rule, PrivateTarget) else None
        if target is not None:
            yield target, written(rule)

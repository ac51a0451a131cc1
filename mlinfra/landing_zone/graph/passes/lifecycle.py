"""Hold rules about when blobs were last read to the blob service that notes it. Adds an order."""

from __future__ import annotations

import dataclasses

from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.storage import BLOB_SERVICE, LIFECYCLE_POLICY
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId


def wait_for_tracking(graph: Graph) -> Graph:
    """Let a policy that counts reads be made after the service that notes them; raises `InvalidInput` where none does."""
    nodes = dict(graph.nodes)
    for node in graph:
        if node.id.type == LIFECYCLE_POLICY.type and not node.existing and (service := _tracking(graph, node)):
            nodes[node.id] = dataclasses.replace(node, depends_on=(*node.depends_on, service))
    return dataclasses.replace(graph, nodes=nodes)


def _tracking(graph: Graph, node: AnyNode) -> NodeId | None:
    """The blob service that a policy counts on; None where it counts no reads, or nothing is known of the account."""
    from mlinfra.landing_zone.model.lifecycle import LifecyclePolicy
    from mlinfra.landing_zone.model.storage_services import BlobService

    policy = node.resource
    if not isinstance(policy, LifecyclePolicy) or not any(rule.counts_reads() for rule in policy.rules):
        return None
    account = node.id.above()
    service = graph.nodes.get(account.child(BLOB_SERVICE.type.rsplit("/", 1)[-1], "default"))
    if service is not None and isinstance(service.resource, BlobService):
        if service.resource.access_tracking:
            return service.id
    elif graph.nodes[account].existing:
        return None
    raise InvalidInput(
        f"nothing notes when blobs of {account.name} are read",
        where=f"{node.origin.where} LifecyclePolicy.rules",
        hint="add BlobService(parent=..., access_tracking=True) to the stack, or count another age",
    )

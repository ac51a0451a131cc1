"""Hold rules about when blobs were last read to the blob service that notes it. Adds an order."""

from __future__ import annotations

from mlinfra.base.errors import InvalidInput, MlinfraError, noting
from mlinfra.base.frozen import replace
from mlinfra.catalogue.types.storage import BLOB_SERVICE, LIFECYCLE_POLICY
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId


def wait_for_tracking(graph: Graph) -> Graph:
    """Let a policy that counts reads be made after the service that notes them; a policy for which none does is a fault."""
    nodes = dict(graph.nodes)
    faults: list[MlinfraError] = []
    for node in graph:
        with noting(faults, InvalidInput):
            if node.id.type == LIFECYCLE_POLICY.type and not node.existing and (service := _tracking(graph, node)):
                nodes[node.id] = replace(node, depends_on=(*node.depends_on, service))
    return replace(graph, nodes=nodes, faults=(*graph.faults, *faults))


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

"""Hold what counts on the blob service of an account to what that service does. Adds an order."""

from __future__ import annotations

from mlinfra.base.errors import InvalidInput, MlinfraError, noting
from mlinfra.base.frozen import replace
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.catalogue.types.storage_services import BLOB_SERVICE, CONTAINER, LIFECYCLE_POLICY
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId

_COUNTING = frozenset({LIFECYCLE_POLICY.type, CONTAINER.type})
_SERVICE = BLOB_SERVICE.type.removeprefix(f"{STORAGE_ACCOUNT.type}/")


def wait_for_blob_service(graph: Graph) -> Graph:
    """Let what needs the blob service to note reads, or to keep versions, be made after it; where it does not is a fault."""
    counting = [node for node in graph if node.id.type in _COUNTING and not node.existing]
    if not counting:
        return graph
    nodes = dict(graph.nodes)
    faults: list[MlinfraError] = []
    for node in counting:
        with noting(faults, InvalidInput):
            if service := _needed(graph, node):
                nodes[node.id] = replace(node, depends_on=(*node.depends_on, service))
    return replace(graph, nodes=nodes, faults=(*graph.faults, *faults))


def _needed(graph: Graph, node: AnyNode) -> NodeId | None:
    """The blob service that a resource counts on; None where it counts on none, or nothing is known of the account."""
    from mlinfra.landing_zone.model.container import BlobContainer
    from mlinfra.landing_zone.model.lifecycle import LifecyclePolicy

    resource = node.resource
    if isinstance(resource, LifecyclePolicy) and any(rule.counts_reads() for rule in resource.rules):
        missing = f"nothing notes when blobs of {node.id.top.name} are read"
        return _service(graph, node, "access_tracking", missing, "LifecyclePolicy.rules", "count another age")
    if isinstance(resource, BlobContainer) and resource.immutable_versions is True:
        missing = f"{node.id.top.name} keeps no versions of blobs"
        return _service(graph, node, "versioning", missing, "BlobContainer.immutable_versions", "drop it")
    return None


def _service(graph: Graph, node: AnyNode, field: str, missing: str, place: str, way_out: str) -> NodeId | None:
    """The blob service of an account that says a field; raises `InvalidInput` where a new account has none that does."""
    from mlinfra.landing_zone.model.storage_services import BlobService

    account = node.id.top
    service = graph.nodes.get(account.child(_SERVICE, "default"))
    if service is not None and isinstance(service.resource, BlobService):
        if getattr(service.resource, field):
            return service.id
    elif graph.nodes[account].existing:
        return None
    hint = f"add BlobService(parent=..., {field}=True) to the stack, or {way_out}"
    raise InvalidInput(missing, where=f"{node.origin.where} {place}", hint=hint)

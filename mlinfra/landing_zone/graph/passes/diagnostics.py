"""Send logs and metrics of the whole stack to one place. Adds a diagnostic setting to each resource that can have one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlinfra.base.frozen import replace
from mlinfra.base.origin import Origin
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.graph.derived import BlobService, FileService, QueueService, TableService
from mlinfra.landing_zone.graph.node import AnyNode, DerivedResource, ExistingPart, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model.storage import StorageAccount

_NAME = "to-central-logs"
_ALL = (BlobService, FileService, QueueService, TableService)
_SERVICES: Mapping[str, tuple[type[DerivedResource], ...]] = {
    "StorageV2": _ALL,
    "Storage": _ALL,
    "BlobStorage": (BlobService,),
    "BlockBlobStorage": (BlobService,),
    "FileStorage": (FileService,),
}
"""Kind of account -> the services that it has: an account has metrics alone, they have the logs of who read and wrote what."""


def send_diagnostics(graph: Graph) -> Graph:
    """Send what each resource tells to the workspace that the stack names; one with a setting of its own keeps that alone."""
    if graph.stack.diagnostics is None:
        return graph
    from mlinfra.landing_zone.model.diagnostics import DiagnosticSetting  # most stacks send none

    workspace = referred(graph, graph.stack.diagnostics)
    own = {node.id.scope for node in graph.of(DiagnosticSetting)}
    services = {node.id: node for account in graph.of(StorageAccount) for node in _services(account, graph)}
    telling = (*(node for node in graph if not node.existing and not node.id.phase), *services.values())
    added = {node.id: node for node in _settings(telling, graph, workspace) if node.id.scope not in own}
    return replace(graph, nodes={**graph.nodes, **services, **added})


def _services(account: Node[StorageAccount], graph: Graph) -> Iterator[AnyNode]:
    """The services of an account that nobody writes, as they are there with it."""
    for kind in _SERVICES[account.resource.account_kind] if not account.existing else ():
        service = account.id.child(kind.arm_type.rpartition("/")[2], "default")
        there = graph.nodes.get(service)
        if there is None or there.existing:
            part = ExistingPart(kind, "default")
            yield there or Node(service, part, account.origin, existing=True, parent=account.id)


def _settings(telling: tuple[AnyNode, ...], graph: Graph, workspace: NodeId) -> Iterator[AnyNode]:
    from mlinfra.landing_zone.model.diagnostics import DiagnosticSetting

    for node in telling:
        entry = find_type(node.id.type)
        if entry is None or not entry.diagnostics:
            continue
        name, teller = _NAME, node.id.name
        if teller == "default":  # a service of an account: each needs an address of its own
            name, teller = f"{entry.word}-{_NAME}", f"the service for {entry.word} of {node.id.above().name}"
        logs, metrics = ("allLogs",) if "logs" in entry.diagnostics else (), "metrics" in entry.diagnostics
        setting = DiagnosticSetting(name, workspace=graph.stack.diagnostics, logs=logs, metrics=metrics)
        origin = Origin(node.origin.where, f"the stack sends what {teller} tells to {workspace.name}")
        own = NodeId(DiagnosticSetting.arm_type, (name,), node.id)
        yield Node(own, setting, origin, links={"workspace": (workspace,)})

"""Say what a private workspace uses: what is closed with it, and which parts of that get private endpoints."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import LinkGroup
from mlinfra.catalogue.types.storage import STORAGE_ACCOUNT
from mlinfra.landing_zone.graph import uses
from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore, FileDatastore
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.workspace import Workspace

QUEUES = ("queue", "table")
"""Parts of the storage of a workspace through which the nodes of a job share out its files."""


def hub_of(graph: Graph, workspace: Node[Workspace]) -> Node[Workspace]:
    """The hub of a project, whose storage, registry and network it has; any other workspace itself.

    A project of a hub that the stack does not make is itself too: nothing is known of that hub.
    """
    hub = workspace.resource.hub
    if not isinstance(hub, Workspace):
        return workspace
    return _workspaces(graph).get(referred(graph, hub, workspace.id), workspace)


@lru_cache(maxsize=1)
def _workspaces(graph: Graph) -> dict[NodeId, Node[Workspace]]:
    """The workspaces that the stack makes; passes ask for each of them."""
    return {node.id: node for node in graph.of(Workspace)}


def members(graph: Graph, workspace: Node[Workspace]) -> tuple[Node[Workspace], ...]:
    """A workspace, and the projects that live in its network where it is a hub."""
    return (workspace, *_projects(graph).get(workspace.id, ()))


@lru_cache(maxsize=1)
def _projects(graph: Graph) -> dict[NodeId, list[Node[Workspace]]]:
    """The projects of each hub."""
    projects: dict[NodeId, list[Node[Workspace]]] = {}
    for node in graph.of(Workspace):
        hub = hub_of(graph, node)
        if hub.id != node.id:
            projects.setdefault(hub.id, []).append(node)
    return projects


def own_parts(graph: Graph, workspace: Node[Workspace]) -> tuple[NodeId, ...]:
    """The storage, vault and registry that a workspace is made of."""
    resource = workspace.resource
    parts: tuple[Resource | Existing[Resource] | None, ...] = (resource.storage, resource.key_vault, resource.registry)
    return tuple(referred(graph, part, workspace.id) for part in parts if part is not None)


def shares_out_files(graph: Graph, workspace: Node[Workspace]) -> bool:
    """Whether jobs of a workspace, or of a project of a hub, share out files among nodes: by queues and tables."""
    return any(uses.shares_out_files(graph, member) for member in members(graph, workspace))


def data_accounts(graph: Graph, workspace: Node[Workspace]) -> tuple[NodeId, ...]:
    """The storage accounts that a workspace and the projects of a hub use, beside its own."""
    return tuple(target for target in used_parts(graph, workspace) if target.type == STORAGE_ACCOUNT.type)


def used_parts(graph: Graph, workspace: Node[Workspace]) -> dict[NodeId, tuple[LinkGroup, ...]]:
    """What a workspace and the projects of a hub use beside what it is made of, each with the parts that they reach.

    Storage accounts of datastores and of a hub's settings, what connections lead to, and registries whose assets are used.
    """
    own, asked = {workspace.id, *own_parts(graph, workspace)}, (_of_data, *uses.uses_about(graph))
    wanted: dict[NodeId, set[str]] = {}
    for member in members(graph, workspace):
        for target, group in (pair for used in asked for pair in used(graph, member)):
            if target not in own:
                wanted.setdefault(target, set()).update(_with_files(graph, target, group))
    return {
        target: tuple(part for part in link_groups(target) if part.name in names) for target, names in wanted.items()
    }


def link_groups(target: NodeId) -> tuple[LinkGroup, ...]:
    """The parts of a resource that a private endpoint can lead to."""
    entry = find_type(target.type)
    return entry.link_groups if entry else ()


def _of_data(graph: Graph, workspace: Node[Workspace]) -> Iterator[tuple[NodeId, str]]:
    for blobs in graph.children(workspace.id, BlobDatastore, DataLakeDatastore):
        yield referred(graph, blobs.resource.account, blobs.id), "blob"
    for files in graph.children(workspace.id, FileDatastore):
        yield referred(graph, files.resource.account, files.id), "file"
    shared = workspace.resource.hub_settings
    for account in (shared.storage_accounts or ()) if shared else ():
        yield from ((referred(graph, account, workspace.id), group) for group in ("blob", "file"))


def _with_files(graph: Graph, target: NodeId, group: str) -> tuple[str, ...]:
    """A part, and the file system behind the blobs of a data lake."""
    account = graph.nodes[target].resource
    is_lake = isinstance(account, StorageAccount) and account.hierarchical_namespace
    return (group, "dfs") if group == "blob" and is_lake else (group,)

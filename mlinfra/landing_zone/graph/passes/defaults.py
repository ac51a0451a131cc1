"""Settle the choices that a stack leaves open."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.node import Graph, Node, NodeId
from mlinfra.landing_zone.model._base import evolve
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.network import Managed, private_of
from mlinfra.landing_zone.model.registry import ContainerRegistry
from mlinfra.landing_zone.model.workspace import Workspace


def fill_defaults(graph: Graph) -> Graph:
    """Settle what depends on a workspace's network: who is public, the registry's size, who builds images."""
    nodes = dict(graph.nodes)
    for node in graph.of(Workspace):
        if private_of(node.resource.network) is not None:
            _close(nodes, node)
        elif _approved_only(node.resource):
            _need_endpoints(nodes, node)
    for key, node in nodes.items():
        if not node.existing:
            settled = _settled(node.resource, public=True)
            nodes[key] = node if settled is node.resource else dataclasses.replace(node, resource=settled)
    return dataclasses.replace(graph, nodes=nodes)


def _close(nodes: dict[str, Node], node: Node) -> None:
    own = (
        target for field in ("storage", "key_vault", "registry", "endpoints") for target in node.links.get(field, ())
    )
    for target in (*own, *data_accounts(nodes, node)):
        part = nodes[target.key]
        if not part.existing:
            _check_size(part, "a private workspace gives it")
            nodes[target.key] = dataclasses.replace(part, resource=_settled(part.resource, public=False))
    clusters = [compute.name for compute in node.resource.computes if isinstance(compute, ComputeCluster)]
    if node.resource.image_build_compute is None and clusters:
        builder = evolve(node.resource, image_build_compute=clusters[0])
        nodes[node.id.key] = dataclasses.replace(node, resource=builder)


def data_accounts(nodes: Mapping[str, Node], workspace: Node) -> tuple[NodeId, ...]:
    """The storage accounts of a workspace's datastores, beside its own."""
    datastores = (nodes[target.key] for target in workspace.links.get("datastores", ()))
    accounts = dict.fromkeys(account for datastore in datastores if (account := datastore.link("account")))
    return tuple(account for account in accounts if account != workspace.link("storage"))


def _approved_only(workspace: Workspace) -> bool:
    """Whether Azure gives its registry a private endpoint in the network that it manages (azure-docs PR#111532)."""
    return isinstance(workspace.network, Managed) and workspace.network.isolation == "approved"


def _need_endpoints(nodes: dict[str, Node], node: Node) -> None:
    target = node.link("registry")
    part = nodes[target.key] if target else None
    if target is None or part is None or part.existing or not isinstance(part.resource, ContainerRegistry):
        return
    _check_size(part, "an approved managed network gives it")
    if part.resource.sku == "auto":
        nodes[target.key] = dataclasses.replace(part, resource=evolve(part.resource, sku="Premium"))


def _check_size(node: Node, who: str) -> None:
    if isinstance(node.resource, ContainerRegistry) and node.resource.sku not in {"auto", "Premium"}:
        message = f"a {node.resource.sku} registry has no private endpoints, which {who}"
        place = f"{node.origin.where} ContainerRegistry.sku"
        raise InvalidInput(message, where=place, hint='use sku="Premium", or leave it out')


def _settled(resource: Any, *, public: bool) -> Any:
    if getattr(resource, "public_access", public) is None:
        resource = evolve(resource, public_access=public)
    if isinstance(resource, ContainerRegistry) and resource.sku == "auto":
        resource = evolve(resource, sku="Basic" if resource.public_access else "Premium")
    return resource

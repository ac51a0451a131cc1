"""Add the outbound rules of managed networks, those of the author and those that follow from what a workspace uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from mlinfra.base.errors import DuplicateResource, MlinfraError, ResolveError, noting
from mlinfra.base.frozen import replace
from mlinfra.base.hashing import hash64
from mlinfra.catalogue.types.machine_learning_parts import OUTBOUND_RULE
from mlinfra.landing_zone.graph.derived_network import OutboundRule
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.private import QUEUES, members, shares_out_files, used_parts
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._where import written
from mlinfra.landing_zone.model.compute import ComputeCluster
from mlinfra.landing_zone.model.network import Managed
from mlinfra.landing_zone.model.outbound import Outbound, PrivateTarget, ServiceTag
from mlinfra.landing_zone.model.storage import StorageAccount
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.compute_instance import ComputeInstance
else:
    ComputeInstance = Seldom("model.compute_instance", "ComputeInstance")


def add_rules(
    graph: Graph, nodes: dict[NodeId, AnyNode], workspace: Node[Workspace], faults: list[MlinfraError]
) -> None:
    """Add outbound rules one after the other: written at once they fail."""
    network = workspace.resource.network
    if not isinstance(network, Managed):
        return
    rules = dict(network.outbound)
    with noting(faults, ResolveError):
        rules.update(_needed(graph, workspace, network))
    before: tuple[NodeId, ...] = ()
    for name, rule in rules.items():
        own = workspace.id.child("outboundRules", name)
        to: tuple[NodeId, ...] = ()
        with noting(faults, ResolveError):
            to = (referred(graph, rule.resource, workspace.id),) if isinstance(rule, PrivateTarget) else ()
        asked = rule if name in network.outbound else network
        origin = written(asked, f"nodes of {workspace.id.name} reach it")
        links = {"resource": to} if to else {}
        nodes[own] = Node(
            own, OutboundRule(rule), origin, parent=workspace.id, links=links, depends_on=before, owner=workspace.id
        )
        before = (own,)
    for member in members(graph, workspace) if before else ():
        for child in graph.children(member.id, ComputeCluster, ComputeInstance):
            compute = nodes[child.id]
            nodes[child.id] = replace(compute, depends_on=(*compute.depends_on, *before))


def _needed(graph: Graph, workspace: Node[Workspace], network: Managed) -> Iterator[tuple[str, PrivateTarget]]:
    """Rules by name for what nodes use and would not reach; to what a workspace is made of Azure writes them itself.

    None where the author writes the rules into the body of the workspace: Azure takes them in one place alone.
    """
    if network.isolation == "disabled" or network.inline_outbound:
        return
    reached = set(_reached(graph, workspace, network.outbound))
    for target, group in _uses(graph, workspace):
        node = graph.nodes[target]
        if (target, group) in reached or node.existing or not isinstance(node.resource, Resource):
            continue
        if _is_closed(node) or (network.isolation == "approved" and not _is_tagged(node, network.outbound)):
            name = _name(target, group)
            if name in network.outbound:
                message = f"{name} is written here, and would be the rule for {target.name} ({group}) too"
                place = written(network.outbound[name]).where
                raise DuplicateResource(message, where=place, hint="give it another name")
            yield name, PrivateTarget(node.resource, group)


def _uses(graph: Graph, workspace: Node[Workspace]) -> Iterator[tuple[NodeId, str]]:
    """What nodes reach beside what Azure opens by itself, each with the part of it."""
    storage = workspace.resource.storage
    if storage is not None and shares_out_files(graph, workspace):
        account = referred(graph, storage, workspace.id)
        yield from ((account, group) for group in QUEUES)
    for target, groups in used_parts(graph, workspace).items():
        yield from ((target, group.name) for group in groups)


def _reached(graph: Graph, workspace: Node[Workspace], rules: Mapping[str, Outbound]) -> Iterator[tuple[NodeId, str]]:
    """What the author's own rules lead to."""
    for rule in rules.values():
        if isinstance(rule, PrivateTarget):
            yield referred(graph, rule.resource, workspace.id), rule.part


def _is_closed(node: AnyNode) -> bool:
    """Whether it is reached by private endpoints alone."""
    return node.settled.get("public_access", getattr(node.resource, "public_access", True)) is False


def _is_tagged(node: AnyNode, rules: Mapping[str, Outbound]) -> bool:
    """Whether a rule of the author's lets nodes reach an account by its public addresses."""
    tags = {rule.tag.split(".")[0].lower() for rule in rules.values() if isinstance(rule, ServiceTag)}
    return isinstance(node.resource, StorageAccount) and "storage" in tags


def _name(target: NodeId, group: str) -> str:
    """A name that a rule can have: that of the target with its part, or what stays the same for it where that is too long."""
    name = f"{target.name}-{group}"
    return name if OUTBOUND_RULE.name.allows(name) else f"{group}-{hash64(target.name.encode()):x}"

"""A stack in, its graph out: everything explicit that Azure is to do, and why."""

from __future__ import annotations

from collections.abc import Callable

from mlinfra.graph.node import Graph
from mlinfra.graph.passes.defaults import fill_defaults
from mlinfra.graph.passes.edges import connect
from mlinfra.graph.passes.links import link
from mlinfra.graph.passes.names import fill_names
from mlinfra.graph.passes.network import add_network
from mlinfra.graph.passes.parts import add_parts
from mlinfra.graph.passes.roles import derive_roles
from mlinfra.model.stack import Stack

PASSES: tuple[Callable[[Graph], Graph], ...] = (
    fill_names,
    link,
    fill_defaults,
    add_parts,
    add_network,
    derive_roles,
    connect,
)
"""What is done to a graph, in this order."""


def resolve(stack: Stack) -> Graph:
    """Say everything that a stack means.

    Raises `DuplicateResource`, `DependencyCycle` and `OutsideReference`, each with the lines that disagree.
    """
    graph = Graph(stack)
    for step in PASSES:
        graph = step(graph)
    return graph

"""Resolve a stack into its graph: everything explicit that Azure is to do, and why."""

from __future__ import annotations

from collections.abc import Callable

from mlinfra.base.errors import raise_noted
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.passes.changed import check_changes
from mlinfra.landing_zone.graph.passes.conditions import check_conditions
from mlinfra.landing_zone.graph.passes.defaults import fill_defaults
from mlinfra.landing_zone.graph.passes.diagnostics import send_diagnostics
from mlinfra.landing_zone.graph.passes.edges import connect
from mlinfra.landing_zone.graph.passes.gateways import wait_for_gateways
from mlinfra.landing_zone.graph.passes.in_turn import write_in_turn
from mlinfra.landing_zone.graph.passes.lifecycle import wait_for_blob_service
from mlinfra.landing_zone.graph.passes.links import link
from mlinfra.landing_zone.graph.passes.names import check_names
from mlinfra.landing_zone.graph.passes.network import add_network
from mlinfra.landing_zone.graph.passes.parts import add_parts
from mlinfra.landing_zone.graph.passes.phases import write_again
from mlinfra.landing_zone.graph.passes.roles import derive_roles
from mlinfra.landing_zone.model.naming import NamingFunction
from mlinfra.landing_zone.model.stack import Stack

PASSES: tuple[Callable[[Graph], Graph], ...] = (
    link,
    fill_defaults,
    add_parts,
    wait_for_blob_service,
    add_network,
    check_names,
    derive_roles,
    send_diagnostics,
    check_changes,
    check_conditions,
    write_again,
    wait_for_gateways,
    connect,
    write_in_turn,
)
"""What is done to a graph, in this order."""


def resolve(stack: Stack, convention: NamingFunction | None = None) -> Graph:
    """Say everything that a stack means; ``convention`` names resources where the stack has no naming of its own.

    Raises `DuplicateResource`, `DependencyCycle` and `OutsideReference`, each with the lines that disagree, and
    `InvalidInput` for a derived name that Azure refuses. What is wrong is told together: first all that keeps
    resources from being collected, then all that any other pass refuses.
    """
    graph = Graph(stack, convention=convention)
    for step in PASSES:
        graph = step(graph)
    raise_noted(graph.faults)
    return graph

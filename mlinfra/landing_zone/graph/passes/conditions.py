"""Hold resources to what Azure asks of several of them together. Adds nothing."""

from __future__ import annotations

from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.conditions import conditions_about
from mlinfra.landing_zone.graph.node import Graph


def check_conditions(graph: Graph) -> Graph:
    """Note what is wrong as faults, each with its line."""
    faults = tuple(fault for condition in conditions_about(graph) for fault in condition(graph))
    return replace(graph, faults=(*graph.faults, *faults)) if faults else graph

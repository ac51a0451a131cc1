"""Show what the stacks of a file consist of, once everything that follows from them is said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.app.settings import settings_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mlinfra.landing_zone.graph.node import Graph


def graph(file: Path | str, *, select: str = "*") -> tuple[Graph, ...]:
    """The graph of every selected stack. Raises `LoadError`, `ResolveError` and `InvalidInput`."""
    settings = settings_for(file, select=select)
    return tuple(settings.graph(stack) for stack in settings.stacks())


def graphs_json(graphs: Iterable[Graph]) -> dict[str, Any]:
    """The document that `mlinfra graph --format json` prints."""
    from mlinfra.landing_zone.graph.as_json import graph_json

    return {"format_version": "1.0", "kind": "graph", "stacks": [graph_json(graph) for graph in graphs]}

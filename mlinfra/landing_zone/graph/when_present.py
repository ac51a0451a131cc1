"""Load the modules about some types of resources only where a graph has one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import import_module
from types import ModuleType
from typing import TypeAlias

from mlinfra.landing_zone.graph.node import Graph

LookedFor: TypeAlias = Mapping[str, tuple[str, ...]]
"""Module of a package -> the ARM types, in lower case, without which it has nothing to say of a graph."""


def modules_about(package: str, table: LookedFor, graph: Graph) -> Iterator[ModuleType]:
    """The modules of a package that look for a type which the graph has, in the order of the table.

    They import the classes of the model that they look for: that of a kind which the graph lacks need not be loaded.
    """
    types = _types(graph)
    for name, looked_for in table.items():
        if not types.isdisjoint(looked_for):
            yield _module(f"{package}.{name}")


_module = cache(import_module)
"""Asked for each graph, which import_module answers in ten times the time."""


@lru_cache(maxsize=1)
def _types(graph: Graph) -> frozenset[str]:
    """The types of a graph; passes ask for each of its workspaces."""
    return frozenset(written.lower() for written in {node.id.type for node in graph})

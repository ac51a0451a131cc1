"""What Azure asks of several resources together, one file per area; `passes.conditions` looks at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.when_present import LookedFor, modules_about

Condition: TypeAlias = Callable[[Graph], Iterator[InvalidInput]]
"""Tells what is wrong in a graph, with the line that is wrong."""

_SERVICE = "microsoft.machinelearningservices"
LOOKED_FOR: Final[LookedFor] = {
    "assets": (f"{_SERVICE}/workspaces/data/versions", f"{_SERVICE}/registries/data/versions"),
    "diagnostics": ("microsoft.insights/diagnosticsettings",),
    "networks": (
        "microsoft.network/privatednszones/virtualnetworklinks",
        "microsoft.network/virtualnetworks/virtualnetworkpeerings",
    ),
    "registries": (f"{_SERVICE}/registries",),
    "scopes": ("microsoft.authorization/roledefinitions", "microsoft.consumption/budgets"),
    "workspaces": (
        f"{_SERVICE}/workspaces/batchendpoints",
        f"{_SERVICE}/workspaces/onlineendpoints",
        "microsoft.managedidentity/userassignedidentities/federatedidentitycredentials",
    ),
}
"""Each file with the types that its conditions are about."""


def conditions_about(graph: Graph) -> Iterator[Condition]:
    """The conditions about types that a graph has."""
    for module in modules_about(__name__, LOOKED_FOR, graph):
        conditions: tuple[Condition, ...] = module.CONDITIONS
        yield from conditions

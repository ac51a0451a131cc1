"""What Azure asks of several resources together, one file per area; `passes.conditions` looks at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.conditions.assets import asset_types
from mlinfra.landing_zone.graph.conditions.diagnostics import diagnostic_settings
from mlinfra.landing_zone.graph.conditions.networks import dns_links, peerings
from mlinfra.landing_zone.graph.conditions.registries import home_regions
from mlinfra.landing_zone.graph.conditions.scopes import management_groups
from mlinfra.landing_zone.graph.conditions.workspaces import federated_credentials, first_generation
from mlinfra.landing_zone.graph.node import Graph

CONDITIONS: tuple[Callable[[Graph], Iterator[InvalidInput]], ...] = (
    asset_types,
    diagnostic_settings,
    dns_links,
    federated_credentials,
    first_generation,
    home_regions,
    management_groups,
    peerings,
)
"""Each tells what is wrong in a graph, with the line that is wrong."""

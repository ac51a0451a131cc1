"""Say which roles each kind of resource needs, one file per kind; the pass `roles` grants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mlinfra.landing_zone.graph.roles import batch, compute, connection, endpoint, grant, workspace
from mlinfra.landing_zone.graph.roles._need import RequiredRole, Zone

NEEDS: tuple[Callable[[Zone], Iterator[RequiredRole]], ...] = (
    compute.needs,
    endpoint.needs,
    batch.needs,
    workspace.needs,
    connection.needs,
    grant.needs,
)
"""Of each kind of resource, what it needs in one workspace; in the order in which roles are granted."""

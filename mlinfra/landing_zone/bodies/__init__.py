"""For each class of the graph its pinned API version and the function that makes its ARM body."""

from __future__ import annotations

from mlinfra.landing_zone.bodies import (
    assets,
    compute,
    datastore,
    endpoint,
    identity,
    insights,
    network,
    registry,
    role,
    storage,
    vault,
    workspace,
)
from mlinfra.landing_zone.bodies.shape import Shape

SHAPES: dict[type, Shape] = {
    kind: shape
    for module in (
        assets, compute, datastore, endpoint, identity, insights, network, registry, role, storage, vault, workspace,
    )
    for kind, shape in module.SHAPES.items()
}  # fmt: skip
"""Every class that can become a resource."""

"""Say which roles reading and writing data needs: on containers, for the identity that jobs run as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mlinfra.base.frozen import replace
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.passes.parts import container_name, container_of
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.graph.roles._need import CONTRIBUTOR, READER, RequiredRole, Zone
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.data import DataAsset

    Readable = BlobDatastore | DataLakeDatastore | DataAsset
else:
    DataAsset = Seldom("model.data", "DataAsset")


def data_roles(
    zone: Zone, user: AnyNode, who: NodeId, reads: Iterable[Readable], writes: Iterable[Readable]
) -> Iterator[RequiredRole]:
    """The least role on each container; who writes one needs no second role to read it."""
    written: set[tuple[NodeId, str]] = set()
    for items, role, verb in ((writes, CONTRIBUTOR, "writes"), (reads, READER, "reads")):
        for item in items:
            datastore = item.datastore if isinstance(item, DataAsset) else item
            if not isinstance(datastore, (BlobDatastore, DataLakeDatastore)):
                continue  # a key or signature opens a file share, and Microsoft Fabric its own
            account = referred(zone.graph, datastore.account, user.id)
            container = (account, container_name(datastore))
            if container not in written:
                written.add(container)
                reason = f"{user.id.name} {verb} {item.name}"
                on = container_of(zone.nodes, account, container[1], replace(user.origin, because=reason))
                yield RequiredRole(role, on, who, reason, user.origin)

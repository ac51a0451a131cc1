"""Say which roles batch deployments need: the cluster that runs their jobs shares out files by queues and tables."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.roles._need import RequiredRole, Zone
from mlinfra.landing_zone.model.batch_deployment import ModelBatchDeployment
from mlinfra.landing_zone.model.batch_endpoint import BatchEndpoint
from mlinfra.landing_zone.model.compute import ComputeCluster

_ROLES = ("Storage Queue Data Contributor", "Storage Table Data Contributor")


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """What clusters need beside the roles of every cluster, where the storage of the workspace is opened by roles."""
    storage = zone.storage
    if storage is None or not zone.opens_by_roles:
        return
    used = dict(_clusters(zone))
    for cluster in zone.graph.children(zone.workspace, ComputeCluster):
        if cluster.id in used:
            why = f"{cluster.id.name} shares out the files of {used[cluster.id]} in {storage.name}"
            for role in _ROLES:
                yield RequiredRole(role, storage, zone.principal_of(cluster), why, cluster.origin)


def _clusters(zone: Zone) -> Iterator[tuple[NodeId, str]]:
    """The computes on which models read files, each with the name of a deployment."""
    for endpoint in zone.graph.children(zone.workspace, BatchEndpoint):
        for deployment in zone.graph.children(endpoint.id, ModelBatchDeployment):
            compute = zone.id_of(deployment.resource.compute)
            if compute is not None:
                yield compute, deployment.id.name

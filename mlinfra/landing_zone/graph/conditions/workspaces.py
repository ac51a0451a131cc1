"""What workspaces and identities ask of the resources that are part of them."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.base.errors import InvalidInput
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model.batch_endpoint import BatchEndpoint
from mlinfra.landing_zone.model.endpoint import OnlineEndpoint
from mlinfra.landing_zone.model.federated_credential import FederatedCredential
from mlinfra.landing_zone.model.identity import UserAssignedIdentity
from mlinfra.landing_zone.model.workspace import Workspace

_MOST_CREDENTIALS = 20


def first_generation(graph: Graph) -> Iterator[InvalidInput]:
    """Endpoints of a workspace that speaks the first generation of the service alone."""
    for workspace in graph.of(Workspace):
        endpoint = next(graph.children(workspace.id, OnlineEndpoint, BatchEndpoint), None)
        if known(workspace.resource.v1_legacy_mode) and endpoint is not None:
            message = f"it has no endpoints such as {endpoint.id.name} in the first generation of the service"
            where = f"{workspace.origin.where} Workspace.v1_legacy_mode"
            yield InvalidInput(message, where=where, hint="drop v1_legacy_mode, or the endpoint")


def federated_credentials(graph: Graph) -> Iterator[InvalidInput]:
    """Identities that more others may act as than Azure keeps."""
    for identity in graph.of(UserAssignedIdentity):
        count = sum(1 for _ in graph.children(identity.id, FederatedCredential))
        if count > _MOST_CREDENTIALS:
            message = f"Azure keeps {_MOST_CREDENTIALS} federated credentials of an identity, these are {count}"
            where = f"{identity.origin.where} UserAssignedIdentity.federated_credentials"
            yield InvalidInput(message, where=where, hint="use one more identity")


CONDITIONS = (federated_credentials, first_generation)

"""Say which roles people and pipelines hold on a workspace: what its ``grants`` ask for, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.graph.roles._need import CONTRIBUTOR, FILES, RequiredRole, Zone, role_of
from mlinfra.landing_zone.model._where import where, written
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.identity import Grant
from mlinfra.landing_zone.model.parameter import Parameter


def needs(zone: Zone) -> Iterator[RequiredRole]:
    """The granted roles; data scientists also work in the account of the workspace."""
    for grant in zone.created.resource.grants if zone.created else ():
        place, name, who = written(grant), zone.workspace.name, _holder(zone, grant)
        role, called, definition = role_of(zone.graph, grant.role, zone.workspace, f"{where(grant)} Grant.role")
        yield RequiredRole(
            role, zone.workspace, who, f"{called} of {name}", place, grant.principal_type, definition=definition
        )
        storage = zone.storage
        if storage and grant.role == "AzureML Data Scientist" and zone.opens_by_roles:
            for role in (CONTRIBUTOR, FILES):
                reason = f"{grant.role}s of {name} work in {storage.name}"
                yield RequiredRole(role, storage, who, reason, place, grant.principal_type)


def _holder(zone: Zone, grant: Grant) -> NodeId | str | Parameter:
    """Who a grant is for: an Entra object id, or the very resource whose identity it names."""
    principal = grant.principal_id
    if isinstance(principal, Attribute):
        return referred(zone.graph, principal.resource, zone.workspace, f"{where(grant)} Grant.principal_id")
    assert isinstance(principal, (str, Parameter)), "a grant takes nothing else"
    return principal

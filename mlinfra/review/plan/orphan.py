"""A resource that an earlier deployment made and the code no longer has, as a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.json_value import Json
from mlinfra.catalogue.lookup import holds_data
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.review.plan.change import Change

OrphanStatus: TypeAlias = Literal["orphaned", "no_longer_in_code"]


@dataclass(frozen=True, slots=True)
class Orphan:
    """One resource that left the code; a deployment leaves it in Azure, ``mlinfra prune`` removes it.

    ``status``: ``orphaned`` says that it still stands there, because a live source looked; ``no_longer_in_code`` is what an
    offline comparison can say. ``made_by`` is the last deployment that made it ("" offline). ``holds`` says what would be
    lost with it ("" for plain settings). ``before`` is its body, with masks; None where nobody could read it.
    """

    status: OrphanStatus
    address: str
    id: str
    type: str
    name: str
    scope: str
    access: Annotated[bool, "A role assignment: access that stays."] = False
    principal: Annotated[str, "Who keeps that access, by address where it is known."] = ""
    holds: str = ""
    made_by: str = ""
    before: Mapping[str, Json] | None = None

    @property
    def order(self) -> tuple[bool, str, str, str]:
        """The sort key: access first, then scope, then address."""
        return (not self.access, self.scope.casefold(), self.address.casefold(), self.id.casefold())


def orphan_of(change: Change, status: OrphanStatus, made_by: str = "", principal: str = "") -> Orphan:
    """The orphan that a finished change describes: its secrets are masked already."""
    return Orphan(
        status,
        change.address,
        change.id,
        change.type,
        change.name,
        change.scope,
        access=is_role_assignment(change.type),
        principal=principal,
        holds=holds_data(change.type),
        made_by=made_by,
        before=change.before,
    )


@dataclass(frozen=True, slots=True)
class LiveOrphan:
    """An orphaned resource as a live source found it: its id, its body as Azure shows it, and who made it last."""

    id: str
    body: Mapping[str, Json]
    made_by: str
    api_version: str
    """The API version that it was read with, and can be deleted with."""


def principals(bodies: Iterable[Mapping[str, Json] | None]) -> dict[str, str]:
    """Object id -> address of the identity, for every identity that these live bodies have."""
    names: dict[str, str] = {}
    for body in bodies:
        if body is None:
            continue
        address = ResourceId(str(body.get("id") or "")).address
        for holder in (body.get("identity"), body.get("properties")):
            principal = holder.get("principalId") if isinstance(holder, Mapping) else None
            if isinstance(principal, str) and not _is_role(body):
                names[principal.casefold()] = address
    return names


def principal_name(body: Mapping[str, Json], names: Mapping[str, str]) -> str:
    """Who a role assignment is for: the identity's address where it is known, else the object id; "" for anything else."""
    properties = body.get("properties")
    principal = properties.get("principalId") if isinstance(properties, Mapping) else None
    if not _is_role(body) or not isinstance(principal, str):
        return ""
    return names.get(principal.casefold(), principal)


def _is_role(body: Mapping[str, Json]) -> bool:
    return is_role_assignment(ResourceId(str(body.get("id") or "")).type)

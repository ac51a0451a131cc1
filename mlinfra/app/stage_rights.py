"""Say what the identities of a pipeline must be allowed for one stage: groups, roles that its stack assigns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mlinfra.app.deployable import of_stack
from mlinfra.app.snapshots import UNKNOWN_SUBSCRIPTION
from mlinfra.app.stages import prepare
from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.types.authorization import LOCK, POLICY_ASSIGNMENT, POLICY_EXEMPTION, is_role_assignment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mlinfra.app.deployable import Deployable
    from mlinfra.landing_zone.model.stack import Stack


_BESIDES = {
    LOCK.type: "Locks Contributor",
    POLICY_ASSIGNMENT.type: "Resource Policy Contributor",
    POLICY_EXEMPTION.type: "Resource Policy Contributor",
}
"""ARM type -> the role that may write it, where Contributor may not."""


class Group(NamedTuple):
    """A resource group of somebody else; ``subscription`` is empty where it is the stage's own."""

    name: str
    subscription: str = ""


@dataclass(frozen=True, slots=True)
class StageRights:
    """One stage of a new repository, with what its pipeline's identities must be allowed."""

    name: str
    """The stage, such as ``dev``: its environment is called so."""
    stack: str
    group: str
    """Its resource group; empty for one that is deployed to a subscription."""
    location: str
    subscription: str
    """Id of the subscription that the stack names; empty where it names none."""
    tags: Mapping[str, str]
    """Tags that the stack gives its group."""
    elsewhere: tuple[Group, ...]
    """Groups of others: the stack assigns roles there, or refers to what exists there."""
    roles: tuple[str, ...]
    """GUIDs of the roles that the stack assigns, in any group."""
    besides: tuple[str, ...]
    """Names of roles that the deploying identity needs besides Contributor, which may write neither locks nor policies."""

    @property
    def subscription_variable(self) -> str:
        """The pipeline's variable that holds the subscription of this stage."""
        return f"AZURE_SUBSCRIPTION_ID_{self.name.upper()}"


def stage_rights(stage: str, stack: Stack, file: Path) -> StageRights:
    """What the identities need for a stack. Raises what resolving, rendering and expanding it raise."""
    deployable = of_stack(prepare(stack), file, None)
    scope = deployable.scope.on(UNKNOWN_SUBSCRIPTION)
    bodies = deployable.snapshot(scope, None).resources
    roles = {_role(body) for body in bodies if is_role_assignment(str(body["type"]))}
    groups = {_lower(group, stack): group for group in (*_groups(bodies), *_existing(deployable)) if group.name}
    home = stack.scope.place
    groups.pop(_lower(Group(home.resource_group or ""), stack), None)
    if home.kind == "subscription":  # rights there hold in all its groups, those that the stack makes too
        groups = {key: group for key, group in groups.items() if key.subscription}
    return StageRights(
        stage,
        stack.name,
        home.resource_group or "",
        home.location or "",
        home.subscription or "",
        dict(deployable.stack_tags) | dict(deployable.group_tags),
        tuple(groups[key] for key in sorted(groups)),
        tuple(sorted(role for role in roles if role)),
        tuple(dict.fromkeys(role for kind, role in _BESIDES.items() if any(body["type"] == kind for body in bodies))),
    )


def _role(body: Mapping[str, object]) -> str:
    properties = body.get("properties")
    told = properties.get("roleDefinitionId") if isinstance(properties, dict) else ""
    return str(told).rpartition("/")[2].lower()


def _groups(bodies: tuple[Mapping[str, object], ...]) -> Iterator[Group]:
    """The groups in which something is deployed."""
    for body in bodies:
        id_ = ResourceId(str(body["id"]))
        if id_.group:
            subscription = id_.subscription or ""
            yield Group(id_.group.name, "" if subscription == UNKNOWN_SUBSCRIPTION else subscription)


def _existing(deployable: Deployable) -> Iterator[Group]:
    """The groups of what the stack refers to."""
    for resource in deployable.existing:
        yield Group(resource.group or "", resource.subscription or "")


def _lower(group: Group, stack: Stack) -> Group:
    """The group without casing; the stack's own subscription counts as named by none."""
    subscription = group.subscription.lower()
    return Group(
        group.name.lower(), "" if subscription == (stack.scope.place.subscription or "").lower() else subscription
    )

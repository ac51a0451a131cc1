"""Plan the deletions of what a stack owns, to be confirmed, and make them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mlinfra.arm.resource_id import ResourceId, deployment_of, id_below
from mlinfra.azure.deploy.explain import explain
from mlinfra.azure.deploy.moment import Moment
from mlinfra.azure.deploy.names import stack_name
from mlinfra.azure.deploy.outcome import Operation, Outcome
from mlinfra.azure.deploy.owned import Made, belongs, held_by_others, made_by
from mlinfra.azure.errors import Refused
from mlinfra.azure.group_tags import STACK_TAG
from mlinfra.azure.protocol import Cloud, Wire
from mlinfra.azure.resources import GROUP_VERSION, latest_version, read
from mlinfra.base.arm_types import DEPLOYMENTS, RESOURCE_GROUPS
from mlinfra.base.scope import DeploymentScope
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.resource_type import Purge
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.review.plan.orphan import principals
from mlinfra.review.report.role_name import role_name

DEPLOYMENTS_VERSION = "2025-04-01"


@dataclass(frozen=True, slots=True)
class Deletion:
    """One resource that goes. ``name`` is what people call it. ``location`` is empty where it has none."""

    id: str
    type: str
    name: str
    api_version: str
    location: str = ""
    purgeable: bool = True
    """False for a vault with purge protection: nobody can free its name early."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One resource that stays, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Destruction:
    """What `destroy` would do: deletions in the order in which they happen, and what stays."""

    stack: str
    scope: DeploymentScope
    deletions: tuple[Deletion, ...] = ()
    kept: tuple[Kept, ...] = ()
    deployments: tuple[str, ...] = ()
    """Names in the history that go when everything else is gone: what they made could be taken for the stack's later."""
    deployment_stack: str | None = None
    """The deployment stack through which Azure deletes."""
    groups: tuple[str, ...] = field(default=())
    """Resource groups that mlinfra made; they go if they are empty by then."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.deletions or self.groups or self.deployment_stack)


def plan_destruction(
    cloud: Cloud,
    scope: DeploymentScope,
    stack: str,
    *,
    deployment_stack: str | None = None,
    gone: Collection[str] = (),
) -> Destruction:
    """What the stack owns and still exists: what its deployments made, by ARM's own history.

    What the stack only points to is in no deployment and stays; so does what another stack of the scope deploys too.
    ``deployment_stack``: name of the Azure deployment stack, if it was deployed as one. ``gone``: names of stacks that
    will have been destroyed before, so that what they deploy too goes with this one.
    """
    history = cloud.deployments(scope)
    own = [deployment_stack or stack_name(stack), *map(stack_name, gone)]
    others = held_by_others(cloud, scope, history, [stack, *gone], own)
    if deployment_stack and (stack_body := cloud.stack(scope, deployment_stack)):
        return _through_stack(cloud, scope, stack, stack_body, others)
    deployments = [deployment for deployment in history if belongs(deployment, stack)]
    resources = made_by(cloud, scope, deployments)
    shared = _shared(resources.ids, others)
    ids = [resource_id for key, resource_id in resources.ids.items() if key not in others]
    groups = [resource_id for resource_id in ids if ResourceId(resource_id).type.lower() == RESOURCE_GROUPS.lower()]
    deletions = _deletions(cloud, scope, [resource_id for resource_id in ids if resource_id not in groups], resources)
    names = tuple(str(deployment["name"]) for deployment in deployments)
    return Destruction(
        stack, scope, tuple(deletions), shared, names, groups=tuple(_groups(cloud, scope, stack, groups))
    )


def _shared(ids: dict[str, str], others: set[str]) -> tuple[Kept, ...]:
    return tuple(Kept(resource_id, "another stack deploys it too") for key, resource_id in ids.items() if key in others)


def _through_stack(cloud: Cloud, scope: DeploymentScope, stack: str, stack_body: Wire, others: set[str]) -> Destruction:
    """Azure's list of what the stack manages; its deployment's template gives order and API versions."""
    managed = {
        str(resource.get("id")).lower(): str(resource.get("id"))
        for resource in stack_body["properties"].get("resources") or ()
    }
    listed = {key: resource_id for key, resource_id in managed.items() if key not in others}
    at = deployment_of(str(stack_body["properties"].get("deploymentId") or ""))
    deployment = cloud.deployment(*at) if at else None
    versions = made_by(cloud, at[0], [deployment]).versions if at and deployment else {}
    order = [listed[key] for key in versions if key in listed]
    ids = [*order, *(resource_id for key, resource_id in listed.items() if key not in versions)]
    plain = [resource_id for resource_id in ids if ResourceId(resource_id).type.lower() != RESOURCE_GROUPS.lower()]
    deletions = tuple(_deletions(cloud, scope, plain, Made({}, versions)))
    declared = [resource_id for resource_id in ids if ResourceId(resource_id).type.lower() == RESOURCE_GROUPS.lower()]
    groups = tuple(_groups(cloud, scope, stack, declared))
    kept = _shared(managed, others)
    return Destruction(stack, scope, deletions, kept, deployment_stack=str(stack_body["name"]), groups=groups)


def _deletions(cloud: Cloud, scope: DeploymentScope, ids: list[str], resources: Made) -> Iterator[Deletion]:
    """Last deployed goes first; children of what goes are named too, and what is gone already is left out."""
    standing = list(_standing(cloud, scope, ids, resources))
    identities = principals({**live, "id": resource_id} for resource_id, _, live in standing)
    for resource_id, version, live in standing:
        held = bool((live.get("properties") or {}).get("enablePurgeProtection"))
        name = called(resource_id, live, identities)
        yield Deletion(
            resource_id, ResourceId(resource_id).type, name, version, str(live.get("location") or ""), not held
        )


def _standing(cloud: Cloud, scope: DeploymentScope, ids: list[str], resources: Made) -> Iterator[tuple[str, str, Wire]]:
    """Id, API version and live body of each resource that is still there, last deployed first."""
    subscription = scope.subscription or cloud.subscription
    asked: dict[str, str] = {}
    for resource_id in reversed(ids):
        kind = ResourceId(resource_id).type
        version = resources.versions.get(resource_id.lower()) or asked.get(kind)
        if version is None:
            version = asked[kind] = latest_version(cloud, subscription, kind) or GROUP_VERSION
        live = read(cloud, resource_id, version)
        if live is not None:
            yield resource_id, version, live


def called(resource_id: str, live: Wire, identities: Mapping[str, str]) -> str:
    """What people call a resource: its address, and a role assignment by what it grants.

    ``identities``: object id in lower case -> address, as `principals` reads them.
    """
    address = ResourceId(resource_id).address
    return role_name(address, live, identities) if is_role_assignment(ResourceId(resource_id).type) else address


def _groups(cloud: Cloud, scope: DeploymentScope, stack: str, declared: list[str]) -> Iterator[str]:
    """Groups that a deployment of the stack made, and the scope's own if mlinfra made it for this stack."""
    for group_id in declared:
        if read(cloud, group_id, GROUP_VERSION) is not None:
            yield group_id
    if scope.kind == "resourceGroup":
        group = read(cloud, scope.id, GROUP_VERSION)
        if group is not None and (group.get("tags") or {}).get(STACK_TAG) == stack:
            yield scope.id


def destroy(
    cloud: Cloud,
    destruction: Destruction,
    watch: Callable[[Operation], None] | None = None,
    *,
    purge: bool = False,
    name: str = "destroy",
) -> Outcome:
    """Do what was planned. What something else still uses is tried again after the rest; nothing is deleted twice.

    ``purge`` also frees the names that workspaces and vaults keep after deletion. A group goes only if it is empty.
    ``name`` stands for the deployment in the outcome.
    """
    began = time.monotonic()
    if destruction.deployment_stack and not purge and not destruction.kept:
        done = _delete_stack(cloud, destruction)
    else:
        if destruction.deployment_stack:  # a stack deletes all that it manages, and does not purge
            cloud.delete_stack(destruction.scope, destruction.deployment_stack, delete=False)
        done = delete_all(cloud, destruction.deletions, watch, purge=purge)
    failed = [operation for operation in done if operation.state == "Failed"]
    done += (
        [_group(group, "NotStarted") for group in destruction.groups]
        if failed
        else _clean_up(cloud, destruction, watch)
    )
    failed = [operation for operation in done if operation.state == "Failed"]
    return Outcome(
        destruction.stack,
        destruction.scope,
        destruction.deployment_stack or name,
        "Failed" if failed else "Succeeded",
        time.monotonic() - began,
        operations=tuple(done),
        error=failed[0].error if failed else None,
    )


def _delete_stack(cloud: Cloud, destruction: Destruction) -> list[Operation]:
    began = time.monotonic()
    name = destruction.deployment_stack or ""
    cloud.delete_stack(destruction.scope, name, delete=True)
    took = time.monotonic() - began
    return [
        Operation(deletion.id, deletion.type, deletion.name, "Succeeded", took, action="delete")
        for deletion in destruction.deletions
    ]


def delete_all(
    cloud: Cloud, deletions: tuple[Deletion, ...], watch: Callable[[Operation], None] | None, *, purge: bool
) -> list[Operation]:
    """Pass after pass over what is left, until a pass deletes nothing."""
    done: dict[str, Operation] = {}
    left = list(deletions)
    while left:
        before = len(left)
        for deletion in left:
            done[deletion.id] = operation = _delete(cloud, deletion, purge=purge)
            if watch:
                watch(operation)
        left = [deletion for deletion in left if done[deletion.id].state == "Failed"]
        if len(left) == before:
            break
    return list(done.values())


def _delete(cloud: Cloud, deletion: Deletion, *, purge: bool) -> Operation:
    began = time.monotonic()
    entry = find_type(deletion.type)
    how = entry.purge if entry and purge else None
    error = None
    try:
        cloud.send("DELETE", deletion.id, deletion.api_version, **(how.query if how else {}))
        if how and how.action and deletion.purgeable:
            _purge_deleted(cloud, deletion, how)
    except Refused as refusal:
        error = explain(refusal.error, Moment("deletion", deletion.type))
    state, took = "Failed" if error else "Succeeded", time.monotonic() - began
    return Operation(deletion.id, deletion.type, deletion.name, state, took, error, action="delete")


def _purge_deleted(cloud: Cloud, deletion: Deletion, how: Purge) -> None:
    """Ask for what is deleted already, in the location where it was."""
    gone = ResourceId(deletion.id)
    at = f"/subscriptions/{gone.subscription}/providers/{gone.type.partition('/')[0]}/locations/{deletion.location}"
    cloud.send("POST", f"{at}/{how.action.format(name=gone.name)}", how.api_version)


def _clean_up(cloud: Cloud, destruction: Destruction, watch: Callable[[Operation], None] | None) -> list[Operation]:
    """History entries, then groups that mlinfra made and that are empty."""
    for name in destruction.deployments:
        path = id_below(destruction.scope.id, DEPLOYMENTS, [name])
        cloud.send("DELETE", path, DEPLOYMENTS_VERSION)
    done = []
    for group in destruction.groups:
        listed: Any = cloud.send("GET", f"{group}/resources", GROUP_VERSION)
        if not listed.found:
            continue  # gone already
        if (listed.body or {}).get("value"):
            done.append(_group(group, "Kept"))
        else:
            done.append(
                _delete(
                    cloud,
                    Deletion(group, ResourceId(group).type, ResourceId(group).full_name, GROUP_VERSION),
                    purge=False,
                )
            )
        if watch:
            watch(done[-1])
    return done


def _group(group: str, state: str) -> Operation:
    """A resource group that was not deleted."""
    return Operation(group, ResourceId(group).type, ResourceId(group).full_name, state)

"""Read from ARM's history what a stack's deployments made, and how to delete each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mlinfra.arm.resource_id import ResourceId
from mlinfra.azure.deploy.names import named_for
from mlinfra.azure.deploy.operations import Follower
from mlinfra.azure.group_tags import STACK_TAG
from mlinfra.azure.protocol import Cloud, Wire
from mlinfra.azure.stacks import STACKS_VERSION
from mlinfra.base.arm_types import DEPLOYMENT_STACKS, DEPLOYMENTS
from mlinfra.base.errors import TemplateError
from mlinfra.base.json_value import MASK
from mlinfra.base.scope import DeploymentScope


@dataclass(frozen=True, slots=True)
class Made:
    """What a stack's deployments made: lower-case id -> id, in the order in which it must not be deleted."""

    ids: dict[str, str]
    versions: dict[str, str]
    """Lower-case id -> API version, where the last template says it."""


def of_stack(cloud: Cloud, scope: DeploymentScope, stack: str) -> list[Wire]:
    """The stack's deployments in the scope's history, newest first."""
    return [deployment for deployment in cloud.deployments(scope) if belongs(deployment, stack)]


def belongs(deployment: Wire, stack: str) -> bool:
    """Whether a deployment is one of the stack's: by its tag, else by its name."""
    tag = (deployment.get("tags") or {}).get(STACK_TAG)
    return tag == stack if tag else named_for(str(deployment.get("name")), stack)


def held_by_others(
    cloud: Cloud,
    scope: DeploymentScope,
    history: Iterable[Wire],
    stacks: Collection[str],
    deployment_stacks: Collection[str],
) -> set[str]:
    """Lower-case ids of what other mlinfra stacks of the scope deployed, and of what other deployment stacks manage.

    ``deployment_stacks`` are the names of the deployment stacks of ``stacks``, whether they have one or not.
    """
    own = {name.lower() for name in deployment_stacks}
    tagged = [
        deployment
        for deployment in history
        if (deployment.get("tags") or {}).get(STACK_TAG) and not any(belongs(deployment, stack) for stack in stacks)
    ]
    listed: Any = cloud.send("GET", f"{scope.id.rstrip('/')}/providers/{DEPLOYMENT_STACKS}", STACKS_VERSION)
    managing = (listed.body or {}).get("value") or () if listed.found else ()
    managed = {
        str(resource.get("id")).lower()
        for manager in managing
        if str(manager.get("name")).lower() not in own
        for resource in (manager.get("properties") or {}).get("resources") or ()
    }
    return managed | set(made_by(cloud, scope, tagged).ids)


def held_now_by_others(
    cloud: Cloud, scope: DeploymentScope, history: Iterable[Wire], stacks: Collection[str]
) -> set[str]:
    """Lower-case ids of what the last deployment of each mlinfra stack of the scope made, other than ``stacks``."""
    last: dict[str, Wire] = {}
    for deployment in history:
        tag = (deployment.get("tags") or {}).get(STACK_TAG)
        succeeded = str((deployment.get("properties") or {}).get("provisioningState")).lower() == "succeeded"
        if tag and succeeded and tag not in stacks:
            last.setdefault(str(tag), deployment)
    return {resource_id.lower() for deployment in last.values() for resource_id in _ids(cloud, scope, deployment)}


def made_by(cloud: Cloud, scope: DeploymentScope, deployments: Iterable[Wire]) -> Made:
    """What these deployments made, newest first; the last template gives the order of dependency."""
    listed = list(deployments)
    ids: dict[str, str] = {}
    for deployment in reversed(listed):
        ids |= {resource_id.lower(): resource_id for resource_id in _ids(cloud, scope, deployment)}
    versions = expanded_again(cloud, scope, listed[0]) if listed else {}
    known = {key: ids[key] for key in versions if key in ids}
    return Made({**known, **{key: resource_id for key, resource_id in ids.items() if key not in known}}, versions)


def _ids(cloud: Cloud, scope: DeploymentScope, deployment: Wire) -> Iterator[str]:
    properties = deployment.get("properties") or {}
    ids = [str(resource.get("id")) for resource in properties.get("outputResources") or ()]
    if str(properties.get("provisioningState")).lower() != "succeeded":  # what a failed one made stands in operations
        operations = Follower(cloud, scope, str(deployment["name"])).read()
        ids += [operation.id for operation in operations if operation.state != "Failed"]
    yield from (resource_id for resource_id in ids if ResourceId(resource_id).type.lower() != DEPLOYMENTS.lower())


def expanded_again(cloud: Cloud, scope: DeploymentScope, deployment: Wire) -> dict[str, str]:
    """Lower-case ids in deployment order with their API versions: a deployment's template, expanded again offline."""
    from mlinfra.arm.expand import expand

    template = cloud.exported(scope, str(deployment["name"]))
    if template is None:
        return {}
    try:
        snapshot = expand(template, last_parameters(deployment, template), scope)
    except TemplateError:
        return {}
    return {str(resource["id"]).lower(): str(resource["apiVersion"]) for resource in snapshot.resources}


def last_parameters(deployment: Wire, template: Wire, secrets: dict[str, Any] | None = None) -> dict[str, Any]:
    """The parameters of a deployment in ARM's form; secure ones, which ARM does not show, from ``secrets`` or masks."""
    shown = (deployment.get("properties") or {}).get("parameters") or {}
    given = {name: {k: v for k, v in parameter.items() if k != "type"} for name, parameter in shown.items()}
    for name, declared in (template.get("parameters") or {}).items():
        if name in given and not given[name]:
            blank: Any = {} if "object" in str(declared.get("type")).lower() else MASK
            given[name] = (secrets or {}).get(name, {"value": blank})
    return given

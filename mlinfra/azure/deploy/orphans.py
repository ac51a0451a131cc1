"""Find what earlier deployments of a stack made, the code no longer has and still stands there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mlinfra.arm.resource_id import ResourceId, deployment_of
from mlinfra.azure.deploy.operations import Follower
from mlinfra.azure.deploy.owned import belongs, expanded_again, held_now_by_others
from mlinfra.azure.errors import Refused
from mlinfra.azure.group_tags import STACK_TAG
from mlinfra.azure.protocol import Cloud, Wire
from mlinfra.azure.resources import GROUP_VERSION, latest_version, read
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.scope import DeploymentScope
from mlinfra.catalogue.types.authorization import is_role_assignment
from mlinfra.catalogue.types.managed_identity import USER_ASSIGNED_IDENTITY
from mlinfra.catalogue.types.storage_services import BLOB_SERVICE, FILE_SERVICE, QUEUE_SERVICE, TABLE_SERVICE
from mlinfra.review.plan import Gap, LiveOrphan

NEARLY_FULL = 750
"""From this many entries on, Azure may have removed older ones: it keeps 800 and makes room from about 775 on."""

_PARTS_OF_AN_ACCOUNT = frozenset(entry.key for entry in (BLOB_SERVICE, FILE_SERVICE, QUEUE_SERVICE, TABLE_SERVICE))
"""Settings that Azure shows as a child resource: they are there as long as their account and cannot be deleted."""


@dataclass(frozen=True, slots=True)
class InCode:
    """What the code deploys now.

    ``bodies``: lower-case id -> body, from the offline expansion and from the forecast. ``unknown_types``: lower-case types
    of which the code has a resource whose id is known only while deploying. ``stands``: whether any resource of the code
    exists already.
    """

    bodies: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    unknown_types: frozenset[str] = frozenset()
    stands: bool = False
    others_stand: bool = False
    """Whether the scope holds resources that are not in the code."""


@dataclass(frozen=True, slots=True)
class Orphans:
    """What was found, in the order in which it can be deleted, and what could not be told."""

    found: tuple[LiveOrphan, ...] = ()
    gaps: tuple[Gap, ...] = ()
    identities: tuple[Mapping[str, Any], ...] = ()
    """Live bodies of the code's identities, read where a role assignment is orphaned: they say whose access stays."""
    other_stacks: tuple[str, ...] = ()
    """Names of the other mlinfra stacks in the history of the scope."""


def find_orphans(
    cloud: Cloud,
    scope: DeploymentScope,
    stack: str,
    code: InCode,
    judged_by_code: Callable[[], Collection[str]] = tuple,
) -> Orphans:
    """The orphaned resources of a stack that is deployed by ordinary deployments.

    Reads the scope's history (all pages), nested deployments in any group, and each resource that left the code. What
    another stack of the scope deploys now is not orphaned, by that stack's last deployment. ``judged_by_code``: names of
    stacks whose code the caller knows and asks instead, as a last deployment may be older than that.
    """
    try:
        history = cloud.deployments(scope)
    except Refused as error:
        return Orphans(gaps=(_gap(scope.id, f"the deployment history cannot be read ({error.message}); {_MISSING}"),))
    deployments = [deployment for deployment in history if belongs(deployment, stack)]
    if not deployments:
        return Orphans(gaps=tuple(_without_history(cloud, scope, stack, code)), other_stacks=_others(history, stack))
    search = _Search(cloud, scope, code)
    resources = search.made_by(deployments)
    left = {key: resource for key, resource in resources.items() if not _in_code(key, code)}
    if left:
        others = held_now_by_others(cloud, scope, history, {stack, *judged_by_code()})
        left = {key: resource for key, resource in left.items() if key not in others}
    orphans = tuple(search.standing(left))
    full = (_gap(scope.id, _FULL, blocking=False),) if len(history) >= NEARLY_FULL else ()
    identities = tuple(search.identities(orphans))
    return Orphans(orphans, (*search.gaps, *full), identities, _others(history, stack))


def _others(history: Iterable[Wire], stack: str) -> tuple[str, ...]:
    """`destroy` takes a stack's deployments out of the history, so whoever stands there still may own something."""
    tags = ((deployment.get("tags") or {}).get(STACK_TAG) for deployment in history)
    return tuple(sorted({str(tag) for tag in tags if tag and tag != stack}))


_MISSING = "so resources that an earlier deployment made and the code no longer has may be missing here"
_FULL = f"the deployment history is nearly full and Azure removes its oldest entries, {_MISSING}"
_GONE = f"the stack was deployed before, but its deployments are no longer in the history, {_MISSING}"
_UNKNOWN = f"the history has no deployment of this stack although resources of it exist, {_MISSING}"


def _gap(target: str, message: str, *, blocking: bool = True) -> Gap:
    return Gap("history", target, message, blocking)


def _without_history(cloud: Cloud, scope: DeploymentScope, stack: str, code: InCode) -> Iterator[Gap]:
    """A stack that was never deployed has no orphans. One whose group says that mlinfra made it for the stack was deployed."""
    if scope.kind == "resourceGroup" and (code.stands or code.others_stand):
        group = read(cloud, scope.id, GROUP_VERSION) or {}
        if (group.get("tags") or {}).get(STACK_TAG) == stack:
            yield _gap(scope.id, _GONE)
            return
    if code.stands:
        yield _gap(scope.id, _UNKNOWN, blocking=False)


def _in_code(key: str, code: InCode) -> bool:
    """Whether the code still has a resource, as one of its own or inside the body of its parent, such as a subnet."""
    if key in code.bodies or ResourceId(key).type in _PARTS_OF_AN_ACCOUNT:
        return True
    parent_id, _, name = key.rpartition("/")
    parent_id, _, kind = parent_id.rpartition("/")
    properties = code.bodies.get(parent_id, {}).get("properties")
    listed = (
        next((v for k, v in properties.items() if k.lower() == kind), ()) if isinstance(properties, Mapping) else ()
    )
    names = (item.get("name") for item in listed if isinstance(item, Mapping)) if isinstance(listed, list) else ()
    return any(str(member).lower() == name for member in names)


@dataclass(frozen=True, slots=True)
class _Made:
    """A resource that a deployment made: its id, and the newest deployment that did."""

    id: str
    deployment: Wire


class _Search:
    """The search of one stack, with what it could not look at."""

    def __init__(self, cloud: Cloud, scope: DeploymentScope, code: InCode) -> None:
        self._cloud, self._scope, self._code = cloud, scope, code
        self._versions: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        self.gaps: list[Gap] = []

    def made_by(self, deployments: list[Wire]) -> dict[str, _Made]:
        """Lower-case id -> what made it last, of deployments newest first."""
        resources: dict[str, _Made] = {}
        for deployment in deployments:
            for resource_id in self._ids(deployment):
                resources.setdefault(resource_id.lower(), _Made(resource_id, deployment))
        return resources

    def _ids(self, deployment: Wire) -> Iterator[str]:
        """What a deployment made; of one that did not succeed its operations tell, nested ones included."""
        properties = deployment.get("properties") or {}
        yield from self._output_ids(properties, set())
        if str(properties.get("provisioningState")).lower() != "succeeded":
            name = str(deployment["name"])
            try:
                operations = Follower(self._cloud, self._scope, name).read()
            except Refused as error:
                self.gaps.append(_gap(name, f"what this deployment did cannot be read ({error.message}); {_MISSING}"))
                return
            yield from (
                operation.id
                for operation in operations
                if operation.state == "Succeeded" and not _is_deployment(operation.id)
            )

    def _output_ids(self, properties: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
        for resource in properties.get("outputResources") or ():
            resource_id = str(resource.get("id"))
            if not _is_deployment(resource_id):
                yield resource_id
            elif resource_id.lower() not in seen:
                seen.add(resource_id.lower())
                yield from self._output_ids(self._nested(resource_id), seen)

    def _nested(self, deployment_id: str) -> Mapping[str, Any]:
        at = deployment_of(deployment_id)
        try:
            body = self._cloud.deployment(*at) if at else None
        except Refused as error:
            self.gaps.append(_gap(deployment_id, f"this deployment cannot be read ({error.message}); {_MISSING}"))
            return {}
        return (body or {}).get("properties") or {}

    def standing(self, left: Mapping[str, _Made]) -> Iterator[LiveOrphan]:
        """Those that still stand there; dependent resources come first, as they must be deleted."""
        for key in self._deletion_order(left):
            resource = left[key]
            if ResourceId(key).type.lower() in self._code.unknown_types:
                self.gaps.append(_gap(resource.id, _NAMES_UNKNOWN))
                continue
            try:
                version = self._version(key)
                body = read(self._cloud, resource.id, version)
            except Refused as error:
                self.gaps.append(_gap(resource.id, f"whether it still stands there cannot be read ({error.message})"))
                continue
            if body is not None:
                yield LiveOrphan(resource.id, {"id": resource.id, **body}, str(resource.deployment["name"]), version)

    def identities(self, orphans: tuple[LiveOrphan, ...]) -> Iterator[Mapping[str, Any]]:
        """The code's identities as they are, if a role assignment is among the orphans."""
        if not any(is_role_assignment(ResourceId(orphan.id).type) for orphan in orphans):
            return
        for key, expected in self._code.bodies.items():
            if key.startswith("/") and (ResourceId(key).type == USER_ASSIGNED_IDENTITY.key or "identity" in expected):
                try:
                    body = read(self._cloud, key, str(expected.get("apiVersion") or self._version(key)))
                except Refused:
                    continue  # the object id is told instead of a name
                if body is not None:
                    yield {"id": key, **body}

    def _deletion_order(self, left: Mapping[str, _Made]) -> list[str]:
        """The reverse of the order in which the newest template that had them deploys them; children before parents."""
        names = {str(resource.deployment["name"]): resource.deployment for resource in left.values()}
        place: dict[str, int] = {}
        for deployment in names.values():
            for resource_id, version in expanded_again(self._cloud, self._scope, deployment).items():
                place.setdefault(resource_id, len(place))
                self._versions.setdefault(resource_id, version)
        return sorted(left, key=lambda key: (place.get(key, len(place)), key.count("/"), key), reverse=True)

    def _version(self, key: str) -> str:
        kind = ResourceId(key).type
        version = self._versions.get(key) or self._asked.get(kind)
        if version is None:
            subscription = self._scope.subscription or self._cloud.subscription
            version = latest_version(self._cloud, subscription, kind) or GROUP_VERSION
            self._asked[kind] = version
        return version


_NAMES_UNKNOWN = (
    "an earlier deployment made it; whether the code still has it cannot be told, because the code has a resource of this "
    "type whose name is known only while deploying"
)


def _is_deployment(resource_id: str) -> bool:
    return ResourceId(resource_id).type.lower() == DEPLOYMENTS.lower()

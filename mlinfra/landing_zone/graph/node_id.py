"""Define the key of a node: its scope, type, names and phase."""

from __future__ import annotations

from dataclasses import field

from mlinfra.arm.resource_id import id_below
from mlinfra.base.arm_types import RESOURCE_GROUPS
from mlinfra.base.frozen import dataclass
from mlinfra.base.scope import DeploymentScope, Scope

OWN = Scope()
"""The resource group that the stack is deployed to."""


def own_scope(deployed: DeploymentScope) -> Scope:
    """The scope that the stack is deployed to, as part of keys."""
    return Scope(deployed.kind)


def group_of(scope: Scope) -> NodeId | None:
    """The key that the resource group of a scope has where a stack creates it; None for the stack's own, or no group."""
    if scope.kind != "resourceGroup" or scope.resource_group is None:
        return None
    return NodeId(RESOURCE_GROUPS, (scope.resource_group,), Scope("subscription", scope.subscription))


@dataclass(frozen=True, slots=True, eq=False)
class NodeId:
    """The key of a node; two are equal where Azure takes them for one, so without regard to case.

    ``names`` has one part for each segment of ``type``. ``scope`` is where it lives: the tenant, a management group,
    a subscription, a resource group, or for an extension (a role assignment, a lock) the resource that it belongs to.
    ``phase`` counts the writes of one resource in one deployment: 0 the first, 1 the second.
    """

    type: str
    names: tuple[str, ...]
    scope: Scope | NodeId = OWN
    phase: int = 0
    key: str = field(init=False, repr=False)
    """The same as text, by which nodes are compared."""
    hashed: int = field(init=False, repr=False)
    """The hash of the key: nodes are looked up hundreds of times in a stack, of which asking the text was 1 in 100 instructions."""

    def __post_init__(self) -> None:
        put = object.__setattr__  # past its own, which refuses
        key = f"{self.scope.key}|{self.type}|{'/'.join(self.names)}|{self.phase or ''}".lower()
        put(self, "key", key)
        put(self, "hashed", hash(key))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NodeId) and self.key == other.key

    def __hash__(self) -> int:
        return self.hashed

    @property
    def name(self) -> str:
        """The last part of the name."""
        return self.names[-1]

    @property
    def on(self) -> NodeId | None:
        """The resource that an extension belongs to; None for what lives in a scope of its own."""
        return self.scope if isinstance(self.scope, NodeId) else None

    @property
    def home(self) -> Scope:
        """The scope that it is deployed to: for an extension that of the resource it belongs to."""
        return self.scope.home if isinstance(self.scope, NodeId) else self.scope

    @property
    def top(self) -> NodeId:
        """The resource that it is part of, such as the account of a container; itself where it stands for itself."""
        if len(self.names) == 1 and not self.phase:
            return self
        return NodeId("/".join(self.type.split("/")[:2]), self.names[:1], self.scope)

    @property
    def group(self) -> str | None:
        """The resource group that it is deployed to; None the stack's own, or none at all."""
        return self.home.resource_group

    @property
    def subscription(self) -> str | None:
        """The subscription that it is deployed to; None the one that the stack is deployed to."""
        return self.home.subscription

    def child(self, segment: str, *names: str) -> NodeId:
        """Name a resource below this one; ``segment`` may have several parts, one for each name."""
        return NodeId(f"{self.type}/{segment}", (*self.names, *names), self.scope)

    def above(self, levels: int = 1) -> NodeId:
        """The resource so many segments above; example: the account of a container is two above it."""
        return NodeId(self.type.rsplit("/", maxsplit=levels)[0], self.names[:-levels], self.scope)

    def is_below(self, other: NodeId) -> bool:
        """Whether this is a child, or a child of a child, of the other."""
        if len(self.names) <= len(other.names):
            return False
        above = "/".join(self.names[: len(other.names)]).lower()
        inside = self.type.lower().startswith(f"{other.type.lower()}/") and self.scope.key == other.scope.key
        return inside and above == "/".join(other.names).lower()

    def write(self, phase: int) -> NodeId:
        """The same resource, written in another phase; itself where that is its own."""
        return self if phase == self.phase else NodeId(self.type, self.names, self.scope, phase)

    def arm_id(self, deployed: DeploymentScope) -> str:
        """The whole ARM id, where ``deployed`` fills in what the scope leaves open."""
        before = self.scope.arm_id(deployed) if isinstance(self.scope, NodeId) else self.scope.id(deployed)
        if self.type == RESOURCE_GROUPS:
            return f"{before}/resourceGroups/{self.name}"
        return id_below(before, self.type, self.names)

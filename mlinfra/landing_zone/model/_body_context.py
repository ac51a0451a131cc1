"""Define what the rows of a class may ask for when they write a body, and when they read one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from mlinfra.arm import expressions as expr
from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._base import Resource
    from mlinfra.landing_zone.model._fields import Existing
    from mlinfra.landing_zone.model.parameter import Parameter
    from mlinfra.landing_zone.model.value import Value

P = TypeVar("P", bound="Resource")


class LinkedResource(Protocol):
    """A resource of the graph, by its key; None for the group or subscription of the stack itself."""

    @property
    def group(self) -> str | None:
        """The name of its resource group."""

    @property
    def subscription(self) -> str | None:
        """The id of its subscription."""


Target: TypeAlias = "Resource | Existing[Resource] | LinkedResource"
"""A resource that a row writes about: the author's value itself, or the key that a derived resource holds."""


class BodyContext(Protocol):
    """What a row may ask for beside the fields of the resource whose body is written."""

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the resource's name."""

    @property
    def phase(self) -> int:
        """Which write of the resource it is, counted from 0."""

    @property
    def cloud(self) -> str:
        """The cloud that the stack is deployed to, such as ``AzureCloud``."""

    @property
    def settled(self) -> Mapping[str, str | bool]:
        """The values of fields that the author left open, by field: what follows from the rest of the stack."""

    def parent(self, kind: type[P]) -> P | None:
        """The model value of the resource's parent; None for an existing one, of which nothing is known."""

    def resource(self, target: Target) -> LinkedResource:
        """The resource that a value means."""

    def id(self, target: Target | None) -> expr.Value:
        """The ARM id of a resource; None for none."""

    def name(self, target: Target | None) -> expr.Value:
        """The name of a resource; None for none."""

    def tags(self, own: Mapping[str, Value[str]]) -> expr.Value:
        """The tags of the stack together with those of the resource; None where there are none."""

    def value(self, value: object) -> expr.Value:
        """A value of the model as an expression."""

    def close(self, parameter: Parameter, words: tuple[str | int, ...]) -> None:
        """Note the only words that a parameter may have where it stands."""

    @property
    def scope_id(self) -> expr.Value:
        """The ARM id of what an extension belongs to, or of the scope that the resource is deployed to."""

    def definition(self, role: str) -> expr.Value:
        """The id of a role's definition: by the name of a built-in role, by a GUID, or by itself."""

    def object_id(self, holder: LinkedResource | str | Parameter) -> expr.Value:
        """The Entra object id of a resource's identity, or the given one."""

    def inner_bodies(self) -> Sequence[expr.Value]:
        """The bodies, each with its name, of the children that are written as part of this resource."""


class Linked(Protocol):
    """Gives the resource of a class that has an ARM id."""

    def __call__(self, kind: type[P], arm_id: str, /) -> P | Existing[P]:
        """The resource, new or existing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading backwards may ask for beside the value of one property.

    ``linked`` gives the resource of a class that has an ARM id, new or existing; ``sibling`` the resource of an ARM type
    and name in the same parent; ``tenant`` is the tenant of the subscription.
    """

    body: Mapping[str, Json]
    linked: Linked
    sibling: Callable[[str, str], Resource | Existing[Resource]]
    tenant: str = ""

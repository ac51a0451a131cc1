"""Define what the rows of a class may ask for when they write a body, and when they read one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from mlinfra.arm import expressions as expr
from mlinfra.base.frozen import dataclass


class LinkedResource(Protocol):
    """The id of a resource that a field names; None for the group or subscription of the stack itself."""

    @property
    def group(self) -> str | None:
        """The name of its resource group."""

    @property
    def subscription(self) -> str | None:
        """The id of its subscription."""


class BodyContext(Protocol):
    """What a row may ask for beside the fields of the resource whose body is written."""

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the resource's name."""

    @property
    def parent(self) -> Any:
        """The model value of the resource's parent."""

    def link(self, field: str) -> LinkedResource | None:
        """The resource that a field names; None where it names none."""

    def parent_link(self, field: str) -> LinkedResource | None:
        """The resource that a field of the parent names."""

    def target(self, value: Any) -> LinkedResource | None:
        """The resource of the graph that a value, new or existing, stands for; None for None."""

    def id(self, target: LinkedResource | None) -> expr.Value:
        """The ARM id of a resource; None for none."""

    def name(self, target: LinkedResource | None) -> expr.Value:
        """The name of a resource; None for none."""

    def tags(self, own: Mapping[str, str]) -> expr.Value:
        """The tags of the stack together with those of the resource; None where there are none."""

    def value(self, value: Any) -> expr.Value:
        """A value of the model as an expression."""

    def inner_bodies(self) -> Sequence[expr.Value]:
        """The bodies, each with its name, of the children that are written as part of this resource."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading backwards may ask for beside the value of one property.

    ``linked`` gives the resource of a class that has an ARM id, new or existing; ``sibling`` the resource of an ARM type
    and name in the same parent; ``tenant`` is the tenant of the subscription.
    """

    body: Mapping[str, Any]
    linked: Callable[[type, str], Any]
    sibling: Callable[[str, str], Any]
    tenant: str = ""

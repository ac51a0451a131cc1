"""What a resource tells once it is deployed, as a value that can stand wherever a plain one may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._base import Resource
    from mlinfra.landing_zone.model._fields import Existing

T = TypeVar("T")


def attribute_names(kind: type) -> list[str]:
    """What resources of a class tell: the names of its properties that give an `Attribute`."""
    return [name for name in dir(kind) if _gives_attribute(getattr(kind, name, None))]


def _gives_attribute(member: Any) -> bool:
    if not isinstance(member, property) or member.fget is None:
        return False
    return str(member.fget.__annotations__.get("return")).startswith("Attribute[")


@dataclass(frozen=True, slots=True)
class Attribute(Generic[T]):
    """Something a resource tells once it is deployed, such as a workspace's MLflow address.

    ``path`` is where ARM tells it in the resource's body; without one it is the resource's id.
    """

    resource: Resource | Existing[Any]
    path: tuple[str, ...] = ()

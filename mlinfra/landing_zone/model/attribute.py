"""What a resource tells once it is deployed, as a value that can stand wherever a plain one may."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.frozen import dataclass
from mlinfra.catalogue.lookup import find_type
from mlinfra.landing_zone.model._where import caller_location

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._base import Resource
    from mlinfra.landing_zone.model._fields import Existing

T = TypeVar("T")
_PRINCIPAL = "principal_id"


def attribute_names(kind: type) -> tuple[str, ...]:
    """What resources of a class tell: the names of its properties that give an `Attribute`."""
    return _attribute_names(kind)


@cache
def _attribute_names(kind: type) -> tuple[str, ...]:
    return tuple(name for name in dir(kind) if _gives_attribute(getattr(kind, name, None)))


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

    def __hash__(self) -> int:
        """By the name of its resource, which may hold what has no hash: an attribute can be the key of an object."""
        return hash((self.resource.name, self.path))


def told(resource: Resource | Existing[Any], name: str) -> Attribute[Any]:
    """What the catalogue says that resources of a type tell by this name; ``principal_id`` is of its own identity.

    Raises LookupError, with type and name, for what the entry of the type does not have, and for a type without an entry.
    """
    kind = getattr(resource, "kind", None)  # of an existing resource its class
    kind = kind if isinstance(kind, type) else type(resource)
    arm_type: str = kind.arm_type  # type: ignore[attr-defined]  # of both, a class of resources
    entry = find_type(arm_type)
    if entry is None:
        raise LookupError(
            f"{kind.__name__}: {arm_type} has no entry in TYPES of the module that is named after its provider, in mlinfra/catalogue/types"
        )
    path = entry.principal if name == _PRINCIPAL else entry.tells.get(name, "")
    if not path:
        facet = "principal" if name == _PRINCIPAL else f"tells {name!r}"
        raise LookupError(f"{kind.__name__}: the entry of {arm_type} has no {facet}")
    return Attribute(resource, tuple(path.split(".")))


def attribute_at(resource: Resource | Existing[Any], path: str) -> Attribute[Any]:
    """What Azure tells at a dotted path of a resource. Raises `InvalidInput` for text that is no path."""
    parts = tuple(path.split(".")) if isinstance(path, str) else ()
    if not parts or not all(parts):
        hint = "write it as in Azure's answer, such as properties.endpoint"
        raise InvalidInput(f"{path!r} is no path of a property", where=str(caller_location()), hint=hint)
    return Attribute(resource, () if parts == ("id",) else parts)

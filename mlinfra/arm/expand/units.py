"""Hold one resource, item of a loop or nested deployment of a template: its name, id, condition and dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mlinfra.arm.expand.context import Context
from mlinfra.arm.expand.place import Place
from mlinfra.arm.expand.values import MISSING, Missing, Value
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.frozen import dataclass

if TYPE_CHECKING:
    from mlinfra.arm.expand.template_expansion import TemplateExpansion

ENVELOPE = (
    "location",
    "extendedLocation",
    "sku",
    "kind",
    "managedBy",
    "managedByExtended",
    "plan",
    "identity",
    "tags",
    "zones",
    "scale",
    "properties",
)
"""Keys of a resource that are sent to Azure, in the order of a snapshot."""
USUAL_KEYS = frozenset(ENVELOPE) | {
    "$schema", "apiVersion", "asserts", "comments", "condition", "copy", "dependsOn", "eTag", "existing", "extension",
    "import", "metadata", "method", "name", "placement", "resourceGroup", "resources", "scope", "subscriptionId",
    "type", "@options",
}  # fmt: skip
"""Every key a resource may have, as it is usually written."""
NESTED = DEPLOYMENTS.lower()
"""The type of nested deployments, in lower case."""


class UnknownCount(Exception):
    """The count of a loop of resources is not known."""

    def __init__(self, path: str, count: Value) -> None:
        super().__init__(path)
        self.path = path
        self.count = count


@dataclass(slots=True, eq=False)
class Unit:
    """One resource, one of its copies, or one nested deployment."""

    expansion: TemplateExpansion
    """Of the template that declares it."""
    declaration: dict[str, Any]
    path: str
    context: Context
    type: str
    name: Value
    id: Value
    """Name and id are None where it is not deployed and has none, and of resources of extensions other than Azure's."""
    api_version: Value
    condition: Value
    """False: not deployed. Anything but a Boolean is kept."""
    symbol: str | None
    existing: bool
    place: Place
    """Where it stands; of a nested deployment, where its contents go."""
    scope: Value = None
    """Id of the resource that it extends; None where it extends none."""
    parent: Unit | None = None
    """The resource whose declaration holds this one."""
    short_name: str | None = None
    """Its name without the parent's, where it has a parent; siblings are named by it in ``dependsOn``."""
    extension: bool = False
    """Whether it belongs to an extension other than Azure's; it then has no name and no id."""
    properties: Value | Missing = MISSING
    """Evaluated properties of a resource of an extension, once they have been read."""
    dependencies: list[Unit] | None = None
    entered: bool = False
    """Whether its turn has come."""

    @property
    def nested(self) -> bool:
        """Whether it is a nested deployment."""
        return self.type.lower() == NESTED and not self.existing


def bodies(unit: Unit) -> list[Any]:
    """The parts of a unit's declaration whose expressions belong to the template it stands in."""
    declared = unit.declaration
    if not unit.nested:
        return [declared[key] for key in ENVELOPE if key in declared]
    properties = declared.get("properties")
    return [properties.get("parameters")] if isinstance(properties, dict) else []

"""Find what the author says of a derived resource, at the workspace that it follows from."""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING

from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.derived import Derived


def is_meant(node: AnyNode, change: Derived) -> bool:
    """Whether a change is about a resource: of its type, and with a name that fits; a role assignment has that of its role."""
    name = node.resource.role if isinstance(node.resource, RoleAssignment) else node.id.name
    return node.id.type.lower() == change.type.lower() and fnmatch.fnmatchcase(name.lower(), change.name.lower())


def changes_of(node: AnyNode, graph: Graph) -> tuple[Derived, ...]:
    """What is said of a derived resource, in the order of the file."""
    if node.owner is None:
        return ()
    owner = graph.node(node.owner)
    if owner is None or not isinstance(owner.resource, Workspace):
        return ()
    return tuple(change for change in owner.resource.derived if is_meant(node, change))

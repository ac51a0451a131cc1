"""Give every resource of a graph its ARM body: what rules and refusals look at, whichever field or option set it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Obj, Prop, Spelled, Spread
from mlinfra.base.property_paths import names
from mlinfra.catalogue.lookup import api_version, find_type
from mlinfra.catalogue.value_kinds import is_open
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.node_body import resource_body
from mlinfra.landing_zone.bodies.role import assignment, principal
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, Graph


class Unknown(Enum):
    """What `Subject.get` answers where it has no value."""

    OPEN = "open"
    """There is one, and it is known only while deploying."""
    ABSENT = "absent"
    """The body does not have it."""


OPEN, ABSENT = Unknown.OPEN, Unknown.ABSENT

Known: TypeAlias = Any
"""A plain value: text, number, boolean, list or object; what in it is open is a node of the template tree."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One resource with its body; ``node`` is None for what comes from a foreign template."""

    type: str
    api_version: str
    name: str
    body: Mapping[str, expr.Value]
    node: AnyNode | None = None

    def get(self, path: str) -> Known | Unknown:
        """The value at a dotted path in any letter case: known, `OPEN` or `ABSENT`.

        A rule that meets `OPEN` has nothing to say, and counts the subject as not evaluated. Example: ``get("location")``
        is `OPEN`, as the location is a parameter of the template.
        """
        value: Any = self.body
        for name in names(path):
            if is_open(value):
                return OPEN
            members = value if isinstance(value, Mapping) else {}
            value = next((inner for key, inner in members.items() if str(key).casefold() == name), None)
            if value is None:
                return ABSENT
        return OPEN if is_open(value) else value


def subjects(graph: Graph) -> Iterator[Subject]:
    """Every resource that the graph creates and the catalogue knows, with its body; those in their parent's body too.

    Raises `InvalidInput` for an ``extra`` that Azure would take for another property.
    """
    context = Context(graph, dict.fromkeys(graph.nodes, "resource"))
    context.tags = expr.Ref("tags") if graph.stack.tags else None
    for node in graph:
        if not node.existing and find_type(node.id.type) is not None:
            body = _plain(_body(node, context))
            yield Subject(node.id.type, api_version(node.id.type), node.id.name, body, node)


def _body(node: AnyNode, context: Context) -> Mapping[str, expr.Value]:
    if isinstance(node.resource, RoleAssignment):
        _, body = assignment(node.resource, context, *principal(node.resource, context))
        return {**body, "name": expr.Ref("name")}
    return {**resource_body(node, context), "name": "/".join(node.id.names)}


def _plain(value: Any) -> Any:
    """A body in which objects of the tree are plain and texts have lost their spelling; what is open stays a node."""
    if isinstance(value, Spelled):
        return _plain(value.value)
    if isinstance(value, Obj) and not any(isinstance(part, Spread) for part in value.items):
        return {_key(part.key): _plain(part.value) for part in value.items if isinstance(part, Prop)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _key(key: Any) -> str:
    """A member's name; one that is computed, such as the id of an identity, stands for itself."""
    return key if isinstance(key, str) else "[computed]"

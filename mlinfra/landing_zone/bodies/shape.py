"""What every body needs: the context of the file that is written, and the values that several bodies share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Hole, Interp, Member, Obj, Prop, Ref
from mlinfra.landing_zone.graph.node import Graph, Node, ResourceId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.identity import SystemAssigned
from mlinfra.landing_zone.model.value import Parameter

Body: TypeAlias = "dict[str, expr.Value]"

LOCATION = Ref("location")


@dataclass(slots=True)
class Context:
    """What a shape may ask for while one file is written; it notes what was used, to declare only that.

    ``symbols`` are names by key of the id; ``tags`` is what the stack puts on everything.
    """

    graph: Graph
    symbols: Mapping[str, str]
    tags: expr.Value = None
    used: dict[str, None] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)

    def ref(self, target: ResourceId | None) -> Ref:
        """The symbol of a resource."""
        assert target is not None, "a shape names only links that its model requires"
        key = target.key
        self.used[key] = None
        return Ref(self.symbols[key])

    def id(self, target: ResourceId | None) -> Member:
        """``symbol.id``."""
        return Member(self.ref(target), "id")

    def name(self, target: ResourceId | None) -> Member:
        """``symbol.name``."""
        return Member(self.ref(target), "name")

    def value(self, value: Any) -> expr.Value:
        """A model value as an expression."""
        if isinstance(value, Parameter):
            self.parameters[value.name] = value
            return Ref(value.name)
        if isinstance(value, Attribute):
            return self._member(value)
        plain: expr.Value = value
        return plain

    def _member(self, attribute: Attribute[Any]) -> Member:
        owner = attribute.resource
        reference: expr.Value = self.ref(referred(self.graph, owner, str(where(owner))))
        for part in attribute.path[:-1] or ():
            reference = Member(reference, part)
        return Member(reference, attribute.path[-1] if attribute.path else "id")

    def all_tags(self, tags: Mapping[str, str]) -> Body:
        """``tags`` of a tracked resource: the stack's and its own; nothing when there are none."""
        if not tags:
            return {"tags": self.tags} if self.tags else {}
        if not self.tags:
            return {"tags": dict(tags)}
        return {"tags": Call("union", (self.tags, dict(tags)))}


@dataclass(frozen=True, slots=True)
class Shape:
    """One resource type: its pinned API version and its body (None for what is never created)."""

    version: str
    body: Callable[[Node, Context], Body] | None = None


def identity(node: Node, context: Context) -> Body:
    """``identity`` of a resource that has one."""
    if node.resource.identity is None:
        return {}
    if isinstance(node.resource.identity, SystemAssigned):
        return {"identity": {"type": "SystemAssigned"}}
    held = Obj((Prop(Interp((Hole(context.id(node.link("identity"))),)), {}),))
    return {"identity": {"type": "UserAssigned", "userAssignedIdentities": held}}


def some(**properties: expr.Value) -> Body:
    """Leave out what is absent or empty text."""
    return {name: value for name, value in properties.items() if value is not None and value not in ("", {})}


def duration(time: timedelta) -> str:
    """ISO 8601, as Azure writes it: ``PT30M``, ``P1DT2H``."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    clock = "".join(f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n)
    return "P" + (f"{days}D" if days else "") + (f"T{clock}" if clock or not days else "")


def switch(on: bool) -> str:
    """Azure's word for a switch."""
    return "Enabled" if on else "Disabled"

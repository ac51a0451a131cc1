"""Hold what is known while one file is written: the graph, the symbols, and what the bodies used of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Hole, Interp, Member, Obj, Prop, Ref
from mlinfra.base.errors import ResolveError
from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.graph.node import Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._late import ValueKind
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.value import Parameter


@dataclass(frozen=True, slots=True)
class LiveValue:
    """A parameter that holds the live value of a property: the first write of a resource keeps it until the last one.

    ``of`` is the resource, in API version ``version``; ``reason`` says why it is kept.
    """

    parameter: str
    of: NodeId
    version: str
    path: str
    kind: ValueKind
    reason: str


@dataclass(slots=True)
class Context:
    """What bodies may ask for while one file is written; it notes what was used, to declare only that.

    ``symbols`` are names by the key of a node; ``tags`` is what the stack puts on everything.
    """

    graph: Graph
    symbols: Mapping[NodeId, str]
    tags: expr.Value = None
    used: dict[NodeId, None] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    roles: dict[str, None] = field(default_factory=dict)
    live: dict[str, LiveValue] = field(default_factory=dict)
    """What first writes keep of what is live, by the name of its parameter."""
    names: set[str] = field(default_factory=set)
    """Every name that the statements of resources say: of parameters, variables and other statements."""
    words: dict[str, tuple[str | int, ...]] = field(default_factory=dict)
    """The only words that a parameter may have, by its name: Azure's, in the order of the first field that it stands in."""

    def ref(self, target: NodeId) -> Ref:
        """The symbol of a resource."""
        self.used[target] = None
        return Ref(self.symbols[target])

    def id(self, target: NodeId) -> Member:
        """``symbol.id``."""
        return Member(self.ref(target), "id")

    def value(self, value: object) -> expr.Value:
        """A model value as an expression; Azure may have to fill in some, also inside lists and objects."""
        if isinstance(value, Parameter):
            self.note(value)
            return Ref(value.name)
        if isinstance(value, Attribute):
            return self._member(value)
        if isinstance(value, Mapping):
            return self._object(value)
        if isinstance(value, float):  # which Bicep has no literal for
            return int(value) if value.is_integer() else Call("json", (repr(value),))
        if isinstance(value, (list, tuple)):
            return [self.value(part) for part in value]
        plain: Any = value  # JSON, or an expression
        written: expr.Value = plain
        return written

    def note(self, parameter: Parameter) -> None:
        """Declare a parameter, once; raises `ResolveError` for two of one name, which Azure reads in any letter case."""
        same = self.parameters.get(parameter.name) or next(
            (other for name, other in self.parameters.items() if name.lower() == parameter.name.lower()), parameter
        )
        if same != parameter:
            message = f"two parameters are named {parameter.name!r}, and say different things; the other: {where(same)}"
            hint = "say one Parameter and use it twice, or give the other a name of its own; letter case does not count"
            raise ResolveError(message, where=str(where(parameter)), hint=hint)
        self.parameters[parameter.name] = parameter

    def keep(self, target: NodeId, version: str, path: str, kind: ValueKind, reason: str) -> Ref:
        """The live value of a property of a resource, as a parameter; what stands for nothing where it is new."""
        last = path.rsplit(".", maxsplit=1)[-1]
        name = f"{self.symbols[target]}Live{last[0].upper()}{last[1:]}"
        self.live[name] = LiveValue(name, target, version, path, kind, reason)
        return Ref(name)

    def close(self, parameter: Parameter, words: tuple[str | int, ...]) -> None:
        """Note the only words that a parameter may have; raises `ResolveError` for one that no word would suit."""
        before = self.words.get(parameter.name, words)
        self.words[parameter.name] = tuple(word for word in before if word in words)
        if not self.words[parameter.name]:
            message = f"the parameter {parameter.name!r} stands in two fields that have no word in common"
            raise ResolveError(message, where=str(where(parameter)), hint="give each field a parameter of its own")

    def _object(self, value: Mapping[object, object]) -> expr.Value:
        """An object; a key may be a value that Azure fills in, such as the id of an identity."""
        if all(isinstance(key, str) for key in value):
            return {str(key): self.value(part) for key, part in value.items()}
        return Obj(tuple(Prop(self._key(key), self.value(part)) for key, part in value.items()))

    def _key(self, key: object) -> str | Interp:
        return key if isinstance(key, str) else Interp((Hole(self.value(key)),))

    def _member(self, attribute: Attribute[object]) -> Member:
        reference: expr.Value = self.ref(referred(self.graph, attribute.resource))
        for part in attribute.path[:-1] or ():
            reference = Member(reference, part)
        return Member(reference, attribute.path[-1] if attribute.path else "id")

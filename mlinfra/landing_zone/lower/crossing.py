"""Hand values from one file of a stack to another: as a parameter into a module, as an output out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Member, Ref
from mlinfra.arm.rewrite import chain_of
from mlinfra.arm.tree import Decorator, Output, Parameter, TypeName
from mlinfra.base.frozen import dataclass, replace
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.lower.declarations import is_existing
from mlinfra.landing_zone.lower.parts import Part
from mlinfra.landing_zone.lower.symbols import camel

_KNOWN_BEFORE = {("id",), ("name",)}
"""What a declaration as existing tells without asking anybody: a forecast sees through it, and not through an output."""


@dataclass(slots=True)
class ModuleFile:
    """One module while it is written: what it takes and what it tells."""

    part: Part
    symbol: str
    parameters: dict[str, Parameter] = field(default_factory=dict)
    arguments: dict[str, expr.Value] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Crossing:
    """What the files of a stack know of each other's resources.

    ``shared`` are the parameters and variables of the main file by name, as parameters of a module.
    """

    graph: Graph
    symbols: Mapping[NodeId, str]
    nodes: Mapping[str, AnyNode]
    files: Mapping[NodeId, ModuleFile]
    shared: dict[str, Parameter]

    def in_main(self, value: expr.Value) -> expr.Value:
        """What the main file writes for a value: what a module made is one of its outputs."""
        chain = chain_of(value)
        node = self.nodes.get(chain[0]) if chain else None
        file = self.files.get(node.id) if node else None
        if chain is None or node is None or file is None or not chain[1] or chain[1] in _KNOWN_BEFORE:
            return value
        name = camel(f"{chain[0]} {chain[1][-1]}")
        about = Decorator("description", (f"{_told(chain[1])} of {node.id.name}.",))
        file.outputs[name] = Output(name, TypeName("string"), value, (about,))
        return Member(Member(Ref(file.symbol), "outputs"), name)

    def in_module(self, file: ModuleFile, value: expr.Value) -> expr.Value:
        """What a module writes for a value: what it does not declare itself is one of its parameters."""
        chain = chain_of(value)
        if chain is None:
            return value
        symbol, path = chain
        if symbol in self.shared and isinstance(value, Ref):
            return self._parameter(file, symbol, self.shared[symbol], value)
        node = self.nodes.get(symbol)
        if node is None or not path or self.files.get(node.id) is file or self._declares(file, node):
            return value
        about = Decorator("description", (_text(file, node, path),))
        name = camel(f"{symbol} {path[-1]}")
        return self._parameter(file, name, Parameter(name, TypeName("string"), decorators=(about,)), value)

    def _declares(self, file: ModuleFile, node: AnyNode) -> bool:
        """Whether the module declares a resource as existing: it lives where the module is deployed, and is no identity."""
        held = any(
            isinstance(other.resource, RoleAssignment) and other.resource.principal == node.id
            for other in file.part.nodes
        )
        return is_existing(node) and node.id.home.key == file.part.scope.key and not held

    def _parameter(self, file: ModuleFile, name: str, parameter: Parameter, value: expr.Value) -> Ref:
        file.parameters[name] = parameter
        file.arguments.setdefault(name, self.in_main(value))
        return Ref(name)


def taken(parameter: Parameter) -> Parameter:
    """A parameter of the main file as that of a module, which is always given."""
    return replace(parameter, default=None, has_default=False)


def _told(path: tuple[str, ...]) -> str:
    return "Object id of the identity" if path[-1] == "principalId" else path[-1][0].upper() + path[-1][1:]


def _text(file: ModuleFile, node: AnyNode, path: tuple[str, ...]) -> str:
    more = "; part of the names of its role assignments" if path == ("id",) and _is_principal(file, node.id) else ""
    return f"{_told(path)} of {node.id.name}{more}."


def _is_principal(file: ModuleFile, target: NodeId) -> bool:
    roles = (node.resource for node in file.part.nodes if isinstance(node.resource, RoleAssignment))
    return any(role.principal == target for role in roles)

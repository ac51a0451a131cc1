"""Put the role assignments on resources of another resource group into a module that is deployed there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Blank, Call, Comment, Prop, Ref
from mlinfra.arm.tree import Decorator, Module, Parameter, Statement, Template, TypeName
from mlinfra.base.frozen import dataclass
from mlinfra.base.scope import Scope
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.role import principal
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import Graph, Node
from mlinfra.landing_zone.graph.node_id import OWN, NodeId
from mlinfra.landing_zone.lower.declarations import existing_statements, role_variables
from mlinfra.landing_zone.lower.statements import origin_comment, role_assignment_statement
from mlinfra.landing_zone.lower.symbols import camel


@dataclass(frozen=True, slots=True)
class CrossScopeModule:
    """The role assignments of one other resource group.

    ``waiting_workspace`` is the workspace whose resources wait for them, empty where none do.
    """

    scope: Scope
    waiting_workspace: str
    nodes: list[Node[RoleAssignment]] = field(default_factory=list)

    @property
    def group(self) -> str:
        """The name of the resource group."""
        return self.scope.resource_group or ""

    @property
    def name(self) -> str:
        """The name of the module and its file."""
        far = f"-{self.scope.subscription[:8]}" if self.scope.subscription else ""
        return f"{self.group}{far}{f'-{self.waiting_workspace}' if self.waiting_workspace else ''}"


def partition(graph: Graph) -> list[CrossScopeModule]:
    """Sort the created resources that lie outside the stack's own group into one module for each group.

    What is awaited has one for each workspace: modules must not wait for each other through several.
    """
    awaited: dict[NodeId, str] = {}
    for node in graph:
        for target in node.depends_on:
            awaited.setdefault(target, node.id.names[0])
    groups: dict[tuple[str, str], CrossScopeModule] = {}
    for node in graph.of(RoleAssignment):
        home = node.id.home
        if home.key != OWN.key:
            waiting_workspace = awaited.get(node.id, "")
            key = (home.key, waiting_workspace)
            groups.setdefault(key, CrossScopeModule(home, waiting_workspace)).nodes.append(node)
    return list(groups.values())


def module(outside: CrossScopeModule, context: Context, symbol: str, depends: Sequence[Ref]) -> Module:
    """The module statement, with the file behind it; ``context`` is the one of the file that calls it."""
    template, arguments = _file(outside, context)
    far = outside.scope.subscription
    scope = (far, outside.group) if far else (outside.group,)
    items = [Prop("scope", Call("resourceGroup", scope))]
    if arguments:
        items.append(Prop("params", dict(arguments)))
    if depends:
        items.append(Prop("dependsOn", list(depends)))
    path = f"modules/{re.sub(r'[^A-Za-z0-9_.-]', '-', outside.name)}.bicep"
    return Module(symbol, path, template, tuple(items))


def _file(outside: CrossScopeModule, outer: Context) -> tuple[Template, dict[str, expr.Value]]:
    inner = Context(outer.graph, outer.symbols)
    parameters: dict[str, Parameter] = {}
    arguments: dict[str, expr.Value] = {}
    statements: list[Statement] = []
    for node in outside.nodes:
        seed, object_id = _principal(node, outer, parameters, arguments)
        statement = role_assignment_statement(node.id, node.resource, inner, seed, object_id)
        statements += [origin_comment(node), statement, Blank()]
    body: list[Statement] = [
        Comment(f"// Roles in {outside.group}, which the stack {outer.graph.stack.name} needs but does not own."),
        Blank(),
        *(line for parameter in parameters.values() for line in (parameter, Blank())),
        *role_variables(inner),
        *existing_statements(inner, outside.scope),
        *statements,
    ]
    return Template(tuple(body[:-1])), arguments


def _principal(
    node: Node[RoleAssignment], outer: Context, parameters: dict[str, Parameter], arguments: dict[str, expr.Value]
) -> tuple[expr.Value, expr.Value]:
    """Hand a principal into the module: its id names the assignment, its object id holds the role."""
    who = node.resource.principal
    seed, object_id = principal(node.resource, outer)
    if not isinstance(who, NodeId):
        return seed, object_id
    symbol = outer.symbols[who]
    described = {
        camel(f"{symbol} id"): (seed, f"Id of {who.name}; part of the names of its role assignments."),
        camel(f"{symbol} principalId"): (object_id, f"Object id of the identity of {who.name}."),
    }
    for name, (value, text) in described.items():
        parameters[name] = Parameter(name, TypeName("string"), decorators=(Decorator("description", (text,)),))
        arguments[name] = value
    id_name, object_name = described
    return Ref(id_name), Ref(object_name)

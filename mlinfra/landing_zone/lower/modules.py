"""Role assignments that belong to one other resource group in, the module that makes them there out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Blank, Call, Comment, Prop, Ref
from mlinfra.arm.tree import Decorator, Module, Parameter, Statement, Template, TypeName
from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.bodies.role import principal
from mlinfra.landing_zone.bodies.shape import Context
from mlinfra.landing_zone.graph.node import Graph, Node, ResourceId
from mlinfra.landing_zone.lower.declarations import existing_statements, role_variables
from mlinfra.landing_zone.lower.statements import assigned, explained
from mlinfra.landing_zone.lower.symbols import camel


@dataclass(frozen=True, slots=True)
class Away:
    """Assignments in one group; ``awaiting`` is the workspace of what waits for them, empty when nothing does."""

    subscription: str | None
    group: str
    awaiting: str
    nodes: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Names the module and its file."""
        far = f"-{self.subscription[:8]}" if self.subscription else ""
        return f"{self.group}{far}{f'-{self.awaiting}' if self.awaiting else ''}"


def partition(graph: Graph) -> list[Away]:
    """Sort the created resources that lie outside the stack's own group into one module for each group.

    What is awaited has one for each workspace: modules must not wait for each other through several.
    """
    awaited: dict[str, str] = {}
    for node in graph:
        for target in node.depends_on:
            awaited.setdefault(target.key, node.id.names[0])
    groups: dict[tuple[str | None, str, str], Away] = {}
    for node in graph:
        if node.existing or node.scope is None:
            continue
        home = node.id.on or node.id
        awaiting = awaited.get(node.id.key, "")
        key = (home.subscription, node.scope.lower(), awaiting)
        groups.setdefault(key, Away(home.subscription, node.scope, awaiting)).nodes.append(node)
    return list(groups.values())


def module(away: Away, context: Context, symbol: str, depends: Sequence[Ref]) -> Module:
    """The module statement, with the file behind it; ``context`` is the one of the file that calls it."""
    template, arguments = _file(away, context)
    scope = (away.subscription, away.group) if away.subscription else (away.group,)
    items = [Prop("scope", Call("resourceGroup", scope))]
    if arguments:
        items.append(Prop("params", dict(arguments)))
    if depends:
        items.append(Prop("dependsOn", list(depends)))
    path = f"modules/{re.sub(r'[^A-Za-z0-9_.-]', '-', away.name)}.bicep"
    return Module(symbol, path, template, tuple(items))


def _file(away: Away, outer: Context) -> tuple[Template, dict[str, expr.Value]]:
    inner = Context(outer.graph, outer.symbols)
    parameters: dict[str, Parameter] = {}
    arguments: dict[str, expr.Value] = {}
    statements: list[Statement] = []
    for node in away.nodes:
        seed, object_id = _principal(node, outer, parameters, arguments)
        statements += [explained(node), assigned(node, inner, seed, object_id), Blank()]
    body: list[Statement] = [
        Comment(f"// Roles in {away.group}, which the stack {outer.graph.stack.name} needs but does not own."),
        Blank(),
        *(line for parameter in parameters.values() for line in (parameter, Blank())),
        *role_variables(inner),
        *existing_statements(inner, (away.subscription, away.group)),
        *statements,
    ]
    return Template(tuple(body[:-1])), arguments


def _principal(
    node: Node, outer: Context, parameters: dict[str, Parameter], arguments: dict[str, expr.Value]
) -> tuple[expr.Value, expr.Value]:
    """Hand a principal into the module: its id names the assignment, its object id holds the role."""
    who = node.resource.principal
    seed, object_id = principal(node, outer)
    if not isinstance(who, ResourceId):
        return seed, object_id
    symbol = outer.symbols[who.key]
    told = {
        camel(f"{symbol} id"): (seed, f"Id of {who.name}; part of the names of its role assignments."),
        camel(f"{symbol} principalId"): (object_id, f"Object id of the identity of {who.name}."),
    }
    for name, (value, text) in told.items():
        parameters[name] = Parameter(name, TypeName("string"), decorators=(Decorator("description", (text,)),))
        arguments[name] = value
    id_name, object_name = told
    return Ref(id_name), Ref(object_name)

"""Turn a graph into the template that deploys it, with a module for each other resource group."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Blank, Comment, Prop, Ref
from mlinfra.arm.tree import Decorator, Metadata, Output, Parameter, Resource, Statement, Template, TypeName, Variable
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.node_body import accepted_in, written_in_parent
from mlinfra.landing_zone.bodies.role import principal
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import OWN, NodeId
from mlinfra.landing_zone.lower.declarations import existing_statements, is_existing, role_variables
from mlinfra.landing_zone.lower.lowered import Lowered, origins_of
from mlinfra.landing_zone.lower.modules import CrossScopeModule, module, partition
from mlinfra.landing_zone.lower.parameters import declared, location, parameter_file
from mlinfra.landing_zone.lower.statements import (
    one_line,
    origin_comment,
    resource_statement,
    role_assignment_statement,
)
from mlinfra.landing_zone.lower.symbols import RESERVED, camel, name_symbols
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.value import Parameter as StackParameter


def lower(graph: Graph) -> Lowered:
    """Write a graph as one file, and a module for each other resource group that it reaches into.

    Statements stand as a reader wants them: parameters, variables, existing resources, resources each after what it
    needs, modules, outputs; each with a comment that says where it comes from.
    """
    parameters = {parameter.name: parameter for parameter in graph.stack.parameters}
    context = Context(graph, name_symbols(graph, set(parameters)), parameters=parameters)
    tags = {name: context.value(value) for name, value in graph.stack.tags.items()}
    context.tags = Ref("tags") if tags else None
    modules = {outside.name: outside for outside in partition(graph)}
    resources = _resources(graph, context, modules)
    called = _modules(modules.values(), context)
    outputs = _outputs(graph, context)
    shared: list[Statement] = (
        [_described("tags", tags, "Tags of every resource."), Blank()] if tags and resources else []
    )
    region = [location(graph)] if resources else []  # the linter warns of a parameter that nothing uses
    body: list[Statement] = [
        *_accepted(graph),
        *_spaced([*region, *(declared(parameter) for parameter in context.parameters.values())]),
        *shared,
        *role_variables(context),
        *existing_statements(context, OWN),
        *resources,
        *called,
        *outputs,
    ]
    return Lowered(
        template=Template(tuple(body[:-1])),
        parameters=parameter_file(context.parameters.values(), graph),
        scope=graph.deployed,
        origins=origins_of(graph),
        resources=tuple(node for node in graph if not is_existing(node)),
        existing=tuple(node for node in graph if node.existing),
        parts=tuple(node for node in graph if not node.existing and written_in_parent(node)),
    )


_Outside: TypeAlias = Mapping[NodeId, CrossScopeModule]
"""The module of each resource that is not in the main file."""


def _resources(graph: Graph, context: Context, modules: dict[str, CrossScopeModule]) -> list[Statement]:
    outside = {node.id: item for item in modules.values() for node in item.nodes}
    needs = _needs(graph, outside)
    statements: list[Statement] = []
    for node in graph:
        if is_existing(node) or node.id in outside:
            continue
        before = len(context.used)
        statement = _resource(node, context)
        if node.depends_on:
            named = dict.fromkeys(list(context.used)[before:])
            waits = _waits(node, needs, named, outside)
            statement = _waiting(
                statement, [Ref(context.symbols[key] if isinstance(key, NodeId) else key) for key in waits]
            )
        statements += [origin_comment(node), statement, Blank()]
    return statements


def _resource(node: AnyNode, context: Context) -> Resource:
    if isinstance(node.resource, RoleAssignment):
        return role_assignment_statement(node.id, node.resource, context, *principal(node.resource, context))
    return resource_statement(node, context)


def _waiting(statement: Resource, waits: list[Ref]) -> Resource:
    items = (*statement.items, Prop("dependsOn", list(waits)))
    return dataclasses.replace(statement, items=items) if waits else statement


_Statement: TypeAlias = NodeId | str
"""A statement: that of a resource, or of a module by its symbol."""
_Needs: TypeAlias = Mapping[_Statement, Mapping[_Statement, str]]
"""What each statement needs, and why."""


def _needs(graph: Graph, outside: _Outside) -> _Needs:
    needs: dict[_Statement, dict[_Statement, str]] = {}
    for edge in graph.edges:
        held = needs.setdefault(_statement(edge.source, outside), {})
        target = _statement(edge.target, outside)
        held[target] = edge.why if held.get(target, "depends_on") == "depends_on" else held[target]
    return needs


def _statement(key: NodeId, outside: _Outside) -> _Statement:
    return _module_symbol(outside[key]) if key in outside else key


def _waits(node: AnyNode, needs: _Needs, named: Iterable[NodeId], outside: _Outside) -> list[_Statement]:
    """Name for ``dependsOn`` only what nothing else makes it wait for."""
    direct = (target for target, why in needs.get(node.id, {}).items() if why != "depends_on")
    implied = set[_Statement](named).union(*(_reached(target, needs) for target in direct))
    wanted = dict.fromkeys(_statement(target, outside) for target in node.depends_on)
    reached = {key: _reached(key, needs) for key in wanted if key not in implied}
    return [key for key in reached if not any(key in reached[other] for other in reached if other != key)]


def _reached(key: _Statement, needs: _Needs) -> set[_Statement]:
    reached, open_keys = {key}, [key]
    while open_keys:
        for target in needs.get(open_keys.pop(), ()):
            if target not in reached:
                reached.add(target)
                open_keys.append(target)
    return reached


def _modules(modules: Iterable[CrossScopeModule], context: Context) -> list[Statement]:
    statements: list[Statement] = []
    for outside in modules:
        reasons = dict.fromkeys(node.origin.because for node in outside.nodes)
        comment = Comment(one_line(f"// roles in {outside.group}: {'; '.join(reasons)}"))
        statements += [comment, module(outside, context, _module_symbol(outside), ()), Blank()]
    return statements


def _module_symbol(outside: CrossScopeModule) -> str:
    return camel(f"{outside.name} roles")


def _outputs(graph: Graph, context: Context) -> list[Statement]:
    statements: list[Statement] = []
    for name, value in graph.stack.outputs.items():
        kind, secure = (value.type, value.secure) if isinstance(value, StackParameter) else ("string", False)
        decorators = (Decorator("description", (_told(name, value),)), *((Decorator("secure"),) if secure else ()))
        result = context.value(value)
        if isinstance(result, str):  # a linter rule asks for a variable: an output should not be a constant
            variable = _free_symbol(f"{name}Value", context)
            statements += [_described(variable, result, f"Value of the output {name}."), Blank()]
            result = Ref(variable)
        statements += [Output(name, TypeName(kind), result, decorators), Blank()]
    return statements


def _described(name: str, value: expr.Value, text: str) -> Variable:
    """A variable with a description, which a linter rule asks for."""
    return Variable(name, value, decorators=(Decorator("description", (text,)),))


def _free_symbol(name: str, context: Context) -> str:
    """The name, with a number behind it where a resource, a parameter or a role's variable has it."""
    taken = {symbol.lower() for symbol in (*context.symbols.values(), *context.parameters)}
    count, symbol = 1, name
    while symbol.lower() in taken | RESERVED:
        count += 1
        symbol = f"{name}{count}"
    return symbol


def _told(name: str, value: object) -> str:
    if not isinstance(value, Attribute):
        return f"{name}."
    owner = value.resource.name or "resource"
    return f"{value.path[-1] if value.path else 'Id'} of {owner}."


def _accepted(graph: Graph) -> list[Statement]:
    """What authors accept, as metadata of the template: Azure does not read it, the local target warns of it."""
    values: list[expr.Value] = [
        {"type": of.type, "name": "/".join(of.names), "path": entry.path, "reason": entry.words}
        for of, entries in map(accepted_in, graph)
        for entry in entries
    ]
    return [Metadata("acceptedValues", values), Blank()] if values else []


def _spaced(statements: Iterable[Parameter]) -> list[Statement]:
    return [line for statement in statements for line in (statement, Blank())]

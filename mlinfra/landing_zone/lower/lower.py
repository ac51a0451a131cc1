"""Turn a graph into the template that deploys it, with a module for each other resource group."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Blank, Ref
from mlinfra.arm.rewrite import names_in, rewritten
from mlinfra.arm.tree import Decorator, Metadata, Module, Output, Parameter, Statement, Template, TypeName, Variable
from mlinfra.base.errors import ResolveError
from mlinfra.base.frozen import dataclass
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.node_body import accepted_in
from mlinfra.landing_zone.graph.node import Graph, written_in_parent
from mlinfra.landing_zone.graph.node_id import NodeId, own_scope
from mlinfra.landing_zone.lower.crossing import Crossing, ModuleFile, taken
from mlinfra.landing_zone.lower.declarations import existing_statements, is_existing, role_variables
from mlinfra.landing_zone.lower.lowered import Lowered
from mlinfra.landing_zone.lower.modules import call, location_of, target_of, with_outputs, write_module
from mlinfra.landing_zone.lower.parameters import declared, live_parameter, location, parameter_file
from mlinfra.landing_zone.lower.parts import Part, parts_of
from mlinfra.landing_zone.lower.resources import resource_statements
from mlinfra.landing_zone.lower.symbols import RESERVED, camel, name_symbols
from mlinfra.landing_zone.lower.waits import StatementKey, Waits, waits_in
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model._where import where
from mlinfra.landing_zone.model.attribute import Attribute
from mlinfra.landing_zone.model.value import Filled
from mlinfra.landing_zone.model.value import Parameter as StackParameter

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.module import Module as ModelModule
else:
    ModelModule = Seldom("model.module", "Module")


def lower(graph: Graph) -> Lowered:
    """Write a graph as one file, and a module for each other scope and phase.

    Statements stand as a reader wants them: parameters, variables, existing resources, resources each after what it
    needs, modules, outputs; each with a comment that says where it comes from.
    """
    context, tags, statements = _written(graph, graph.stack.parameters)
    if _hidden(context):  # a parameter that only a value names has the name of a resource, which gives way
        context, tags, statements = _written(graph, tuple(context.parameters.values()), tuple(context.live))
    live = tuple(value for name, value in context.live.items() if name in statements.names)
    _refuse_twins(context)
    shared: list[Statement] = []
    if tags and "tags" in statements.names:
        shared = [_described("tags", tags, "Tags of every resource."), Blank()]
    # the linter warns of a parameter that nothing uses
    region = [location(graph)] if "location" in statements.names else []
    own = own_scope(graph.deployed)
    body: list[Statement] = [
        *_accepted(graph),
        *_spaced(
            [
                *region,
                *(declared(parameter, context.words) for parameter in context.parameters.values()),
                *map(live_parameter, live),
            ]
        ),
        *shared,
        *role_variables(context, own),
        *existing_statements(context, own, statements.here),
        *statements.resources,
        *statements.modules,
        *statements.outputs,
    ]
    return Lowered(
        template=Template(tuple(body[:-1]), None if own.kind == "resourceGroup" else own.kind),
        parameters=parameter_file(context.parameters.values(), graph),
        scope=graph.deployed,
        graph=graph,
        resources=tuple(node for node in graph if not is_existing(node)),
        existing=tuple(node for node in graph if node.existing),
        parts=tuple(node for node in graph if not node.existing and written_in_parent(node)),
        live=live,
    )


def _written(
    graph: Graph, parameters: Iterable[StackParameter], more: Iterable[str] = ()
) -> tuple[Context, dict[str, expr.Value], _Statements]:
    """The statements of a graph, and its tags; no resource is named as one of the parameters, nor as ``more``."""
    context = Context(graph, name_symbols(graph, {*(parameter.name for parameter in parameters), *more}))
    for parameter in parameters:
        context.note(parameter)
    tags = {name: context.value(value) for name, value in graph.stack.tags.items()}
    context.tags = Ref("tags") if tags else None
    return context, tags, _Statements.of(graph, context)


def _hidden(context: Context) -> bool:
    """Whether a resource has the name of a parameter; what they are called differs in more than case."""
    names = {name.lower() for name in (*context.parameters, *context.live)}
    return any(symbol.lower() in names for symbol in context.symbols.values())


def _refuse_twins(context: Context) -> None:
    """Raise `ResolveError` for a parameter of the author's that is named as one which holds a live value."""
    live = {name.lower() for name in context.live}
    for parameter in context.parameters.values():
        if parameter.name.lower() in live:
            message = (
                f"the parameter {parameter.name} is one that mlinfra declares, for what is live before a deployment"
            )
            raise ResolveError(message, where=str(where(parameter)), hint="give it another name")


@dataclass(frozen=True, slots=True)
class _Statements:
    """The statements of the main file; ``here`` are the keys of what it creates itself.

    ``names`` are the parameters, variables and resources that resources and modules name.
    """

    resources: list[Statement]
    modules: list[Statement]
    outputs: list[Statement]
    here: Container[NodeId]
    names: Container[str]

    @staticmethod
    def of(graph: Graph, context: Context) -> _Statements:
        """Write them; notes in ``context`` what they use."""
        parts = parts_of(graph)
        if not parts:
            created = [node for node in graph if not is_existing(node)]
            waits = waits_in(graph, lambda key: key)
            resources = resource_statements(created, context, waits)
            return _Statements(resources, [], _outputs(graph, context), graph.nodes, context.names)
        return _with_modules(graph, context, parts)


def _with_modules(graph: Graph, context: Context, parts: Iterable[Part]) -> _Statements:
    """The statements of a stack that reaches into other scopes: modules first, as they say what they take and tell."""
    files = _files(parts, context)
    crossing = _crossing(graph, context, files)
    created = [node for node in graph if not is_existing(node) and node.id not in crossing.files]
    waits = waits_in(graph, lambda key: crossing.files[key].symbol if key in crossing.files else key)
    elsewhere = {context.symbols[node] for node in crossing.files}
    resources = resource_statements(created, context, waits, crossing.in_main, elsewhere)
    templates = [_module(file, crossing, context) for file in files]
    outputs = rewritten(_outputs(graph, context), crossing.in_main)
    modules: list[Statement] = []
    for file, template in zip(files, templates, strict=True):
        depends = [
            Ref(context.symbols[key] if isinstance(key, NodeId) else key) for key in _depends(file, crossing, waits)
        ]
        modules += call(file, with_outputs(template, tuple(file.outputs.values())), crossing, depends)
    names = context.names.union(names_in([_outside_of(statement) for statement in modules]))
    told = names.union(names_in(outputs))
    used = {node: None for node in graph.nodes if context.symbols[node] in told}
    context.used.clear()
    context.used.update(used)
    return _Statements(resources, modules, outputs, {node.id for node in created}, names)


def _files(parts: Iterable[Part], context: Context) -> list[ModuleFile]:
    files: list[ModuleFile] = []
    for part in parts:
        symbol = _free_symbol(camel(f"{part.name} {'roles' if part.foreign else 'resources'}"), context)
        files.append(ModuleFile(part, symbol))
    return files


def _crossing(graph: Graph, context: Context, files: Iterable[ModuleFile]) -> Crossing:
    about = Decorator("description", ("Tags of every resource.",))
    tags = {"tags": Parameter("tags", TypeName("object"), decorators=(about,))} if context.tags else {}
    given = {name: taken(declared(parameter, context.words)) for name, parameter in context.parameters.items()}
    return Crossing(
        graph,
        context.symbols,
        {context.symbols[node.id]: node for node in graph},
        {node.id: file for file in files for node in file.part.nodes},
        {"location": taken(location(graph)), **tags, **given},
    )


def _module(file: ModuleFile, crossing: Crossing, context: Context) -> Template:
    template = write_module(file, crossing, context)
    if "location" in file.arguments:
        file.arguments["location"] = location_of(file, crossing)
    return template


def _depends(file: ModuleFile, crossing: Crossing, waits: Waits) -> list[StatementKey]:
    """What a module waits for beside what its arguments and its scope name."""
    names = set(names_in([file.arguments, target_of(file.part.scope, crossing)]))
    named: list[StatementKey] = [
        node.id for symbol, node in crossing.nodes.items() if symbol in names and node.id not in crossing.files
    ]
    return waits.of_module(file.symbol, [*named, *names])


def _outside_of(statement: Statement) -> object:
    """What a statement of the main file says itself: of a module without the file behind it."""
    return statement.items if isinstance(statement, Module) else statement


def _outputs(graph: Graph, context: Context) -> list[Statement]:
    statements: list[Statement] = []
    for name, value in graph.stack.outputs.items():
        kind, secure = _kind_of(value)
        decorators = (Decorator("description", (_told(name, value),)), *((Decorator("secure"),) if secure else ()))
        result = context.value(value)
        if isinstance(result, str):  # a linter rule asks for a variable: an output should not be a constant
            variable = _free_symbol(f"{name}Value", context)
            statements += [_described(variable, result, f"Value of the output {name}."), Blank()]
            result = Ref(variable)
        statements += [Output(name, TypeName(kind), result, decorators), Blank()]
    return statements


def _kind_of(value: str | Filled) -> tuple[str, bool]:
    """The type of an output, and whether it is secret."""
    if isinstance(value, StackParameter):
        return value.type, value.secure
    if isinstance(value, Attribute) and isinstance(value.resource, ModelModule):
        return value.resource.output_kind(value.path[-1])
    return "string", False


def _described(name: str, value: expr.Value, text: str) -> Variable:
    """A variable with a description, which a linter rule asks for."""
    return Variable(name, value, decorators=(Decorator("description", (text,)),))


def _free_symbol(name: str, context: Context) -> str:
    """The name, with a number behind it where a resource, a parameter or a role's variable has it."""
    taken = {symbol.lower() for symbol in (*context.symbols.values(), *context.parameters)}
    count, symbol = 1, name
    while symbol.lower() in taken or symbol.lower() in RESERVED:
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

"""Write the module of one scope and phase: its file, and the statement that calls it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Blank, Comment, Prop, Ref
from mlinfra.arm.tree import Module, Output, Statement, Template
from mlinfra.base.scope import Scope
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.node_id import NodeId, group_of, own_scope
from mlinfra.landing_zone.lower.crossing import Crossing, ModuleFile, taken
from mlinfra.landing_zone.lower.declarations import existing_statements, role_variables
from mlinfra.landing_zone.lower.parameters import declared, live_parameter
from mlinfra.landing_zone.lower.resources import resource_statements
from mlinfra.landing_zone.lower.statements import one_line, scope_call
from mlinfra.landing_zone.lower.waits import waits_in
from mlinfra.landing_zone.model._base import Resource as ModelResource
from mlinfra.landing_zone.model.scope import ResourceGroup


def write_module(file: ModuleFile, crossing: Crossing, outer: Context) -> Template:
    """The file of a module; notes in ``file`` what it takes. Outputs are asked for later: see `with_outputs`."""
    inner = Context(crossing.graph, crossing.symbols, tags=outer.tags, words=outer.words)
    here = {node.id for node in file.part.nodes}
    waits = waits_in(crossing.graph, lambda key: key if key in here else None)

    def change(value: expr.Value) -> expr.Value:
        if isinstance(value, Ref) and value.name in inner.parameters:  # maybe one that only this module uses
            crossing.shared.setdefault(value.name, taken(declared(inner.parameters[value.name], inner.words)))
        if isinstance(value, Ref) and value.name in inner.live:
            crossing.shared[value.name] = taken(live_parameter(inner.live[value.name]))
        return crossing.in_module(file, value)

    statements = resource_statements(file.part.nodes, inner, waits, change)
    outer.parameters.update(inner.parameters)
    outer.live.update(inner.live)
    inner.used = {node: None for node in crossing.graph.nodes if crossing.symbols[node] in inner.names}
    body: list[Statement] = [
        _title(file, crossing),
        Blank(),
        *(line for parameter in file.parameters.values() for line in (parameter, Blank())),
        *role_variables(inner, file.part.scope),
        *existing_statements(inner, file.part.scope, here),
        *statements,
    ]
    kind = file.part.scope.kind
    return Template(tuple(body[:-1]), None if kind == "resourceGroup" else kind)


def with_outputs(template: Template, outputs: Sequence[Output]) -> Template:
    """The file with what it tells."""
    lines = [line for output in outputs for line in (Blank(), output)]
    return Template((*template.body, *lines), template.scope)


def call(file: ModuleFile, template: Template, crossing: Crossing, depends: Sequence[Ref]) -> list[Statement]:
    """The statement that calls a module, with a comment above it."""
    items = []
    scope = target_of(file.part.scope, crossing)
    if scope is not None:
        items.append(Prop("scope", scope))
    if file.arguments:
        items.append(Prop("params", dict(file.arguments)))
    if depends:
        items.append(Prop("dependsOn", list(depends)))
    path = f"modules/{re.sub(r'[^A-Za-z0-9_.-]', '-', file.part.name)}.bicep"
    return [_comment(file), Module(file.symbol, path, template, tuple(items)), Blank()]


def target_of(scope: Scope, crossing: Crossing) -> expr.Value:
    """Where a module goes: a group that the main file creates by its symbol; None where the main file goes, too."""
    own = own_scope(crossing.graph.deployed)
    if scope.key == own.key:
        return None
    group = group_of(scope)
    if group is not None and group in crossing.graph.nodes and group not in crossing.files:
        return Ref(crossing.symbols[group])
    return scope_call(scope)


def location_of(file: ModuleFile, crossing: Crossing) -> expr.Value:
    """The region of what a module deploys: that of its resource group where the stack says it, else the stack's."""
    group: NodeId | None = group_of(file.part.scope)
    node = crossing.graph.node(group)
    if node is not None and isinstance(node.resource, ResourceGroup) and node.resource.location:
        return node.resource.location
    places = (node.resource.scope for node in file.part.nodes if isinstance(node.resource, ModelResource))
    return next((place.place.location for place in places if place and place.place.location), Ref("location"))


def _place_words(scope: Scope) -> str:
    if scope.kind == "resourceGroup":
        return scope.resource_group or "the resource group"
    words = {"subscription": "subscription", "managementGroup": "management group", "tenant": "tenant"}[scope.kind]
    name = scope.subscription or scope.management_group
    return f"{words} {name}" if name else f"the {words}"


def _title(file: ModuleFile, crossing: Crossing) -> Comment:
    place, stack = _place_words(file.part.scope), crossing.graph.stack.name
    if file.part.foreign:
        return Comment(one_line(f"// Roles in {place}, which the stack {stack} needs but does not own."))
    return Comment(one_line(f"// What the stack {stack} deploys to {place}."))


def _comment(file: ModuleFile) -> Comment:
    place = _place_words(file.part.scope)
    if file.part.foreign:
        reasons = dict.fromkeys(node.origin.because for node in file.part.nodes)
        return Comment(one_line(f"// roles in {place}: {'; '.join(reasons)}"))
    names = dict.fromkeys(node.id.name for node in file.part.nodes if node.id.on is None)
    return Comment(one_line(f"// resources in {place}: {', '.join(names)}"))

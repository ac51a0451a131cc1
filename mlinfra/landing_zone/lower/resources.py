"""Write the statements of the resources that one file creates, each after what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mlinfra.arm.expressions import Blank, Prop, Ref
from mlinfra.arm.rewrite import Change, names_in, rewritten
from mlinfra.arm.tree import Module, Resource, Statement
from mlinfra.base.frozen import replace
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.lower.statements import (
    module_statement,
    origin_comment,
    resource_statement,
    role_assignment_statement,
)
from mlinfra.landing_zone.lower.waits import StatementKey, Waits
from mlinfra.landing_zone.model._seldom import Seldom

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.module import Module as BicepModule
else:
    BicepModule = Seldom("model.module", "Module")


def resource_statements(
    nodes: Iterable[AnyNode],
    context: Context,
    waits: Waits,
    change: Change | None = None,
    replaced: set[str] | None = None,
) -> list[Statement]:
    """The resources, each with a comment that says where it comes from.

    ``change`` replaces what comes from other files; None where there are no others. ``replaced`` are the names that it
    replaces: most resources name none of them; None where it may replace any.
    """
    statements: list[Statement] = []
    for node in nodes:
        before = len(context.used)
        statement = _resource(node, context)
        named: list[StatementKey] = []
        named += [*context.used][before:]
        names = names_in(statement)
        if change is not None:
            if replaced is None or not replaced.isdisjoint(names):
                statement = rewritten(statement, change)
                names = names_in(statement)
            named += names
        wanted = waits.of_resource(node, named) if node.depends_on or waits.has_modules else []
        waited = [context.symbols[key] if isinstance(key, NodeId) else key for key in wanted]
        context.names.update(names, waited)
        statements += [origin_comment(node), _waiting(statement, waited), Blank()]
    return statements


def _resource(node: AnyNode, context: Context) -> Resource | Module:
    if isinstance(node.resource, BicepModule):
        return module_statement(node, node.resource, context)
    if isinstance(node.resource, RoleAssignment):
        return role_assignment_statement(node, node.resource, context)
    return resource_statement(node, context)


def _waiting(statement: Resource | Module, names: Sequence[str]) -> Resource | Module:
    if not names:
        return statement
    last = Prop("dependsOn", [Ref(name) for name in names])
    if isinstance(statement, Module):
        return replace(statement, items=(*statement.items, last))
    return replace(statement, items=(*statement.items, last))

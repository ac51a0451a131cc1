"""Declare the existing resources and the role variables that the resources of a file refer to."""

from __future__ import annotations

from collections.abc import Container, Iterator

from mlinfra.arm.expressions import Blank
from mlinfra.arm.tree import Decorator, Statement, Variable
from mlinfra.base.scope import Scope
from mlinfra.catalogue.roles import ROLES
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.role import definition_id, role_variable
from mlinfra.landing_zone.graph.node import AnyNode, written_in_parent
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.lower.statements import existing_statement, origin_comment


def is_existing(node: AnyNode) -> bool:
    """Whether a file declares a resource as existing: it is one, or a part of the body of its parent."""
    return node.existing or written_in_parent(node)


def role_variables(context: Context, scope: Scope) -> Iterator[Statement]:
    """The definitions of the roles that were assigned; ``scope`` is the one that the file is deployed to."""
    for role in sorted(context.roles):
        definition = definition_id(ROLES[role].guid, scope)
        about = Decorator("description", (f"Built-in role {role}.",))
        yield from (Variable(role_variable(role), definition, decorators=(about,)), Blank())


def existing_statements(context: Context, home: Scope, here: Container[NodeId]) -> list[Statement]:
    """The resources that were used and are not created by the file, parents first.

    ``home`` is where the file is deployed, ``here`` is what it creates.
    """
    for key in list(context.used):
        node = context.graph.nodes[key]
        while node.id not in here or is_existing(node):
            above = node.parent or node.id.on
            if above is None:
                break
            context.used[above] = None
            node = context.graph.nodes[above]
    statements: list[Statement] = []
    for node in context.graph:
        if node.id in context.used and (node.id not in here or is_existing(node)):
            statements += [origin_comment(node), existing_statement(node, context, home), Blank()]
    return statements

"""Declare the existing resources and the role variables that the resources of a file refer to."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.expressions import Blank, Call
from mlinfra.arm.tree import Decorator, Statement, Variable
from mlinfra.base.scope import Scope
from mlinfra.catalogue.roles import ROLES
from mlinfra.catalogue.types.authorization import ROLE_DEFINITION
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.node_body import written_in_parent
from mlinfra.landing_zone.bodies.role import role_variable
from mlinfra.landing_zone.graph.node import AnyNode
from mlinfra.landing_zone.lower.statements import existing_statement, origin_comment


def is_existing(node: AnyNode) -> bool:
    """Whether a file declares a resource as existing: it is one, or a part of the body of its parent."""
    return node.existing or written_in_parent(node)


def role_variables(context: Context) -> Iterator[Statement]:
    """The definitions of the roles that were assigned."""
    for role in sorted(context.roles):
        definition = Call("subscriptionResourceId", (ROLE_DEFINITION.type, ROLES[role].guid))
        about = Decorator("description", (f"Built-in role {role}.",))
        yield from (Variable(role_variable(role), definition, decorators=(about,)), Blank())


def existing_statements(context: Context, home: Scope) -> list[Statement]:
    """The existing resources that were used, parents first; ``home`` is where the file is deployed."""
    for key in list(context.used):
        node = context.graph.nodes[key]
        while is_existing(node) and node.parent is not None:
            context.used[node.parent] = None
            node = context.graph.nodes[node.parent]
    statements: list[Statement] = []
    for node in context.graph:
        if node.id in context.used and is_existing(node):
            statements += [origin_comment(node), existing_statement(node, context, home), Blank()]
    return statements

"""A context after its file's resources were written in, the declarations that they turned out to need out."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.arm.expressions import Blank, Call
from mlinfra.arm.tree import Decorator, Statement, Variable
from mlinfra.landing_zone.bodies import SHAPES
from mlinfra.landing_zone.bodies.role import role_variable
from mlinfra.landing_zone.bodies.shape import Context
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.roles import ROLES
from mlinfra.landing_zone.lower.statements import brought, explained

_DEFINITIONS = "Microsoft.Authorization/roleDefinitions"


def is_there(node: Node) -> bool:
    """A resource that a file declares as existing: brought along, or made as part of the one above it."""
    return node.existing or (node.kind in SHAPES and SHAPES[node.kind].body is None and node.id.on is None)


def role_variables(context: Context) -> Iterator[Statement]:
    """The definitions of the roles that were assigned."""
    for role in sorted(context.roles):
        definition = Call("subscriptionResourceId", (_DEFINITIONS, ROLES[role]))
        about = Decorator("description", (f"Built-in role {role}.",))
        yield from (Variable(role_variable(role), definition, decorators=(about,)), Blank())


def existing_statements(context: Context, home: tuple[str | None, str | None]) -> list[Statement]:
    """Declare what was used and is there already, those above it first; ``home`` is where the file is deployed."""
    for key in list(context.used):
        node = context.graph.nodes[key]
        while is_there(node) and node.parent is not None:
            context.used[node.parent.key] = None
            node = context.graph.nodes[node.parent.key]
    statements: list[Statement] = []
    for node in context.graph:
        if node.id.key in context.used and is_there(node):
            statements += [explained(node), brought(node, context, home), Blank()]
    return statements

"""Role assignments as ARM bodies: named by ids that are known before anything exists."""

from __future__ import annotations

import re

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member, Ref
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._body import Body
from mlinfra.landing_zone.model.identity import UserAssignedIdentity


def role_variable(role: str) -> str:
    """The variable that holds a role's definition id: ``Storage Blob Data Reader`` -> ``storageBlobDataReader``."""
    words = re.findall(r"[A-Za-z0-9]+", role)
    return "".join([words[0][0].lower() + words[0][1:], *(word[0].upper() + word[1:] for word in words[1:])])


def principal(assignment: RoleAssignment, context: Context) -> tuple[expr.Value, expr.Value]:
    """What names the principal of an assignment, and its object id."""
    who = assignment.principal
    if not isinstance(who, NodeId):
        return who, who
    held = context.graph.node(who)
    assert held is not None, "a principal is a resource of the graph"
    level = "properties" if held.kind is UserAssignedIdentity else "identity"
    return context.id(who), Member(Member(context.ref(who), level), "principalId")


def assignment(
    wish: RoleAssignment, context: Context, seed: expr.Value, object_id: expr.Value
) -> tuple[expr.Value, Body]:
    """The name and the body of an assignment."""
    context.roles[wish.role] = None
    definition = Ref(role_variable(wish.role))
    properties: Body = {
        "roleDefinitionId": definition,
        "principalId": object_id,
        "principalType": wish.principal_type,
        "description": wish.reason,
    }
    return Call("guid", (context.id(wish.on), seed, definition)), {"properties": properties}

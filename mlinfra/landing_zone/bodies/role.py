"""Role assignments as ARM bodies: named by ids that are known before anything exists."""

from __future__ import annotations

import re

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member, Ref
from mlinfra.base.scope import Scope
from mlinfra.catalogue.roles import ROLES
from mlinfra.catalogue.types.authorization import ROLE_DEFINITION
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._body import Body
from mlinfra.landing_zone.model.identity import UserAssignedIdentity


def role_variable(role: str) -> str:
    """The variable that holds a role's definition id: ``Storage Blob Data Reader`` -> ``storageBlobDataReader``."""
    words = re.findall(r"[A-Za-z0-9]+", role)
    return "".join([words[0][0].lower() + words[0][1:], *(word[0].upper() + word[1:] for word in words[1:])])


def _principal(assignment: RoleAssignment, context: Context) -> tuple[expr.Value, expr.Value]:
    """What names the principal of an assignment, and its object id."""
    who = assignment.principal
    if not isinstance(who, NodeId):
        return who, who
    held = context.graph.node(who)
    assert held is not None, "a principal is a resource of the graph"
    level = "properties" if held.kind is UserAssignedIdentity else "identity"
    return context.id(who), Member(Member(context.ref(who), level), "principalId")


def assignment(wish: RoleAssignment, context: Context) -> tuple[expr.Value, Body]:
    """The name and the body of an assignment; its name is made of ids that are known before anything exists."""
    seed, object_id = _principal(wish, context)
    definition = _definition(wish, context)
    properties: Body = {
        "roleDefinitionId": definition,
        "principalId": object_id,
        "principalType": wish.principal_type,
        "description": wish.reason,
    }
    if wish.condition:
        properties |= {"conditionVersion": "2.0", "condition": wish.condition}
    name = wish.name or Call("guid", (_scope_id(wish.on, context), seed, definition))
    return name, {"properties": properties}


def _definition(wish: RoleAssignment, context: Context) -> expr.Value:
    """The definition of a role: a variable for a built-in one, for a custom one the id that the author gives."""
    role = wish.role
    if role in ROLES:
        context.roles[role] = None
        return Ref(role_variable(role))
    return role if "/" in role else definition_id(role, wish.on.home if isinstance(wish.on, NodeId) else wish.on)


def definition_id(guid: str, scope: Scope) -> Call:
    """The id of a role's definition, in a file that is deployed to ``scope``."""
    above = scope.kind in {"managementGroup", "tenant"}  # where no subscription is known
    return Call("tenantResourceId" if above else "subscriptionResourceId", (ROLE_DEFINITION.type, guid))


def _scope_id(on: NodeId | Scope, context: Context) -> expr.Value:
    """What a role is held on: a resource, or the scope that the file is deployed to."""
    return context.id(on) if isinstance(on, NodeId) else Member(Call(on.kind), "id")

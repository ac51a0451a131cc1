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
from mlinfra.landing_zone.model.identity import UserAssignedIdentity


def role_variable(role: str) -> str:
    """The variable that holds a role's definition id: ``Storage Blob Data Reader`` -> ``storageBlobDataReader``."""
    words = re.findall(r"[A-Za-z0-9]+", role)
    return "".join([words[0][0].lower() + words[0][1:], *(word[0].upper() + word[1:] for word in words[1:])])


def object_id(holder: NodeId, context: Context) -> expr.Value:
    """The object id of the identity of a resource."""
    held = context.graph.node(holder)
    assert held is not None, "a principal is a resource of the graph"
    level = "properties" if held.kind is UserAssignedIdentity else "identity"
    return Member(Member(context.ref(holder), level), "principalId")


def assignment_name(wish: RoleAssignment, context: Context) -> expr.Value:
    """The name of an assignment: made of ids that are known before anything exists."""
    if wish.name:
        return wish.name
    who = context.id(wish.principal) if isinstance(wish.principal, NodeId) else context.value(wish.principal)
    home = wish.on.home if isinstance(wish.on, NodeId) else wish.on
    return Call("guid", (scope_id(wish.on, context), who, definition(wish.role, home, context)))


def definition(role: str, home: Scope, context: Context) -> expr.Value:
    """The definition of a role: a variable for a built-in one, for a custom one what its GUID or id says."""
    if role in ROLES:
        context.roles[role] = None
        return Ref(role_variable(role))
    return role if "/" in role else definition_id(role, home)


def definition_id(guid: str, scope: Scope) -> Call:
    """The id of a role's definition, in a file that is deployed to ``scope``."""
    above = scope.kind in {"managementGroup", "tenant"}  # where no subscription is known
    return Call("tenantResourceId" if above else "subscriptionResourceId", (ROLE_DEFINITION.type, guid))


def scope_id(on: NodeId | Scope, context: Context) -> expr.Value:
    """What an extension belongs to: a resource, or the scope that the file is deployed to."""
    return context.id(on) if isinstance(on, NodeId) else Member(Call(on.kind), "id")

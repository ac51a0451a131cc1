"""Write the statement of a resource, and the comment that says where it comes from."""

from __future__ import annotations

import re
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Comment, Hole, Interp, Member, Prop
from mlinfra.arm.invisible import INVISIBLE
from mlinfra.arm.tree import Module as ModuleStatement
from mlinfra.arm.tree import Resource
from mlinfra.base.scope import Scope
from mlinfra.catalogue.lookup import api_version
from mlinfra.landing_zone.bodies.context import Context
from mlinfra.landing_zone.bodies.node_body import resource_body
from mlinfra.landing_zone.bodies.role import assignment_name
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, ExistingPart
from mlinfra.landing_zone.graph.node_id import NodeId, own_scope
from mlinfra.landing_zone.model._base import Resource as ModelResource
from mlinfra.landing_zone.model._fields import Existing
from mlinfra.landing_zone.model._seldom import Seldom

if TYPE_CHECKING:
    from mlinfra.landing_zone.graph.derived_network import DnsZone
    from mlinfra.landing_zone.model.module import Module
    from mlinfra.landing_zone.model.private_dns import PrivateDnsZone
else:
    DnsZone = Seldom("graph.derived_network", "DnsZone")
    PrivateDnsZone = Seldom("model.private_dns", "PrivateDnsZone")

_STORAGE_SUFFIX = "core.windows.net"


def resource_statement(node: AnyNode, context: Context) -> Resource:
    """A resource that the file creates."""
    properties = [*_place(node, context), *starmap(Prop, resource_body(node, context).items())]
    symbol, origin = context.symbols[node.id], node.origin
    return Resource(symbol, node.id.type, version_of(node), tuple(properties), origin=origin)


def module_statement(node: AnyNode, module: Module, context: Context) -> ModuleStatement:
    """A module of a registry by its reference, a compiled file under the name of its deployment."""
    from mlinfra.arm.module_files import is_reference

    path = module.source if is_reference(module.source) else f"modules/{module.name}.json"
    items = [Prop("name", module.name)]
    if node.id.home.key != own_scope(context.graph.deployed).key:
        items.append(Prop("scope", scope_call(node.id.home)))
    if module.parameters:
        items.append(Prop("params", context.value(module.parameters)))
    return ModuleStatement(context.symbols[node.id], path, module.template, tuple(items))


def version_of(node: AnyNode) -> str:
    """The API version that a resource is written in: its own where the author gives one, else that of the catalogue."""
    held = node.resource
    if isinstance(held, ModelResource):
        return held.written_version or api_version(node.id.type)
    source = held.kind if isinstance(held, (Existing, ExistingPart)) else held
    return getattr(source, "api_version", "") or api_version(node.id.type)


def role_assignment_statement(node: AnyNode, resource: RoleAssignment, context: Context) -> Resource:
    """A role assignment."""
    own = node.id
    name, body = assignment_name(resource, context), resource_body(node, context)
    scope = [Prop("scope", context.ref(resource.on))] if isinstance(resource.on, NodeId) else []
    items = (*scope, Prop("name", name), *starmap(Prop, body.items()))
    return Resource(context.symbols[own], own.type, api_version(own.type), items, origin=node.origin)


def existing_statement(node: AnyNode, context: Context, home: Scope) -> Resource:
    """An existing resource; ``home`` is the scope that the file is deployed to."""
    items = _place(node, context)
    if node.parent is None and node.id.on is None and node.id.home.key != home.key:
        items.append(Prop("scope", scope_call(node.id.home)))
    symbol = context.symbols[node.id]
    return Resource(symbol, node.id.type, version_of(node), tuple(items), existing=True, origin=node.origin)


def origin_comment(node: AnyNode) -> Comment:
    """Say what a resource is and where it comes from, in one line."""
    place = f" ({node.origin.where})" if node.origin.where else ""
    if isinstance(node.resource, RoleAssignment):
        return Comment(one_line(f"// because {node.origin.because}{place}"))
    because = f", because {node.origin.because}" if node.origin.because else ""
    name = ":".join(node.id.names[-2:]) if node.id.type.endswith("/versions") else node.id.name
    return Comment(one_line(f"// {_noun(node)} {name}{because}{place}"))


def _place(node: AnyNode, context: Context) -> list[Prop]:
    if node.parent is None:
        scope = [Prop("scope", context.ref(node.id.on))] if node.id.on is not None else []
        return [*scope, Prop("name", _name(node))]
    return [Prop("parent", context.ref(node.parent)), Prop("name", node.id.name)]


def _name(node: AnyNode) -> expr.Value:
    """Names of zones end in the cloud's own suffix."""
    name = node.id.name
    if name.endswith(_STORAGE_SUFFIX) and issubclass(node.kind, (DnsZone, PrivateDnsZone)):
        suffix = Member(Member(Call("environment"), "suffixes"), "storage")
        return Interp((name.removesuffix(_STORAGE_SUFFIX), Hole(suffix)))
    return name


def scope_call(scope: Scope) -> Call:
    """The function that names a scope: ``resourceGroup('rg-a')``; without arguments the one that is deployed to."""
    parts = (scope.subscription, scope.resource_group or scope.management_group)
    return Call(scope.kind, tuple(part for part in parts if part is not None))


def _noun(node: AnyNode) -> str:
    kind = node.kind.__name__
    if (
        isinstance(node.resource, ExistingPart) and getattr(node.kind, "arm_type", "") != node.id.type
    ):  # what is above it
        kind = node.id.type.rsplit("/", maxsplit=1)[-1].removesuffix("s")
    return f"existing {_words(kind)}".rstrip() if node.existing else _words(kind)


@cache
def _words(name: str) -> str:
    """``UserAssignedIdentity`` -> ``user assigned identity``: of the name of a class, or of a type."""
    return " ".join(re.findall(r"[A-Za-z][a-z]+", name)).lower()


def one_line(text: str) -> str:
    """A comment ends with its line, whatever a name holds."""
    return text if text.isascii() and text.isprintable() else re.sub(_LINE_ENDS, " ", text)


_LINE_ENDS = rf"[\t\n\r{INVISIBLE}]"

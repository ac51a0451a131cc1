"""Give each resource of a graph a symbol that says what it is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mlinfra.catalogue.roles import ROLES
from mlinfra.landing_zone.bodies.role import role_variable
from mlinfra.landing_zone.graph.derived import BlobService, RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, ExistingPart, Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.graph.references import referred
from mlinfra.landing_zone.model._seldom import Seldom
from mlinfra.landing_zone.model.insights import ApplicationInsights
from mlinfra.landing_zone.model.workspace import Workspace

if TYPE_CHECKING:
    from mlinfra.landing_zone.graph.derived_assets import AssetContainer
    from mlinfra.landing_zone.graph.derived_network import DnsLink, DnsZoneGroup, PrivateEndpoint
    from mlinfra.landing_zone.model._asset import AssetVersion
    from mlinfra.landing_zone.model.private_dns import VirtualNetworkLink
    from mlinfra.landing_zone.model.private_endpoint import PrivateDnsZoneGroup
    from mlinfra.landing_zone.model.role_definition import RoleDefinition
else:
    AssetVersion = Seldom("model._asset", "AssetVersion")
    AssetContainer = Seldom("graph.derived_assets", "AssetContainer")
    DnsLink = Seldom("graph.derived_network", "DnsLink")
    DnsZoneGroup = Seldom("graph.derived_network", "DnsZoneGroup")
    PrivateEndpoint = Seldom("graph.derived_network", "PrivateEndpoint")
    VirtualNetworkLink = Seldom("model.private_dns", "VirtualNetworkLink")
    PrivateDnsZoneGroup = Seldom("model.private_endpoint", "PrivateDnsZoneGroup")
    RoleDefinition = Seldom("model.role_definition", "RoleDefinition")

_TAKEN = {
    "location", "tags", "az", "sys", "this", "true", "false", "null", "resource", "module", "param", "var", "output",
    "type", "func", "metadata", "import", "existing", "if", "for", "in", "resourceGroup", "subscription", "tenant",
    "environment", "guid", "union", "deployment", "string", "int", "bool", "object", "array", "any",
    *(role_variable(role.name) for role in ROLES.values()),
}  # fmt: skip
"""Names that mean something else, or would hide something."""
RESERVED = frozenset(name.lower() for name in _TAKEN)
"""The same in lower case: symbols that differ in case alone confuse a reader."""


_WORD = re.compile(r"[A-Za-z0-9]+")


def camel(text: str) -> str:
    """``gpu-a100 reads ds_shipments`` -> ``gpuA100ReadsDsShipments``."""
    words = _WORD.findall(text)
    joined = "".join([word[0].upper() + word[1:] for word in words])
    joined = joined[0].lower() + joined[1:] if joined else "it"
    return joined if joined[0].isalpha() else f"n{joined}"


def name_symbols(graph: Graph, taken: set[str]) -> dict[NodeId, str]:
    """Give each node a symbol of its own; ``taken`` are the names of parameters."""
    slots = _slots(graph)
    used = {name.lower() for name in taken}
    symbols: dict[NodeId, str] = {}
    for node in graph:
        wanted = (slots.get(node.id) or _wanted(node, symbols))[:120]
        symbol, lower, count = wanted, wanted.lower(), 2
        if (lower in used or lower in RESERVED) and not _is_derived(node):
            symbol = camel(f"{wanted} {_noun(node)}")
            lower = symbol.lower()
        while lower in used or lower in RESERVED:
            symbol, count = f"{wanted}{count}", count + 1
            lower = symbol.lower()
        used.add(lower)
        symbols[node.id] = symbol
    return symbols


def _slots(graph: Graph) -> dict[NodeId, str]:
    """What the one workspace of a stack uses is called after what it uses it for."""
    workspaces = list(graph.of(Workspace))
    if len(workspaces) != 1:
        return {}
    (workspace,) = workspaces
    slots = {workspace.id: "workspace"}
    resource = workspace.resource
    parts = {
        "storage": resource.storage,
        "keyVault": resource.key_vault,
        "registry": resource.registry,
        "insights": resource.insights,
        "logs": resource.insights.logs if isinstance(resource.insights, ApplicationInsights) else None,
    }
    for slot, part in parts.items():
        if part is not None:
            slots.setdefault(referred(graph, part, workspace.id), slot)
    return slots


def _wanted(node: AnyNode, symbols: dict[NodeId, str]) -> str:
    kind: type = type(node.resource)
    if not _says_more(kind):
        return camel(node.id.name)
    above = symbols.get(node.parent, "") if node.parent else ""
    if isinstance(node.resource, RoleAssignment):
        who = node.resource.principal
        holder = symbols.get(who, who.name) if isinstance(who, NodeId) else node.resource.principal_type
        role, on = node.resource.role, node.resource.on
        held = symbols.get(on, "") if isinstance(on, NodeId) else on.resource_group or on.kind
        verb = ROLES[role].verb or role if role in ROLES else "holds role on"
        return camel(f"{holder} {verb} {held}")
    if isinstance(node.resource, RoleDefinition):  # its name is a GUID
        return camel(f"role {node.resource.role_name}")
    if isinstance(node.resource, AssetVersion):
        return camel(f"{node.id.names[-2]} v{node.id.names[-1]}")
    if isinstance(node.resource, ExistingPart) and node.resource.kind is BlobService:
        return camel(f"{above} blobs")
    if isinstance(node.resource, ExistingPart) and node.id.name == "default":
        return camel(f"{above} {node.id.type.rsplit('/', maxsplit=1)[-1]}")
    if isinstance(node.resource, (DnsZoneGroup, PrivateDnsZoneGroup)):
        return camel(f"{above} dns")
    if isinstance(node.resource, (DnsLink, VirtualNetworkLink)):
        return camel(f"{above} link")
    if isinstance(node.resource, PrivateEndpoint):
        target = symbols.get(node.resource.target, node.resource.target.name)
        several = node.resource.group in {"blob", "file", "dfs", "queue", "table"}
        return camel(f"{target} {node.resource.group if several else ''} endpoint")
    return camel(node.id.name)


@cache
def _says_more(kind: type) -> bool:
    """Whether the symbol of a resource of this class may be another than its name: asked of each class, not of each node."""
    named = (RoleAssignment, RoleDefinition, AssetVersion, ExistingPart, PrivateEndpoint)
    return issubclass(kind, (*named, DnsZoneGroup, PrivateDnsZoneGroup, DnsLink, VirtualNetworkLink))


def _is_derived(node: AnyNode) -> bool:
    return isinstance(node.resource, (RoleAssignment, PrivateEndpoint))


def _noun(node: AnyNode) -> str:
    words = re.findall(r"[A-Z][a-z]+", node.kind.__name__)
    return words[-1] if words else "resource"

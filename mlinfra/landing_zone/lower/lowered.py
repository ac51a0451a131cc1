"""A stack as templates: the template tree, its parameter file, its scope and the origin of each resource."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mlinfra.arm.tree import ParameterFile, Template
from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json
from mlinfra.base.origin import Origin
from mlinfra.base.scope import DeploymentScope
from mlinfra.catalogue.roles import ROLES
from mlinfra.catalogue.types.authorization import ROLE_ASSIGNMENT
from mlinfra.landing_zone.bodies.context import LiveValue
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.node import AnyNode, Graph
from mlinfra.landing_zone.graph.node_id import NodeId
from mlinfra.landing_zone.model._seldom import Seldom

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.module import Module
else:
    Module = Seldom("model.module", "Module")

_IN_MODULE = r"resources(?:\[(\d+)\]|\.([^.]+))\.properties\.template\."
_SUBSCRIPTION = r"^/subscriptions/[^/]+"
_ASSIGNMENTS = f"/providers/{ROLE_ASSIGNMENT.key}/"


@dataclass(frozen=True, slots=True)
class Lowered:
    """A stack as templates.

    ``resources`` are the nodes of ``graph`` that the templates create, ``existing`` those that they refer to, both in
    the order of deployment.
    """

    template: Template
    parameters: ParameterFile
    scope: DeploymentScope
    graph: Graph
    resources: tuple[AnyNode, ...]
    existing: tuple[AnyNode, ...]
    parts: tuple[AnyNode, ...] = ()
    """Those that the templates create as a part of their parent's body, such as subnets."""
    live: tuple[LiveValue, ...] = ()
    """The parameters that hold what is live, for the first writes of what is written again."""
    known: dict[str, Origin] = field(default_factory=dict, repr=False, compare=False)
    """What ``origins`` gave: a stack that is only rendered asks for none."""

    @property
    def origins(self) -> Mapping[str, Origin]:
        """The origin of every node by its `origin_key`; made when it is first asked for."""
        if not self.known:
            self.known.update(_origins_of(self.graph))
        return self.known

    def origin(self, arm_id: str, body: Mapping[str, Any] | None = None) -> Origin | None:
        """Where the resource with this id comes from; ``body`` is needed for role assignments."""
        return self.origins.get(origin_key(arm_id, body))

    def nodes(self) -> dict[str, AnyNode]:
        """The created nodes by their `origin_key`."""
        return {_node_key(node, self.scope): node for node in self.resources if not node.id.phase}

    def rewritten(self) -> frozenset[str]:
        """The `origin_key` of each resource that is written in a later phase too."""
        return frozenset(_node_key(node, self.scope) for node in self.resources if node.id.phase)


def origin_of(lowered: Lowered, template: Mapping[str, Json], path: str, body: Mapping[str, Json]) -> Origin | None:
    """Where a resource comes from: its own line, or that of the module whose template has it, by its path in the whole.

    Example: ``resources.logs.properties.template.resources[0]`` is made by the module whose deployment ``logs`` is.
    """
    own = lowered.origin(str(body.get("id", "")), body)
    match = re.match(_IN_MODULE, path)
    if own is not None or match is None:
        return own
    resources: Json = template["resources"]
    entry = resources[int(match[1])] if match[1] else resources[match[2]]
    modules = (node for node in lowered.resources if isinstance(node.resource, Module))
    node = next((node for node in modules if node.id.name == entry.get("name")), None)
    return Origin(node.origin.where, f"the module {node.id.name} makes it") if node else None


def origin_key(arm_id: str, body: Mapping[str, Any] | None = None) -> str:
    """Find the key of an ARM id in `Lowered.origins`.

    It is the id in lower case without its subscription. The
    name of a role assignment does, as it is a GUID made of ids: its last part is replaced by the GUID of the role
    (the end of ``roleDefinitionId``), ``:`` and the assignment's ``description``, both from ``body``'s properties.
    """
    key = re.sub(_SUBSCRIPTION, "", arm_id.lower())
    if _ASSIGNMENTS not in key or body is None:
        return key
    properties = body.get("properties", body)
    role = str(properties.get("roleDefinitionId", "")).lower().rstrip("')]").rsplit("/", maxsplit=1)[-1]
    role = role.rsplit("'", maxsplit=1)[-1]
    return f"{key.rsplit('/', maxsplit=1)[0]}/{role}:{properties.get('description', '')}".lower()


def _origins_of(graph: Graph) -> dict[str, Origin]:
    return {_node_key(node, graph.deployed): node.origin for node in graph if not node.id.phase}


def _node_key(node: AnyNode, deployed: DeploymentScope) -> str:
    if not isinstance(node.resource, RoleAssignment):
        return origin_key(node.id.arm_id(deployed))
    on, role = node.resource.on, node.resource.role
    before = origin_key(on.arm_id(deployed) if isinstance(on, NodeId) else on.id(deployed))
    guid = ROLES[role].guid if role in ROLES else role.rsplit("/", maxsplit=1)[-1]
    return f"{before.rstrip('/')}{_ASSIGNMENTS}{guid}:{node.resource.reason}".lower()

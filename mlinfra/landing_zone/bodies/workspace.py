"""Workspaces as ARM bodies; what does not change is spelled out, so that a forecast shows no noise."""

from __future__ import annotations

from mlinfra.landing_zone.bodies.ml import VERSION
from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape, identity, some, switch
from mlinfra.landing_zone.graph.derived import OutboundRule
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.passes.defaults import private_of
from mlinfra.landing_zone.model.identity import SystemAssigned
from mlinfra.landing_zone.model.network import Fqdn, Managed, PrivateTarget, ServiceTag
from mlinfra.landing_zone.model.workspace import Workspace

_AUTH = {"identity": "Identity", "accesskey": "AccessKey"}
_ISOLATION = {"internet": "AllowInternetOutbound", "approved": "AllowOnlyApprovedOutbound"}


def _workspace(node: Node, context: Context) -> Body:
    workspace: Workspace = node.resource
    properties = some(
        friendlyName=workspace.name,
        description=workspace.description,
        storageAccount=context.id(node.link("storage")),
        keyVault=context.id(node.link("key_vault")),
        applicationInsights=context.id(node.link("insights")),
        containerRegistry=context.id(node.link("registry")) if node.link("registry") else None,
        primaryUserAssignedIdentity=(
            None if isinstance(workspace.identity, SystemAssigned) else context.id(node.link("identity"))
        ),
        publicNetworkAccess=switch(private_of(workspace) is None),
        systemDatastoresAuthMode=_AUTH[workspace.system_datastores_auth],
        imageBuildCompute=workspace.image_build_compute,
        managedNetwork=_managed(workspace),
        hbiWorkspace=False,
        v1LegacyMode=False,
    )
    return {
        "location": LOCATION,
        **context.all_tags(workspace.tags),
        "sku": {"name": "Basic", "tier": "Basic"},
        "kind": "Default",
        **identity(node, context),
        "properties": properties,
    }


def _managed(workspace: Workspace) -> Body | None:
    network = workspace.network
    if not isinstance(network, Managed):
        return None
    firewall: Body = {"firewallSku": network.firewall} if network.isolation == "approved" else {}
    return {"isolationMode": _ISOLATION[network.isolation], **firewall}


def _rule(node: Node, context: Context) -> Body:
    rule = node.resource.rule
    if isinstance(rule, Fqdn):
        return {"properties": {"type": "FQDN", "category": "UserDefined", "destination": rule.host}}
    if isinstance(rule, ServiceTag):
        destination: Body = {"serviceTag": rule.tag, "protocol": rule.protocol, "portRanges": rule.ports}
        return {"properties": {"type": "ServiceTag", "category": "UserDefined", "destination": destination}}
    assert isinstance(rule, PrivateTarget), f"no shape for {type(rule).__name__}"
    destination = {
        "serviceResourceId": context.id(node.resource.target),
        "subresourceTarget": rule.group,
        "sparkEnabled": False,
    }
    return {"properties": {"type": "PrivateEndpoint", "category": "UserDefined", "destination": destination}}


SHAPES = {Workspace: Shape(VERSION, _workspace), OutboundRule: Shape(VERSION, _rule)}

"""Clusters and instances as ARM bodies."""

from __future__ import annotations

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member
from mlinfra.landing_zone.bodies.ml import VERSION
from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape, duration, identity, some
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.graph.passes.defaults import private_of
from mlinfra.landing_zone.model.compute import ComputeCluster, ComputeInstance
from mlinfra.landing_zone.model.network import Managed, Private


def _cluster(node: Node, context: Context) -> Body:
    cluster: ComputeCluster = node.resource
    settings = some(
        vmSize=cluster.size,
        vmPriority="LowPriority" if cluster.low_priority else "Dedicated",
        osType="Linux",
        scaleSettings={
            "minNodeCount": cluster.nodes.minimum,
            "maxNodeCount": cluster.nodes.maximum,
            "nodeIdleTimeBeforeScaleDown": duration(cluster.nodes.idle),
        },
        remoteLoginPortPublicAccess="Disabled",
        **_placed(node, context),
    )
    return _compute(node, context, "AmlCompute", settings)


def _instance(node: Node, context: Context) -> Body:
    instance: ComputeInstance = node.resource
    settings = some(
        vmSize=instance.size,
        idleTimeBeforeShutdown=None if instance.idle is None else duration(instance.idle),
        applicationSharingPolicy=instance.application_sharing,
        sshSettings={"sshPublicAccess": "Disabled"},
        **_user(instance),
        **_placed(node, context),
    )
    return _compute(node, context, "ComputeInstance", settings)


def _user(instance: ComputeInstance) -> Body:
    if instance.user is None:
        return {}
    tenant: expr.Value = instance.tenant or Member(Call("subscription"), "tenantId")
    return {
        "computeInstanceAuthorizationType": "personal",
        "personalComputeInstanceSettings": {"assignedUser": {"objectId": instance.user, "tenantId": tenant}},
    }


def _placed(node: Node, context: Context) -> Body:
    """Nodes of a private workspace have no public address; without a subnet of their own they share the endpoints'."""
    workspace = context.graph.node(node.parent)
    assert workspace is not None, "a compute belongs to a workspace"
    network, subnet = workspace.resource.network, node.link("subnet")
    if subnet is None and isinstance(network, Private):
        subnet = workspace.link("network.subnet")
    hidden = private_of(workspace.resource) is not None or isinstance(network, Managed)
    return some(enableNodePublicIp=not hidden, subnet={"id": context.id(subnet)} if subnet else None)


def _compute(node: Node, context: Context, kind: str, settings: Body) -> Body:
    properties = some(
        computeType=kind,
        computeLocation=LOCATION,
        description=node.resource.description,
        disableLocalAuth=True,
        properties=settings,
    )
    tags = context.all_tags(node.resource.tags)
    return {"location": LOCATION, **tags, **identity(node, context), "properties": properties}


SHAPES = {ComputeCluster: Shape(VERSION, _cluster), ComputeInstance: Shape(VERSION, _instance)}

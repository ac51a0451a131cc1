"""Datastores as ARM bodies, without credentials."""

from __future__ import annotations

from typing import Any

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member
from mlinfra.landing_zone.bodies.ml import VERSION
from mlinfra.landing_zone.bodies.shape import Body, Context, Shape, some
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.datastore import BlobDatastore, DataLakeDatastore


def _blob(node: Node, context: Context) -> Body:
    return _datastore(node, context, "AzureBlob", {"containerName": node.resource.container})


def _lake(node: Node, context: Context) -> Body:
    return _datastore(node, context, "AzureDataLakeGen2", {"filesystem": node.resource.filesystem})


def _datastore(node: Node, context: Context, kind: str, place: Body) -> Body:
    account = node.link("account")
    assert account is not None, "every datastore has an account"
    subscription: expr.Value = account.subscription or Member(Call("subscription"), "subscriptionId")
    group: expr.Value = account.group or Member(Call("resourceGroup"), "name")
    properties = some(
        datastoreType=kind,
        description=node.resource.description,
        tags=dict[str, Any](node.resource.tags),
        accountName=context.name(account),
        **place,
        endpoint=Member(Member(Call("environment"), "suffixes"), "storage"),
        protocol="https",
        subscriptionId=subscription,
        resourceGroup=group,
        serviceDataAccessAuthIdentity="None",
        credentials={"credentialsType": "None"},
    )
    return {"properties": properties}


SHAPES: dict[type, Shape] = {BlobDatastore: Shape(VERSION, _blob), DataLakeDatastore: Shape(VERSION, _lake)}

"""Storage accounts as ARM bodies; defaults are spelled out, so that a forecast shows no noise."""

from __future__ import annotations

from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape, switch
from mlinfra.landing_zone.graph.derived import BlobContainer, BlobService
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.storage import StorageAccount

VERSION = "2025-06-01"


def _account(node: Node, context: Context) -> Body:
    account: StorageAccount = node.resource
    service: Body = {"enabled": True, "keyType": "Account"}
    properties: Body = {
        "accessTier": "Hot",
        "allowBlobPublicAccess": False,
        "allowCrossTenantReplication": False,
        "allowSharedKeyAccess": account.shared_keys,
        "defaultToOAuthAuthentication": not account.shared_keys,
        "encryption": {"keySource": "Microsoft.Storage", "services": {"blob": service, "file": service}},
        "isHnsEnabled": account.hierarchical_namespace,
        "minimumTlsVersion": "TLS1_2",
        "networkAcls": {"bypass": "AzureServices", "defaultAction": "Allow" if account.public_access else "Deny"},
        "publicNetworkAccess": switch(bool(account.public_access)),
        "supportsHttpsTrafficOnly": True,
    }
    if account.sku.startswith("Premium"):
        del properties["accessTier"]
    return {
        "location": LOCATION,
        **context.all_tags(account.tags),
        "sku": {"name": account.sku},
        "kind": "StorageV2",
        "properties": properties,
    }


def _container(_node: Node, _context: Context) -> Body:
    return {"properties": {"publicAccess": "None"}}


SHAPES: dict[type, Shape] = {
    StorageAccount: Shape(VERSION, _account),
    BlobService: Shape(VERSION),
    BlobContainer: Shape(VERSION, _container),
}

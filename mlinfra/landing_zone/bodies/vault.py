"""Key vaults as ARM bodies; never with access policies, which a deployment would replace."""

from __future__ import annotations

from mlinfra.arm.expressions import Call, Member
from mlinfra.landing_zone.bodies.shape import LOCATION, Body, Context, Shape, switch
from mlinfra.landing_zone.graph.node import Node
from mlinfra.landing_zone.model.vault import KeyVault


def _vault(node: Node, context: Context) -> Body:
    vault: KeyVault = node.resource
    properties: Body = {
        "tenantId": Member(Call("subscription"), "tenantId"),
        "sku": {"family": "A", "name": vault.sku},
        "enableRbacAuthorization": True,
        "enableSoftDelete": True,
        "softDeleteRetentionInDays": vault.retention,
        # Once on it cannot be off: false is said by saying nothing.
        **({"enablePurgeProtection": True} if vault.purge_protection else {}),
        "enabledForDeployment": False,
        "enabledForDiskEncryption": False,
        "enabledForTemplateDeployment": False,
        "networkAcls": {"bypass": "AzureServices", "defaultAction": "Allow" if vault.public_access else "Deny"},
        "publicNetworkAccess": switch(bool(vault.public_access)),
    }
    return {"location": LOCATION, **context.all_tags(vault.tags), "properties": properties}


SHAPES = {KeyVault: Shape("2026-02-01", _vault)}

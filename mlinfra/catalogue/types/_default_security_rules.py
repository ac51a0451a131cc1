"""The security rules that Azure puts into every network security group.

Source: learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules.
"""

from __future__ import annotations

from mlinfra.base.json_value import Json

_RULES = (
    # name, priority, direction, access, from, to, description
    (
        "AllowVnetInBound", 65000, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork",
        "Allow inbound traffic from all VMs in VNET",
    ),
    (
        "AllowAzureLoadBalancerInBound", 65001, "Inbound", "Allow", "AzureLoadBalancer", "*",
        "Allow inbound traffic from azure load balancer",
    ),
    ("DenyAllInBound", 65500, "Inbound", "Deny", "*", "*", "Deny all inbound traffic"),
    (
        "AllowVnetOutBound", 65000, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork",
        "Allow outbound traffic from all VMs to all VMs in VNET",
    ),
    ("AllowInternetOutBound", 65001, "Outbound", "Allow", "*", "Internet", "Allow outbound traffic from all VMs to Internet"),
    ("DenyAllOutBound", 65500, "Outbound", "Deny", "*", "*", "Deny all outbound traffic"),
)  # fmt: skip


def default_security_rules(group: str) -> list[Json]:
    """The rules of one group, as Azure tells them; ``group``: its type."""
    return [
        {
            "name": name,
            "id": f"{{id}}/defaultSecurityRules/{name}",
            "type": f"{group}/defaultSecurityRules",
            "properties": {
                "provisioningState": "Succeeded",
                "description": description,
                "protocol": "*",
                "sourcePortRange": "*",
                "destinationPortRange": "*",
                "sourceAddressPrefix": source,
                "destinationAddressPrefix": target,
                "access": access,
                "priority": priority,
                "direction": direction,
            },
        }
        for name, priority, direction, access, source, target, description in _RULES
    ]

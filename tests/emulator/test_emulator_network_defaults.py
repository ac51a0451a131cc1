"""What Azure puts into resources of a network by itself."""

from __future__ import annotations

from typing import Any

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml"


def test_a_security_group_has_the_default_rules(azure: Any) -> None:
    """A group without rules of its own lists the six that Azure adds, the denials last in each direction."""
    azure.group()
    path = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg-ml"
    status, body = azure.send("PUT", path, {"location": "westeurope", "properties": {}})
    assert status == 201
    rules = body["properties"]["defaultSecurityRules"]
    assert [rule["name"] for rule in rules if rule["properties"]["access"] == "Deny"] == [
        "DenyAllInBound",
        "DenyAllOutBound",
    ]
    assert len(rules) == 6
    assert rules[0]["id"] == f"{path}/defaultSecurityRules/AllowVnetInBound"

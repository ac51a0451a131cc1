"""Access policies join those of a vault, take their place, or take them away."""

from __future__ import annotations

from typing import Any

VAULT = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml/providers/Microsoft.KeyVault/vaults/kv-ml-1"
TENANT = "00000000-0000-0000-0000-0000000007e4"
FIRST, SECOND = (f"aaaaaaaa-0000-4000-8000-00000000000{number}" for number in (1, 2))


def _policy(who: str, *rights: str) -> dict[str, Any]:
    return {"tenantId": TENANT, "objectId": who, "permissions": {"secrets": list(rights)}}


def _put(azure: Any, action: str, *policies: dict[str, Any]) -> dict[str, list[str]]:
    """Send policies, and tell what each holder may do with secrets then."""
    status, _ = azure.send(
        "PUT", f"{VAULT}/accessPolicies/{action}", {"properties": {"accessPolicies": list(policies)}}
    )
    assert status < 300
    _, vault = azure.send("GET", VAULT)
    return {policy["objectId"]: policy["permissions"]["secrets"] for policy in vault["properties"]["accessPolicies"]}


def test_policies_change_those_of_the_vault(azure: Any) -> None:
    """``add`` joins rights, ``replace`` and ``remove`` do what they say."""
    azure.group()
    sku = {"family": "A", "name": "standard"}
    body = {"location": "westeurope", "properties": {"tenantId": TENANT, "sku": sku, "enableRbacAuthorization": False}}
    assert azure.send("PUT", VAULT, body)[0] < 300
    assert _put(azure, "add", _policy(FIRST, "get")) == {FIRST: ["get"]}
    both = _put(azure, "add", _policy(FIRST, "list"), _policy(SECOND, "get"))
    assert both == {FIRST: ["get", "list"], SECOND: ["get"]}
    assert _put(azure, "remove", _policy(FIRST)) == {SECOND: ["get"]}
    assert _put(azure, "replace", _policy(FIRST, "all")) == {FIRST: ["all"]}

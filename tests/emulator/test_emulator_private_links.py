"""A private endpoint makes connections, an interface and names; what stands inside a parent is one thing with its child."""

from __future__ import annotations

from typing import Any

import pytest

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml"
NET = f"{GROUP}/providers/Microsoft.Network"
VNET, ENDPOINT = f"{NET}/virtualNetworks/vnet", f"{NET}/privateEndpoints/pe"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stml"
HERE = {"location": "westeurope"}


def _endpoint(kind: str = "privateLinkServiceConnections") -> dict[str, Any]:
    link = {
        "name": "c",
        "properties": {"privateLinkServiceId": ACCOUNT, "groupIds": ["blob"], "requestMessage": "please"},
    }
    return {**HERE, "properties": {"subnet": {"id": f"{VNET}/subnets/a"}, kind: [link]}}


def _network(*subnets: str) -> dict[str, Any]:
    listed = [{"name": name, "properties": {"addressPrefix": f"10.0.{at}.0/24"}} for at, name in enumerate(subnets)]
    return {**HERE, "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": listed}}


@pytest.fixture
def network(azure: Any) -> Any:
    """A network with two subnets, and an account."""
    azure.group()
    for path, body in {
        VNET: _network("a", "b"),
        ACCOUNT: {**HERE, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
    }.items():
        assert azure.send("PUT", path, body)[0] < 300
    return azure


def _get(azure: Any, path: str) -> Any:
    status, body = azure.send("GET", path)
    assert status == 200, body
    return body


def test_an_endpoint_makes_a_connection_an_interface_and_names(network: Any) -> None:
    """Each is told where Azure tells it, and goes with the endpoint."""
    assert network.send("PUT", ENDPOINT, _endpoint())[0] == 201
    endpoint = _get(network, ENDPOINT)["properties"]
    assert (
        endpoint["privateLinkServiceConnections"][0]["properties"]["privateLinkServiceConnectionState"]["status"]
        == "Approved"
    )
    card = _get(network, endpoint["networkInterfaces"][0]["id"])
    address = card["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"]
    assert endpoint["customDnsConfigs"] == [{"fqdn": "stml.blob.core.windows.net", "ipAddresses": [address]}]
    assert address == "10.0.0.4"
    [connection] = _get(network, ACCOUNT)["properties"]["privateEndpointConnections"]
    assert connection["properties"]["privateEndpoint"]["id"] == ENDPOINT
    assert [entry["id"] for entry in _get(network, f"{ACCOUNT}/privateEndpointConnections")["value"]] == [
        connection["id"]
    ]
    assert network.send("PUT", ENDPOINT, _endpoint())[0] == 200
    assert _get(network, ENDPOINT)["properties"] == endpoint
    assert network.send("DELETE", ENDPOINT)[0] == 200
    assert network.send("GET", card["id"])[0] == 404
    assert _get(network, ACCOUNT)["properties"]["privateEndpointConnections"] == []


def test_a_manual_connection_waits_for_its_approval(network: Any) -> None:
    """Pending with its message until the owner of the target decides; another state is refused, and so is a new connection."""
    assert network.send("PUT", ENDPOINT, _endpoint("manualPrivateLinkServiceConnections"))[0] == 201
    [connection] = _get(network, ACCOUNT)["properties"]["privateEndpointConnections"]
    state = connection["properties"]["privateLinkServiceConnectionState"]
    assert (state["status"], state["description"]) == ("Pending", "please")
    for status, expected in (("Maybe", 400), ("Rejected", 200), ("Approved", 200)):
        body = {"properties": {"privateLinkServiceConnectionState": {"status": status, "description": "ours"}}}
        assert network.send("PUT", connection["id"], body)[0] == expected, status
    seen = _get(network, ENDPOINT)["properties"]["manualPrivateLinkServiceConnections"][0]["properties"]
    assert seen["privateLinkServiceConnectionState"]["status"] == "Approved"
    assert _get(network, connection["id"])["properties"]["privateEndpoint"]["id"] == ENDPOINT
    assert network.send("PUT", f"{ACCOUNT}/privateEndpointConnections/mine", {"properties": {}})[0] >= 400
    assert network.send("DELETE", connection["id"])[0] in {200, 204}
    seen = _get(network, ENDPOINT)["properties"]["manualPrivateLinkServiceConnections"][0]["properties"]
    assert seen["privateLinkServiceConnectionState"]["status"] == "Disconnected"


def test_a_parent_lists_its_children(network: Any) -> None:
    """A subnet that is put by itself stands in the network, one that is deleted does not; names are theirs once."""
    assert network.send("PUT", f"{VNET}/subnets/c", {"properties": {"addressPrefix": "10.0.9.0/24"}})[0] == 201
    assert [subnet["name"] for subnet in _get(network, VNET)["properties"]["subnets"]] == ["a", "b", "c"]
    assert network.send("DELETE", f"{VNET}/subnets/b")[0] == 200
    assert [subnet["name"] for subnet in _get(network, VNET)["properties"]["subnets"]] == ["a", "c"]


def test_a_parent_without_its_children_deletes_them(network: Any) -> None:
    """All that the list leaves out, also without a list; never a subnet in use."""
    bare = _network()
    del bare["properties"]["subnets"]
    assert network.send("PUT", ENDPOINT, _endpoint())[0] == 201
    status, answer = network.send("PUT", VNET, bare)
    assert (status, answer["error"]["code"]) == (400, "InUseSubnetCannotBeDeleted")
    assert network.send("DELETE", ENDPOINT)[0] == 200
    assert network.send("PUT", VNET, bare)[0] == 200
    assert network.send("GET", f"{VNET}/subnets/a")[0] == 404
    assert _get(network, VNET)["properties"]["subnets"] == []


def test_rules_of_a_security_group_are_children(azure: Any) -> None:
    """Each can be read by its id, and goes when the group is put without it."""
    azure.group()
    ends = {
        "sourceAddressPrefix": "*",
        "destinationAddressPrefix": "*",
        "sourcePortRange": "*",
        "destinationPortRange": "22",
    }
    rule = {
        "name": "ssh",
        "properties": {**ends, "protocol": "Tcp", "access": "Deny", "direction": "Inbound", "priority": 100},
    }
    group = f"{NET}/networkSecurityGroups/nsg"
    assert azure.send("PUT", group, {**HERE, "properties": {"securityRules": [rule]}})[0] == 201
    assert _get(azure, f"{group}/securityRules/ssh")["properties"]["priority"] == 100
    assert azure.send("PUT", group, {**HERE, "properties": {}})[0] == 200
    assert azure.send("GET", f"{group}/securityRules/ssh")[0] == 404

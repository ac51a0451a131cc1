"""What other resources need does not go, and what it goes with is said."""

from __future__ import annotations

from typing import Any

import pytest

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml"
NET = f"{GROUP}/providers/Microsoft.Network"
VNET, NSG = f"{NET}/virtualNetworks/vnet", f"{NET}/networkSecurityGroups/nsg"
ZONE = f"{NET}/privateDnsZones/privatelink.blob.core.windows.net"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stml"
ROLES = "/providers/Microsoft.Authorization/roleDefinitions"
HERE = {"location": "westeurope"}


def _network(*subnets: str) -> dict[str, Any]:
    listed = [
        {"name": name, "properties": {"addressPrefix": f"10.0.{at}.0/24", "networkSecurityGroup": {"id": NSG}}}
        for at, name in enumerate(subnets)
    ]
    return {**HERE, "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": listed}}


@pytest.fixture
def zone(azure: Any) -> Any:
    """An account behind a private endpoint, and a zone with a link."""
    azure.group()
    link = {"name": "c", "properties": {"privateLinkServiceId": ACCOUNT, "groupIds": ["blob"]}}
    endpoint = {"subnet": {"id": f"{VNET}/subnets/a"}, "privateLinkServiceConnections": [link]}
    bodies = {
        NSG: HERE,
        VNET: _network("a", "b"),
        ACCOUNT: {**HERE, "kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
        f"{NET}/privateEndpoints/pe": {**HERE, "properties": endpoint},
        ZONE: {"location": "global"},
        f"{ZONE}/virtualNetworkLinks/l": {"location": "global", "properties": {"virtualNetwork": {"id": VNET}}},
    }
    for path, body in bodies.items():
        assert azure.send("PUT", path, body)[0] < 300, path
    return azure


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{VNET}/subnets/a", 400, "InUseSubnetCannotBeDeleted"),
        (VNET, 400, "InUseSubnetCannotBeDeleted"),
        (NSG, 400, "InUseNetworkSecurityGroupCannotBeDeleted"),
        (ZONE, 409, "CannotDeleteResource"),
    ],
)
def test_what_is_in_use_is_not_deleted(zone: Any, path: str, status: int, code: str) -> None:
    """A network and its subnet by an endpoint, a security group by a subnet, a zone by its links."""
    answer = zone.send("DELETE", path)
    assert (answer[0], answer[1]["error"]["code"]) == (status, code)
    assert zone.send("GET", path)[0] == 200


def test_it_goes_once_nothing_needs_it(zone: Any) -> None:
    """In the order in which people take a network apart; the account may go at any time; a group takes all with it."""
    for path in (
        ACCOUNT,
        f"{VNET}/subnets/b",
        f"{ZONE}/virtualNetworkLinks/l",
        ZONE,
        f"{NET}/privateEndpoints/pe",
        VNET,
        NSG,
    ):
        assert zone.send("DELETE", path)[0] == 200, path
    assert zone.send("DELETE", GROUP)[0] == 202


def test_a_subnet_in_use_stays_in_its_network(zone: Any) -> None:
    """A list without it is refused; one without an unused subnet is not."""
    status, answer = zone.send("PUT", VNET, _network("b"))
    assert (status, answer["error"]["code"]) == (400, "InUseSubnetCannotBeDeleted")
    assert zone.send("PUT", VNET, _network("a"))[0] == 200


def test_what_the_services_own_is_not_deleted(azure: Any) -> None:
    """System datastores and built-in roles."""
    azure.group()
    stores = f"{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/w/datastores"
    assert azure.send("DELETE", f"{stores}/workspaceblobstore")[0] == 400
    role = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
    assert azure.send("DELETE", role)[0] == 400


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"principalId": "me"}, "InvalidPrincipalId"),
        ({"principalType": "Robot"}, "InvalidRequestContent"),
        ({"roleDefinitionId": f"{ROLES}/99999999-9999-9999-9999-999999999999"}, "RoleDefinitionDoesNotExist"),
        ({"conditionVersion": "2.0"}, "InvalidRequestContent"),
    ],
)
def test_a_role_is_for_a_principal(azure: Any, change: dict[str, str], code: str) -> None:
    """A GUID, of a kind that Azure has; the role is there, and a condition comes with its version."""
    azure.group()
    somebody = "11111111-1111-1111-1111-111111111111"
    properties = {
        "principalId": somebody,
        "principalType": "User",
        "roleDefinitionId": f"{ROLES}/acdd72a7-3385-48ef-bd42-f606fba81ae7",
        **change,
    }
    path = f"{GROUP}/providers/Microsoft.Authorization/roleAssignments/{somebody}"
    status, answer = azure.send("PUT", path, {"properties": properties})
    assert (status, answer["error"]["code"]) == (400, code)


def test_a_template_has_a_content_version(azure: Any) -> None:
    """Required by Resource Manager, whatever its value is."""
    azure.group()
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    body = {"properties": {"mode": "Incremental", "template": {"$schema": schema, "resources": []}}}
    status, answer = azure.send("PUT", f"{GROUP}/providers/Microsoft.Resources/deployments/d", body)
    assert (status, answer["error"]["code"]) == (400, "InvalidTemplate")

"""What the texts of networks, and of the firewalls and endpoints of services, forbid is refused, and what they allow is not."""

from __future__ import annotations

from typing import Any

import pytest

from _refused import refused, refuses
from mlinfra import (
    AddressSpace,
    AgentNetwork,
    AIRegion,
    AIRegions,
    AIServices,
    AISubnet,
    ContainerRegistry,
    Delegation,
    KeyVault,
    NatGateway,
    PrivateDnsZone,
    PrivateEndpoint,
    PublicIpAddress,
    SearchService,
    ServiceEndpoint,
    StaticAddress,
    Subnet,
    VirtualNetwork,
    VirtualNetworkLink,
    VirtualNetworkPeering,
)

GUID = "22222222-2222-4222-8222-222222222222"
NET = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
FAR = VirtualNetwork("vnet-far", prefixes=["10.9.0.0/16"])
PLAIN = Subnet("plain", network=NET, prefix="10.0.0.0/24")
AGENTS = Subnet("agents", network=NET, prefix="10.0.1.0/24", delegations=[Delegation("Microsoft.App/environments")])
OPEN = [ServiceEndpoint("Microsoft.CognitiveServices")]
KNOWN = Subnet("known", network=NET, prefix="10.0.2.0/24", service_endpoints=OPEN)
NEAR, OTHER = AIRegion("westeurope"), AIRegion("northeurope")
VAULT = KeyVault("kv-a1")


def models(**fields: Any) -> AIServices:
    """An account of Azure AI services."""
    return AIServices("ais-x", **fields)


def endpoint(address: str, *, group: str = "vault") -> list[Any]:
    """An endpoint with an address that stays the same."""
    held = StaticAddress(address, member="default", group=group, name="first")
    return [VAULT, PrivateEndpoint("pe", target=VAULT, subnet=PLAIN, addresses=[held])]


def zones(*links: dict[str, Any]) -> list[Any]:
    """Zones of one name each, with a link to the network."""
    return [
        PrivateDnsZone(f"{name}.example.org", links=[VirtualNetworkLink("hub", network=NET, **link)])
        for name, link in zip("abc", links, strict=False)
    ]


def joined(**back: Any) -> list[Any]:
    """Two networks that reach each other; the first uses the gateways of the second."""
    return [
        VirtualNetworkPeering("there", parent=NET, remote=FAR, remote_gateways=True),
        VirtualNetworkPeering("back", parent=FAR, remote=NET, **back),
    ]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: models(agent_networks=[AgentNetwork(subnet=PLAIN)]), "AgentNetwork.subnet: plain is not delegated to Microsoft.App"),
        (lambda: models(subnets=[AISubnet(PLAIN)]), "AISubnet.subnet: plain has no service endpoint for Microsoft.CognitiveServices"),
        (lambda: models(projects=["churn"]), "AIServices.projects: it has no projects"),
        (lambda: models(default_project="churn"), "AIServices.default_project: it has no projects"),
        (lambda: models(regions=AIRegions([NEAR])), "properties.locations.regions: it has 1 items"),
        (lambda: AIRegions([NEAR, AIRegion("northeurope", share=1)]), "AIRegions.regions: the nearest region answers"),
        (lambda: AIRegions([NEAR, OTHER], routing="Weighted"), "AIRegions.regions: Weighted routing goes by"),
        (lambda: AIServices("ais_x.y"), "properties.customSubDomainName: it is not 2 to 64"),
        (lambda: endpoint("10.0.0.0/28"), "PrivateEndpoint.addresses: '10.0.0.0/28' is not an address"),
        (lambda: endpoint("10.9.0.4"), "PrivateEndpoint.addresses: 10.9.0.4 is not in the range of plain"),
        (lambda: endpoint("10.0.0.4", group="blob"), "PrivateEndpoint.addresses: the address first is for the part blob"),
        (lambda: zones({"registration": True}, {"registration": True}), "VirtualNetworkLink.registration: machines of vnet"),
        (
            lambda: PrivateDnsZone("a.b", links=[VirtualNetworkLink(name, network=NET) for name in "ab"]),
            "VirtualNetworkLink.network: a links vnet to a.b already",
        ),
        (joined, "VirtualNetworkPeering.remote_gateways: back does not let vnet use the gateways of vnet-far"),
        (lambda: AddressSpace(["all"]), "AddressSpace.prefixes: 'all' is not an address range"),
        (lambda: NatGateway("nat", addresses=[PublicIpAddress("pip", version="IPv6")]), "NatGateway.addresses: pip is an IPv6"),
        (
            lambda: SearchService("srch-x", public_access=True, allowed_ranges=["2001:db8::/32"]),
            "SearchService.allowed_ranges: 2001:db8::/32 is not an IPv4",
        ),
        (
            lambda: ContainerRegistry("crx12", sku="Premium", customer_key_client_id=GUID),
            "ContainerRegistry.customer_key_client_id: customer_key_client_id needs customer_key",
        ),
        (lambda: ContainerRegistry("crx12", sku="Basic", anonymous_pull=True), "anonymousPullEnabled: it cannot be true"),
        (lambda: PublicIpAddress("pip", allocation="Dynamic"), "publicIPAllocationMethod: it cannot be Dynamic"),
    ],
)  # fmt: skip
def test_what_the_texts_forbid_is_refused(make: Any, told: str) -> None:
    """With where and what."""
    refuses(make, told)


@pytest.mark.parametrize(
    "make",
    [
        lambda: models(agent_networks=[AgentNetwork(subnet=AGENTS), AgentNetwork(subnet=Subnet.existing("v/s"))]),
        lambda: models(subnets=[AISubnet(KNOWN), AISubnet(PLAIN, ignore_missing_endpoint=True)]),
        lambda: models(regions=AIRegions([NEAR, OTHER])),
        lambda: endpoint("10.0.0.4"),
        lambda: zones({"registration": True}, {}),
        lambda: joined(gateway_transit=True),
        lambda: NatGateway(
            "nat", sku="StandardV2", ipv6_addresses=[PublicIpAddress("pip", sku="StandardV2", version="IPv6")]
        ),
        lambda: SearchService("srch-x", public_access=True, allowed_ranges=["203.0.113.0/24"]),
    ],
)
def test_what_they_allow_is_not(make: Any) -> None:
    """Nothing is told of what Azure takes."""
    assert not refused(make)

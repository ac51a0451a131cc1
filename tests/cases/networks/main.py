"""Two networks that are joined, one of pools of addresses, with the rules that computes need and a NAT gateway for all subnets."""

from mlinfra import (
    AddressPool,
    AddressSpace,
    NatGateway,
    NetworkSecurityGroup,
    Parameter,
    PublicIpAddress,
    ResourceGroup,
    SecurityRule,
    ServiceEndpoint,
    Stack,
    Subnet,
    VirtualNetwork,
    VirtualNetworkPeering,
)

pool = Parameter("pool")
hub = VirtualNetwork("vnet-hub", prefixes=["10.10.0.0/22", "fd00:10::/48"])
spoke = VirtualNetwork(
    "vnet-spoke",
    address_pools=[AddressPool(pool, addresses=1024)],
    ip_allocation_ids=[Parameter("allocation")],
)
internet = SecurityRule(
    "no-internet",
    direction="Outbound",
    priority=4096,
    access="Deny",
    protocol="*",
    source="*",
    destination="Internet",
    port="*",
)
nodes = Subnet(
    "snet-nodes",
    network=spoke,
    address_pools=[AddressPool(pool, addresses=256)],
    security_group=NetworkSecurityGroup("nsg-nodes", rules=[internet], for_computes="no_public_ip"),
    service_endpoints=[ServiceEndpoint("Microsoft.Storage", network_identifier_id=Parameter("identifier"))],
    service_endpoint_policy_ids=[Parameter("endpointPolicy")],
    ip_allocation_ids=[Parameter("allocation")],
    service_gateway_id=Parameter("serviceGateway"),
)
both = Subnet(
    "snet-both",
    network=hub,
    prefixes=["10.10.0.0/26", "fd00:10::/64"],
    security_group=NetworkSecurityGroup("nsg-both", for_computes="public_ip"),
)
gateway = NatGateway(
    "ng-hub",
    sku="StandardV2",
    addresses=[PublicIpAddress("pip-hub", sku="StandardV2")],
    network=hub,
    service_gateway_id=Parameter("serviceGateway"),
)
to_spoke = VirtualNetworkPeering(
    "to-spoke",
    parent=hub,
    remote=spoke,
    virtual_network_access=True,
    forwarded_traffic=False,
    gateway_transit=True,
    verify_remote_gateways=False,
)
to_hub = VirtualNetworkPeering(
    "to-hub",
    parent=spoke,
    remote=hub,
    virtual_network_access=False,
    forwarded_traffic=True,
    remote_gateways=True,
    complete=False,
    local_subnets=["snet-nodes"],
    remote_subnets=["snet-both"],
    ipv6_only=True,
    local_address_space=AddressSpace(["10.11.0.0/26"], address_pools=[AddressPool(pool, addresses=256)]),
    remote_address_space=AddressSpace(["10.10.0.0/26"], address_pools=[AddressPool(pool, addresses=64)]),
)
far = VirtualNetworkPeering(
    "to-shared",
    parent=hub,
    remote=VirtualNetwork.existing("vnet-shared", scope=ResourceGroup("rg-shared")),
    extra={"properties": {"allowForwardedTraffic": True}},
)

stack = Stack(
    "networks",
    scope=ResourceGroup("rg-networks", location="westeurope"),
    resources=[nodes, both, gateway, to_spoke, to_hub, far],
)

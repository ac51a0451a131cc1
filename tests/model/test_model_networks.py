"""Networks, peerings and ready security rules hold what their texts promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mlinfra import (
    AddressSpace,
    NatGateway,
    NetworkSecurityGroup,
    ResourceGroup,
    SecurityRule,
    Stack,
    Subnet,
    VirtualNetwork,
    VirtualNetworkPeering,
)
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput

NETWORK = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
OTHER = VirtualNetwork("vnet-b", prefixes=["10.0.4.0/22"])
FAR = VirtualNetwork.existing("vnet-far")


def _rule(name: str, direction: Any, priority: int) -> SecurityRule:
    return SecurityRule(name, direction=direction, priority=priority, source="*", destination="*", port="*")


def _group(*rules: SecurityRule) -> NetworkSecurityGroup:
    return NetworkSecurityGroup("nsg", rules=rules, for_computes="no_public_ip")


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "no addresses of a network": (lambda: VirtualNetwork("vn"), "VirtualNetwork.prefixes"),
    "no addresses of a subnet": (lambda: Subnet("s", network=NETWORK), "Subnet.prefix"),
    "two kinds of addresses": (
        lambda: Subnet("s", network=NETWORK, prefix="10.0.0.0/24", prefixes=["10.0.1.0/24"]),
        "got prefix and prefixes",
    ),
    "a second range outside": (
        lambda: Subnet("s", network=NETWORK, prefixes=["10.0.0.0/24", "fd00::/64"]),
        "fd00::/64 is not in the ranges of vnet",
    ),
    "an empty address space": (AddressSpace, "AddressSpace.prefixes"),
    "a peering to itself": (
        lambda: VirtualNetworkPeering("p", parent=NETWORK, remote=NETWORK),
        "VirtualNetworkPeering.remote",
    ),
    "networks that overlap": (
        lambda: VirtualNetworkPeering("p", parent=NETWORK, remote=OTHER),
        "10.0.0.0/16 of vnet and 10.0.4.0/22 of vnet-b overlap",
    ),
    "subnets of complete networks": (
        lambda: VirtualNetworkPeering("p", parent=NETWORK, remote=FAR, local_subnets=["a"]),
        "VirtualNetworkPeering.local_subnets",
    ),
    "a network of a Standard gateway": (lambda: NatGateway("n", network=FAR), "NatGateway.network"),
    "zones of a Standard gateway": (lambda: NatGateway("n", zones=["1", "2"]), "NatGateway.zones"),
    "the number of a ready rule": (lambda: _group(_rule("mine", "Outbound", 3010)), "the same priority 3010"),
    "the name of a ready rule": (lambda: _group(_rule("AML-monitor", "Inbound", 100)), "two rules AML-monitor"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_azure_refuses_is_refused(name: str) -> None:
    """With the field, or with what is wrong."""
    make, told = REFUSED[name]
    with pytest.raises(InvalidInput, match=told):
        make()


def _names(group: NetworkSecurityGroup, cloud: Any = "AzureCloud") -> dict[str, Any]:
    prepared = prepare(
        Stack("a", scope=ResourceGroup("rg", location="westeurope"), resources=[group], cloud=cloud)
    ).template
    (body,) = prepared["resources"] if isinstance(prepared["resources"], list) else prepared["resources"].values()
    return {rule["name"]: rule["properties"] for rule in body["properties"]["securityRules"]}


def test_ready_rules_follow_the_kind_of_computes() -> None:
    """The service connects only to computes with public addresses; numbers stay the same for both."""
    closed, open_ = (_names(NetworkSecurityGroup("nsg", for_computes=kind)) for kind in ("no_public_ip", "public_ip"))
    assert open_.keys() - closed.keys() == {"aml-service-in"}
    assert open_["aml-service-in"]["destinationPortRange"] == "44224"
    assert all(open_[name] == rule for name, rule in closed.items())
    assert closed["aml-storage"]["destinationAddressPrefix"] == "[format('Storage.{0}', parameters('location'))]"


def test_ready_rules_name_no_tag_that_a_cloud_lacks() -> None:
    """Azure China has no front door for studio; rules of the author come first."""
    rule = _rule("mine", "Inbound", 100)
    names = _names(NetworkSecurityGroup("nsg", rules=[rule], for_computes="no_public_ip"), "AzureChinaCloud")
    assert next(iter(names)) == "mine"
    assert "aml-studio" not in names

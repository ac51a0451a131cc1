"""Two networks are connected when each has a peering to the other."""

from __future__ import annotations

from typing import Any

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml"
NETWORKS = f"{GROUP}/providers/Microsoft.Network/virtualNetworks"


def _peer(azure: Any, network: str, remote: str) -> int:
    body = {"properties": {"remoteVirtualNetwork": {"id": f"{NETWORKS}/{remote}"}}}
    status: int = azure.send("PUT", f"{NETWORKS}/{network}/virtualNetworkPeerings/to-{remote}", body)[0]
    return status


def _state(azure: Any, network: str, remote: str) -> str:
    _, body = azure.send("GET", f"{NETWORKS}/{network}/virtualNetworkPeerings/to-{remote}")
    return str(body["properties"]["peeringState"])


def test_both_sides_are_needed(azure: Any) -> None:
    """The first peering is initiated; the second connects both; deleting one disconnects the other."""
    azure.group()
    for name, prefix in (("va", "10.1.0.0/16"), ("vb", "10.2.0.0/16")):
        body = {"location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": [prefix]}}}
        assert azure.send("PUT", f"{NETWORKS}/{name}", body)[0] == 201
    assert _peer(azure, "va", "vb") == 201
    assert _state(azure, "va", "vb") == "Initiated"
    assert _peer(azure, "vb", "va") == 201
    assert (_state(azure, "va", "vb"), _state(azure, "vb", "va")) == ("Connected", "Connected")
    assert azure.send("DELETE", f"{NETWORKS}/vb/virtualNetworkPeerings/to-va")[0] < 300
    assert _state(azure, "va", "vb") == "Disconnected"


def test_a_peering_to_nowhere_is_refused(azure: Any) -> None:
    """The remote network must exist."""
    azure.group()
    body = {"location": "westeurope", "properties": {"addressSpace": {"addressPrefixes": ["10.1.0.0/16"]}}}
    assert azure.send("PUT", f"{NETWORKS}/va", body)[0] == 201
    assert _peer(azure, "va", "vb") >= 400

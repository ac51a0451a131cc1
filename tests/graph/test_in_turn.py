"""Parts of one resource are written in turn where Azure refuses two writes at once; those of two resources are not."""

from __future__ import annotations

from mlinfra import (
    Connection,
    FederatedCredential,
    ResourceGroup,
    Stack,
    UserAssignedIdentity,
    VirtualNetwork,
    VirtualNetworkPeering,
    Workspace,
)
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.model._base import Resource


def _feed(name: str, *before: Connection) -> Connection:
    return Connection(name, category="PythonFeed", auth="None", depends_on=before)


def _waits(*resources: Resource, kind: type[Resource] = Connection) -> dict[str, list[str]]:
    graph = resolve(Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=resources))
    return {node.id.name: [target.name for target in node.depends_on] for node in graph.of(kind)}


def test_each_waits_for_the_one_before() -> None:
    """In the order of the file; another workspace has an order of its own."""
    first = Workspace("mlw-a", connections=[_feed("one-a"), _feed("two-a"), _feed("three-a")])
    second = Workspace("mlw-b", connections=[_feed("one-b"), _feed("two-b")])
    assert _waits(first, second) == {
        "one-a": [],
        "two-a": ["one-a"],
        "three-a": ["two-a"],
        "one-b": [],
        "two-b": ["one-b"],
    }


def test_the_order_of_the_author_wins() -> None:
    """What must be there first is written first, and there is no dependency cycle."""
    last = _feed("last")
    workspace = Workspace("mlw-a", connections=[_feed("needs", last), last, _feed("other")])
    assert _waits(workspace) == {"last": [], "needs": ["last"], "other": ["needs"]}


def test_federated_credentials_of_an_identity_are_written_in_turn() -> None:
    """Azure answers 409 to two at once."""
    names = ("github-dev", "github-prod")
    identity = UserAssignedIdentity(
        "id-ci", federated_credentials=[FederatedCredential(name, issuer="https://i", subject=name) for name in names]
    )
    assert _waits(identity, kind=FederatedCredential) == {"github-dev": [], "github-prod": ["github-dev"]}


def test_a_peering_that_uses_gateways_waits_for_the_one_that_offers_them() -> None:
    """Whatever stands first in the file; without ``remote_gateways`` nothing waits."""
    hub = VirtualNetwork("vnet-hub", prefixes=["10.0.0.0/24"])
    spoke = VirtualNetwork("vnet-spoke", prefixes=["10.0.1.0/24"])
    to_spoke = VirtualNetworkPeering("to-spoke", parent=hub, remote=spoke, gateway_transit=True)
    for uses, expected in ((True, ["to-spoke"]), (None, [])):
        to_hub = VirtualNetworkPeering("to-hub", parent=spoke, remote=hub, remote_gateways=uses)
        waits = _waits(hub, spoke, to_hub, to_spoke, kind=VirtualNetworkPeering)
        assert waits == {"to-hub": expected, "to-spoke": []}

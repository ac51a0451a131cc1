"""What connections of a workspace lead to is closed with it, and opened by a role where the connection signs in as it."""

from __future__ import annotations

import pytest

from mlinfra import (
    AIServices,
    Connection,
    Private,
    ResourceGroup,
    SearchService,
    Stack,
    Subnet,
    VirtualNetwork,
    Workspace,
)
from mlinfra.landing_zone.graph.derived import RoleAssignment
from mlinfra.landing_zone.graph.derived_network import DnsZone, PrivateEndpoint
from mlinfra.landing_zone.graph.resolve import resolve

SUBNET = Subnet("pe", network=VirtualNetwork("vnet-a", prefixes=["10.20.0.0/22"]), prefix="10.20.0.0/26")


@pytest.mark.parametrize(
    ("cloud", "zone"),
    [("AzureCloud", "privatelink.services.ai.azure.com"), ("AzureUSGovernment", "privatelink.openai.azure.us")],
)
@pytest.mark.parametrize("as_workspace", [True, False])
def test_endpoints_zones_and_roles_follow(cloud: str, zone: str, as_workspace: bool) -> None:
    """For an account and a search service of the stack, in the zones of its cloud; a public workspace gives none."""
    account, search = AIServices("ais-a"), SearchService("srch-a")
    connections = [
        Connection("models", category="AIServices", target=account.endpoint, workspace_identity=as_workspace),
        Connection("index", category="CognitiveSearch", metadata={"ResourceId": search.id}),
    ]
    private = Workspace("mlh-a", workspace_kind="Hub", network=Private(SUBNET), connections=connections)
    public = Workspace("mlh-b", workspace_kind="Hub", connections=connections)
    made = {}
    for workspace in (private, public):
        group = ResourceGroup("rg-a", location="westeurope")
        graph = resolve(Stack("a", scope=group, cloud=cloud, resources=[account, search, workspace]))
        made[workspace.name] = graph
        roles = [node.resource.role for node in graph.of(RoleAssignment)]
        assert ("Cognitive Services User" in roles) is as_workspace
        assert "Search Index Data Reader" not in roles
    names = {node.id.name for node in made["mlh-a"].of(PrivateEndpoint)}
    assert {"pep-ais-a-account", "pep-srch-a-searchService"} <= names
    assert zone in {node.id.name for node in made["mlh-a"].of(DnsZone)}
    assert not list(made["mlh-b"].of(PrivateEndpoint))

"""Private endpoints that an author writes, and workspaces in preview API versions: what is refused, and what follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mlinfra import (
    AzureResource,
    ComputeCluster,
    ComputeInstance,
    ContainerRegistry,
    Fqdn,
    InvalidInput,
    KeyVault,
    LogAnalytics,
    Managed,
    Private,
    PrivateDnsZone,
    PrivateDnsZoneGroup,
    PrivateEndpoint,
    ResourceGroup,
    Stack,
    StorageAccount,
    Subnet,
    UserAssignedIdentity,
    VirtualNetwork,
    VirtualNetworkLink,
    Workspace,
)
from mlinfra.app.stages import prepare
from mlinfra.catalogue.types.authorization import is_role_assignment

SUBNET = Subnet.existing("vnet-hub/endpoints", scope=ResourceGroup("rg-hub"))
LAKE = StorageAccount.existing("stlake")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: PrivateEndpoint("pep", target=LAKE, subnet=SUBNET), "say which part of stlake it leads to"),
        (lambda: PrivateEndpoint("pep", target=LAKE, group="vault", subnet=SUBNET), "stlake has no part 'vault'"),
        (
            lambda: PrivateEndpoint("pep", target=LogAnalytics.existing("log-a"), subnet=SUBNET),
            "say which part of log-a",
        ),
        (
            lambda: PrivateEndpoint("pep", target=LAKE, group="blob", subnet=SUBNET, message="x" * 141),
            "more than 140 characters",
        ),
        (
            lambda: PrivateEndpoint(
                "pep",
                target=Workspace("mlp-a", workspace_kind="Project", hub=Workspace.existing("mlh-a")),
                subnet=SUBNET,
            ),
            "a project has no private endpoint of its own",
        ),
        (lambda: PrivateDnsZoneGroup(zones=[]), "a zone group has 1 to 5 zones, this one has 0"),
        (lambda: Workspace("mlw-a", ip_allowlist=["203.0.113.0/24"]), "only a preview API version has it"),
        (lambda: Workspace("mlw-a", soft_delete_days=7), "only a preview API version has it"),
        (lambda: Workspace("mlw-a", default_action="Deny"), "only a preview API version has it"),
        (
            lambda: ComputeInstance("ci-alice", size="Standard_D4s_v5", root_access=False),
            "only a preview API version has it",
        ),
        (
            lambda: Workspace("mlw-a", preview="2024-10-01-preview", ip_allowlist=["203.0.113"]),
            "is not an address range",
        ),
        (
            lambda: Workspace("mlw-a", preview="2024-10-01-preview", ip_allowlist=["203.0.113.1"] * 201),
            "at most 200 ranges, these are 201",
        ),
        (
            lambda: Managed(outbound={"aaa": Fqdn("a.org")}, inline_outbound={"bbb": Fqdn("b.org")}),
            "in the workspace or as resources of their own, not both",
        ),
        (
            lambda: Managed(isolation="internet", inline_outbound={"bbb": Fqdn("b.org")}),
            "leaves open anyway, and Azure refuses it",
        ),
    ],
)
def test_what_azure_would_refuse_is_refused(make: Callable[[], object], message: str) -> None:
    """Each is named by its field, with what to write instead."""
    with pytest.raises(InvalidInput, match=message):
        make()


def _template(*resources: object) -> list[dict[str, object]]:
    stack = Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=resources)  # type: ignore[arg-type]  # of any class
    held = prepare(stack).template["resources"]
    return list(held.values() if isinstance(held, dict) else held)


def test_a_type_that_no_class_knows_can_be_the_target() -> None:
    """A resource of any type can be led to, with the part that Microsoft names."""
    cosmos = AzureResource("Microsoft.DocumentDB/databaseAccounts@2024-11-15", "cosmos-a")
    (endpoint,) = (
        held
        for held in _template(cosmos, PrivateEndpoint("pep", target=cosmos, group="Sql", subnet=SUBNET))
        if held["type"] == "Microsoft.Network/privateEndpoints"
    )
    (connection,) = endpoint["properties"]["privateLinkServiceConnections"]  # type: ignore[index]  # JSON
    assert connection["properties"]["groupIds"] == ["Sql"]


def test_what_runs_in_a_workspace_waits_for_its_endpoints() -> None:
    """A cluster is made once the endpoint of its workspace has its names, as it is refused before."""
    zone = PrivateDnsZone.existing("privatelink.api.azureml.ms")
    workspace = Workspace("mlw-a", registry=None, computes=[ComputeCluster("cpu", size="Standard_D4s_v5")])
    endpoint = PrivateEndpoint("pep", target=workspace, subnet=SUBNET, dns=PrivateDnsZoneGroup(zones=[zone]))
    (cluster,) = (held for held in _template(endpoint, workspace) if str(held["type"]).endswith("/computes"))
    assert "pepDns" in str(cluster["dependsOn"]) or "privateDnsZoneGroups" in str(cluster["dependsOn"])


def test_a_zone_of_the_author_is_the_one_that_a_private_workspace_uses() -> None:
    """Who writes a zone with links of its own, in their resolution policy for one, gets no second zone and no second link."""
    network = VirtualNetwork.existing("vnet-hub", scope=ResourceGroup("rg-hub"))
    link = VirtualNetworkLink("hub", network=network, resolution="NxDomainRedirect")
    zone = PrivateDnsZone("privatelink.api.azureml.ms", links=[link])
    resources = _template(zone, Workspace("mlw-a", registry=None, network=Private(SUBNET)))
    named = [held for held in resources if str(held["name"]).endswith("privatelink.api.azureml.ms")]
    links = [held for held in resources if str(held["type"]).endswith("/virtualNetworkLinks")]
    assert len(named) == 1
    policies = [
        held["properties"]["resolutionPolicy"]  # type: ignore[index]  # JSON
        for held in links
        if "api.azureml.ms" in str(held["name"])
    ]
    assert policies == ["NxDomainRedirect"]


def test_a_registry_that_an_endpoint_leads_to_is_premium() -> None:
    """A size that was left open is the one that has private endpoints; a given one that has none is refused."""
    registry = ContainerRegistry("cra12345")
    (held,) = (
        held
        for held in _template(registry, PrivateEndpoint("pep", target=registry, subnet=SUBNET))
        if held["type"] == ContainerRegistry.arm_type
    )
    assert held["sku"] == {"name": "Premium"}
    basic = ContainerRegistry("cra12345", sku="Basic")
    with pytest.raises(InvalidInput, match="a Basic registry has no private endpoints, which pep is"):
        _template(basic, PrivateEndpoint("pep", target=basic, subnet=SUBNET))


def test_studio_may_look_up_the_endpoints_of_the_storage() -> None:
    """The identity of a workspace reads the endpoint that its author gives its storage, as it does with a derived one."""
    identity = UserAssignedIdentity("id-a")
    account = StorageAccount("sta12345")
    workspace = Workspace(
        "mlw-a", storage=account, key_vault=KeyVault("kv-a"), insights=None, registry=None, identity=identity
    )
    endpoint = PrivateEndpoint("pep", target=account, group="blob", subnet=SUBNET)
    reasons = [
        str(held["properties"]) for held in _template(workspace, endpoint) if is_role_assignment(str(held["type"]))
    ]
    assert any("studio of mlw-a looks up pep" in reason for reason in reasons)

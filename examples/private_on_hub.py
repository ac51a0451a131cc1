"""A private workspace on the network of a hub: the network team owns subnets and DNS zones, the stack only its endpoints."""

from mlinfra import (
    Autoscale,
    ComputeCluster,
    DiagnosticSetting,
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
    Workspace,
)

HUB = "aaaaaaaa-0000-4000-8000-000000000001"
network = ResourceGroup("rg-hub-network", subscription=HUB)
zones = ResourceGroup("rg-hub-dns", subscription=HUB)
endpoints = Subnet.existing("vnet-hub/snet-endpoints", scope=network)

workspace = Workspace(
    "mlw-claims",
    # closed, with endpoints in the hub's subnet that the hub's zones name; nodes live in a network that Azure manages
    network=Managed(isolation="internet", inbound=Private(endpoints, dns=zones)),
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5", nodes=Autoscale(0, 4))],
)
# a lake of another team, in whose subscription nobody here may approve a connection
lake = PrivateEndpoint(
    "pep-claims-lake",
    target=StorageAccount.existing("stclaimslake", scope=ResourceGroup("rg-claims-data")),
    group="dfs",
    subnet=endpoints,
    manual_approval=True,
    message="mlw-claims reads claims; ask ml-platform@example.org",
    dns=PrivateDnsZoneGroup(zones=[PrivateDnsZone.existing("privatelink.dfs.core.windows.net", scope=zones)]),
)
logs = DiagnosticSetting("to-hub", on=workspace, workspace=LogAnalytics.existing("log-hub", scope=network))

stack = Stack(
    "private-on-hub",
    scope=ResourceGroup("rg-claims-ml", location="westeurope"),
    resources=[workspace, lake, logs],
    tags={"owner": "ml-platform", "costcenter": "4711"},
)

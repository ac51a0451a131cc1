"""Private endpoints that are written apart from who reaches a workspace: in another group, by hand, with names and addresses."""

from mlinfra import (
    ComputeCluster, ContainerRegistry, EndpointRecord, KeyVault, Lock, Managed, Parameter, PrivateDnsZone,
    PrivateDnsZoneGroup, PrivateEndpoint, ResourceGroup, Stack, StaticAddress, StorageAccount, Subnet, VirtualNetwork,
    VirtualNetworkLink, Workspace,
)  # fmt: skip

network = ResourceGroup("rg-network", subscription="aaaaaaaa-0000-4000-8000-000000000001")
hub = VirtualNetwork.existing("vnet-hub", scope=network)
subnet = Subnet.existing("vnet-hub/endpoints", scope=network)
account = StorageAccount("stendpoints", public_access=False)
workspace = Workspace(
    "mlw-endpoints",
    storage=account,
    key_vault=KeyVault.existing("kv-platform", scope=ResourceGroup("rg-platform")),
    registry=ContainerRegistry("crendpoints"),
    public_access=True,
    preview="2024-10-01-preview",
    ip_allowlist=["203.0.113.0/24"],
    rights_on_group=False,
    soft_delete_days=7,
    network=Managed(isolation="internet"),
    computes=[ComputeCluster("cpu", size="Standard_D4s_v5")],
)
api = PrivateDnsZone(
    "privatelink.api.azureml.ms",
    links=[
        VirtualNetworkLink("hub", network=hub, resolution="NxDomainRedirect"),
        VirtualNetworkLink(
            "spoke",
            network=VirtualNetwork("vnet-spoke", prefixes=["10.30.0.0/22"]),
            registration=True,
            tags={"team": "network"},
            extra={"tags": {"owner": "network"}},
        ),
    ],
    tags={"team": "network"},
)
notebooks = PrivateDnsZone.existing("privatelink.notebooks.azure.net", scope=network)
more = {"tags": {"owner": "network"}}
blobs = PrivateDnsZone("privatelink.blob.core.windows.net", extra=more)
way = PrivateEndpoint(
    "pep-workspace",
    target=workspace,
    subnet=subnet,
    dns=PrivateDnsZoneGroup("dns", zones=[api, notebooks]),
    region="northeurope",
    interface_name="nic-workspace",
    connection_name="from-hub",
    addresses=[
        StaticAddress(f"10.20.0.{number}", member=member, group="amlworkspace", name=member)
        for number, member in enumerate(("default", "notebook", "inference"), 4)
    ],
    ip_version="IPv4",
    security_groups=[Parameter("securityGroup")],
    records=[EndpointRecord("ml.example.com", ["10.20.0.4"])],
    edge_zone="losangeles",
    tags={"team": "network"},
    scope=ResourceGroup("rg-endpoints", location="northeurope"),
)
blob = PrivateEndpoint("pep-blob", target=account, group="blob", subnet=subnet, message="for training", extra=more)
renamed = {"name": "blobs", "properties": {"privateDnsZoneId": blobs.id}}
names = PrivateDnsZoneGroup(parent=blob, zones=[blobs], extra={"properties": {"privateDnsZoneConfigs": [renamed]}})
images = PrivateEndpoint("pep-images", target=workspace.registry, subnet=subnet)
asked = PrivateEndpoint(
    "pep-lake",
    target=StorageAccount.existing("stlake", scope=ResourceGroup("rg-lake")),
    group="dfs",
    subnet=subnet,
    manual_approval=True,
    message=Parameter("request"),
)

stack = Stack(
    "endpoints",
    scope=ResourceGroup("rg-ml", location="westeurope"),
    resources=[workspace, api, blobs, way, blob, names, images, asked, Lock("keep", on=way)],
)

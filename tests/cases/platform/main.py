"""What lies under a landing zone: a network with its rules, routes and NAT, keys in a vault, and services of an account."""

from datetime import date

from mlinfra import (
    Accept, BlobActions, BlobAge, BlobService, BlobTag, CorsRule, Delegation, FileService, FileShare, IpTag, KeyVault, LifecyclePolicy,
    LifecycleRule, NatGateway, NetworkSecurityGroup, Parameter, PublicIpAddress, ResourceGroup, RetentionPolicy, RotationAction,
    RouteTable, SecurityRule, ServiceEndpoint, Stack, StorageAccount, Subnet, UserDefinedRoute, VaultKey, VaultSecret,
    VersionActions, VersionAge, VirtualNetwork,
)  # fmt: skip

rules = NetworkSecurityGroup(
    "nsg-nodes",
    rules=[
        SecurityRule(
            "service-to-nodes",
            direction="Inbound",
            priority=110,
            source="AzureMachineLearning",
            destination="VirtualNetwork",
            port="44224",
            description="Azure Machine Learning reaches instances",
        ),
        SecurityRule(
            "nodes-to-services",
            direction="Outbound",
            priority=110,
            protocol="*",
            sources=["10.20.0.0/26", "10.20.0.64/26"],
            source_port=None,
            source_ports=["1024-65535"],
            destinations=["10.30.0.0/24"],
            ports=["443", "8787"],
        ),
        SecurityRule(
            "groups",
            direction="Inbound",
            priority=120,
            access="Deny",
            source_groups=[Parameter("webGroup")],
            destination_groups=[Parameter("nodeGroup")],
            port="*",
        ),
    ],
    flush_connections=True,
    tags={"team": "network"},
    extra={"properties": {"flushConnection": False}},
)
routes = RouteTable(
    "rt-nodes",
    routes=[
        UserDefinedRoute("internet", prefix="0.0.0.0/0", next_hop="VirtualAppliance", next_hop_ip="10.0.0.4"),
        UserDefinedRoute("service", prefix="AzureMachineLearning", next_hop="Internet"),
    ],
    bgp_propagation=False,
    tags={"team": "network"},
    extra={"properties": {"disableBgpRoutePropagation": False}},
)
address = PublicIpAddress(
    "pip-nat",
    sku="StandardV2",
    zones=["1", "2", "3"],
    idle_timeout_minutes=10,
    dns_label="ml-platform",
    dns_label_scope="TenantReuse",
    reverse_fqdn="ml.example.com",
    ddos_protection="Enabled",
    ddos_plan_id=Parameter("ddosPlan"),
    prefix_id=Parameter("addressRange"),
    ip_tags=[IpTag("RoutingPreference", "Internet")],
    delete_option="Detach",
    tags={"team": "network"},
    extra={"properties": {"deleteOption": "Delete"}},
)
address_v6 = PublicIpAddress(
    "pip-nat-v6", sku="StandardV2", version="IPv6", fqdn="ml6.example.com", ip_address=Parameter("address")
)
old = PublicIpAddress(
    "pip-old",
    sku="Basic",
    allocation="Dynamic",
    tier="Regional",
    edge_zone="losangeles",
    accept=[Accept("sku.name", "it is older than the end of Basic", until=date(2999, 12, 31))],
)
everywhere = PublicIpAddress("pip-everywhere", tier="Global")
gateway = NatGateway(
    "ng-nodes",
    sku="StandardV2",
    addresses=[address],
    ipv6_addresses=[address_v6],
    prefix_ids=[Parameter("addressRange")],
    ipv6_prefix_ids=[Parameter("addressRangeV6")],
    idle_timeout_minutes=10,
    zones=["1"],
    tags={"team": "network"},
    extra={"properties": {"idleTimeoutInMinutes": 8}},
)
network = VirtualNetwork(
    "vnet-platform",
    prefixes=["10.20.0.0/22"],
    dns_servers=["10.0.0.4"],
    encryption="AllowUnencrypted",
    flow_timeout_minutes=10,
    ddos_plan_id=Parameter("ddosPlan"),
    vm_protection=False,
    bgp_community="12076:20000",
    endpoint_policies="Basic",
    edge_zone="losangeles",
)
nodes = Subnet(
    "snet-nodes",
    network=network,
    prefix="10.20.0.0/26",
    security_group=rules,
    route_table=routes,
    nat_gateway=gateway,
    service_endpoints=[
        ServiceEndpoint("Microsoft.Storage", locations=["westeurope"]),
        ServiceEndpoint("Microsoft.KeyVault"),
    ],
    delegations=[Delegation("Microsoft.App/environments", name="apps")],
    endpoint_policies="NetworkSecurityGroupEnabled",
    link_service_policies=False,
    sharing_scope="Tenant",
)
open_nodes = Subnet("snet-open", network=network, prefix="10.20.0.64/26", outbound_access=True)
vault = KeyVault("kv-platform", sku="premium")
key = VaultKey(
    "storage",
    parent=vault,
    type="RSA-HSM",
    size=4096,
    operations=["wrapKey", "unwrapKey"],
    enabled=True,
    not_before=1_800_000_000,
    expires=1_900_000_000,
    exportable=True,
    rotation=[RotationAction("rotate", after_creation="P90D"), RotationAction("notify", before_expiry="P30D")],
    expiry_after="P2Y",
    release_policy=Parameter("releasePolicy"),
    release_content_type="application/json; charset=utf-8",
    tags={"team": "security"},
    extra={"properties": {"attributes": {"enabled": False}}},
)
signing = VaultKey("signing", parent=vault, type="EC", curve="P-384")
password = VaultSecret(
    "feed",
    parent=vault,
    value=Parameter("feedPassword", secure=True),
    content_type="text/plain",
    enabled=True,
    not_before=1_800_000_000,
    expires=1_900_000_000,
    tags={"team": "security"},
    extra={"properties": {"contentType": "text/password"}},
)
account = StorageAccount("stplatform", shared_keys=True)
blobs = BlobService(
    parent=account,
    versioning=True,
    change_feed=True,
    change_feed_days=90,
    delete_retention=RetentionPolicy(30, permanent_delete=False),
    container_delete_retention=RetentionPolicy(14),
    restore_days=20,
    access_tracking=True,
    automatic_snapshots=True,
    default_version="2020-10-02",
    cors_rules=[
        CorsRule(
            ["https://ml.azure.com"],
            methods=["GET", "HEAD"],
            headers=["x-ms-*"],
            exposed_headers=["x-ms-meta-*"],
            max_age=1800,
        )
    ],
    extra={"properties": {"isVersioningEnabled": True}},
)
files = FileService(
    parent=account,
    delete_retention=RetentionPolicy(None, enabled=False),
    smb_versions=["SMB3.1.1"],
    smb_authentication=["Kerberos"],
    kerberos_encryption=["AES-256"],
    channel_encryption=["AES-256-GCM"],
    smb_multichannel=False,
    smb_encryption=True,
    nfs_encryption=True,
    cors_rules=[CorsRule(["https://ml.azure.com"], methods=["GET"])],
    extra={"properties": {"protocolSettings": {"smb": {"multichannel": {"enabled": True}}}}},
)
share = FileShare(
    "work",
    parent=account,
    quota=1024,
    access_tier="Hot",
    protocol="SMB",
    metadata={"team": "plant"},
    extra={"properties": {"shareQuota": 2048}},
)
premium = StorageAccount("stplatformnfs", sku="Premium_LRS", account_kind="FileStorage", https_only=False)
exports = FileShare("exports", parent=premium, protocol="NFS", root_squash="RootSquash")
policy = LifecyclePolicy(
    parent=account,
    rules=[
        LifecycleRule(
            "logs",
            blobs=BlobActions(
                to_cool=BlobAge(accessed=30),
                to_cold=BlobAge(modified=90),
                to_archive=BlobAge(modified=180, moved=7),
                delete=BlobAge(modified=365),
                back_to_hot=True,
            ),
            snapshots=VersionActions(to_cool=VersionAge(30), to_cold=VersionAge(60), delete=VersionAge(90)),
            versions=VersionActions(
                to_cool=VersionAge(30),
                to_cold=VersionAge(60),
                to_archive=VersionAge(90, moved=7),
                delete=VersionAge(365),
            ),
            prefixes=["logs/2024"],
            blob_tags=[BlobTag("kept", "no")],
        ),
        LifecycleRule(
            "appended",
            blobs=BlobActions(delete=BlobAge(modified=90)),
            blob_types=["blockBlob", "appendBlob"],
            enabled=False,
        ),
    ],
)
archive = StorageAccount("stplatformarchive")
sweep = LifecyclePolicy(
    parent=archive,
    rules=[LifecycleRule("sweep", blobs=BlobActions(delete=BlobAge(modified=30)))],
    extra={"properties": {"policy": {"rules": [{"name": "x", "type": "Lifecycle", "definition": {"actions": {}}}]}}},
)

stack = Stack(
    "platform",
    scope=ResourceGroup("rg-platform", location="westeurope"),
    resources=[
        nodes, open_nodes, key, signing, password, blobs, files, share, exports, policy, sweep, old, everywhere,
    ],
)  # fmt: skip

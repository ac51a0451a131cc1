"""Logs of a workspace that are streamed to an event hub, kept as files, and read by others."""

from mlinfra import (
    ConsumerGroup, DiagnosticSetting, EventCapture, EventHub, EventHubFirewall, EventHubKey, EventHubNamespace, EventHubRule,
    EventHubSubnet, Identities, KeyVault, Parameter, ResourceGroup, ServiceEndpoint, Stack, StorageAccount, Subnet, SystemAssigned, UserAssignedIdentity,
    VirtualNetwork, Workspace,
)  # fmt: skip

workspace = Workspace("mlw-events")
archive = StorageAccount("steventsarchive01")
network = VirtualNetwork("vnet-events", prefixes=["10.20.0.0/22"])
readers = Subnet(
    "readers", network=network, prefix="10.20.0.0/26", service_endpoints=[ServiceEndpoint("Microsoft.EventHub")]
)
writer = UserAssignedIdentity("id-capture")
namespace = EventHubNamespace(
    "evhns-logs",
    capacity=2,
    maximum_throughput=10,
    kafka=False,
    identity=Identities([writer], system_assigned=True),
    tags={"team": "operations"},
)
firewall = EventHubFirewall(
    parent=namespace,
    trusted_services=True,
    ip_rules=["203.0.113.0/24"],
    subnets=[
        EventHubSubnet(readers),
        EventHubSubnet(Subnet.existing("vnet-hub/snet-ml", scope="rg-hub"), ignore_missing_endpoint=True),
    ],
)
rule = EventHubRule("diagnostics", parent=namespace)
logs = EventHub(
    "logs",
    parent=namespace,
    partitions=8,
    retention_hours=72,
    metadata="logs of workspaces",
    status="Active",
    capture=EventCapture(
        archive,
        "events",
        encoding="AvroDeflate",
        seconds=600,
        size=104_857_600,
        skip_empty=False,
        name_format="{Namespace}/{EventHub}/{PartitionId}/{Year}-{Month}-{Day}/{Hour}/{Minute}/{Second}",
        identity=writer,
    ),
)
latest = EventHub("latest", parent=namespace, cleanup="Compact", retention_hours=24, tombstone_hours=12)
short = EventHub(
    "short",
    parent=namespace,
    retention_days=1,
    capture=EventCapture(
        StorageAccount.existing("stlake", scope="rg-lake"), "raw", enabled=False, identity=SystemAssigned()
    ),
    extra={"properties": {"status": "Disabled"}},
)
group = ConsumerGroup("security", parent=logs, metadata="read by the security team")
shared = ConsumerGroup(
    "ml", parent=EventHub.existing("evhns-shared/logs", scope="rg-shared"), extra={"properties": {"userMetadata": "ml"}}
)
vault = KeyVault("kv-events", rbac=True)
dedicated = EventHubNamespace(
    "evhns-dedicated",
    sku="Premium",
    capacity=4,
    identity=Identities([writer], system_assigned=True),
    keys=False,
    public_access=True,
    minimum_tls="1.1",
    zone_redundant=True,
    cluster_id=Parameter("eventCluster"),
    alternate_name="evhns-other",
    customer_keys=[
        EventHubKey(vault.uri, "events", version=Parameter("eventsKeyVersion"), identity=writer),
        EventHubKey(Parameter("otherVault"), "other"),
    ],
    infrastructure_encryption=True,
    extra={"properties": {"kafkaEnabled": True}},
)
open_firewall = EventHubFirewall(
    parent=dedicated, default_action="Allow", trusted_services=False,
    extra={"properties": {"ipRules": []}},
)  # fmt: skip
read_only = EventHubRule("read", parent=namespace, rights=["Listen"], extra={"properties": {"rights": ["Listen"]}})
setting = DiagnosticSetting("to-events", on=workspace, event_hub_rule=rule.id, event_hub=logs.name)

stack = Stack(
    "event-hubs",
    scope=ResourceGroup("rg-events", location="westeurope"),
    resources=[vault, rule, workspace, setting, firewall, latest, short, group, shared, open_firewall, read_only],
    outputs={"endpoint": namespace.endpoint, "principal": dedicated.principal_id},
)

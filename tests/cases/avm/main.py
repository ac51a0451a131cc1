"""What the seven tests of the Azure Verified Module for workspaces deploy, each as a stack: `tests/modules` compares both."""

from datetime import timedelta

from mlinfra import (
    ApplicationInsights, Autoscale, BlobDatastore, ComputeCluster, Sku, DiagnosticSetting, FeatureStoreSettings,
    Fqdn, HubSettings, KeyVault, Lock, LogAnalytics, Managed, PrivateDnsZone, PrivateDnsZoneGroup, PrivateEndpoint,
    PrivateTarget, ResourceGroup, RoleAssignment, Serverless, ServiceTag, Stack, StorageAccount, Subnet,
    UserAssignedIdentity, VaultKey, VirtualNetwork, Workspace, WorkspaceKey,
)  # fmt: skip

group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-avm"
somebody = "aaaaaaaa-0000-4000-8000-000000000002"
tags = {
    "hidden-title": "This is visible in the resource name",
    "Environment": "Non-Prod",
    "Role": "DeploymentValidation",
}
vault, account, other = KeyVault.existing("kv-avm"), StorageAccount.existing("stavm"), StorageAccount.existing("stavm2")
kept = {"storage": account, "key_vault": vault, "insights": ApplicationInsights.existing("appi-avm"), "registry": None}
reader, identity = UserAssignedIdentity.existing("id-encr"), UserAssignedIdentity.existing("id-max")
subnet = Subnet.existing("vnet-avm/snet")
region = VirtualNetwork.existing("vnet-avm").get("location")
zone = PrivateDnsZone.existing("privatelink.api.azureml.ms")
sinks = {
    "workspace": LogAnalytics.existing("log-avm"),
    "storage": StorageAccount.existing("stdiag"),
    "event_hub_rule": f"{group}/providers/Microsoft.EventHub/namespaces/evhns-avm/authorizationRules/RootManageSharedAccessKey",
    "event_hub": "evh-avm",
}

defaults = Workspace("mlswmin001", **kept, public_access=False)
encr = Workspace(
    "mlswecr001",
    **kept,
    public_access=False,
    identity=reader,
    customer_key=WorkspaceKey(vault, VaultKey.existing("kv-avm/keyEncryptionKey").uri_with_version, identity=reader),
    network=Managed(
        isolation="internet", inline_outbound={"rule": PrivateTarget(other, group="blob")}, firewall="Basic"
    ),
)
hub = Workspace(
    "mlswaih001",
    **kept,
    public_access=False,
    workspace_kind="Hub",
    hub_settings=HubSettings(storage_accounts=[other], project_resource_group=group),
)
project = Workspace(
    "mlswaip001", public_access=False, workspace_kind="Project", hub=Workspace.existing("mlswaiphub001")
)
features = Workspace(
    "mlswfs001",
    **kept,
    public_access=False,
    workspace_kind="FeatureStore",
    feature_store=FeatureStoreSettings(spark_version="3.3"),
)
waf = Workspace(
    "mlswwaf001",
    **kept,
    sku="Standard",
    public_access=False,
    network=Managed(
        inline_outbound={
            "rule1": PrivateTarget(sinks["storage"], group="blob", spark=True),
            "rule2": Fqdn("pypi.org"),
            "rule3": ServiceTag("AppService", ports="80,443"),
        },
    ),
    tags=tags,
)
most = Workspace(
    "mlswmax001",
    **kept,
    preview="2024-10-01-preview",
    friendly_name="Workspace",
    description="The cake is a lie.",
    sku="Premium",
    public_access=False,
    ip_allowlist=["1.2.3.4/32"],
    identity=identity,
    network=Managed(isolation="disabled"),
    provision_network=True,
    serverless=Serverless(subnet=subnet, public_ip=False),
    system_datastores_auth="accesskey",
    discovery_url="http://example.com",
    image_build_compute="testcompute",
    computes=[
        ComputeCluster(
            "DefaultCPU",
            size="Standard_D2ads_v5",
            nodes=Autoscale(0, 3, idle=timedelta(minutes=5)),
            identity=identity,
            public_ip=True,
            isolated=False,
            local_auth=True,
            description="Default CPU Cluster",
            sku=Sku("Basic", tier="Basic"),
        )
    ],
    datastores=[
        BlobDatastore("datastore", account=StorageAccount.existing("myaccount"), container="my-container"),
    ],
    tags=tags,
)


def endpoint(workspace: Workspace, number: int, zones: PrivateDnsZoneGroup) -> PrivateEndpoint:
    """A private endpoint as the module names it."""
    name = f"{workspace.name}-amlworkspace-{number}"
    return PrivateEndpoint(
        f"pep-{name}", target=workspace, subnet=subnet, region=region, connection_name=name, dns=zones, tags=tags
    )


notes = "Cannot delete resource or child resources."
ways = [endpoint(most, number, PrivateDnsZoneGroup(f"group{number + 1}", zones=[zone])) for number in range(2)]
around = {
    "waf-aligned": [
        endpoint(waf, 0, PrivateDnsZoneGroup(zones=[zone])),
        DiagnosticSetting("mlswwaf001-diagnosticSettings", on=waf, **sinks),
    ],
    "max": [
        *ways,
        *(Lock("myCustomLockName", on=locked, notes=notes) for locked in (most, *ways)),
        DiagnosticSetting("customSetting", on=most, logs=[], metrics=True, **sinks),
        *(
            RoleAssignment(name, on=most, role=role, principal_id=somebody, principal_type="ServicePrincipal")
            for name, role in (
                ("f9b5b0d9-f27e-4c89-bacf-1bbc4a99dbce", "Owner"),
                ("2f8c4e3a-6a1b-5d60-9c0e-4b7d1f3a9e52", "Contributor"),
                (None, "Reader"),
            )
        ),
    ],
}
workspaces = {
    "defaults": defaults,
    "encr": encr,
    "ai-hub": hub,
    "ai-project": project,
    "feature-store": features,
    "waf-aligned": waf,
    "max": most,
}
stacks = [
    Stack(f"avm-{name}", scope=ResourceGroup("rg-avm", location="westeurope"), resources=[main, *around.get(name, ())])
    for name, main in workspaces.items()
]

"""Workspaces of every kind: a hub with a project, a feature store, and one encrypted with a key of the customer."""

from mlinfra import (
    Connection, FeatureStoreSettings, Fqdn, HubSettings, Identities, KeyVault, Managed, Parameter, PrivateTarget, ResourceGroup, Serverless,
    ServiceTag, SharedPrivateLink, Stack, StorageAccount, Subnet, SystemAssigned, UserAssignedIdentity, Workspace, WorkspaceKey,
)  # fmt: skip

hub_identity, feature_identity = UserAssignedIdentity("id-hub"), UserAssignedIdentity("id-features")
lake = StorageAccount("stkindslake", hierarchical_namespace=True)
vault = KeyVault("kv-kinds")
nodes = Subnet.existing("vnet-hub/snet-ml", scope="rg-hub")

hub = Workspace(
    "mlh-kinds",
    workspace_kind="Hub",
    friendly_name="Kinds of workspaces",
    sku="Standard",
    identity=Identities([hub_identity, feature_identity]),
    storage=StorageAccount("stkindshub", public_access=True),
    key_vault=None,
    insights=None,
    hub_settings=HubSettings(
        storage_accounts=[lake], project_resource_group=Parameter("projectGroup", description="where projects are made")
    ),
    associated_workspaces=[Parameter("otherWorkspace")],
    data_isolation=True,
    provision_network=True,
    network=Managed(
        isolation="approved",
        firewall="Basic",
        network_kind="V1",
        monitor=True,
        outbound={
            "lake": PrivateTarget(lake, "dfs", spark=True, fqdns=["lake.example.com"]),
            "feeds": ServiceTag("AzureMonitor", ports="443", action="Allow", addresses=["20.36.0.0/14"]),
            "packages": Fqdn("pypi.org"),
        },
    ),
    discovery_url=Parameter("discoveryUrl"),
)
project = Workspace("mlp-kinds", workspace_kind="Project", hub=hub, description="One of many")
features = Workspace(
    "mlf-kinds",
    workspace_kind="FeatureStore",
    identity=Identities([feature_identity], system_assigned=True),
    storage=StorageAccount("stkindsfeatures"),
    key_vault=vault,
    connections=[Connection("offline", category="ADLSGen2"), Connection("online", category="Redis")],
    feature_store=FeatureStoreSettings(spark_version="3.4", offline_store="offline", online_store="online"),
    public_access=False,
    system_datastores_auth="delegation",
    shared_private_links=[
        SharedPrivateLink(
            "lake", resource_id=lake.id, group="blob", message="The feature store reads features", status="Pending"
        )
    ],
)
encrypted = Workspace(
    "mlw-kinds",
    identity=hub_identity,
    storage=StorageAccount("stkindskey"),
    key_vault=vault,
    customer_key=WorkspaceKey(
        vault,
        Parameter("key"),
        identity=hub_identity,
        cosmos_db_id=Parameter("cosmos"),
        search_id=Parameter("search"),
        storage=lake,
    ),
    service_side_encryption=True,
    hbi=True,
    v1_legacy_mode=True,
    public_access_behind_network=True,
    cosmos_throughput=1000,
    serverless=Serverless(subnet=nodes, public_ip=False),
    network=Managed(isolation="disabled"),
)
plain = Workspace("mlw-plain", identity=SystemAssigned(), storage=StorageAccount("stkindsplain"), key_vault=vault)

stack = Stack(
    "kinds",
    scope=ResourceGroup("rg-kinds", location="westeurope"),
    resources=[hub, project, features, encrypted, plain],
)

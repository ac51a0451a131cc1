"""Backing resources with all that can be said of them: firewalls, customer-managed keys, retention, sign-in, copies."""

from datetime import timedelta

from mlinfra import (
    ActiveDirectory, ApplicationInsights, ContainerRegistry, CustomDomain, FilesIdentity, Identities, Immutability, KeyVault,
    LogAnalytics, Parameter, Replication, ResourceAccess, ResourceGroup, Routing, SasPolicy, Stack, StorageAccount, StorageKey,
    Subnet, SystemAssigned, UserAssignedIdentity,
)  # fmt: skip

keys = UserAssignedIdentity("id-keys")
nodes = Subnet.existing("vnet-hub/snet-ml", scope="rg-hub")
vault = KeyVault(
    "kv-backing",
    sku="premium",
    retention=30,
    public_access=True,
    ip_rules=["203.0.113.0/24"],
    subnets=[nodes],
    rbac=True,
    for_template_deployment=True,
    create_mode="default",
)
old_vault = KeyVault(
    "kv-old",
    tenant="72f988bf-86f1-41af-91ab-2d7cd011db47",
    rbac=False,
    bypass=[],
    default_action="Deny",
    for_deployment=True,
    for_disk_encryption=True,
)
account = StorageAccount(
    "stbacking",
    sku="Standard_GZRS",
    identity=keys,
    access_tier="Cool",
    hierarchical_namespace=True,
    shared_keys=True,
    key_expiration_days=90,
    sas_policy=SasPolicy(timedelta(days=1, hours=12), action="Block"),
    public_access=True,
    bypass=["AzureServices", "Logging", "Metrics"],
    ip_rules=["203.0.113.0/24", "198.51.100.7"],
    ipv6_rules=["2001:4860::/32"],
    subnets=[nodes],
    resource_access=[
        ResourceAccess(
            "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-ml/providers/Microsoft.MachineLearningServices/workspaces/*",
            tenant="72f988bf-86f1-41af-91ab-2d7cd011db47",
        )
    ],
    cross_tenant_replication=True,
    copy_scope="AAD",
    minimum_tls="TLS1_3",
    customer_key=StorageKey(vault.uri, "storage", version=Parameter("keyVersion", default="0")),
    customer_key_identity=keys,
    customer_key_client_id="aaaaaaaa-0000-4000-8000-000000000001",
    infrastructure_encryption=True,
    queue_key_scope="Account",
    table_key_scope="Account",
    files_identity=FilesIdentity(
        "AD",
        domain=ActiveDirectory(
            "corp.example.com",
            domain_guid="aaaaaaaa-0000-4000-8000-000000000001",
            netbios_domain_name="CORP",
            forest_name="corp.example.com",
            domain_sid="S-1-5-21-1",
            storage_sid="S-1-5-21-1-2",
            sam_account_name="stbacking",
            account_type="Computer",
        ),
        default_share_permission="StorageFileDataSmbShareReader",
        smb_oauth=True,
    ),
    large_file_shares=True,
    sftp=True,
    local_users=True,
    extended_groups=True,
    nfs_v3=False,
    routing=Routing("InternetRouting", microsoft_endpoints=True, internet_endpoints=True),
    custom_domain=CustomDomain("data.example.com", use_subdomain=True),
    dns_endpoint_type="Standard",
    ipv6_endpoints=True,
    geo_priority_replication=True,
)
archive = StorageAccount(
    "starchivebacking",
    sku="Premium_LRS",
    account_kind="BlockBlobStorage",
    identity=Identities([keys], system_assigned=True),
    immutability=Immutability(days=400, state="Unlocked", protected_append_writes=True),
    default_action="Deny",
    blob_public_access=True,
    https_only=False,
    zones=["1"],
    zone_placement="Any",
    edge_zone="losangeles",
)
registry = ContainerRegistry(
    "crbacking12345",
    sku="Premium",
    identity=Identities([keys], system_assigned=True),
    public_access=False,
    default_action="Deny",
    ip_rules=["203.0.113.0/24"],
    data_endpoints=True,
    admin_user=True,
    bypass="None",
    bypass_for_tasks=True,
    zone_redundancy=True,
    customer_key=Parameter("registryKey"),
    customer_key_client_id=keys.client_id,
    export=False,
    quarantine=True,
    content_trust=False,
    retention=30,
    arm_audience=False,
)
shared_registry = ContainerRegistry("crshared12345", sku="Standard", anonymous_pull=True, repository_permissions=True)
logs = LogAnalytics(
    "log-backing",
    sku="CapacityReservation",
    capacity_reservation=100,
    identity=keys,
    retention=90,
    daily_cap=10,
    public_ingestion=False,
    public_query=False,
    local_auth=False,
    resource_permissions=False,
    data_export=True,
    purge_on_30_days=True,
    cluster_id=Parameter("logCluster"),
    customer_key_for_query=True,
    data_collection_rule_id=Parameter("collectionRule"),
    replication=Replication("northeurope"),
)
insights = ApplicationInsights(
    "appi-backing",
    logs=logs,
    component_kind="other",
    application_type="other",
    retention=180,
    sampling_percentage=50,
    mask_ip=False,
    local_auth=False,
    purge_on_30_days=True,
    profiler_storage=True,
    hockey_app_id="x",
    ingestion_mode="ApplicationInsights",
    public_ingestion=False,
    public_query=False,
)
plain_logs = LogAnalytics("log-plain", identity=SystemAssigned(), replication=Replication("northeurope", enabled=False))
plain = StorageAccount("stplainbacking", immutability=Immutability(enabled=False), dns_endpoint_type="AzureDnsZone")

stack = Stack(
    "backing",
    scope=ResourceGroup("rg-backing", location="westeurope"),
    resources=[vault, old_vault, account, archive, registry, shared_registry, insights, plain_logs, plain],
)

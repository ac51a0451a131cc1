"""Computes that the first generation of the service attaches, and the price that any compute may say."""

from datetime import timedelta

from mlinfra import (
    AksCertificate, AksCompute, AksNetworking, AttachedVirtualMachine, ComputeCluster, ComputeInstance, Sku,
    DatabricksCompute, DataFactoryCompute, DataLakeAnalyticsCompute, HdInsightCompute, KubernetesCompute, MachineUser,
    Parameter, ResourceGroup, Script, SparkPool, Stack, StorageAccount, Subnet, UserAssignedIdentity,
    Workspace,
)  # fmt: skip

jobs = UserAssignedIdentity("id-jobs")
group = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers"
sku = Sku("Basic", tier="Basic", size="D4", family="D", capacity=1)
more = {"tags": {"generation": "first"}}
token = Parameter("databricksToken", secure=True)
first = [
    AksCompute(
        "aks",
        resource_id=f"{group}/Microsoft.ContainerService/managedClusters/aks-old",
        purpose="DevTest",
        fqdn="aks-old.hcp.westeurope.azmk8s.io",
        certificate=AksCertificate(
            "Enabled",
            certificate=Parameter("aksCertificate", secure=True),
            key=Parameter("aksKey", secure=True),
            domain="ml.example.com",
        ),
        load_balancer="InternalLoadBalancer",
        load_balancer_subnet="services",
        identity=jobs,
        local_auth=False,
        description="The cluster of the first generation",
        tags={"team": "platform"},
        sku=sku,
        extra=more,
    ),
    AksCompute(
        "aksnew",
        resource_id=f"{group}/Microsoft.ContainerService/managedClusters/aks-new",
        nodes=3,
        size="Standard_D3_v2",
        certificate=AksCertificate("Auto", leaf_domain_label="ml", overwrite_domain=True),
        networking=AksNetworking(
            subnet=Subnet.existing("vnet-shared/aks", scope=ResourceGroup("rg-network")),
            service_range="10.0.0.0/16",
            dns_address="10.0.0.10",
            bridge_range="172.18.0.1/16",
        ),
    ),
    HdInsightCompute(
        "hdi",
        resource_id=f"{group}/Microsoft.HDInsight/clusters/hdi-shared",
        address="hdi-shared-ssh.azurehdinsight.net",
        ssh_port=22,
        user=MachineUser(
            "operator",
            password=Parameter("machinePassword", secure=True),
            public_key=Parameter("machineKey", secure=True),
            private_key=Parameter("machinePrivateKey", secure=True),
        ),
        identity=jobs,
        local_auth=False,
        description="Spark of the first generation",
        tags={"team": "platform"},
        sku=sku,
        extra=more,
    ),
    DataFactoryCompute(
        "adf",
        resource_id=f"{group}/Microsoft.DataFactory/factories/adf-shared",
        identity=jobs,
        local_auth=False,
        description="Copies data",
        tags={"team": "platform"},
        sku=sku,
        extra=more,
    ),
    DataLakeAnalyticsCompute(
        "adla",
        resource_id=f"{group}/Microsoft.DataLakeAnalytics/accounts/adlashared",
        store="adlsshared",
        identity=jobs,
        local_auth=False,
        description="Queries of old",
        tags={"team": "platform"},
        sku=sku,
        extra=more,
    ),
]
priced = [
    ComputeCluster("cpu", size="Standard_D4s_v5", sku=sku),
    ComputeInstance(
        "desk",
        size="Standard_D4s_v5",
        startup_script=Script(path="Users/team/startup.sh", arguments="--quiet", timeout=timedelta(minutes=5)),
        sku=sku,
    ),
    KubernetesCompute(
        "k8s", resource_id=f"{group}/Microsoft.ContainerService/managedClusters/aks-shared", identity=jobs, sku=sku
    ),
    AttachedVirtualMachine("gpu01", resource_id=f"{group}/Microsoft.Compute/virtualMachines/vm-gpu", sku=sku),
    SparkPool("spark", resource_id=f"{group}/Microsoft.Synapse/workspaces/syn-shared/bigDataPools/ml", sku=sku),
    DatabricksCompute(
        "dbx", resource_id=f"{group}/Microsoft.Databricks/workspaces/dbw-shared", access_token=token, sku=sku
    ),
]
workspace = Workspace("mlw-attached", storage=StorageAccount("stattached"), computes=[*first, *priced])

stack = Stack("attached", scope=ResourceGroup("rg-attached", location="westeurope"), resources=[workspace])

"""Computes of every kind with all that can be said of them: schedules, scripts, services, SSH, and attached ones."""

from datetime import timedelta

from mlinfra import (
    AttachedVirtualMachine, Autoscale, ComputeCluster, ComputeCron, ComputeInstance, ComputeRecurrence, ComputeSchedule,
    CustomService, DatabricksCompute, InstanceType, KubernetesCompute, MachineUser, Parameter, ResourceGroup, Script,
    ServiceKernel, ServicePort, ServiceVolume, SparkPool, SshUser, Stack, StorageAccount, SystemAssigned, UserAssignedIdentity,
    Workspace,
)  # fmt: skip

train = UserAssignedIdentity("id-train")
group = "/subscriptions/aaaaaaaa-0000-4000-8000-000000000001/resourceGroups/rg-shared/providers"
windows = ComputeCluster(
    "windows",
    size="Standard_D4s_v5",
    nodes=Autoscale(0, 2, idle=timedelta(minutes=10)),
    os="Windows",
    image_id=Parameter("image"),
    region="northeurope",
    public_ip=False,
    public_ssh=True,
    isolated=True,
    local_auth=True,
    ssh_user=SshUser(
        "operator", public_key=Parameter("sshKey", secure=True), password=Parameter("sshPassword", secure=True)
    ),
)
desk = ComputeInstance(
    "desk",
    size="Standard_D4s_v5",
    user="aaaaaaaa-0000-4000-8000-000000000002",
    public_ip=True,
    ssh=True,
    ssh_key="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIexample person@example.com",
    sso=True,
    local_auth=True,
    schedules=[
        ComputeSchedule(
            "Stop",
            cron=ComputeCron("0 18 * * 1-5", time_zone="W. Europe Standard Time", start="2027-01-04T18:00:00"),
        ),
        ComputeSchedule(
            "Start",
            recurrence=ComputeRecurrence(
                "Week",
                interval=2,
                time_zone="W. Europe Standard Time",
                start="2027-01-04T08:00:00",
                hours=[8],
                minutes=[0, 30],
                week_days=["Monday", "Friday"],
            ),
            enabled=False,
        ),
        ComputeSchedule("Stop", recurrence=ComputeRecurrence("Month", month_days=[1, 31])),
    ],
    creation_script=Script(
        "#!/bin/bash\nset -e\npip install black\n", arguments="--quiet", timeout=timedelta(minutes=20)
    ),
    startup_script=Script(path="Users/team/startup.sh"),
    custom_services=[
        CustomService(
            "rstudio",
            image="ghcr.io/azure/rocker-rstudio-ml-verse:4.3.0",
            ports=[ServicePort(8787, published=8787, name="rstudio", protocol="tcp", host_ip="127.0.0.1")],
            volumes=[
                ServiceVolume(
                    "/home/azureuser/cloudfiles",
                    "/home/azureuser/cloudfiles",
                    read_only=True,
                    consistency="cached",
                    propagation="rshared",
                    create_host_path=True,
                    selinux="z",
                ),
                ServiceVolume("cache", "/cache", type="volume", no_copy=True),
                ServiceVolume("memory", "/memory", type="tmpfs", tmpfs_size=1_000_000),
            ],
            environment={"RSP_LICENSE": Parameter("license", secure=True)},
            privileged=False,
            kernel=ServiceKernel(["R", "--slave"], display_name="R", language="R"),
        ),
        CustomService("team", image="azureml:team", image_type="azureml", image_version="3"),
    ],
)
attached = [
    KubernetesCompute(
        "aks",
        resource_id=f"{group}/Microsoft.ContainerService/managedClusters/aks-shared",
        namespace="ml",
        default_instance_type="small",
        instance_types={
            "small": InstanceType(
                node_selector={"pool": "ml"},
                requests={"cpu": "2", "memory": "4Gi"},
                limits={"cpu": "4", "memory": "8Gi"},
            )
        },
        identity=SystemAssigned(),
        local_auth=False,
        description="The shared cluster",
        tags={"team": "platform"},
        extra={"sku": {"name": "Basic"}},
    ),
    AttachedVirtualMachine(
        "gpu01",
        resource_id=f"{group}/Microsoft.Compute/virtualMachines/vm-gpu",
        address="203.0.113.7",
        ssh_port=22,
        user=MachineUser(
            "operator",
            password=Parameter("machinePassword", secure=True),
            public_key=Parameter("machineKey", secure=True),
            private_key=Parameter("machinePrivateKey", secure=True),
        ),
        size="Standard_NC6s_v3",
        notebook_port=8888,
        for_notebooks=False,
        identity=train,
        local_auth=False,
        description="The machine under the desk",
        tags={"team": "platform"},
        extra={"sku": {"name": "Basic"}},
    ),
    SparkPool(
        "spark",
        resource_id=f"{group}/Microsoft.Synapse/workspaces/syn-shared/bigDataPools/ml",
        spark_version="3.4",
        node_size="Medium",
        node_family="MemoryOptimized",
        nodes=3,
        minimum=3,
        maximum=6,
        scales=True,
        pauses=True,
        pause_minutes=15,
        synapse_subscription="aaaaaaaa-0000-4000-8000-000000000001",
        synapse_group="rg-shared",
        synapse_workspace="syn-shared",
        pool="ml",
        identity=train,
        local_auth=False,
        description="Spark",
        tags={"team": "platform"},
        extra={"sku": {"name": "Basic"}},
    ),
    DatabricksCompute(
        "dbx",
        resource_id=f"{group}/Microsoft.Databricks/workspaces/dbw-shared",
        access_token=Parameter("databricksToken", secure=True),
        workspace_url="adb-1234567890123456.7.azuredatabricks.net",
        identity=train,
        local_auth=False,
        description="Databricks",
        tags={"team": "platform"},
        extra={"sku": {"name": "Basic"}},
    ),
]
workspace = Workspace("mlw-computes", storage=StorageAccount("stcomputes"), computes=[windows, desk, *attached])

stack = Stack("computes", scope=ResourceGroup("rg-computes", location="westeurope"), resources=[workspace])

"""What only preview API versions have: of workspaces, and of compute instances; children that a workspace lists."""

from mlinfra import (
    CapabilityHost,
    ComputeInstance,
    CronTrigger,
    FeatureSet,
    FeatureStoreEntity,
    IndexColumn,
    KeyVault,
    ResourceGroup,
    RunJob,
    Schedule,
    Stack,
    StorageAccount,
    Workspace,
)

IDS = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shared/providers"
JOB = {"jobType": "Pipeline", "sourceJobId": f"{IDS}/Microsoft.MachineLearningServices/workspaces/mlw-old/jobs/score"}

hub = Workspace(
    "mlh-early",
    workspace_kind="Hub",
    storage=StorageAccount("stearlyhub"),
    key_vault=KeyVault("kv-early-hub"),
    insights=None,
    registry=None,
    preview="2024-10-01-preview",
    default_action="Deny",
    ip_rules=["203.0.113.0/24", "198.51.100.7"],
    bill_of_materials=True,
    simplified_customer_key=False,
    existing_workspace_ids=[f"{IDS}/Microsoft.MachineLearningServices/workspaces/mlw-old"],
    more_storage_ids=[f"{IDS}/Microsoft.Storage/storageAccounts/stmore"],
    more_key_vault_ids=[f"{IDS}/Microsoft.KeyVault/vaults/kv-more"],
    more_registry_ids=[f"{IDS}/Microsoft.ContainerRegistry/registries/crmore"],
    computes=[
        ComputeInstance(
            "ci-locked",
            size="Standard_D4s_v5",
            preview="2024-10-01-preview",
            root_access=False,
            os_patching=True,
            release_quota=True,
            mlflow_autologger=True,
        )
    ],
    schedules=[Schedule("nightly", trigger=CronTrigger("0 3 * * *"), action=RunJob(JOB))],
    capability_hosts=[CapabilityHost("agents", storage=["files"])],
)
customer = FeatureStoreEntity("customer", index_columns=[IndexColumn("customer_id", "String")])
features = Workspace(
    "mlf-early",
    workspace_kind="FeatureStore",
    storage=StorageAccount("stearlyfeatures"),
    key_vault=KeyVault("kv-early-features"),
    registry=None,
    preview="2024-10-01-preview",
    default_action="Allow",
    ip_rules=["192.0.2.0/24"],
    bill_of_materials=False,
    simplified_customer_key=True,
    existing_workspace_ids=[f"{IDS}/Microsoft.MachineLearningServices/workspaces/mlw-older"],
    more_storage_ids=[f"{IDS}/Microsoft.Storage/storageAccounts/stother"],
    more_key_vault_ids=[f"{IDS}/Microsoft.KeyVault/vaults/kv-other"],
    more_registry_ids=[f"{IDS}/Microsoft.ContainerRegistry/registries/crother"],
    computes=[
        ComputeInstance(
            "ci-open",
            size="Standard_D4s_v5",
            preview="2024-10-01-preview",
            root_access=True,
            os_patching=False,
            release_quota=False,
            mlflow_autologger=False,
        )
    ],
    entities=[customer],
    feature_sets=[
        FeatureSet(
            "churn",
            entities=["azureml:customer:1"],
            specification="azureml://datastores/workspaceblobstore/paths/churn",
        )
    ],
)
stack = Stack(
    "workspace-previews",
    scope=ResourceGroup("rg-early", location="westeurope"),
    resources=[hub, features],
    tags={"owner": "ml-platform", "costcenter": "4711"},
)

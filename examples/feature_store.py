"""A feature store: a data lake for features, who computes them, entities, and two sets of features of one team."""

from mlinfra import (
    Connection,
    FeatureSet,
    FeatureStoreEntity,
    FeatureStoreSettings,
    Grant,
    Identities,
    IndexColumn,
    Materialization,
    RecurrenceTrigger,
    ResourceGroup,
    RoleAssignment,
    Stack,
    StorageAccount,
    UserAssignedIdentity,
    Workspace,
)

SPECIFICATIONS = "azureml://datastores/workspaceblobstore/paths/featuresets"
TEAM = "aaaaaaaa-0000-4000-8000-000000000001"

lake = StorageAccount("stfeatureslake", hierarchical_namespace=True, containers=["features"])
builder = UserAssignedIdentity("id-features")  # computes features ahead
offline = Connection("offline-store", category="ADLSGen2", target=lake.get("properties.primaryEndpoints.dfs"))
store = Workspace(
    "mlf-features",
    workspace_kind="FeatureStore",
    identity=Identities([builder], system_assigned=True),
    connections=[offline],
    feature_store=FeatureStoreSettings(
        spark_version="3.4", offline_store=offline
    ),  # written when the connection is there
    grants=[Grant("AzureML Data Scientist", principal_id=TEAM)],
)
roles = [
    RoleAssignment(
        role="Storage Blob Data Contributor",
        on=lake,
        principal_id=builder.principal_id,
        principal_type="ServicePrincipal",
    ),
    RoleAssignment(
        role="AzureML Data Scientist", on=store, principal_id=builder.principal_id, principal_type="ServicePrincipal"
    ),
]
account = FeatureStoreEntity("account", index_columns=[IndexColumn("accountID", "String")], parent=store)
transactions = FeatureSet(
    "transactions",
    version="hash",  # new content is a new version by itself
    entities=[account],
    specification=f"{SPECIFICATIONS}/transactions",
    materialization=Materialization(
        size="Standard_E8s_v3",
        schedule=RecurrenceTrigger("Day", hours=[3], minutes=[0]),
        emails=["features@example.org"],
        mail_on=["JobFailed"],
    ),
    parent=store,
)
profiles = FeatureSet(
    "profiles",
    version="hash",
    entities=[account],
    specification=f"{SPECIFICATIONS}/profiles",
    depends_on=[transactions],
    parent=store,
)

stack = Stack(
    "feature-store",
    scope=ResourceGroup("rg-features", location="westeurope"),
    tags={"owner": "features"},
    resources=[lake, store, *roles, account, transactions, profiles],
)

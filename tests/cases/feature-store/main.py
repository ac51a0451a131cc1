"""A feature store with entities and sets of features, computed ahead; the capability host of a project's agents."""

from mlinfra import (
    CapabilityHost, FeatureSet, FeatureSetContainer, FeatureStoreEntity, FeatureStoreEntityContainer, FeatureStoreSettings,
    IndexColumn, Materialization, RecurrenceTrigger, ResourceGroup, Stack, Subnet, Webhook, Workspace,
)  # fmt: skip

SPEC = "azureml://datastores/workspaceblobstore/paths/featuresets"
more = {"properties": {"isArchived": False}}
described = {"description": "Of everybody.", "tags": {"team": "features"}, "properties": {"reviewed": "yes"}}

store = Workspace(
    "mlf-features", workspace_kind="FeatureStore", feature_store=FeatureStoreSettings(spark_version="3.4")
)
account = FeatureStoreEntity(
    "account",
    index_columns=[IndexColumn("accountID", "String"), IndexColumn("region", "Integer")],
    stage="Production",
    parent=store,
    extra=more,
    **described,
)
order = FeatureStoreEntity(
    "order", version="2", index_columns=[IndexColumn("id", "Long")], anonymous=True, archived=True, parent=store
)
payments = FeatureSet(
    "payments",
    entities=[account, "azureml:customer:3"],
    specification=f"{SPEC}/payments",
    materialization=Materialization(
        store="OnlineAndOffline",
        size="Standard_E8s_v3",
        schedule=RecurrenceTrigger(
            "Week",
            interval=2,
            start="2027-01-04T06:00:00",
            end="2028-01-03T06:00:00",
            time_zone="W. Europe Standard Time",
            hours=[6],
            minutes=[0, 30],
            week_days=["Monday"],
        ),
        spark={"spark.executor.cores": "4"},
        emails=["features@example.org"],
        mail_on=["JobFailed", "JobCancelled"],
        webhooks={"pipeline": Webhook("RunTerminated")},
    ),
    stage="Production",
    parent=store,
    extra=more,
    **described,
)
orders = FeatureSet(
    "orders",
    version="7",
    entities=[order],
    specification=f"{SPEC}/orders",
    materialization=Materialization(
        schedule=RecurrenceTrigger("Month", hours=[1], minutes=[15], month_days=[1, 15]),
        webhooks={"pipeline": Webhook("RunStarted")},
    ),
    anonymous=True,
    archived=True,
    parent=store,
)
containers = [
    FeatureStoreEntityContainer("account", parent=store, archived=True, **described),
    FeatureStoreEntityContainer("later", parent=store, extra=more),
    FeatureSetContainer("payments", parent=store, archived=True, **described),
    FeatureSetContainer("later", parent=store, extra=more),
]

hub = Workspace.existing("mlp-agents")
agents = CapabilityHost(
    "agents",
    parent=hub,
    ai_services=["openai"],
    storage=["files"],
    threads=["threads"],
    vectors=["vectors"],
    apps=["tools"],
    subnet=Subnet.existing("vnet-hub/snet-agents", scope="rg-hub"),
    extra={"properties": {"capabilityHostKind": "Agents"}},
    **described,
)
plain = CapabilityHost(
    "plain", parent=hub, ai_services=["other"], storage=["logs"], threads=["talks"], vectors=["search"], apps=["jobs"]
)

stack = Stack(
    "feature-store",
    scope=ResourceGroup("rg-features", location="westeurope"),
    resources=[store, account, order, payments, orders, *containers, agents, plain],
)

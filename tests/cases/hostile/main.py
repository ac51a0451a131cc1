"""Texts that mean something in Bicep, in ARM JSON, in comments or in Markdown come out as they went in."""

from mlinfra import (
    ApplicationInsights, BlobDatastore, ComputeCluster, ComputeInstance, ContainerRegistry, DataAsset,
    DataLakeDatastore, Environment, KeyVault, LogAnalytics, OnlineEndpoint, Parameter, ResourceGroup, Stack,
    StorageAccount, Workspace,
)  # fmt: skip

QUOTES = "it's \"quoted\", ''twice'' and '''thrice'''"
HOLES = "${workspace.id} $${x} \\${y} $"
BRACKETS = "[resourceGroup().location] [[x] ]"
LINES = "one\ntwo\r\nthree\ttabbed\n"
COMMENT = "*/ // # /* {{ jinja }} {% raw %}"
MARKDOWN = "<b>|</b> `code` ***** \\ @everyone"
SIGNS = "🚚 Zürich \u202emirrored\u202c \u2028 e\u0301 \U0001d11e"

text = Parameter("text", default=HOLES, description=COMMENT + LINES, allowed=[QUOTES + LINES, HOLES])
free = Parameter("free", default=BRACKETS + LINES)
account = StorageAccount("sthostile", tags={QUOTES: HOLES}, extra={"properties": {"dnsEndpointType": "Standard"}})
blobs = BlobDatastore("blobs", account=account, container="raw", description=QUOTES, tags={HOLES: BRACKETS},
                      extra={"properties": {"endpoint": HOLES}})  # fmt: skip
lake = DataLakeDatastore(
    "lake",
    account=StorageAccount.existing("sthostilelake"),
    filesystem="raw",
    description=HOLES,
    extra={"properties": {"tags": {}}},
)

workspace = Workspace(
    "mlw-hostile",
    storage=account,
    key_vault=KeyVault("kv-hostile", extra={"tags": {"[x]": "[y]"}}),
    registry=ContainerRegistry("crhostile", extra={"properties": {"policies": {"quarantinePolicy": {"status": "enabled"}}}}),
    insights=ApplicationInsights(
        f"appi-hostile {SIGNS}", logs=LogAnalytics("log-hostile", extra={"tags": {"a": HOLES}}), extra={"tags": {"b": LINES}}
    ),
    description=LINES,
    tags={"comment": COMMENT, "line": LINES, "signs": SIGNS},
    extra={"tags": {"more": MARKDOWN, "text": text, "free": free}},
    datastores=[blobs, lake],
    data=[DataAsset("asset", datastore=blobs, path="a b/[c]/${d}/'e'", description=BRACKETS, tags={SIGNS: QUOTES})],
    environments=[
        Environment("env", image="example.azurecr.io/x:1", conda=f"# {QUOTES}\n# {HOLES}\n# {SIGNS}\n", description=LINES,
                    extra={"properties": {"osType": "Windows"}})
    ],
    computes=[
        ComputeCluster("cpu", size="Standard_D4s_v5", description=COMMENT, tags={"c": COMMENT},
                       extra={"properties": {"properties": {"isolatedNetwork": False}}}),
        ComputeInstance("ci-hostile", size="Standard_D4s_v5", description=MARKDOWN, tags={"m": MARKDOWN},
                        extra={"properties": {"properties": {"customServices": [{"name": MARKDOWN}]}}}),
    ],
    endpoints=[OnlineEndpoint("hostile", description=SIGNS, tags={"s": SIGNS}, extra={"properties": {"properties": {"k": BRACKETS}}})],
)  # fmt: skip

stack = Stack(
    "hostile",
    scope=ResourceGroup("rg-hostile", location="westeurope"),
    resources=[workspace],
    tags={"brackets": BRACKETS, "signs": SIGNS, "it's": QUOTES},
    outputs={"holes": HOLES},
)  # fmt: skip

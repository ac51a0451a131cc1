"""Parameters of every kind: from the environment, with defaults, from key vaults; used in tags, outputs and bodies."""

from mlinfra import (
    ApplicationInsights, ComputeInstance, KeyVault, Parameter, ResourceGroup, Secret, Stack, StorageAccount, Workspace,
)  # fmt: skip

security = ResourceGroup("rg-security", subscription="22222222-2222-2222-2222-222222222222")
vault = KeyVault.existing("kv-security", scope=security)

owner = Parameter("owner", description="Who answers for it.", env="TEAM_OWNER")
stage = Parameter("stage", default="dev", allowed=["dev", "test", "prod"], description="Part of the tags.")
sampling = Parameter("sampling", type="int", default=50)
verbose = Parameter("verbose", type="bool", default=False)
token = Parameter("apiToken", secure=True, description="For the feature service.")
pinned = Parameter("signingKey", secure=True, secret=Secret("signing-key", vault=vault, version="0123456789abcdef"))
latest = Parameter("hookKey", secure=True, secret=Secret("hook-key", vault=vault))
secrets = {one.name: {"type": "local", "value": one} for one in (token, pinned, latest)}

workspace = Workspace(
    "mlw-ledger",
    storage=StorageAccount(tags={"layer": "bronze"}, extra={"properties": {"largeFileSharesState": "Enabled"}}),
    insights=ApplicationInsights(
        extra={"properties": {"DisableIpMasking": verbose, "SamplingPercentage": sampling}, "tags": {"stage": stage}}
    ),
    computes=[
        ComputeInstance(
            "ci-ledger",
            size="Standard_D4s_v5",
            extra={
                "properties": {"properties": {"customServices": [{"name": "feed", "environmentVariables": secrets}]}}
            },
        )
    ],
)

stack = Stack(
    "ledger",
    scope=ResourceGroup("rg-ledger"),
    resources=[workspace],
    tags={"owner": owner, "stage": stage, "app": "ledger"},
    parameters=[token, pinned],
    outputs={"mlflow": workspace.mlflow_uri, "stage": stage, "answer": "42"},
)

"""An online endpoint, blue and green: most callers are answered by one version of a model, some by the next one.

To go on, change the shares of ``traffic``; when green has all, take blue away.
"""

from mlinfra import (
    AutoscaleSetting, BlobDatastore, Model, OnlineDeployment, OnlineEndpoint, Probe, ResourceGroup, ScaleProfile, ScaleRule,
    Stack, StorageAccount, Workspace,
)  # fmt: skip

account = StorageAccount("stchurnserving", containers=["models"])
models = BlobDatastore("models", account=account, container="models")
PATHS = "azureml://datastores/models/paths"
fourth, fifth = (Model("churn", version=v, uri=f"{PATHS}/churn/{v}", type="mlflow_model") for v in ("4", "5"))

blue = OnlineDeployment("blue", model=fourth, size="Standard_DS3_v2", instances=2)
green = OnlineDeployment("green", model=fifth, size="Standard_DS3_v2", readiness=Probe(failures=60))
endpoint = OnlineEndpoint("churn-scores", deployments=[blue, green], traffic={blue: 90, green: 10}, reads=[models])
workspace = Workspace(
    "mlw-churn-serving", storage=account, datastores=[models], models=[fourth, fifth], endpoints=[endpoint]
)

CPU = "CpuUtilizationPercentage"
scaling = AutoscaleSetting(
    "churn-scores-blue",
    target=blue,
    profiles=[
        ScaleProfile(
            "load",
            minimum=2,
            maximum=6,
            rules=[
                ScaleRule(CPU, of=blue, operator="GreaterThan", threshold=70, direction="Increase"),
                ScaleRule(CPU, of=blue, operator="LessThan", threshold=25, direction="Decrease"),
            ],
        )
    ],
)

stack = Stack(
    "churn-serving",
    scope=ResourceGroup("rg-churn-serving", location="westeurope"),
    tags={"owner": "churn", "costcenter": "1042"},
    resources=[workspace, scaling],
    outputs={"scoring": endpoint.scoring_uri},
)

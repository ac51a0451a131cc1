"""An environment that stays the same: the image by a dated tag, each package by its version."""

from mlinfra import Conda, Environment, ResourceGroup, Stack, Workspace

training = Environment(
    "training",
    version="1",
    image="mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1",
    conda=Conda(python="3.11.9", pip=["mlflow==2.22.1", "azureml-mlflow==1.60.0", "scikit-learn==1.6.1"]),
)

stack = Stack(
    "pinned-environment",
    scope=ResourceGroup("rg-ml-pinned", location="westeurope"),
    resources=[Workspace("mlw-pinned", environments=[training])],
    tags={"owner": "data-science", "costcenter": "4711"},
)

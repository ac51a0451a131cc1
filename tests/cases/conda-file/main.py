"""An environment whose packages are in a conda file beside the stack file."""

from mlinfra import CondaFile, Environment, ResourceGroup, Stack, Workspace

train = Environment(
    "train",
    image="mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04:20250101.v1",
    conda=CondaFile("train.yml"),
    version="hash",
)
workspace = Workspace("mlw-conda", environments=[train])
stack = Stack("conda-file", scope=ResourceGroup("rg-conda", location="westeurope"), resources=[workspace])

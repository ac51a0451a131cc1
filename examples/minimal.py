"""The smallest workspace: what it needs is created beside it, with safe defaults."""

from mlinfra import ResourceGroup, Stack, Workspace

stack = Stack(
    "minimal",
    scope=ResourceGroup("rg-ml-minimal", location="westeurope"),
    resources=[Workspace("mlw-minimal")],
    tags={"owner": "data-science", "costcenter": "4711"},
)

"""Private in the cloud of the US Government, whose private DNS zones have names of their own."""

from mlinfra import Private, ResourceGroup, Stack, Subnet, Workspace

workspace = Workspace("mlw-claims", network=Private(Subnet.existing("vnet-hub/snet-ml", scope="rg-hub")))

stack = Stack(
    "claims",
    scope=ResourceGroup("rg-claims", location="usgovvirginia"),
    cloud="AzureUSGovernment",
    resources=[workspace],
)

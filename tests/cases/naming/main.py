"""A naming convention of the team's own: a pattern names all that has no name."""

from mlinfra import Derived, Naming, Private, ResourceGroup, Stack, Subnet, Workspace

workspace = Workspace(
    "mlw-churn-prod-weu",
    network=Private(Subnet.existing("vnet-prod/snet-ml", scope=ResourceGroup("rg-network")), dns="policy"),
    derived=[
        Derived(
            "Microsoft.Network/privateEndpoints",
            name="pep-*-001",
            extra={"properties": {"ipVersionType": "IPv4"}},
            omit=["properties.customNetworkInterfaceName"],
        )
    ],
)

stack = Stack(
    "naming",
    scope=ResourceGroup("rg-churn-prod", location="westeurope"),
    stage="prod",
    naming=Naming("{abbreviation}-{workload}-{stage}-{region}-{instance}", workload="churn", region="weu"),
    resources=[workspace],
)

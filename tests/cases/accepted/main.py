"""A value that Azure takes in this subscription, though mlinfra knows it as refused."""

from datetime import date

from mlinfra import Accept, Exempt, KeyVault, ResourceGroup, Stack, Workspace

vault = KeyVault(
    "kv-accepted",
    extra={"properties": {"enableSoftDelete": False}},
    accept=[
        Accept("properties.enableSoftDelete", "an old subscription that Microsoft exempts", until=date(2999, 12, 31))
    ],
)
workspace = Workspace(
    "mlw-accepted",
    key_vault=vault,
    exempt=[Exempt("ML101", "the subscription says who owns it", until=date(2999, 12, 31))],
)
stack = Stack("accepted", scope=ResourceGroup("rg-accepted", location="westeurope"), resources=[workspace])

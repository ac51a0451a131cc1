"""Resources of other scopes stand in modules of their own, which take what crosses and wait for each other."""

from __future__ import annotations

from mlinfra import (
    BlobDatastore,
    ComputeCluster,
    DiagnosticSetting,
    Lock,
    LogAnalytics,
    Parameter,
    Private,
    ResourceGroup,
    RoleAssignment,
    Stack,
    StorageAccount,
    Subnet,
    Subscription,
    SystemAssigned,
    VirtualNetwork,
    Workspace,
)
from mlinfra.app.stages import prepare
from mlinfra.arm.expressions import Prop
from mlinfra.arm.rewrite import names_in
from mlinfra.arm.tree import Module
from mlinfra.landing_zone.model._base import Resource

OTHER = "33333333-3333-4333-8333-333333333333"
HOME = ResourceGroup("rg-a", location="westeurope")


def modules(*resources: Resource, **given: object) -> dict[str, Module]:
    """The modules of a stack by their symbols."""
    stack = Stack("a", scope=HOME, resources=resources, **given)  # type: ignore[arg-type]  # fields of a stack
    return {part.symbol: part for part in prepare(stack).lowered.template.body if isinstance(part, Module)}


def named(part: Module, item: str) -> list[str]:
    """The names in one item of a module's statement."""
    return [name for prop in part.items if isinstance(prop, Prop) and prop.key == item for name in names_in(prop.value)]


def test_a_group_that_the_stack_creates_is_there_before_what_lies_in_it() -> None:
    """The group is a module of the subscription; the module of what lies in it waits for it, and takes tags and region."""
    far = ResourceGroup("rg-far", location="northeurope")
    account = StorageAccount("stfar0001", scope=far)
    parts = modules(account, Lock("l", on=account), tags={"owner": Parameter("owner")})
    assert list(parts) == ["subscriptionResources", "rgFarResources"]
    assert named(parts["rgFarResources"], "dependsOn") == ["subscriptionResources"]
    (params,) = (
        prop.value for prop in parts["rgFarResources"].items if isinstance(prop, Prop) and prop.key == "params"
    )
    assert isinstance(params, dict)
    assert params["location"] == "northeurope"
    assert set(params) == {"location", "tags"}


def test_two_scopes_that_wait_for_each_other_are_cut_where_they_do() -> None:
    """A cluster here reads an account there, whose setting sends logs to what is here: roles come after the cluster."""
    lake = StorageAccount("stfar0001", scope=ResourceGroup("rg-far", location="northeurope"))
    events = BlobDatastore("events", account=lake, container="events")
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", identity=SystemAssigned(), reads=[events])
    parts = modules(Workspace("mlw-a", datastores=[events], computes=[cluster]))
    assert list(parts) == ["subscriptionResources", "rgFarResources", "rgFar2Resources"]
    assert "cpu" in named(parts["rgFar2Resources"], "params")
    assert "cpu" not in named(parts["rgFarResources"], "params")


def test_an_extension_stands_on_any_resource_in_any_subscription() -> None:
    """On a cluster that a workspace lists, on an existing resource of another subscription, on the subscription itself."""
    logs = LogAnalytics.existing("log-old", scope=ResourceGroup("rg-old", subscription=OTHER))
    cluster = ComputeCluster("cpu", size="Standard_D4s_v5", identity=SystemAssigned())
    who = {"principal_id": cluster.principal_id, "principal_type": "ServicePrincipal"}
    parts = modules(
        DiagnosticSetting("d", on=cluster, workspace=logs),
        Workspace("mlw-a", computes=[cluster]),
        RoleAssignment(role="Reader", on=logs, **who),  # type: ignore[arg-type]  # as above
        RoleAssignment(role="Reader", on=Subscription(), **who),  # type: ignore[arg-type]  # as above
    )
    assert list(parts) == ["rgOld33333333Roles", "subscriptionRoles"]
    assert all({"cpu"} == set(named(part, "params")) for part in parts.values())


def test_what_names_a_resource_of_another_group_waits_for_it() -> None:
    """Also where that group's module waits for nothing itself: the group exists already."""
    account = StorageAccount("stfar0001", scope=ResourceGroup("rg-far"))
    stack = Stack("a", scope=HOME, resources=[account, Workspace("mlw-a", storage=account)])
    resources = prepare(stack).template["resources"]
    (workspace,) = (item for item in resources.values() if "storageAccount" in item.get("properties", {}))
    assert "rgFarResources" in workspace["dependsOn"]


def test_a_subnet_of_an_existing_network_is_a_resource_of_its_own() -> None:
    """In the group of the network, one after the other; endpoints in them wait for them."""
    network = VirtualNetwork.existing("vnet-hub", scope=ResourceGroup("rg-far"))
    subnets = [Subnet(f"snet-{at}", network=network, prefix=f"10.0.{at}.0/26") for at in range(2)]
    workspace = Workspace("mlw-a", network=Private(subnets[0], dns="policy"))
    resources = prepare(Stack("a", scope=HOME, resources=[*subnets, workspace])).template["resources"]
    inner = resources["rgFarResources"]["properties"]["template"]["resources"]
    assert [(item["name"], item["properties"]["addressPrefix"]) for item in inner] == [
        ("[format('{0}/{1}', 'vnet-hub', 'snet-0')]", "10.0.0.0/26"),
        ("[format('{0}/{1}', 'vnet-hub', 'snet-1')]", "10.0.1.0/26"),
    ]
    assert "'snet-0'" in inner[1]["dependsOn"][0]
    endpoints = [item for item in resources.values() if item["type"].endswith("/privateEndpoints")]
    assert len(endpoints) == 5
    waits = [
        {*item["dependsOn"]}.union(*(resources[key].get("dependsOn", ()) for key in item["dependsOn"]))
        for item in endpoints
    ]
    assert all("rgFarResources" in names for names in waits)

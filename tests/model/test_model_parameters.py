"""A parameter stands where a value of its kind may, and in main.json it stays one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mlinfra import (
    Autoscale,
    ComputeCluster,
    InvalidInput,
    NatGateway,
    Parameter,
    ResourceGroup,
    Stack,
    StorageAccount,
    Workspace,
)
from mlinfra.app.stages import prepare
from mlinfra.landing_zone.load.azure_names import public_classes
from mlinfra.landing_zone.load.fields import hints
from mlinfra.landing_zone.model._rows import Mapped, field_rows

TEXT, NUMBER, SWITCH = Parameter("text"), Parameter("number", type="int"), Parameter("switch", type="bool")
GIVEN: dict[str, tuple[Any, str, str]] = {
    "a tag": (lambda: StorageAccount("stx", tags={"stage": TEXT}), "tags.stage", "[parameters('text')]"),
    "true or false": (
        lambda: StorageAccount("stx", local_users=SWITCH),
        "properties.isLocalUserEnabled",
        "[parameters('switch')]",
    ),
    "a number": (
        lambda: StorageAccount("stx", key_expiration_days=NUMBER),
        "properties.keyPolicy.keyExpirationPeriodInDays",
        "[parameters('number')]",
    ),
    "a text": (
        lambda: Workspace("mlw-x", computes=[ComputeCluster("cpu", size="Standard_D4s_v5", description=TEXT)]),
        "properties.description",
        "[parameters('text')]",
    ),
}


@pytest.mark.parametrize("case", GIVEN)
def test_a_parameter_stands_in_the_body(case: str) -> None:
    """It is declared, and the property is its value."""
    make, path, value = GIVEN[case]
    stack = Stack("x", scope=ResourceGroup("rg-x", location="westeurope"), resources=[make()])
    template = json.loads(prepare(stack).rendered.files["main.json"])
    (parameter,) = {"text", "number", "switch"} & template["parameters"].keys()
    assert f"'{parameter}'" in value
    found: list[Any] = [
        resource for resource in template["resources"] if resource["type"].endswith(("Accounts", "computes"))
    ]
    for name in path.split("."):
        found = [inner[name] for inner in found if name in inner]
    assert value in found


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: StorageAccount("stx", tags={"a": NUMBER}), "StorageAccount.tags.a: the parameter 'number' holds an integer: give it type='string'"),
        (lambda: StorageAccount("stx", local_users=TEXT), "the parameter 'text' holds text: give it type='bool'"),
        (lambda: StorageAccount("stx", key_expiration_days=SWITCH), "the parameter 'switch' holds true or false: give it type='int'"),
        (lambda: StorageAccount("stx", hierarchical_namespace=SWITCH), "must be known before: it decides which private endpoints there are\n  -> give the value itself, by stage"),
        (lambda: StorageAccount(TEXT), "StorageAccount.name: the parameter 'text' is filled in only when Azure deploys; here the value must be known before: it decides what it is called"),
        (lambda: StorageAccount("stx", tags=TEXT), "which names there are; a value by one may be a parameter"),
        (lambda: StorageAccount("stx", sku=Parameter("a", default="LRS")), "the parameter 'a' has 'LRS' for a value: give 'Standard_LRS' or"),
        (lambda: StorageAccount("stx", sku=Parameter("a", allowed=["Standard_LRS", "LRS"])), "the parameter 'a' has 'LRS' for a value"),
        (lambda: ComputeCluster("cpu", size="a", nodes=Autoscale(0, 2, idle=Parameter("a", default="10 minutes"))), "a length of time is written as PT30M"),
        (lambda: NatGateway("ng", zones=Parameter("a")), "the parameter 'a' holds text: give it type='array'"),
        (lambda: NatGateway("ng", zones=Parameter("a", type="array", default=[1])), "the parameter 'a' has (1,) for a value"),
    ],
)  # fmt: skip
def test_a_parameter_of_another_kind_is_refused(make: Any, told: str) -> None:
    """A text is no number; and what decides which resources there are must be known before."""
    with pytest.raises(InvalidInput) as caught:
        make()
    assert told in str(caught.value)


def test_tags_may_be_parameters() -> None:
    """Of the resources that a workspace needs and of those beside it; those of a group are read before it is deployed to."""
    tagged = [
        kind
        for kind in public_classes()
        if isinstance(row := field_rows(kind).get("tags"), Mapped) and row.path == "tags"
    ]
    assert sum("Parameter" in str(hints(kind)["tags"]) for kind in tagged) >= 30
    told = {kind.__name__: "Parameter" in str(hints(kind)["tags"]) for kind in tagged}
    assert told["Workspace"]
    assert told["KeyVault"]
    assert not told["ResourceGroup"]

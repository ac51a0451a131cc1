"""A parameter stands where a value of its kind may, and in main.json it stays one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from _parameter_page import COMMON, refusals
from mlinfra import (
    Autoscale,
    ComputeCluster,
    Conda,
    Grant,
    InvalidInput,
    NatGateway,
    OnlineEndpoint,
    Parameter,
    ResourceGroup,
    SasPolicy,
    Script,
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
        (lambda: StorageAccount("stx", redundancy=TEXT), "unknown field 'redundancy', there are: name, "),  # type: ignore[call-arg]
        (lambda: StorageAccount("stx", TEXT), "only the name stands without its field's name"),  # type: ignore[misc]
        (lambda: StorageAccount(TEXT), "StorageAccount.name: the parameter 'text' is filled in only when Azure deploys; here the value must be known before: it decides what it is called"),
        (lambda: StorageAccount("stx", tags=TEXT), "which names there are; a value by one may be a parameter"),
        (lambda: StorageAccount("stx", sku=Parameter("a", default="LRS")), "the parameter 'a' has 'LRS' for a value: give 'Standard_LRS' or"),
        (lambda: StorageAccount("stx", sku=Parameter("a", allowed=["Standard_LRS", "LRS"])), "the parameter 'a' has 'LRS' for a value"),
        (lambda: ComputeCluster("cpu", size="a", nodes=Autoscale(0, 2, idle=Parameter("a", default="10 minutes"))), "a length of time is written as PT30M"),
        (lambda: ComputeCluster("cpu", size="a", nodes=TEXT), "it decides which objects there are; values in them may be parameters\n  -> give the value itself"),
        (lambda: Workspace("mlw-x", identity=TEXT), "got Parameter; the value must be known before: it decides which objects there are"),
        (lambda: StorageAccount("stx", ip_rules=TEXT), "it decides how many there are; each in the list may be a parameter"),
        (lambda: OnlineEndpoint("e", traffic=NUMBER), "it decides which deployments are there first, and that shares make 100 together"),
        (lambda: Script("x", timeout=TEXT), "it decides how many minutes that are, which Azure writes"),
        (lambda: SasPolicy(TEXT), "it decides how many days and hours that are, which Azure writes"),
        (lambda: Grant(TEXT, principal_id=TEXT), "which role is assigned, and what the assignment is called in the template\n  -> give the value itself"),
        (lambda: Conda(python=TEXT), "Conda.python: the parameter 'text' is filled in only when Azure deploys; here the value must be known before: it decides the text of the conda file"),
        (lambda: Stack("x", scope=ResourceGroup("rg-x"), resources=[], stage=TEXT), "it decides what is rendered, and where it is deployed"),
        (lambda: NatGateway("ng", zones=Parameter("a")), "the parameter 'a' holds text: give it type='array'"),
        (lambda: NatGateway("ng", zones=Parameter("a", type="array", default=[1])), "the parameter 'a' has (1,) for a value"),
    ],
)  # fmt: skip
def test_a_parameter_of_another_kind_is_refused(make: Any, told: str) -> None:
    """A text is no number; and what decides which resources there are must be known before."""
    with pytest.raises(InvalidInput) as caught:
        make()
    assert told in str(caught.value)


def test_what_takes_no_parameter_has_a_reason() -> None:
    """Every field of plain values of every public class takes one, or says what its value decides; names say it alike."""
    told = {(name, field): why for name, field, why in refusals()}
    assert [place for place, why in told.items() if not why] == [], "make it a `Value[...]`, or say at(..., decides=)"
    assert {why for (_, field), why in told.items() if field == "name"} == {COMMON["name"]}
    assert {
        ("StorageAccount", "name"),
        ("Stack", "stage"),
        ("Ignore", "path"),
        ("OnlineEndpoint", "traffic"),
    } <= told.keys()
    assert not {("StorageAccount", "sku"), ("StorageAccount", "tags"), ("NatGateway", "zones")} & told.keys()


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

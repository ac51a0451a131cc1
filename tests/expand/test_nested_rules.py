"""Nested deployments: what is evaluated where, what is left out, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from expand._templates import FAR, LATER, SUBSCRIPTION, expanded, ids, nested, resource, template
from mlinfra.base.errors import TemplateError

_OPEN_INSIDE: dict[str, dict[str, Any]] = {
    "a tag": template([resource(tags={"t": FAR})]),
    "a resource that is not deployed": template([resource(condition=False, tags={"t": FAR})]),
    "an output": template(outputs={"o": {"type": "object", "value": "[resourceGroup().tags]"}}),
    "a default": template(parameters=LATER),
}


@pytest.mark.parametrize("inside", _OPEN_INSIDE.values(), ids=_OPEN_INSIDE)
def test_outer_evaluation_of_what_is_not_known_leaves_all_of_it_out(inside: dict[str, Any]) -> None:
    """One open value anywhere in the template is a gap with a warning."""
    snapshot = expanded(template([nested(inside, evaluation="outer"), resource("beside")]))
    assert ids(snapshot) == ["A.B/c/beside"]
    assert "NestedDeploymentShortCircuited" in snapshot.diagnostics[0]


def test_outer_evaluation_evaluates_twice() -> None:
    """First in the parent, then what came out in the nested template, with its own parameters and variables."""
    inside = template(
        [
            resource(
                "[concat('x-', parameters('word'))]", tags={"own": "[[parameters('word')]", "[[toLower('K')]": "[[[y]"}
            )
        ],
        parameters={"word": {"type": "string"}},
    )
    given = {"parameters": {"word": {"value": "inner"}}}
    made = template(
        [nested(inside, evaluation=None, properties=given)],
        parameters={"word": {"type": "string", "defaultValue": "outer"}},
    )
    (body,) = expanded(made).resources
    assert (body["name"], body["tags"]) == ("x-outer", {"own": "inner", "k": "[y]"})


def test_the_outer_pass_reaches_into_inner_deployments_and_knows_the_parents_index() -> None:
    """``copyIndex()`` inside is that of the loop of deployments, in inner-scope templates further inside too."""
    deeper = nested(template([resource("[concat('n', copyIndex())]")]))
    loop = {"name": "[concat('de', 'ep')]", "count": 2}
    around = nested(template([deeper]), evaluation=None, name="[concat('d', copyIndex('deep'))]", copy=loop)
    assert ids(expanded(template([around]))) == ["A.B/c/n0", "A.B/c/n1"]


def test_a_deployment_with_a_false_condition_is_not_evaluated() -> None:
    """Neither its template nor its properties count; a wrong subscription does."""
    broken = nested(template([resource("[no such]", tags={"t": FAR})]), evaluation=None, condition=False)
    assert not expanded(template([broken])).resources
    with pytest.raises(TemplateError, match="GUID"):
        expanded(template([{**broken, "subscriptionId": "x"}]))


_LEFT_OUT: dict[str, dict[str, Any]] = {
    "a link": {"templateLink": {"uri": "https://h.test/t.json"}, "template": None},
    "linked parameters": {"parametersLink": {"uri": "https://h.test/p.json"}},
    "parameters null": {"parameters": None},
    "parameters an array": {"parameters": []},
    "parameters open": {"parameters": FAR},
    "options empty": {"expressionEvaluationOptions": {}},
    "options null": {"expressionEvaluationOptions": None},
    "options computed": {"expressionEvaluationOptions": '[json(\'{"scope":"inner"}\')]'},
}


@pytest.mark.parametrize("properties", _LEFT_OUT.values(), ids=_LEFT_OUT)
def test_what_is_not_said_as_a_constant_leaves_a_deployment_out(properties: dict[str, Any]) -> None:
    """Links, and options or parameters that are no constant object, are gaps."""
    around = nested(template([resource()]))
    around["properties"] |= properties
    snapshot = expanded(template([around]))
    assert not snapshot.resources
    assert len(snapshot.diagnostics) == 1


def test_empty_keys_mean_none_and_property_names_have_any_casing() -> None:
    """An empty group or subscription is the parent's."""
    properties = {
        "Mode": "Incremental",
        "Template": template([resource()]),
        "ExpressionEvaluationOptions": {"Scope": "Inner"},
    }
    around = {**nested(None), "resourceGroup": "", "subscriptionId": "[toLower('')]", "properties": properties}
    assert ids(expanded(template([around]))) == ["A.B/c/n"]


def test_from_a_management_group_to_the_tenant_ids_stay() -> None:
    """As in the engine; from a subscription the same scope is the tenant."""
    around = nested(template([resource()], kind="tenant"), scope="/", location="x")
    there = "/providers/Microsoft.Management/managementGroups/mg/providers/A.B/c/n"
    assert ids(expanded(template([around], kind="managementGroup"))) == [there]
    assert ids(expanded(template([around], kind="subscription"))) == ["/providers/A.B/c/n"]


def test_conditions_of_deployment_and_resource_go_together() -> None:
    """A condition that is declared and true is told from none; a literal null counts in nested templates."""
    inside = template([resource(condition="[equals(parameters('later'), 'x')]")], parameters=LATER)
    (body,) = expanded(template([nested(inside, condition="[equals(1, 1)]")])).resources
    assert body["condition"] == "[and(true(), equals(utcNow(), 'x'))]"
    (body,) = expanded(template([nested(inside)])).resources
    assert body["condition"] == "[equals(utcNow(), 'x')]"
    (body,) = expanded(template([nested(template([resource(condition=None)]))])).resources
    assert body["condition"] is None
    assert "condition" not in expanded(template([resource(condition=None)])).resources[0]


def test_nested_templates_may_have_keys_of_their_own() -> None:
    """Unknown keys are for nested templates alone."""
    inside = template([resource(gardener="Ada")], planner="Grace")
    assert ids(expanded(template([nested(inside)]))) == ["A.B/c/n"]
    with pytest.raises(TemplateError, match="planner"):
        expanded(inside)


_SYMBOL = {"languageVersion": "2.0"}
_REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("template or a templateLink", nested(None)),
    ("either a template or", nested(template(), properties={"templateLink": {"uri": "u"}})),
    ("uri or an id", nested(None, properties={"templateLink": {}})),
    ("uri or an id", nested(None, properties={"templateLink": {"uri": "u", "relativePath": "t.json"}})),
    ("needs contentVersion", nested({**template(), "contentVersion": None})),
    ("existing resource needs", nested(template([resource(existing=True)]))),
    ("can't have properties", nested(template({"a": resource(existing=True, properties={})}, **_SYMBOL))),
    ("by symbol", nested(template([resource()], **_SYMBOL))),
    ("by symbol", nested(template({"a": resource()}))),
    ("can't hold resources", nested(template({"a": resource(resources=[])}, **_SYMBOL))),
    ("can't have a loop", nested(template([resource(resources=[resource("x", "d", copy={"name": "l", "count": 1})])]))),
    ("nested deployments alone", nested(template([resource(resourceGroup="rg2")]))),
    ("2017-05-10", {**nested(template([nested(template(), subscriptionId=SUBSCRIPTION[15:])])), "apiVersion": "2016-09-01"}),
    ("2019-05-01", {**nested(template([resource(scope="A.B/c/x")])), "apiVersion": "2018-05-01"}),
    ("no loop", nested(template([resource("[string(copyIndex())]", copy={"name": "l", "count": 1})]), evaluation=None)),
    ("no parameter 'p'", nested(template(), evaluation=None, properties={"parameters": {"p": {"value": 1}}})),
    ("no value", nested(template(parameters={"p": {"type": "int"}}), evaluation=None)),
    ("must be Boolean", nested(template([resource(condition=None)]), condition=True)),
]  # fmt: skip


@pytest.mark.parametrize(("says", "around"), _REFUSED)
def test_the_engine_refuses(says: str, around: dict[str, Any]) -> None:
    """Rules of nested deployments; each refusal names its place."""
    with pytest.raises(TemplateError, match=says) as refused:
        expanded(template([around]))
    assert refused.value.where.startswith("resources[0]")


def test_a_group_without_a_subscription_is_of_no_use_above_subscriptions() -> None:
    """In a management group and in the tenant ``resourceGroup`` needs ``subscriptionId``."""
    around = nested(template([resource()]), resourceGroup="rg2", location="x")
    for kind in ("managementGroup", "tenant"):
        with pytest.raises(TemplateError, match="resource group alone"):
            expanded(template([around], kind=kind))  # type: ignore[arg-type]  # two of the kinds
    inside = {**around, "subscriptionId": SUBSCRIPTION.rpartition("/")[2]}
    del inside["location"]
    made = expanded(template([inside], kind="managementGroup"))
    assert made.resources[0]["id"] == f"{SUBSCRIPTION}/resourceGroups/rg2/providers/A.B/c/n"

"""What templates read of their own resources, and their outputs."""

from __future__ import annotations

from typing import Any

import pytest

from expand._templates import FAR, GROUP, LATER, expanded, ids, nested, resource, template
from mlinfra.base.errors import TemplateError


def _read(expression: str, *resources: dict[str, Any], **more: Any) -> Any:
    """What an expression in the last of some resources gives."""
    made = expanded(template([*resources, resource("reader", properties={"v": expression})], **more))
    return next(body["properties"]["v"] for body in made.resources if body["name"] == "reader")


def test_a_relative_id_is_completed_and_means_no_name() -> None:
    """A text with a slash is an id in the own scope, so a child's name doesn't find the child."""
    child = resource("n/l", "A.B/c/d", properties={"p": 1})
    assert _read("[reference('n/l').p]", child) == f"[reference('{GROUP}/providers/n/l').p]"
    assert _read("[reference('A.B/c/n/d/l').p]", child) == 1
    assert _read("[listKeys('A.B/c/x', '2020-01-01')]") == f"[listKeys('{GROUP}/providers/A.B/c/x', '2020-01-01')]"
    assert _read("[reference('/A.B/c/x', '1').p]") == "[reference('/A.B/c/x', '1').p]"
    made = expanded(template([resource(properties={"v": "[reference('A.B/c/x', '1').p]"})]), resource_group=None)
    assert "concat('/subscriptions/'" in made.resources[0]["properties"]["v"]


def test_a_whole_read_shows_the_open_parts_as_written() -> None:
    """A member that is open itself stays a call; a member that a known value cannot have is refused."""
    source = resource(properties={"a": {"b": "[parameters('later')]", "c": [1]}, "t": "x"})
    assert _read("[reference('n').a]", source, parameters=LATER) == {"b": "[utcNow()]", "c": [1]}
    one = f"[reference('{GROUP}/providers/A.B/c/n', '2020-01-01')"
    assert _read("[reference('n').a.b]", source, parameters=LATER) == f"{one}.a.b]"
    assert _read("[reference('n').a.d]", source, parameters=LATER) == f"{one}.a.d]"
    for expression in ("[reference('n').a.c.length]", "[reference('n').t.u]", "[reference('n', null())]"):
        with pytest.raises(TemplateError):
            _read(expression, source, parameters=LATER)


def test_a_deployment_read_whole() -> None:
    """Its properties as written, then its outputs; other members do not exist."""
    around = nested(template(outputs={"o": {"type": "int", "value": 1}}))
    whole = _read("[reference('d')]", around)
    assert list(whole) == ["mode", "template", "expressionEvaluationOptions", "Outputs"]
    assert whole["Outputs"] == {"o": {"type": "Int", "value": 1}}
    assert list(_read("[reference('d', '2022-09-01', 'full')]", around)) == ["Properties"]
    assert _read("[reference('d').outputs.o.value]", around) == 1
    with pytest.raises(TemplateError, match="provisioningState"):
        _read("[reference('d').provisioningState]", around)


def test_several_resources_of_one_id() -> None:
    """All of them come before who depends on the id; what the last deployed one says is read."""
    twins = [
        resource(condition=False, properties={"v": 1}),
        resource(properties={"v": 2}),
        resource(properties={"v": 3}),
    ]
    made = template([resource("w", dependsOn=["[resourceId('A.B/c', 'n')]"], tags={"v": "[reference('n').v]"}), *twins])
    snapshot = expanded(made)
    assert ids(snapshot) == ["A.B/c/n", "A.B/c/n", "A.B/c/w"]
    assert snapshot.resources[2]["tags"] == {"v": 3}


def test_an_index_is_a_number_in_parts_that_stay() -> None:
    """Branches of an open ``if``, later arguments of ``and`` and lambda functions show the number."""
    tags = {"if": "[if(empty(parameters('later')), copyIndex(), copyIndex('l', 5))]",
            "lambda": f"[map({FAR[1:-1]}, lambda('x', copyIndex(1)))]"}  # fmt: skip
    made = template([resource(copy={"name": "l", "count": 1}, tags=tags)], parameters=LATER)
    (body,) = expanded(made).resources
    assert body["tags"]["if"] == "[if(empty(utcNow()), 0, 5)]"
    assert body["tags"]["lambda"].endswith("lambda('x', 1))]")


def test_outputs() -> None:
    """What reads a resource is not checked; open loops are left out; a literal null is no condition, an open one none."""
    outputs = {
        "number": {"type": "string", "value": "[reference('n').v]"},
        "loop": {"type": "array", "copy": {"count": "[length(parameters('later'))]", "input": 1}},
        "null": {"type": "int", "value": 1, "condition": None},
        "open": {"type": "int", "value": 2, "condition": "[empty(parameters('later'))]"},
        "off": {"type": "int", "value": 3, "condition": False},
    }
    made = template([resource(properties={"v": 7})], parameters=LATER, outputs=outputs)
    assert expanded(made).outputs == {"number": 7, "null": 1, "open": 2}
    for condition in ("[null()]", "true"):
        with pytest.raises(TemplateError, match="must be Boolean"):
            expanded(template(outputs={"o": {"type": "int", "value": 1, "condition": condition}}))


def test_an_output_in_two_casings() -> None:
    """The last one stays, as for every name of a template; a loop that is null is none."""
    outputs = {"A": {"type": "int", "value": 1}, "a": {"type": "int", "value": 2}, "b": {"type": "array", "copy": None}}
    assert expanded(template(outputs=outputs)).outputs == {"a": 2}


def test_references_to_a_loop_as_a_whole_output() -> None:
    """``references()`` gives what the template says of each item, also where their ids are not known."""
    loop = resource("[concat('s', copyIndex())]", copy={"name": "set", "count": 2}, properties={"n": "[copyIndex()]"})
    made = template(
        {"set": loop}, languageVersion="2.0", outputs={"all": {"type": "array", "value": "[references('set')]"}}
    )
    assert expanded(made).outputs == {"all": [{"n": 0}, {"n": 1}]}
    assert expanded(made, subscription=None).outputs == {"all": [{"n": 0}, {"n": 1}]}


def test_symbols_without_a_language_version() -> None:
    """An object of resources is symbolic form; what needs a languageVersion still does."""
    by_symbol = {"v": "[reference('a').p]", "w": "[reference('n').p]"}
    made = template({"a": resource(properties={"p": 1}), "b": resource("m", properties=by_symbol)})
    assert expanded(made).resources[1]["properties"] == {"v": 1, "w": "[reference('n').p]"}
    info = {"a": resource("[resourceInfo('b').name]"), "b": resource("x")}
    with pytest.raises(TemplateError, match="there is no resource 'b'"):
        expanded(template(info))
    info["c"] = resource("[concat(resourceInfo('d[1]').name, 'y')]")
    info["d"] = resource("[concat('d', copyIndex())]", copy={"name": "d", "count": 2})
    made = expanded(template(info, languageVersion="2.0"))  # type: ignore[assignment]  # a snapshot now
    assert [body["name"] for body in made.resources] == ["x", "x", "d1y", "d0", "d1"]  # type: ignore[attr-defined]
    with pytest.raises(TemplateError, match="a -> a"):
        expanded(template({"a": resource("[resourceInfo('a').name]")}, languageVersion="2.0"))


def test_resources_of_extensions_are_read_by_symbol() -> None:
    """From their properties, else the call by symbol stays; they come last; existing ones are not read."""
    group = {"import": "graph", "type": "G/groups@v1", "properties": {"name": "x"}}
    reader = resource(
        "m", properties={"v": "[reference('g').name]", "w": "[reference('g').id]", "e": "[reference('e').name]"}
    )
    made = template(
        {"g": group, "e": {**group, "existing": True}, "b": reader},
        languageVersion="2.1-experimental",
        imports={"graph": {"provider": "MicrosoftGraph", "version": "1.0.0"}},
    )
    first, last = expanded(made).resources
    assert first["properties"] == {"v": "x", "w": "[reference('g').id]", "e": "[reference('e').name]"}
    assert last == {"properties": {"name": "x"}, "type": "G/groups@v1"}


def test_the_rule_of_a_policy() -> None:
    """By symbols it stays as written, without escapes; in an array it is evaluated."""
    policy = resource(
        "p",
        "Microsoft.Authorization/policyDefinitions",
        properties={"policyRule": {"[variables('k')]": "[[field('x')]"}},
    )
    names = {"k": "if"}
    (body,) = expanded(template({"p": policy}, variables=names, languageVersion="2.0")).resources
    assert body["properties"]["policyRule"] == {"[variables('k')]": "[field('x')]"}
    (body,) = expanded(template([policy], variables=names)).resources
    assert body["properties"]["policyRule"] == {"if": "[field('x')]"}


@pytest.mark.parametrize(
    ("expression", "first"),
    [
        ("[if(true(), 1, reference('other').p)]", "reader"),
        ("[coalesce('x', reference('other').p)]", "reader"),
        ("[or(true(), reference('other').p)]", "reader"),
        ("[if(false(), 1, reference('other').p)]", "other"),
    ],
)
def test_only_references_that_remain_count_for_the_order(expression: str, first: str) -> None:
    """By symbols a branch that is ruled out is no dependency."""
    resources = {
        "reader": resource("reader", properties={"v": expression}),
        "other": resource("other", properties={"p": True}),
    }
    assert expanded(template(resources, languageVersion="2.0")).resources[0]["name"] == first

"""Names, ids and scopes of resources; loops; what is written as another type."""

from __future__ import annotations

from typing import Any

import pytest

from expand._templates import GROUP, LATER, SUBSCRIPTION, expanded, ids, resource, template
from mlinfra.base.errors import TemplateError

_LATER_NAME = "[concat('x', parameters('later'))]"


def _first(made: dict[str, Any], **places: str | None) -> dict[str, Any]:
    return expanded(made, **places).resources[0]


def test_ids_under_a_scope_that_is_not_known() -> None:
    """The tenant, a whole id and a relative one are told apart when the deployment runs."""
    found = _first(template([resource(scope="[parameters('later')]")], parameters=LATER))["id"]
    relative = "concat('/subscriptions/', '00000000-bbbb-4bbb-8bbb-000000000000', '/resourceGroups/', 'rg', '/providers/', utcNow())"
    assert found == (
        "[if(equals(utcNow(), '/'), tenantResourceId('A.B/c', 'n'), "
        f"extensionResourceId(if(startsWith(utcNow(), '/'), utcNow(), {relative}), 'A.B/c', 'n'))]"
    )
    assert _first(template([resource(_LATER_NAME, scope="/")], parameters=LATER))["id"].startswith("[tenantResourceId(")
    made = template([resource(_LATER_NAME)], kind="managementGroup", parameters=LATER)
    assert _first(made)["id"] == "[managementGroupResourceId('mg', 'A.B/c', concat('x', utcNow()))]"
    unknown = _first(template([resource(scope="A.B/c/x")]), resource_group=None)["id"]
    assert unknown.startswith("[extensionResourceId(concat('/subscriptions/', ")


def test_ids_of_resource_groups() -> None:
    """Short by ``resourceId()`` in a subscription, long for a group with a scope key."""
    kind = "Microsoft.Resources/resourceGroups"
    value = {"i": {"type": "string", "value": f"[resourceId('{kind}', 'g')]"}}
    made = expanded(template([resource("g", kind, scope=SUBSCRIPTION)], kind="subscription", outputs=value))
    assert made.outputs == {"i": f"{SUBSCRIPTION}/resourceGroups/g"}
    assert made.resources[0]["id"] == f"{SUBSCRIPTION}/providers/{kind}/g"


def test_resources_inside_others() -> None:
    """They stand at their parent's scope; a whole type stands alone; a loop is ignored; siblings go by short names."""
    inside = [
        resource("y", "d", dependsOn=["z"], copy={"name": "l", "count": 3}),
        resource("z", "e/"),
        resource("w", "Other.Kind/things"),
    ]
    made = template([resource("x", scope="A.B/c/base", resources=inside)])
    base = "A.B/c/base/providers/A.B/c/x"
    assert ids(expanded(made)) == [base, f"{base}/e/z", f"{base}/d/y", "A.B/c/base/providers/Other.Kind/things/w"]
    with pytest.raises(TemplateError, match="no scope of its own"):
        expanded(template([resource(resources=[resource("y", "d", scope="/")])]))


def test_names_inside_others_that_are_not_known() -> None:
    """Parent and child are put together by ``concat()``; empty parts of an open name will not count."""
    filled = "filter(split(concat('x', utcNow()), '/'), lambda('x', not(empty(lambdaVariables('x')))))"
    for parent, child, name in [
        (_LATER_NAME, "c", "concat(concat('x', utcNow()), '/', 'c')"),
        ("p", _LATER_NAME, f"concat('p', '/', join({filled}, '/'))"),
    ]:
        made = template([resource(parent, resources=[resource(child, "d")])], parameters=LATER)
        assert expanded(made).resources[1]["name"] == f"[{name}]"


@pytest.mark.parametrize(
    ("name", "kind", "tail"),
    [
        ("a//b", "A.B/c/d", "A.B/c/a/d/b"),
        ("a", "A.B/c/", "A.B/c/a"),
        (5, "A.B/c", "A.B/c/5"),
        (True, "A.B/c", "A.B/c/True"),
        (1.5, "A.B/c", "A.B/c/1.5"),
        ("", "A.B/c", None),
        ("a/", "A.B/c", None),
        ("a/", "A.B/c/d", None),
        ("/", "A.B/c", None),
        ("[add(1, 1)]", "A.B/c", None),
        ("[toLower('')]", "A.B/c", None),
    ],
)
def test_segments_of_names(name: Any, kind: str, tail: str | None) -> None:
    """Empty segments do not count; a name of one segment holds no slash; what an expression gives must be a text."""
    if tail is None:
        with pytest.raises(TemplateError) as refused:
            expanded(template([resource(name, kind)]))
        assert refused.value.where == "resources[0].name"
    else:
        assert ids(expanded(template([resource(name, kind)]))) == [tail]


def test_names_under_a_condition() -> None:
    """Under an open one surplus segments are dropped from the id; under a false one nothing is evaluated."""
    made = template([resource("a/b", condition="[empty(parameters('later'))]")], parameters=LATER)
    assert ids(expanded(made)) == ["A.B/c/a"]
    broken = {**resource("[no such]", condition=False), "apiVersion": "[variables('no')]", "scope": "[variables('no')]"}
    assert not expanded(template([broken])).resources


def test_numbers_and_booleans_as_text() -> None:
    """Where they are written so; what an expression gives keeps its type. An empty apiVersion is none."""
    body = _first(
        template(
            [
                {
                    **resource(location=7, kind="x"),
                    "apiVersion": 3,
                    "kind": True,
                    "managedBy": "[add(1, 1)]",
                    "type": "A.B/c",
                }
            ]
        )
    )
    assert [body[key] for key in ("apiVersion", "location", "kind", "managedBy")] == ["3", "7", "True", 2]
    with pytest.raises(TemplateError, match="no apiVersion"):
        expanded(template([{**resource(), "apiVersion": ""}]))
    profile = template([{"type": "A.B/c", "name": "n", "properties": None}], apiProfile="2020-09-01-hybrid")
    assert _first(profile)["apiVersion"] == "[defaultApiVersion()]"
    assert "properties" not in _first(profile)


def test_a_location_alone_says_nothing() -> None:
    """It counts with the group; the id of a group in an unknown subscription stays a call."""
    value = {key: {"type": "string", "value": f"[resourceGroup().{key}]"} for key in ("location", "id")}
    made = template(outputs=value)
    assert expanded(made, resource_group=None).outputs["location"] == "[resourceGroup().location]"
    assert expanded(made, subscription=None).outputs == {"location": "westeurope", "id": "[resourceGroup().id]"}
    with pytest.raises(TemplateError, match="managedBy"):
        expanded(
            template(outputs={"o": {"type": "string", "value": "[resourceGroup().managedBy]"}}), resource_group=None
        )
    whole = template(outputs={"o": {"type": "object", "value": "[tenant()]"}})
    assert expanded(whole, tenant=None).outputs == {"o": "[tenant()]"}


_LOOP = {"name": "l", "count": 1}
_REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("mode", template([resource(copy={**_LOOP, "mode": "slow"})])),
    ("batchSize", template([resource(copy={**_LOOP, "batchSize": 1})])),
    ("name of a loop", template([resource(copy={**_LOOP, "name": "[add(1, 1)]"})])),
    ("variable 'no'", template([resource(copy={**_LOOP, "count": 0}, dependsOn=["[variables('no')]"])])),
    (
        "has the name of",
        template({"a": resource(copy=_LOOP), "b": resource("m", copy={**_LOOP, "name": "L"})}, languageVersion="2.0"),
    ),
    (
        "nullable",
        template(parameters={"p": {"type": "int", "nullable": True, "defaultValue": 0}}, languageVersion="2.0"),
    ),
]


@pytest.mark.parametrize(("says", "made"), _REFUSED)
def test_the_engine_refuses(says: str, made: dict[str, Any]) -> None:
    """Rules of loops and parameters; each refusal names its place."""
    with pytest.raises(TemplateError, match=says) as refused:
        expanded(made)
    assert refused.value.where


def test_loops_that_the_engine_takes() -> None:
    """Serial in any casing, equal names in an array, an index in what an empty loop depends on."""
    serial = {**_LOOP, "mode": "SERIAL", "batchSize": 1}
    made = template([resource("a", copy=serial), resource("b", copy={**_LOOP, "name": "L"}),
                     resource("c", copy={**_LOOP, "count": 0}, dependsOn=["[concat(copyIndex(), variables('no'))]"])])  # fmt: skip
    assert ids(expanded(made)) == ["A.B/c/a", "A.B/c/b"]
    assert not expanded(template(parameters={"p": {"type": "int", "defaultValue": 1, "allowedValues": []}})).resources
    assert GROUP.endswith("/rg")

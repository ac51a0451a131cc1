from __future__ import annotations

from typing import Any

import pytest

from mlinfra.arm.expand import expand, read_parameters, template_scope
from mlinfra.base.errors import TemplateError
from mlinfra.base.scope import DeploymentScope

_SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
_SCOPE = DeploymentScope(
    subscription="00000000-bbbb-4bbb-8bbb-000000000000", resource_group="rg", location="westeurope"
)
_STORE = {"type": "N.S/a", "apiVersion": "2020-01-01", "name": "x"}


def _nested(template: dict[str, Any]) -> dict[str, Any]:
    options = {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental"}
    properties = {**options, "template": {"$schema": _SCHEMA, "contentVersion": "1.0.0.0", **template}}
    return {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "n",
        "properties": properties,
    }


_CASES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"resources": [{**_STORE, "properties": {"a": [1, {"b": "[variables('no')]"}]}}]},
        "resources[0].properties.a[1].b",
        "'no'",
    ),
    ({"resources": [{**_STORE, "tags": {"t": "[concat('a',]"}}]}, "resources[0].tags.t", "position 11"),
    ({"resources": [{**_STORE, "dependsOn": "x"}]}, "resources[0].dependsOn", "array"),
    ({"resources": [{**_STORE, "colour": "blue"}]}, "resources[0]", "'colour'"),
    ({"resources": [{**_STORE, "copy": {"name": "c", "count": "[sub(0, 1)]"}}]}, "resources[0].copy.count", "-1"),
    ({"resources": [], "variables": {"a": "[variables('b')]", "b": "[variables('a')]"}}, "variables.b", "a -> b -> a"),
    ({"resources": [], "parameters": {"p": {"type": "int", "defaultValue": "x"}}}, "parameters.p", "int"),
    ({"resources": [], "parameters": {"p": {"type": "strange", "defaultValue": "x"}}}, "parameters.p", "strange"),
    ({"resources": [], "parameters": {"p": "x"}}, "parameters.p", "object"),
    ({"resources": [], "outputs": {"o": {"type": "int", "value": "[concat('a')]"}}}, "outputs.o", "int"),
    ({"resources": 5}, "resources", "array"),
    ({"resources": [], "languageVersion": "3.0"}, "languageVersion", "3.0"),
    ({"resources": [], "more": 1}, "more", "no key"),
    (
        {"resources": [_nested({"resources": [{**_STORE, "name": "[fail('stop here')]"}]})]},
        "resources[0].properties.template.resources[0].name",
        "stop here",
    ),
    (
        {"resources": [_nested({"resources": [], "variables": {"v": "[div(1, 0)]"}})]},
        "resources[0].properties.template.variables.v",
        "by zero",
    ),
]


@pytest.mark.parametrize(("template", "where", "says"), _CASES, ids=[case[1] for case in _CASES])
def test_an_error_names_its_place(template: dict[str, Any], where: str, says: str) -> None:
    """What a template does wrong is told with the path in the template, and what is wrong there."""
    with pytest.raises(TemplateError) as refused:
        expand({"$schema": _SCHEMA, "contentVersion": "1.0.0.0", **template}, {}, _SCOPE)
    assert refused.value.where == where
    assert says in str(refused.value)


def test_a_wrong_argument_names_function_and_position() -> None:
    """An error inside of an expression says in which call, and where in the text."""
    body = {**_STORE, "properties": {"v": "[concat('a', padLeft('b', 99))]"}}
    with pytest.raises(TemplateError, match=r"In padLeft\(\) at position 12"):
        expand({"$schema": _SCHEMA, "contentVersion": "1.0.0.0", "resources": [body]}, {}, _SCOPE)


def test_a_parameter_that_does_not_exist_is_refused() -> None:
    """A value for an unknown parameter is an error that names the known ones."""
    template = {
        "$schema": _SCHEMA,
        "contentVersion": "1.0.0.0",
        "resources": [],
        "parameters": {"real": {"type": "int"}},
    }
    with pytest.raises(TemplateError, match="real") as refused:
        expand(template, {"unreal": {"value": 1}}, _SCOPE)
    assert refused.value.where == "parameters.unreal"


def test_the_schema_says_the_scope() -> None:
    """A template's scope follows from its schema, in any casing and version; anything else is refused."""
    assert template_scope({"$schema": _SCHEMA.replace("2019", "2015")}) == "resourceGroup"
    assert template_scope({"$schema": "https://x/2018-05-01/SubscriptionDeploymentTemplate.json#"}) == "subscription"
    with pytest.raises(TemplateError, match="schema"):
        template_scope({"$schema": "https://json-schema.org/draft/2020-12/schema"})


def test_a_parameter_file_is_read_with_and_without_its_envelope() -> None:
    """``deploymentParameters.json``, ``{"parameters": ...}`` and the bare object all give the same values."""
    values = {"a": {"value": 1}}
    assert read_parameters({"$schema": "x", "contentVersion": "1.0.0.0", "parameters": values}) == values
    assert read_parameters({"parameters": values}) == read_parameters(values) == values
    with pytest.raises(TemplateError, match="value"):
        read_parameters({"parameters": {"a": 1}})

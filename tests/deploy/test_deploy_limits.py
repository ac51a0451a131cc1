from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy._zone import GROUP, request
from emulator import _landing as landing
from mlinfra.azure.deploy.limits import check_limits
from mlinfra.azure.deploy.names import deployment_name, named_for, stack_name
from mlinfra.azure.resources import used_namespaces
from mlinfra.base.errors import InvalidInput, MlinfraError, TemplateError

LONG = "[concat('" + "x" * 24_600 + "')]"
COPIED = landing.storage("[format('st{0}', copyIndex())]")


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ({"parameters": {f"p{n}": {"type": "string", "defaultValue": ""} for n in range(257)}}, "256"),
        ({"variables": {f"v{n}": 1 for n in range(257)}}, "256"),
        ({"outputs": {f"o{n}": {"type": "int", "value": 1} for n in range(65)}}, "64"),
        ({"outputs": {"o": {"type": "string", "value": LONG}}}, "24,576"),
        ({"metadata": {"x": "y" * (4 * 1024 * 1024)}}, "4,194,304"),
        ({"resources": {f"s{n}": landing.storage(f"st{n}") for n in range(801)}}, "800"),
        ({"resources": {"s": COPIED | {"copy": {"count": 801, "name": "each"}}}}, "800"),
        ({"resources": {n: COPIED | {"copy": {"count": 401, "name": f"{n}s"}} for n in ("a", "b")}}, "802"),
        ({"resources": {"s": landing.storage(tags="x" * (1024 * 1024))}}, "1,048,576"),
    ],
)
def test_templates_over_a_limit_are_refused_with_the_limit_named(template: dict[str, Any], says: str) -> None:
    """Before anything is sent, and with what to do."""
    with pytest.raises(TemplateError, match=says) as caught:
        check_limits(request(landing.template({}) | template))
    assert caught.value.hint or says == "800"


def test_limits_hold_in_nested_templates_too() -> None:
    """The place in the template is named."""
    inner = landing.template({}, outputs={f"o{n}": {"type": "int", "value": 1} for n in range(65)})
    module = {
        "type": "Microsoft.Resources/deployments",
        "apiVersion": "2025-04-01",
        "name": "inner",
        "properties": {"mode": "Incremental", "template": inner},
    }
    with pytest.raises(TemplateError, match=r"resources\.m\.properties\.template") as caught:
        check_limits(request(landing.template({"m": module})))
    assert "64" in str(caught.value)


def test_a_template_at_its_limits_passes() -> None:
    """The limit itself is allowed."""
    outputs = {f"o{n}": {"type": "int", "value": 1} for n in range(64)}
    check_limits(request(landing.template({"st": landing.storage()}, outputs=outputs)))


def test_a_name_that_azure_refuses_is_refused_here() -> None:
    """65 characters, or a blank."""
    for name in ("x" * 65, "a b", ""):
        with pytest.raises(MlinfraError):
            check_limits(request(landing.template({}), name=name or "?"))


@given(st.text(min_size=1, max_size=120))
def test_every_stack_gets_a_name_that_azure_allows(stack: str) -> None:
    """Deterministic, within the limits, and known to be the stack's."""
    name = deployment_name(stack, {"a": 1}, {}, GROUP)
    assert re.fullmatch(r"[-\w.()]{1,64}", name, re.ASCII)
    assert name == deployment_name(stack, {"a": 1}, {}, GROUP)
    assert named_for(name, stack)
    assert named_for(name.upper(), stack)
    assert len(stack_name(stack)) <= 64


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_two_stacks_never_share_a_deployment(one: str, two: str) -> None:
    """Stacks that differ in case or odd characters alone stay apart."""
    name = deployment_name(one, {}, {}, GROUP)
    assert named_for(name, two) == (one == two)


@pytest.mark.parametrize(("one", "two"), [("a", "a-b"), ("Churn", "churn"), ("a b", "a-b"), ("x" * 60, "x" * 61)])
def test_stacks_that_look_alike_stay_apart(one: str, two: str) -> None:
    """Prefixes, case, replaced characters and cut ends."""
    for own, other in ((one, two), (two, one)):
        assert not named_for(deployment_name(own, {}, {}, GROUP), other)


def test_template_and_parameters_make_the_name() -> None:
    """Another template, parameter or location gives another name, so that it never meets the running one."""
    names = {
        deployment_name("s", {"a": 1}, {}, GROUP),
        deployment_name("s", {"a": 2}, {}, GROUP),
        deployment_name("s", {"a": 1}, {"p": {"value": 1}}, GROUP),
    }
    assert len(names) == 3


def test_parameters_over_their_limit_are_no_template_error() -> None:
    """4 MB of values."""
    with pytest.raises(InvalidInput, match="4,194,304"):
        check_limits(request(landing.template({}), parameters={"p": {"value": "x" * (4 * 1024 * 1024)}}))


def test_a_body_may_be_an_expression() -> None:
    """Properties that a variable holds are neither a nested deployment nor an error."""
    resource = {"type": "Microsoft.X/y", "apiVersion": "2025-01-01", "name": "n", "properties": "[variables('v')]"}
    template = landing.template({"s": resource}, variables={"v": {}})
    check_limits(request(template))
    assert used_namespaces(template) == ("Microsoft.X",)

"""Parameters of a stack in its template: their names, and the names that give way to them."""

from __future__ import annotations

import pytest

from mlinfra import Parameter, ResourceGroup, Stack, Workspace
from mlinfra.arm import tree
from mlinfra.base.errors import InvalidInput, ResolveError
from mlinfra.landing_zone.graph.resolve import resolve
from mlinfra.landing_zone.lower.lower import lower


def _symbols(**properties: Parameter) -> list[str]:
    """The symbols of what a stack with these parameters in its workspace's body declares."""
    stack = Stack(
        "churn",
        scope=ResourceGroup("rg-churn", location="westeurope"),
        resources=[Workspace("mlw-churn", extra={"properties": properties})],
    )
    body = lower(resolve(stack)).template.body
    kinds = (tree.Parameter, tree.Variable, tree.Resource)
    return [item.symbol if isinstance(item, tree.Resource) else item.name for item in body if isinstance(item, kinds)]


@pytest.mark.parametrize("name", ["storage", "workspace", "Workspace", "keyVault", "logs"])
def test_a_resource_gives_way_to_a_parameter_that_only_a_value_names(name: str) -> None:
    """A parameter of a resource's name keeps it; no two symbols of a file differ in letter case alone."""
    symbols = _symbols(description=Parameter(name, default="x"))
    assert name in symbols
    assert len({symbol.lower() for symbol in symbols}) == len(symbols)


@pytest.mark.parametrize("name", ["owner", "Owner"])
def test_two_parameters_of_one_name_are_refused(name: str) -> None:
    """Parameters that share a name and say different things are an error with both places; the same twice is one."""
    with pytest.raises(ResolveError, match=f"two parameters are named '{name}'"):
        _symbols(description=Parameter("owner", default="x"), friendlyName=Parameter(name, default="y"))
    same = _symbols(description=Parameter("owner", default="x"), friendlyName=Parameter("owner", default="x"))
    assert same.count("owner") == 1


@pytest.mark.parametrize("name", ["location", "Tags"])
def test_a_parameter_named_as_the_templates_own_is_refused(name: str) -> None:
    """Every template of ours has a parameter ``location`` and a variable ``tags``."""
    with pytest.raises(InvalidInput, match="every template calls"):
        Parameter(name)

"""The seven tests of the Azure Verified Module for workspaces, written with our public API, send what the module sends."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from _pipeline import made, prepared, scope_of
from mlinfra.arm.expand import clouds, expand
from modules._verified_module import ADDITIONS, PARAMETERS, REGION

_CLONE = os.environ.get("MLINFRA_REGISTRY_MODULES")
_MODULE = "avm/res/machine-learning-services/workspace"
_ROLE = "Microsoft.Authorization/roleAssignments"
_NAMES = re.compile(r"properties\.privateDnsZoneConfigs\[\d+\]\.name")
"""What only names a part of a resource, and may be another name."""
_VERSION, _CHOICE = re.compile(r"'20\d\d-\d\d-\d\d[a-z-]*'"), re.compile(r"\[coalesce\(null\(\), (.*)\)\]")
needs_clone = pytest.mark.skipif(
    not _CLONE, reason="MLINFRA_REGISTRY_MODULES names no clone of Azure/bicep-registry-modules"
)
Leaves = dict[str, Any]


@cache
def _file(path: str) -> str:
    show = ["git", "-C", str(_CLONE), "show", f"HEAD:{_MODULE}/{path}"]
    return subprocess.run(show, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


def _theirs(case: str) -> dict[Any, Leaves]:
    values = {**PARAMETERS[case], "location": REGION, "enableTelemetry": False}
    (stack,) = (stack for stack in prepared("avm") if stack.stack.name == f"avm-{case}")
    scope = dataclasses.replace(scope_of(stack), deployment="main")
    given = {name: {"value": value} for name, value in values.items()}
    return _by_key(expand(json.loads(_file("main.json")), given, scope, environment=clouds.PUBLIC).to_json())


def _ours(case: str) -> dict[Any, Leaves]:
    (stack,) = (stack for stack in prepared("avm") if stack.stack.name == f"avm-{case}")
    return _by_key(made(stack).to_json())


def _by_key(snapshot: Mapping[str, Any]) -> dict[Any, Leaves]:
    """What is sent, by what it is: a role assignment is its scope, role and holder, every other resource its id."""
    return {_key(body): _leaves_of(body) for body in snapshot["predictedResources"]}


def _key(body: Mapping[str, Any]) -> Any:
    if body["type"] == _ROLE:
        properties = body["properties"]
        on = body["id"].partition("/providers/Microsoft.Authorization")[0].lower()
        return body["type"], on, _guid(properties["roleDefinitionId"]), properties["principalId"]
    return body["type"], body["id"].lower()


def _guid(definition: str) -> str:
    return definition.rsplit("/", maxsplit=1)[-1].lower()


def _leaves_of(body: Mapping[str, Any]) -> Leaves:
    """Every value of a body by path, without those that say nothing, and without name and API version."""
    rest = {name: value for name, value in body.items() if name not in {"id", "name", "type", "apiVersion"}}
    leaves = {path: value for path, value in _leaves(rest, "") if not _NAMES.fullmatch(path)}
    if body["type"] == _ROLE:
        leaves["properties.roleDefinitionId"] = _guid(leaves["properties.roleDefinitionId"])
    return leaves


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{number}]")
    elif value or isinstance(value, (bool, int)) or path.count("userAssignedIdentities."):
        yield path, _same(value)


def _same(value: Any) -> Any:
    """A value, an expression without the API version that it is read in and without a choice between nothing and one."""
    if not isinstance(value, str) or not value.startswith("["):
        return value
    return _VERSION.sub("''", _CHOICE.sub(r"[\1]", value)).replace("'Full'", "'full'")


def _additions(case: str) -> Iterator[tuple[str, str]]:
    """Type and path of what we send and the module does not; empty for a whole resource."""
    theirs = _theirs(case)
    for key, leaves in _ours(case).items():
        if key not in theirs:
            yield key[0], ""
        else:
            yield from ((key[0], path) for path in leaves if path not in theirs[key])


@needs_clone
@pytest.mark.parametrize("case", PARAMETERS)
def test_what_the_module_sends_is_sent(case: str) -> None:
    """Each resource of the module is there, and has at each path that the module sends the same value."""
    ours = _ours(case)
    for key, leaves in _theirs(case).items():
        assert key in ours, key
        assert {path: ours[key].get(path) for path in leaves} == leaves, key


@needs_clone
def test_each_addition_has_its_reason() -> None:
    """What is sent beyond that is listed with its reason, and nothing is listed that is not sent."""
    assert {addition for case in PARAMETERS for addition in _additions(case)} == set(ADDITIONS)


@needs_clone
@pytest.mark.parametrize("case", PARAMETERS)
def test_the_parameters_are_those_of_the_modules_test(case: str) -> None:
    """The module is given what its own test gives it."""
    text = _file(f"tests/e2e/{case}/main.test.bicep")
    own = text[text.index("module testDeployment") :]
    given = set(re.findall(r"^      (\w+):", own, re.MULTILINE))
    assert given == {*PARAMETERS[case], "location"}

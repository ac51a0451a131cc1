"""A secure value that Azure quotes, in an error, a name or an output, is a mask wherever mlinfra tells of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deploy import _zone as zone
from emulator import _landing as landing
from mlinfra.arm.secure import secure_parameters
from mlinfra.azure.deploy.outcome import Progress
from mlinfra.azure.deploy.run import deploy

SECRET = "s3cret-name'\"x"
"""With quotes, as an error may spell it in JSON or in an expression."""
HARMLESS = "s3cretname"


def template(value: str) -> dict[str, Any]:
    """An account with a given name, and a plain output with the same value."""
    resources = {"st": landing.storage() | {"name": value}}
    outputs = {"open": {"type": "string", "value": value}}
    return landing.template(resources, outputs=outputs) | {"parameters": {"key": {"type": "securestring"}}}


def told(folder: Path, secret: str) -> str:
    """Everything that a deployment with this secret tells."""
    looks: list[Progress] = []
    request = zone.request(template("[parameters('key')]"), secrets={"key": {"value": secret}})
    with zone.local(folder) as cloud:
        outcome = deploy(cloud, request, looks.append)
    return json.dumps(outcome.to_json(), ensure_ascii=False) + repr(looks) + repr(outcome)


def test_a_refusal_that_quotes_a_secret_is_masked(tmp_path: Path) -> None:
    """The account's name is refused, and the refusal names it."""
    said = told(tmp_path, SECRET)
    assert "*******" in said
    assert "Failed" in said
    assert "s3cret" not in said


def test_a_name_or_output_that_is_a_secret_is_masked(tmp_path: Path) -> None:
    """A deployment that succeeds tells names, progress and outputs with masks."""
    said = told(tmp_path, HARMLESS)
    assert "Succeeded" in said
    assert "*******" in said
    assert HARMLESS not in said


DECLARED: dict[str, tuple[dict[str, Any], bool]] = {
    "plain": ({"type": "string"}, False),
    "secure": ({"type": "SecureString"}, True),
    "secure object": ({"type": "secureObject"}, True),
    "by reference": ({"$ref": "#/definitions/secret"}, True),
    "a member of an object": ({"type": "object", "properties": {"pin": {"type": "securestring"}}}, True),
    "the items of a list": ({"type": "array", "items": {"$ref": "#/definitions/secret"}}, True),
    "a definition that holds itself": ({"$ref": "#/definitions/round"}, False),
}
DEFINITIONS = {
    "secret": {"type": "securestring"},
    "round": {"type": "object", "properties": {"next": {"$ref": "#/definitions/round"}}},
}


@pytest.mark.parametrize("case", DECLARED)
def test_a_secure_parameter_is_found_however_it_is_declared(case: str) -> None:
    """Names come in lower case, as ARM compares them."""
    declared, secure = DECLARED[case]
    found = secure_parameters({"parameters": {"ApiKey": declared}, "definitions": DEFINITIONS})
    assert found == ({"apikey"} if secure else set())

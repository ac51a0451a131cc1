"""The wire protocol, seen without the SDK."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from emulator import _landing as landing
from mlinfra.local.faults import Faults
from mlinfra.local.server import LocalTarget

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourcegroups/rg-ml"
DEPLOYMENT = f"{GROUP}/providers/Microsoft.Resources/deployments/main"
BODY = {"properties": {"mode": "Incremental", "template": landing.template({"a": landing.storage("sta")})}}


def _ask(url: str, method: str = "GET", body: Any = None) -> tuple[int, Any, dict[str, str]]:
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}{'' if '?' in url else '?api-version=2026-06-01'}", data, method=method)
    request.add_header("Authorization", "Bearer t")
    try:
        with urllib.request.urlopen(request) as answer:
            text, status, headers = answer.read(), answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            text, status, headers = error.read(), error.code, dict(error.headers)
    return status, json.loads(text) if text else None, {name.lower(): value for name, value in headers.items()}


def test_a_deployment_is_accepted_and_followed(target: Any) -> None:
    """201 for a new name, 200 for a known one; an absolute operation URL; operations under both spellings."""
    _ask(target.url + GROUP, "PUT", {"location": "westeurope"})
    status, body, headers = _ask(target.url + DEPLOYMENT, "PUT", BODY)
    assert (status, body["properties"]["provisioningState"]) == (201, "Accepted")
    operation = headers["azure-asyncoperation"]
    assert operation.startswith(f"{target.url}/subscriptions/")
    assert "/operationStatuses/" in operation
    state = "Running"
    while state in {"Accepted", "Running"}:
        status, answer, _ = _ask(operation)
        assert status == 200
        state = answer["status"]
    assert state == "Succeeded"
    short = f"{target.url}{GROUP}/deployments/main/operations"
    listed = _ask(short)[1]["value"]
    assert listed == _ask(f"{target.url}{DEPLOYMENT}/operations")[1]["value"]
    assert _ask(f"{short}/{listed[0]['operationId']}")[1] == listed[0]
    assert _ask(target.url + DEPLOYMENT, "PUT", BODY)[0] == 200
    assert _ask(target.url + DEPLOYMENT, "HEAD")[0] == 204
    assert _ask(target.url + DEPLOYMENT + "x", "HEAD")[0] == 404


def test_a_slow_what_if_answers_202_until_it_is_done(tmp_path: Path) -> None:
    """An empty 202 with Location, again and again, then 200; the same answer when asked once more."""
    with LocalTarget(tmp_path / "s.db", faults=Faults(slow=1.0)) as target:
        _ask(target.url + GROUP, "PUT", {"location": "westeurope"})
        status, body, headers = _ask(f"{target.url}{DEPLOYMENT}/whatIf", "POST", BODY)
        assert (status, body, headers["content-length"]) == (202, None, "0")
        polls = []
        while not polls or polls[-1] == 202:
            status, body, headers = _ask(headers["location"])
            polls.append(status)
            if status == 202:
                assert headers["location"].startswith(target.url)
        assert polls[-1] == 200
        assert 1 <= polls.count(202) <= 4
        assert [one["changeType"] for one in body["properties"]["changes"]] == ["Create"]


def test_throttling_says_when_to_come_back(tmp_path: Path) -> None:
    """429 with Retry-After and ARM's code."""
    with LocalTarget(tmp_path / "s.db", faults=Faults(throttle=1.0, retry_after=7)) as target:
        status, body, headers = _ask(target.url + GROUP)
    assert (status, body["error"]["code"], headers["retry-after"]) == (429, "SubscriptionRequestsThrottled", "7")


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"', b"\xff\xfe"])
def test_a_body_that_is_no_object_is_refused(target: Any, body: bytes) -> None:
    """400 InvalidRequestContent, never a traceback."""
    status, answer, _ = _ask(target.url + GROUP, "PUT", body)
    assert (status, answer["error"]["code"]) == (400, "InvalidRequestContent")


def test_a_body_is_read_as_azure_reads_it(target: Any) -> None:
    """Comments, bare names and a trailing comma are taken; what is no JSON is refused with its line."""
    group = f"{target.url}/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-loose"
    status, answer, _ = _ask(group, "PUT", b"{location: 'westeurope', // near\n}")
    assert (status, answer["location"]) == (201, "westeurope")
    status, answer, _ = _ask(group, "PUT", b"{location: 'westeurope',\n,}")
    assert (status, answer["error"]["code"]) == (400, "InvalidRequestContent")
    assert "Line 2" in answer["error"]["message"]


def test_access_can_be_looked_up(target: Any) -> None:
    """Role definitions by name, assignments at, above and below a scope, the caller's permissions."""
    _ask(target.url + GROUP, "PUT", {"location": "westeurope"})
    authorization = f"{target.url}{GROUP}/providers/Microsoft.Authorization"
    name = "00000000-0000-0000-0000-000000000001"
    grant = {
        "properties": {
            "principalId": name,
            "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{landing.READER}",
        }
    }
    assert _ask(f"{authorization}/roleAssignments/{name}", "PUT", grant)[0] == 201
    above = f"{target.url}{GROUP.rpartition('/resourcegroups')[0]}/providers/Microsoft.Authorization/roleAssignments"
    assert len(_ask(above)[1]["value"]) == 1
    assert _ask(f"{above}?api-version=2022-04-01&$filter=atScope()")[1]["value"] == []
    below = f"{target.url}{GROUP}/providers/Microsoft.Storage/storageAccounts/sta/providers/Microsoft.Authorization"
    assert len(_ask(f"{below}/roleAssignments?api-version=2022-04-01&$filter=atScope()")[1]["value"]) == 1
    assert _ask(f"{below}/roleAssignments?api-version=2022-04-01&$filter=principalId%20eq%20'other'")[1]["value"] == []
    roles = _ask(f"{authorization}/roleDefinitions?api-version=2022-04-01&$filter=roleName%20eq%20'AcrPull'")[1][
        "value"
    ]
    assert [one["properties"]["roleName"] for one in roles] == ["AcrPull"]
    assert roles[0]["properties"]["permissions"][0]["actions"] == ["Microsoft.ContainerRegistry/registries/pull/read"]
    assert _ask(f"{authorization}/permissions")[1]["value"][0]["actions"] == ["*"]
    assert _ask(f"{target.url}/providers/Microsoft.Management/managementGroups/mg")[1]["name"] == "mg"


def test_a_body_of_an_odd_shape_is_refused_without_a_trace(azure: Any, capfd: pytest.CaptureFixture[str]) -> None:
    """Not an outage to be asked again, and nothing that the server prints past the command."""
    azure.group()
    body = {"location": "westeurope", "kind": "StorageV2", "sku": 5, "properties": [1]}
    path = "resourceGroups/rg-ml/providers/Microsoft.Storage/storageAccounts/stml?api-version=2025-06-01"
    status, answer = azure.send("PUT", path, body)
    assert status == 400, answer
    assert answer["error"]["code"] == "InvalidRequestContent"
    assert not capfd.readouterr().err

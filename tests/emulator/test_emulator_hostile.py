"""Requests that no honest client sends, and errors that nobody foresaw."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from mlinfra.azure.errors import Refused
from mlinfra.azure.local_cloud import LocalCloud
from mlinfra.local import http_server
from mlinfra.local.http import Call
from mlinfra.local.routes.resources import ResourceRoutes
from mlinfra.local.service import Service
from mlinfra.local.store import Store

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourcegroups/rg-ml"
ACCOUNT = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/stml"


def _raw(url: str, text: bytes) -> bytes:
    """What the server answers to these bytes."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), 10) as connection:
        connection.sendall(text)
        answer = b""
        while part := connection.recv(65536):
            answer += part
        return answer


def _request(url: str, body: bytes = b"", method: str = "PUT", path: str = GROUP, **headers: str) -> tuple[int, Any]:
    path = path if "?" in path else f"{path}?api-version=2025-04-01"
    given = {"Host": urlsplit(url).netloc, "Authorization": "Bearer t", "Connection": "close", **headers}
    given["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    head, _, rest = _raw(url, f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body).partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(rest) if rest else None


PLACE = b'{"location": "westeurope"}'


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "169.254.169.254"])
def test_another_host_is_refused(target: Any, host: str) -> None:
    """A name that somebody points at this machine does not reach the target; its own names do."""
    status, answer = _request(target.url, PLACE, Host=host)
    assert (status, answer["error"]["code"]) == (403, "HostNotAllowed")
    port = urlsplit(target.url).port
    for own in (f"127.0.0.1:{port}", f"localhost:{port}", "LOCALHOST", f"[::1]:{port}"):
        assert _request(target.url, method="GET", path="/subscriptions?api-version=2025-04-01", Host=own)[0] == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example", "file://"])
def test_a_web_page_is_refused(target: Any, origin: str) -> None:
    """A request with a foreign Origin changes nothing."""
    status, answer = _request(target.url, PLACE, Origin=origin)
    assert (status, answer["error"]["code"]) == (403, "OriginNotAllowed")
    assert _request(target.url, method="GET")[0] == 404
    assert _request(target.url, PLACE, Origin=target.url)[0] == 201


def test_a_large_body_is_refused(target: Any) -> None:
    """413 with a length or in chunks; the next request is served."""
    body = b'{"location": "' + b"x" * (9 * 2**20) + b'"}'
    status, answer = _request(target.url, body)
    assert (status, answer["error"]["code"]) == (413, "RequestContentTooLarge")
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = (
        f"PUT {GROUP} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode()
    )
    assert _raw(target.url, head + chunked).startswith(b"HTTP/1.1 413")
    assert _request(target.url, PLACE)[0] == 201


DEEP = b'{"location": "westeurope", "tags": {"a": ' + b"[" * 200 + b"]" * 200 + b"}}"


@pytest.mark.parametrize(
    "body",
    [
        DEEP,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b"[" * 100_000,
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b"9" * 5000,
        b"{,}",
    ],
)
def test_what_is_not_json_is_refused(target: Any, body: bytes) -> None:
    """NaN, infinities, numbers beyond all bounds and depth are answered with 400."""
    status, answer = _request(target.url, body)
    assert (status, answer["error"]["code"]) == (400, "InvalidRequestContent")


def test_a_lone_surrogate_is_replaced(target: Any) -> None:
    """It becomes U+FFFD, as in Azure."""
    status, answer = _request(target.url, b'{"location": "westeurope", "tags": {"a": "x\\ud800y"}}')
    assert (status, answer["tags"]) == (201, {"a": "x\ufffdy"})


@pytest.mark.parametrize(
    "part", [b"", b"PUT /", f"PUT {GROUP} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{{".encode()]
)
def test_a_request_that_never_ends_is_closed(target: Any, part: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that sends half a request, or nothing, does not hold its connection for ever."""
    monkeypatch.setattr(http_server, "SECONDS", 0.2)
    assert _raw(target.url, part).startswith(b"HTTP/1.1 408")


ODD: list[dict[str, Any]] = [
    {"properties": [1]},
    {"sku": "Standard_LRS"},
    {"identity": "SystemAssigned"},
    {"tags": ["a"]},
    {"zones": "1"},
    {"kind": 5},
    {"properties": {"networkAcls": "none"}},
    {"properties": {"networkAcls": {"ipRules": {}}}},
]


@pytest.mark.parametrize("odd", ODD)
def test_a_member_of_the_wrong_kind_is_named(target: Any, odd: dict[str, Any]) -> None:
    """400 with the path of the property."""
    _request(target.url, PLACE)
    sound = {"location": "westeurope", "kind": "StorageV2", "sku": {"name": "Standard_LRS"}}
    status, answer = _request(target.url, json.dumps({**sound, **odd}).encode(), path=ACCOUNT)
    assert (status, answer["error"]["code"]) == (400, "InvalidRequestContent")
    assert answer["error"]["target"].startswith(next(iter(odd)))


@pytest.mark.parametrize("odd", [{"parameters": [1]}, {"parameters": 5}, {"whatIfSettings": []}, {"template": "x"}])
def test_a_deployment_request_of_the_wrong_kind_is_refused(target: Any, odd: dict[str, Any]) -> None:
    """400 for what-if and deployment, and not an error of the target."""
    _request(target.url, PLACE)
    template = {"$schema": "x", "contentVersion": "1.0.0.0", "resources": []}
    body = json.dumps({"properties": {"mode": "Incremental", "template": template, **odd}}).encode()
    path = f"{GROUP}/providers/Microsoft.Resources/deployments/d"
    for method, place in (("PUT", path), ("POST", f"{path}/whatIf")):
        assert _request(target.url, body, method, place)[0] == 400


_PYTHON = re.compile(
    r"Traceback|\b(?!ValidationError|UserError)[A-Z]\w+(?:Error|Exception)\b|NoneType|invalid literal|Expecting|codec|not subscriptable"
    r"|has no attribute|object is not|strptime|out of range|'(?:str|dict|list|int)'"
)
_ODD_VALUES: list[Any] = [None, 5, "x", [], [5], {"a": 5}, {"a": []}]
_WRITTEN = (
    "Microsoft.Network/virtualNetworks/vnet?2024-05-01 addressSpace subnets",
    "Microsoft.Network/privateEndpoints/pep?2024-05-01 subnet privateLinkServiceConnections",
    "Microsoft.Authorization/roleAssignments/11111111-1111-1111-1111-111111111111?2022-04-01 roleDefinitionId principalId",
    "Microsoft.MachineLearningServices/workspaces/mlw?2025-12-01 storageAccount managedNetwork",
    "Microsoft.KeyVault/vaults/kv-odd?2026-02-01 sku networkAcls",
    "Microsoft.Resources/deployments/d?2025-04-01 template parameters",
)
_EXPRESSIONS = (
    "[int('x')]", "[json('{')]", "[base64ToString('%%')]", "[dateTimeAdd('x', 'P1D')]", "[format('{5}', 1)]", "[format('{0:', 1)]",
    "[substring('a', 5, 5)]", "[range(0, 99999999)]", "[div(1, 0)]", "[cidrSubnet('10.0.0.0/8', 99, 1)]", "[first(1)]", "[a'",
    "[dateTimeFromEpoch(9999999999999999)]", "[variables(1)]", "[concat(" * 3000,
)  # fmt: skip


def test_no_refusal_holds_words_of_python(tmp_path: Path) -> None:
    """Whatever is of the wrong kind is named in Azure's words: no class of an exception, no type of Python, and never 500."""
    service = Service(Store(tmp_path / "odd.db"))
    answers = list(_odd_answers(service))
    service.close()
    assert len(answers) > 80
    assert [answer for answer in answers if answer[0] >= 500 or (answer[0] >= 400 and _PYTHON.search(answer[1]))] == []


def _odd_answers(service: Service) -> Iterator[tuple[int, str]]:
    def ask(method: str, path: str, body: Any, version: str = "2025-04-01", **query: str) -> tuple[int, str]:
        headers = {"authorization": "Bearer t"}
        call = Call(method, path, {"api-version": version, **query}, body, "http://x", headers=headers)
        reply = service.handle(call)
        return reply.status, json.dumps(reply.body)

    ask("PUT", GROUP, {"location": "westeurope"})
    for written in _WRITTEN:
        place, *names = written.split()
        path, _, version = place.partition("?")
        for name in names:
            for value in _ODD_VALUES:
                body = {"location": "westeurope", "properties": {name: value, "mode": "Incremental"}}
                yield ask("PUT", f"{GROUP}/providers/{path}", body, version)
    for expression in _EXPRESSIONS:
        template = {"$schema": "x", "contentVersion": "1.0.0.0", "resources": [], "variables": {"v": expression}}
        template["outputs"] = {"o": {"type": "string", "value": "[variables('v')]"}}
        body = {"properties": {"mode": "Incremental", "template": template}}
        yield ask("POST", f"{GROUP}/providers/Microsoft.Resources/deployments/d/validate", body)
    for query in ({"$filter": "name eq"}, {"$filter": "'"}, {"$top": "x"}, {"$top": "9" * 30}, {"$expand": ";"}):
        yield ask("GET", f"{GROUP}/resources", None, **query)


def test_an_unforeseen_error_is_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """500, once, with the file that holds the traceback; nobody but its owner reads that file."""
    calls = []

    def broken(*_: Any) -> None:
        calls.append(1)
        raise AttributeError("'NoneType' object has no attribute 'lower'")

    monkeypatch.setattr(ResourceRoutes, "_list_groups", broken)
    with LocalCloud(tmp_path / "local.db") as cloud, pytest.raises(Refused) as caught:
        cloud.send("GET", f"{GROUP.rpartition('/')[0]}", "2025-04-01")
    log = tmp_path / "local.errors.log"
    assert (caught.value.status, caught.value.code) == (500, "LocalTargetError")
    assert str(log) in caught.value.message
    assert "in broken" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0
    assert len(calls) == 1

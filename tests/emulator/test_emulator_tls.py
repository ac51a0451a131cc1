"""Azure's own clients reach the server as it tells them to: TLS, tokens, the cloud's endpoints, polling URLs."""

from __future__ import annotations

import contextlib
import json
import os
import ssl
import stat
import subprocess
import sys
import textwrap
import urllib.error
import urllib.request
from collections.abc import Generator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

from mlinfra.local.certificate import certificate

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000d0c5"
TEMPLATE = {
    "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    "contentVersion": "1.0.0.0",
    "resources": [],
    "outputs": {"who": {"type": "string", "value": "[deployer().objectId]"}},
}


class Server(NamedTuple):
    """A server as ``mlinfra emulator --format json`` announces it."""

    url: str
    environment: dict[str, str]
    folder: Path

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, dict[str, str]]:
        """Status, JSON and headers of one request, with the certificate that the server told."""
        trusted = ssl.create_default_context(cafile=self.environment["REQUESTS_CA_BUNDLE"])
        data = None if body is None else json.dumps(body).encode()
        sent = {"Authorization": "Bearer t", **{name.replace("_", "-"): value for name, value in headers.items()}}
        request = urllib.request.Request(
            path if path.startswith("https:") else self.url + path, data, sent, method=method
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusted)
        )
        try:
            answer = opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            text = answer.read()
        return answer.status, json.loads(text) if text else None, {k.lower(): v for k, v in answer.headers.items()}


@contextlib.contextmanager
def _served(folder: Path, *options: str) -> Generator[Server]:
    command = [sys.executable, "-m", "mlinfra", "emulator", "--port", "0", "--tls", "--format", "json", *options]
    environ = {"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            told = json.loads(process.stdout.readline())
            yield Server(told["url"], told["environment"], folder)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Server]:
    """One server for the tests that leave it as it is."""
    with _served(tmp_path_factory.mktemp("tls"), "--log-file", "requests.log") as running:
        yield running


CLIENT = """
    import sys
    from azure.identity import ManagedIdentityCredential
    from azure.mgmt.resource.deployments import DeploymentsMgmtClient
    from azure.core.rest import HttpRequest

    url, subscription = sys.argv[1:]
    client = DeploymentsMgmtClient(ManagedIdentityCredential(), subscription, base_url=url, polling_interval=0.05)
    group = f"/subscriptions/{subscription}/resourceGroups/rg-sdk?api-version=2025-04-01"
    client.send_request(HttpRequest("PUT", group, json={"location": "westeurope"})).raise_for_status()
    body = {"properties": {"mode": "Incremental", "template": %r}}
    print(client.deployments.begin_create_or_update("rg-sdk", "main", body).result().properties.outputs["who"]["value"])
"""


def test_the_sdk_signs_in_and_deploys_with_nothing_but_the_variables(server: Server) -> None:
    """An unpatched client of Azure's SDK with its own credential: the token, the certificate and polling just work."""
    environ = {"PATH": os.environ["PATH"], **server.environment}
    script = textwrap.dedent(CLIENT) % TEMPLATE
    run = subprocess.run(
        [sys.executable, "-c", script, server.url, SUBSCRIPTION.rsplit("/", 1)[-1]],
        env=environ, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    _, token, _ = server.ask("GET", "/msi/token?resource=x", X_IDENTITY_HEADER="local")
    assert run.stdout.strip() == _claims(token["access_token"])["oid"]


def _claims(token: str) -> Any:
    import base64

    payload = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def test_a_token_needs_the_identity_header(server: Server) -> None:
    """As on App Service: without the header no page of the web gets a token; without a resource there is none."""
    assert server.ask("GET", "/msi/token?resource=x")[0] == 401
    assert server.ask("GET", "/msi/token", X_IDENTITY_HEADER="local")[0] == 400
    claims = _claims(server.ask("GET", "/msi/token?resource=https://a", X_IDENTITY_HEADER="x")[1]["access_token"])
    assert claims["aud"] == "https://a"


def test_the_endpoints_of_the_cloud_are_told_in_both_forms(server: Server) -> None:
    """The Azure CLI reads one object, azure-ai-ml a list of clouds whose resource manager stands in the address asked."""
    assert server.ask("GET", "/metadata/endpoints?api-version=2022-09-01")[1]["resourceManager"] == f"{server.url}/"
    _, old, _ = server.ask("GET", "/metadata/endpoints?api-version=2015-01-01")
    assert old["authentication"]["loginEndpoint"].startswith(server.url)
    assert {"galleryEndpoint", "graphEndpoint", "portalEndpoint"} < set(old)
    asked = server.environment["ARM_CLOUD_METADATA_URL"]
    _, (cloud,), _ = server.ask("GET", asked)
    assert cloud["resourceManager"] in asked
    assert cloud["name"] not in {"AzureCloud", "AzureUSGovernment", "AzureChinaCloud"}
    assert cloud["suffixes"]["storage"] == "core.windows.net"


@pytest.mark.parametrize(
    ("options", "headers", "start"),
    [
        ((), {}, None),
        ((), {"X_Forwarded_Proto": "http"}, "http://127.0.0.1"),
        (("--public-url", "https://arm.example.org/"), {}, "https://arm.example.org/subscriptions/"),
        (("--public-url", "https://arm.example.org"), {"Host": "arm.example.org"}, "https://arm.example.org/sub"),
    ],
)
def test_polling_urls_begin_where_the_client_can_reach_them(
    tmp_path: Path, options: tuple[str, ...], headers: dict[str, str], start: str | None
) -> None:
    """The address asked, or what a proxy says of its own side, or what the command was told."""
    with _served(tmp_path, *options) as running:
        group = f"{SUBSCRIPTION}/resourceGroups/rg-a"
        assert running.ask("PUT", f"{group}?api-version=2025-04-01", {"location": "westeurope"})[0] == 201
        path = f"{group}/providers/Microsoft.Resources/deployments/d/whatIf?api-version=2025-04-01"
        body = {"properties": {"mode": "Incremental", "template": TEMPLATE}}
        status, _, answer = running.ask("POST", path, body, **headers)
    assert status == 202
    assert answer["location"].startswith(start or running.url)


def test_a_public_url_must_be_one(tmp_path: Path) -> None:
    """What is no address is refused before anything listens."""
    command = [sys.executable, "-m", "mlinfra", "emulator", "--port", "0", "--public-url", "arm.example.org"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (run.returncode, run.stdout) == (1, "")
    assert "'arm.example.org' is no address" in run.stderr


def test_the_certificate_is_kept_and_its_authority_signs_no_other(tmp_path: Path) -> None:
    """Made once, so that what clients trust stays the same; the key is its owner's; the authority's is nowhere."""
    files = certificate(tmp_path / "tls")
    before = {file: file.read_bytes() for file in files}
    assert certificate(tmp_path / "tls") == files
    assert {file: file.read_bytes() for file in files} == before
    assert sorted((tmp_path / "tls").iterdir()) == sorted(files)
    assert sum(b"PRIVATE KEY" in text for text in before.values()) == 1
    assert stat.S_IMODE(files.key.stat().st_mode) == 0o600
    files.server.write_bytes(b"damaged")
    assert certificate(tmp_path / "tls").server.read_bytes() not in {b"damaged", before[files.server]}


def test_each_served_request_is_logged_without_what_is_secret(server: Server) -> None:
    """Method, path, status and duration; no token, no body."""
    group = f"{SUBSCRIPTION}/resourceGroups/rg-logged?api-version=2025-04-01"
    server.ask("PUT", group, {"location": "westeurope", "tags": {"word": "hush-hush"}}, Authorization="Bearer t0ken")
    (line,) = [line for line in _log(server) if "rg-logged" in line]
    assert f"PUT {group} 201 in 0." in line
    assert "x-ms-request-id" in line
    assert not {"hush-hush", "t0ken"} & {word for word in ("hush-hush", "t0ken") if word in line}


def _log(server: Server) -> list[str]:
    return (server.folder / "requests.log").read_text(encoding="utf-8").splitlines()


def test_a_group_of_any_letters_can_be_polled(server: Server) -> None:
    """Azure takes letters of all scripts in the name of a group; headers carry them escaped."""
    name = quote("rg-данные-數據")
    group = f"{SUBSCRIPTION}/resourceGroups/{name}"
    assert server.ask("PUT", f"{group}?api-version=2025-04-01", {"location": "westeurope"})[0] == 201
    path = f"{group}/providers/Microsoft.Resources/deployments/d?api-version=2025-04-01"
    status, _, headers = server.ask("PUT", path, {"properties": {"mode": "Incremental", "template": TEMPLATE}})
    assert status == 201
    assert name in headers["azure-asyncoperation"]
    assert server.ask("GET", headers["azure-asyncoperation"])[0] == 200


def test_two_slashes_are_one(server: Server) -> None:
    """The Azure CLI writes two between a provider and a type where a resource has no parent; a group is no resource of its own."""
    group = f"{SUBSCRIPTION}/resourceGroups/rg-slashes"
    assert server.ask("PUT", f"{group}?api-version=2025-04-01", {"location": "westeurope"})[0] == 201
    path = f"{group}/providers/Microsoft.ManagedIdentity//userAssignedIdentities/id-a?api-version=2024-11-30"
    assert server.ask("PUT", path, {"location": "westeurope"})[0] == 201
    status, body, _ = server.ask("GET", path)
    assert (status, body["type"], "//" in body["id"]) == (
        200,
        "Microsoft.ManagedIdentity/userAssignedIdentities",
        False,
    )
    for listed in (f"{SUBSCRIPTION}/resources", f"{group}/resources"):
        names = [item["name"] for item in server.ask("GET", f"{listed}?api-version=2025-04-01")[1]["value"]]
        assert [name for name in names if name in {"id-a", "rg-slashes"}] == ["id-a"]


@pytest.mark.parametrize("part", ["%00", "a%0Ab", "%ff", "%7F"])
def test_a_path_that_no_name_can_have_is_refused(server: Server, part: str) -> None:
    """Control characters, and bytes that are no text."""
    status, body, _ = server.ask("GET", f"{SUBSCRIPTION}/resourceGroups/{part}?api-version=2025-04-01")
    assert (status, body["error"]["code"]) == (400, "InvalidRequestUri")

"""Azure's own clients, unpatched, against ``mlinfra emulator --tls``: what fails is what fails in Azure, too."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Generator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from _references import ROOT
from _shared import SHARED, needs_shared

INSTALLED = ROOT / ".clients"
PYTHON = INSTALLED / "python" / "bin" / "python"
NODE_MODULES = INSTALLED / "node" / "node_modules"
AZ = INSTALLED / "azure-cli" / "bin" / "az"

needs_python = pytest.mark.skipif(not PYTHON.exists(), reason="make could not install tests/clients/requirements.txt")
needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not NODE_MODULES.is_dir(),
    reason="Node, npm or the packages of package.json are missing",
)
needs_az = pytest.mark.skipif(not AZ.exists(), reason="`make azure-cli` has not been run")

_LACKS = "the package has no such operation in this version"
REFUSED: Mapping[str, Mapping[str, str]] = {
    "mgmt_client.py": {
        "rm.resource_groups.get(no)": "there is none",
        "rm.providers.get(unknown)": "there is none",
        "rm.move validate": "the group to move to is not there",
        "storage.blob_containers.create": "c1 is too short for a container",
        "storage.blob_containers.get": "it was not made",
        "storage.blob_containers.get(no)": "there is none",
        "storage.management_policies.get": "the account has none",
        "acr.list_credentials (admin off)": "the admin user is disabled",
        "net.pe dns zone group": "the call has its arguments in another order",
        "net.vnet.delete in use (Azure: 400)": "an endpoint stands in it",
        "net.check_ip": "not imitated: free addresses",
        "ml.workspaces.list_storage_account_keys": _LACKS,
        "ml.workspaces.list_notebook_keys": _LACKS,
        "ml.workspaces.list_notebook_access_token": _LACKS,
        "ml.workspaces.begin_resync_keys": _LACKS,
        "ml.workspaces.begin_diagnose": _LACKS,
        "ml.workspaces.begin_update": _LACKS,
        "ml.compute.list": _LACKS,
        "ml.datastores.list": _LACKS,
        "ml.jobs.list": _LACKS,
        "ml.private_link_resources.list": _LACKS,
        "ml.private_endpoint_connections.list": _LACKS,
        "ml.model_containers.list": _LACKS,
        "ml.schedules.create": _LACKS,
        "rm.resources.begin_delete_by_id(no)": "the call gives an argument too many",
        "rm.resources.get_by_id wrong api": "the call gives an argument too many",
    },
    "node_client.cjs": {
        "deployments.cancel(finished)": "it has completed",
        "ml.onlineEndpoints.getToken": "the endpoint authenticates by key",
        "resources.validateMoveResources": "the group to move to is not there",
    },
    "aml_client.py": {
        "workspaces.get(no)": "there is none",
        "workspaces.begin_provision_network": "the call gives an argument too many",
        "jobs.get": "the client reads a list where it had one job",
        "jobs.cancel": "the client reads a list where it had one job",
        "jobs.archive": "the client reads a list where it had one job",
        "schedules.create": "the client makes no schedule of such a job",
        "project create": "the client sends the name of an enum member instead of its value",
    },
}
"""Script -> call -> why Azure, or the client itself, refuses it as well."""


class Served(NamedTuple):
    """A running server, and what it prints for clients."""

    url: str
    environ: dict[str, str]
    state: Path


@contextlib.contextmanager
def _served(folder: Path, *options: str) -> Generator[Served]:
    state = folder / "local.db"
    command = [sys.executable, "-m", "mlinfra", "emulator", "--port", "0", "--format", "json", "--state", str(state)]
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([*command, *options], cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            told = json.loads(process.stdout.readline())
            yield Served(told["url"], {**environ, **told["environment"]}, state)
        finally:
            process.kill()


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """What ``mlinfra new demo`` renders."""
    for words in (["new", "demo"], ["render", "demo/stack.py", "--out", "build"]):
        run = subprocess.run(
            [sys.executable, "-m", "mlinfra", *words], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
    return tmp_path / "build" / "demo-dev" / "main.json"


def _failed(words: list[str], environ: dict[str, str], folder: Path) -> tuple[set[str], str]:
    """The calls of a script that failed, and all that it printed."""
    run = subprocess.run(words, cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=600)
    shown = run.stdout + run.stderr
    assert run.returncode == 0, shown
    assert len(re.findall(r"^ok ", run.stdout, re.MULTILINE)) > 40, shown
    lines = [line.removeprefix("FAIL").strip() for line in run.stdout.splitlines() if line.startswith("FAIL")]
    return set(lines), shown


def _unexpected(script: str, lines: set[str]) -> tuple[set[str], set[str]]:
    """Failures without a reason, and reasons without a failure."""
    known = REFUSED[script]
    names = sorted(known, key=len, reverse=True)
    seen = {name for line in lines for name in names if line.startswith(f"{name} ")}
    return {line for line in lines if not any(line.startswith(f"{name} ") for name in names)}, set(known) - seen


def _script(name: str) -> str:
    assert SHARED is not None
    return str(SHARED / "tools" / "clients" / name)


@needs_shared
@needs_python
def test_the_management_clients_of_python(tmp_path: Path, template: Path) -> None:
    """azure-mgmt-resource, -storage, -keyvault, -containerregistry, -authorization, -network and -machinelearningservices."""
    with _served(tmp_path, "--tls") as server:
        words = [str(PYTHON), _script("mgmt_client.py"), server.url, str(template), "rg-c"]
        lines, shown = _failed(words, server.environ, tmp_path)
    assert _unexpected("mgmt_client.py", lines) == (set(), set()), shown


@needs_shared
@needs_node
def test_the_clients_of_javascript(tmp_path: Path, template: Path) -> None:
    """@azure/arm-resources, -resourcesdeployments, -machinelearning and -authorization."""
    with _served(tmp_path, "--tls") as server:
        environ = {**server.environ, "NODE_PATH": str(NODE_MODULES)}
        words = ["node", _script("node_client.cjs"), server.url, str(template), "rg-c"]
        lines, shown = _failed(words, environ, tmp_path)
    assert _unexpected("node_client.cjs", lines) == (set(), set()), shown


@needs_shared
@needs_python
def test_the_client_of_azure_ml(tmp_path: Path, template: Path) -> None:
    """azure-ai-ml: workspaces, computes, datastores, assets, endpoints, jobs, hubs."""
    with _served(tmp_path, "--tls") as server, _plain_door(server) as port:
        environ = {**server.environ, "PLAIN": str(port)}
        words = [str(PYTHON), _script("aml_client.py"), server.url, str(template), "rg-c"]
        lines, shown = _failed(words, environ, tmp_path)
    assert _unexpected("aml_client.py", lines) == (set(), set()), shown


METADATA = """
    import sys
    from azure.ai.ml import MLClient
    from azure.identity import ManagedIdentityCredential
    client = MLClient(ManagedIdentityCredential(), "00000000-0000-0000-0000-00000000d0c5", "rg-c", "mlw-c")
    print([workspace.name for workspace in client.workspaces.list()])
"""


@needs_python
def test_azure_ml_finds_the_server_by_its_variables(tmp_path: Path) -> None:
    """Without an address in the code: ARM_CLOUD_METADATA_URL and IDENTITY_ENDPOINT are enough."""
    import textwrap

    with _served(tmp_path, "--tls") as server, _plain_door(server) as port:
        group = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-c?api-version=2025-04-01"
        request = urllib.request.Request(f"http://127.0.0.1:{port}{group}", b'{"location": "westeurope"}', method="PUT")
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 201
        run = subprocess.run(
            [str(PYTHON), "-c", textwrap.dedent(METADATA)],
            cwd=tmp_path, env=server.environ, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
    assert run.stdout.strip() == "[]", run.stderr


@contextlib.contextmanager
def _plain_door(server: Served) -> Generator[int]:
    """Plain HTTP in front of the server, which adds a token: the script deploys its template without one."""
    import ssl

    trusted = ssl.create_default_context(cafile=server.environ["REQUESTS_CA_BUNDLE"])

    class Door(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # ruff: ignore[builtin-argument-shadowing] - the name it has
            """Print nothing."""

        def pass_on(self) -> None:
            """Send it on, and back."""
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
            headers = {"Authorization": "Bearer t", "Content-Type": "application/json"}
            request = urllib.request.Request(f"{server.url}{self.path}", body, headers, method=self.command)
            try:
                answer = urllib.request.urlopen(request, context=trusted)
            except urllib.error.HTTPError as error:
                answer = error
            with answer:
                content = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = pass_on  # ruff: ignore[mixed-case-variable-in-class-scope] - the name that http.server asks for
        do_PUT = pass_on  # ruff: ignore[mixed-case-variable-in-class-scope] - as above

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as door:
        threading.Thread(target=door.serve_forever, daemon=True).start()
        try:
            yield door.server_port
        finally:
            door.shutdown()


STORE = """{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
 "contentVersion": "1.0.0.0", "resources": [{"type": "Microsoft.ManagedIdentity/userAssignedIdentities",
 "apiVersion": "2024-11-30", "name": "id-az", "location": "westeurope"}]}"""
AZURE_CLI = (
    "group create -n rg-az -l westeurope --tags a=b",
    "group exists -n rg-az",
    "deployment group validate -g rg-az --template-file store.json",
    "deployment group what-if -g rg-az --template-file store.json --no-pretty-print",
    "deployment group create -g rg-az -n d --template-file store.json",
    "deployment operation group list -g rg-az -n d",
    "deployment group export -g rg-az -n d",
    "resource list -g rg-az",
    "resource list --tag nosuch=1",
    "tag list --resource-id /subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-az",
    "provider show -n Microsoft.MachineLearningServices",
    "role definition list --name Reader",
    "group export -n rg-az",
    "identity show -g rg-az -n id-az",
    (
        "stack group create -g rg-az -n s --template-file store.json --action-on-unmanage deleteResources "
        "--deny-settings-mode none --yes"
    ),
    "stack group delete -g rg-az -n s --action-on-unmanage deleteResources --yes",
    "group delete -n rg-az --yes",
)


@needs_az
def test_the_azure_cli_signs_in_and_deploys(tmp_path: Path) -> None:
    """az: a cloud registered by its address, a login by managed identity, then the commands of a deployment's life."""
    (tmp_path / "store.json").write_text(STORE, encoding="utf-8")
    with _served(tmp_path, "--tls") as server:
        environ = {**server.environ, "AZURE_CONFIG_DIR": str(tmp_path / "azure"), "AZURE_CORE_COLLECT_TELEMETRY": "no"}
        sign_in = (
            f"cloud register -n local --endpoint-resource-manager {server.url}",
            "cloud set -n local",
            "login --identity",
        )
        for words in (*sign_in, *AZURE_CLI):
            run = subprocess.run(
                [str(AZ), *words.split()],
                cwd=tmp_path,
                env=environ,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            assert run.returncode == 0, f"az {words}: {run.stderr}"

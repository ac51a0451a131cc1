from __future__ import annotations

import builtins
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from mlinfra.azure import Refused, Request, StackSettings, connect
from mlinfra.azure.azure_cloud import ENDPOINTS, AzureCloud, endpoint_of
from mlinfra.azure.local_cloud import LocalCloud
from mlinfra.azure.put_once import put_once
from mlinfra.azure.retry import RetrySettings
from mlinfra.azure.signin import default_subscription, github_token, kinds
from mlinfra.base.errors import CloudError, InvalidInput, NotSignedIn, TargetUnavailable, WhatIfFailed
from mlinfra.base.scope import DeploymentScope

GROUP = DeploymentScope(
    "resourceGroup", subscription="11111111-1111-1111-1111-111111111111", resource_group="rg", location="westeurope"
)
TEMPLATE = {"contentVersion": "1.0.0.0", "resources": []}


class _Arm(BaseHTTPRequestHandler):
    """Answers by method and path suffix from a script, and keeps what it was asked."""

    answers: ClassVar[dict[tuple[str, str], list[tuple[int, dict[str, str], Any]]]] = {}
    asked: ClassVar[list[tuple[str, str, Any]]] = []

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        path = self.path.partition("?")[0]
        self.asked.append((self.command, self.path, body))
        script = next((v for (m, end), v in self.answers.items() if m == self.command and path.endswith(end)), None)
        status, headers, answer = (
            (script.pop(0) if len(script) > 1 else script[0])
            if script
            else (404, {}, {"error": {"code": "NotFound", "message": path}})
        )
        content = json.dumps(answer).encode() if answer is not None else b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.replace("HERE", f"http://{self.headers['Host']}"))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._serve
        raise AttributeError(name)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def arm() -> Iterator[tuple[type[_Arm], str]]:
    """A scripted Resource Manager and its URL."""
    handler = type("Scripted", (_Arm,), {"answers": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield handler, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_failed_what_if_in_http_200_is_a_failure(arm: tuple[type[_Arm], str]) -> None:
    """The SDK does not raise there; mlinfra does, with Azure's reason."""
    handler, url = arm
    error = {"code": "InvalidTemplate", "message": "no such function"}
    handler.answers["POST", "/whatIf"] = [(202, {"Location": "HERE/result"}, None)]
    handler.answers["GET", "/result"] = [
        (202, {"Location": "HERE/result"}, None),
        (200, {}, {"status": "Failed", "error": error}),
    ]
    with LocalCloud(Path(), url=url) as cloud, pytest.raises(WhatIfFailed, match="no such function"):
        cloud.what_if(Request("s", GROUP, "d", TEMPLATE))


@pytest.mark.parametrize(
    ("scope", "path", "location"),
    [
        (GROUP, "/subscriptions/11111111-1111-1111-1111-111111111111/resourcegroups/rg/providers/", False),
        (
            DeploymentScope("subscription", subscription="sub-2", location="westeurope"),
            "/subscriptions/sub-2/providers/",
            True,
        ),
        (
            DeploymentScope("managementGroup", management_group="mg-x", location="westeurope"),
            "/providers/Microsoft.Management/managementGroups/mg-x/providers/",
            True,
        ),
        (DeploymentScope("tenant", location="westeurope"), "/providers/", True),
    ],
)
def test_each_scope_has_its_path_and_body(
    arm: tuple[type[_Arm], str], scope: DeploymentScope, path: str, location: bool
) -> None:
    """Resource group, subscription (of the scope, not of the sign-in), management group, tenant; location where ARM wants it."""
    handler, url = arm
    answer = {"status": "Succeeded", "properties": {"changes": []}}
    handler.answers["POST", "/whatIf"] = [(200, {}, answer)]
    handler.answers["PUT", "/deployments/d"] = [
        (201, {}, {"name": "d", "properties": {"provisioningState": "Accepted"}})
    ]
    handler.answers["POST", "/exportTemplate"] = [(200, {}, {"template": TEMPLATE})]
    handler.answers["GET", "/operations"] = [(200, {}, {"value": []})]
    handler.answers["GET", "/deployments/"] = [(200, {}, {"value": []})]
    wanted = Request(
        "s", scope, "d", TEMPLATE, {"p": {"value": None}}, {"s": {"value": "x"}}, validation_level="ProviderNoRbac"
    )
    with LocalCloud(Path(), url=url) as cloud:
        assert cloud.what_if(wanted) == answer
        assert cloud.start(wanted)["name"] == "d"
        assert cloud.exported(scope, "d") == TEMPLATE
        assert cloud.operations(scope, "d") == []
        assert cloud.deployments(scope) == []
        assert cloud.deployment(scope, "gone") is None
    posted = [(at, body) for method, at, body in handler.asked if method == "POST" and "whatIf" in at]
    assert posted[0][0].lower().startswith(path.lower() + "microsoft.resources/deployments/d/whatif")
    sent = posted[0][1]
    assert ("location" in sent) == location
    assert sent["properties"]["parameters"] == {"p": {"value": None}, "s": {"value": "x"}}
    assert sent["properties"]["validationLevel"] == "ProviderNoRbac"
    assert sent["properties"]["mode"] == "Incremental"


def test_interrupting_a_stack_what_if_leaves_no_result(arm: tuple[type[_Arm], str]) -> None:
    """Ctrl-C while Azure works: the result resource is deleted all the same."""
    handler, url = arm
    running = {"properties": {"provisioningState": "running"}}
    handler.answers["PUT", ""] = [(201, {"Azure-AsyncOperation": "HERE/status"}, running)]
    handler.answers["GET", "/status"] = [(200, {}, {"status": "running"})]
    handler.answers["DELETE", ""] = [(200, {}, None)]

    def press(_: float) -> None:
        handler.answers["GET", "/status"] = [(200, {}, {"status": "succeeded"})]
        raise KeyboardInterrupt

    wanted = Request("s", GROUP, "churn", TEMPLATE, as_stack=StackSettings())
    with LocalCloud(Path(), url=url) as cloud, pytest.raises(KeyboardInterrupt):
        cloud.what_if(wanted, press)
    put = next(at for method, at, _ in handler.asked if method == "PUT")
    deleted = [at for method, at, _ in handler.asked if method == "DELETE"]
    assert deleted[0].partition("?")[0] == put.partition("?")[0]


def test_a_stack_says_everything_it_was_given(arm: tuple[type[_Arm], str]) -> None:
    """Deny settings, excluded principals and actions, unmanage actions, description: on the wire as Azure names them."""
    handler, url = arm
    handler.answers["PUT", ""] = [(201, {}, {"properties": {"provisioningState": "deploying"}})]
    settings = StackSettings(
        on_unmanage="delete",
        on_unmanage_groups="delete",
        deny="denyWriteAndDelete",
        excluded_principals=("p",),
        excluded_actions=("a/b",),
        apply_to_children=True,
        description="d",
    )
    with LocalCloud(Path(), url=url) as cloud:
        cloud.start(Request("s", GROUP, "churn", TEMPLATE, as_stack=settings))
    sent = next(body for method, _, body in handler.asked if method == "PUT")["properties"]
    assert sent["actionOnUnmanage"] == {"resources": "delete", "resourceGroups": "delete", "managementGroups": "detach"}
    assert sent["denySettings"] == {
        "mode": "denyWriteAndDelete",
        "applyToChildScopes": True,
        "excludedPrincipals": ["p"],
        "excludedActions": ["a/b"],
    }
    assert sent["description"] == "d"
    assert "mode" not in sent


def test_stacks_without_their_package_say_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The extra is optional; looking whether there is a stack needs none."""
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name.startswith("azure.mgmt.resource.deploymentstacks"):
            raise ImportError(name)
        return real(name, *arguments, **options)

    with LocalCloud(tmp_path / "s.db") as cloud:
        monkeypatch.setattr(builtins, "__import__", without)
        assert cloud.stack(GROUP, "churn") is None
        with pytest.raises(CloudError, match=r"pip install 'mlinfra-azure\[stacks\]'"):
            cloud.what_if(Request("s", GROUP, "churn", TEMPLATE, as_stack=StackSettings()))


def test_stacks_at_tenant_scope_are_refused_here(tmp_path: Path) -> None:
    """Azure has none."""
    with LocalCloud(tmp_path, url="http://127.0.0.1:9") as cloud, pytest.raises(CloudError, match="tenant"):
        cloud.what_if(Request("s", DeploymentScope("tenant"), "x", TEMPLATE, as_stack=StackSettings()))


def test_nobody_answering_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some attempts: no traceback of sockets."""
    monkeypatch.setattr(LocalCloud, "retry", RetrySettings(2, 0.001, 0.001))
    with LocalCloud(tmp_path, url="http://127.0.0.1:9") as cloud, pytest.raises(TargetUnavailable, match="no answer"):
        cloud.deployment(GROUP, "d")


def test_an_answer_of_401_is_a_missing_sign_in(arm: tuple[type[_Arm], str]) -> None:
    """With the ways to sign in."""
    handler, url = arm
    handler.answers["GET", ""] = [(401, {}, {"error": {"code": "ExpiredAuthenticationToken", "message": "expired"}})]
    with LocalCloud(Path(), url=url) as cloud:
        for call in (lambda: cloud.deployment(GROUP, "d"), lambda: cloud.send("GET", GROUP.id, "1")):
            with pytest.raises(NotSignedIn, match="az login"):
                call()


def test_long_operations_of_single_resources_are_followed(arm: tuple[type[_Arm], str]) -> None:
    """PUT until it has ended, then the resource; a failure that comes as HTTP 200 raises."""
    handler, url = arm
    handler.answers["PUT", "/good"] = [(201, {"Azure-AsyncOperation": "HERE/ok"}, {"x": 0})]
    handler.answers["PUT", "/bad"] = [(201, {"Azure-AsyncOperation": "HERE/no"}, {"x": 0})]
    handler.answers["GET", "/ok"] = [(200, {}, {"status": "Running"}), (200, {}, {"status": "Succeeded"})]
    handler.answers["GET", "/no"] = [
        (200, {}, {"status": "Failed", "error": {"code": "QuotaExceeded", "message": "m"}})
    ]
    handler.answers["GET", "/good"] = [(200, {}, {"x": 1})]
    with LocalCloud(Path(), url=url) as cloud:
        assert cloud.send("PUT", "/good", "1", {}).body == {"x": 1}
        with pytest.raises(Refused, match="QuotaExceeded"):
            cloud.send("PUT", "/bad", "1", {})


def test_a_list_comes_with_all_its_pages(arm: tuple[type[_Arm], str]) -> None:
    """What stands on a later page must not be missing where deletions are decided."""
    handler, url = arm
    handler.answers["GET", "/things"] = [(200, {}, {"value": [{"id": "a"}], "nextLink": f"{url}/second?page=2"})]
    handler.answers["GET", "/second"] = [(200, {}, {"value": [{"id": "b"}], "nextLink": f"{url}/third"})]
    handler.answers["GET", "/third"] = [(200, {}, {"value": []})]
    with LocalCloud(Path(), url=url) as cloud:
        assert cloud.send("GET", "/things", "1").body == {"value": [{"id": "a"}, {"id": "b"}]}


def test_an_operation_that_azure_forgets_has_ended(arm: tuple[type[_Arm], str]) -> None:
    """Deleting a thing may take its operation along: 404 while polling ends the wait."""
    handler, url = arm
    handler.answers["DELETE", "/gone"] = [(202, {"Azure-AsyncOperation": "HERE/op", "Retry-After": "0"}, None)]
    handler.answers["GET", "/op"] = [(200, {}, {"status": "InProgress"}), (404, {}, {"error": {"code": "NotFound"}})]
    with LocalCloud(Path(), url=url) as cloud:
        cloud.send("DELETE", "/gone", "1")
    assert sum("/op" in at for _, at, _ in handler.asked) == 2


def _lost() -> Any:
    raise TargetUnavailable("connection lost")


def test_what_arrived_is_not_sent_again() -> None:
    """The connection was lost after Azure had taken it: another run is there, so it is ours."""
    seen = [{"properties": {"correlationId": "old"}}, {"properties": {"correlationId": "new"}}]
    sent: list[int] = []

    def put() -> Any:
        sent.append(1)
        return _lost()

    assert put_once(put, lambda: seen.pop(0), RetrySettings(3, 0.0, 0.0))["properties"]["correlationId"] == "new"
    assert len(sent) == 1


def test_what_did_not_arrive_is_sent_again_and_refusals_pass() -> None:
    """The old run is still the last one; a plain refusal is not repeated; the attempts end."""
    old = {"properties": {"correlationId": "old"}}
    answers: list[Any] = [_lost, lambda: {"ok": 1}]

    def send() -> Any:
        return answers.pop(0)()

    assert put_once(send, lambda: old, RetrySettings(3, 0.0, 0.0)) == {"ok": 1}

    def refuse() -> Any:
        raise Refused({"code": "InvalidTemplate", "message": "m"}, status=400)

    with pytest.raises(Refused):
        put_once(refuse, lambda: None, RetrySettings(3, 0.0, 0.0))
    with pytest.raises(TargetUnavailable):
        put_once(_lost, lambda: old, RetrySettings(2, 0.0, 0.0))


@pytest.mark.parametrize("name", ENDPOINTS)
def test_each_cloud_has_its_endpoint_and_scope(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By option or AZURE_CLOUD, whatever the case; the SDK's own table agrees."""
    from azure.core import AzureClouds
    from azure.mgmt.core.tools import get_arm_endpoints

    theirs = {
        "AzureCloud": AzureClouds.AZURE_PUBLIC_CLOUD,
        "AzureUSGovernment": AzureClouds.AZURE_US_GOVERNMENT,
        "AzureChinaCloud": AzureClouds.AZURE_CHINA_CLOUD,
    }
    known = get_arm_endpoints(theirs[name])
    monkeypatch.setenv("AZURE_CLOUD", name.upper())
    endpoint = endpoint_of(None)
    assert endpoint == endpoint_of(name.lower())
    assert endpoint.url == known["resource_manager"].rstrip("/")
    assert [endpoint.scope] == known["credential_scopes"]


def test_the_azure_client_is_set_up_for_its_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Subscription by option before environment; endpoint and scope reach the SDK."""
    monkeypatch.setenv("AZURE_SUBSCRIPTION_ID", "from-environment")
    for given, expected in ((None, "from-environment"), ("given", "given")):
        with AzureCloud(subscription=given, cloud="AzureUSGovernment") as cloud:
            assert cloud.subscription == expected
            config = cloud._client()._config
            assert config.base_url == "https://management.usgovcloudapi.net"
            assert config.credential_scopes == ["https://management.core.usgovcloudapi.net/.default"]


def test_an_unknown_cloud_is_refused() -> None:
    """With the names there are."""
    with pytest.raises(InvalidInput, match="AzureUSGovernment"):
        connect("azure", cloud="Moon")


@pytest.mark.parametrize(
    ("names", "first"),
    [
        ("", "cli"),
        ("AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_FEDERATED_TOKEN_FILE", "workload"),
        ("AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_CLIENT_SECRET", "environment"),
        ("AZURE_CLIENT_ID AZURE_TENANT_ID ACTIONS_ID_TOKEN_REQUEST_URL ACTIONS_ID_TOKEN_REQUEST_TOKEN", "github"),
        ("IDENTITY_ENDPOINT", "managed"),
        ("AZURE_CLIENT_ID", "cli"),
    ],
)
def test_the_environment_decides_how_to_sign_in(names: str, first: str) -> None:
    """What a pipeline sets is meant; a developer's sign-in and the machine's identity follow."""
    found = kinds(dict.fromkeys(names.split(), "x"))
    assert found[0] == first
    assert {"cli", "azd", "powershell", "managed"} <= set(found)


def test_github_gives_its_token(arm: tuple[type[_Arm], str]) -> None:
    """Asked with the audience that the cloud wants; a refusal says which permission is missing."""
    handler, url = arm
    handler.answers["GET", "/token"] = [(200, {}, {"value": "jwt"})]
    environment = {"ACTIONS_ID_TOKEN_REQUEST_URL": f"{url}/token?x=1", "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "t"}
    audience = endpoint_of("AzureUSGovernment").audience
    assert github_token(environment, audience) == "jwt"
    assert handler.asked[0][1].endswith("audience=api%3A%2F%2FAzureADTokenExchangeUSGov")
    handler.answers["GET", "/token"] = [(403, {}, {})]
    with pytest.raises(NotSignedIn, match="id-token: write"):
        github_token(environment, audience)


def test_without_a_subscription_the_error_says_how_to_give_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No az on PATH, or one that is not signed in; with one, its selected subscription."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InvalidInput, match="AZURE_SUBSCRIPTION_ID"):
        default_subscription()
    program = tmp_path / "az"
    for script, expected in (("exit 1", None), ("echo sub-9", "sub-9")):
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        if expected:
            assert default_subscription() == expected
        else:
            with pytest.raises(InvalidInput):
                default_subscription()


def test_no_credential_at_all_is_a_missing_sign_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The chain of credentials ends in advice, not in azure-identity's page of text."""
    from azure.identity import ChainedTokenCredential, CredentialUnavailableError

    class Nobody:
        def get_token(self, *_: str, **__: Any) -> Any:
            raise CredentialUnavailableError("nothing here")

    monkeypatch.setattr("mlinfra.azure.azure_cloud.credential", lambda *_: ChainedTokenCredential(Nobody()))
    with AzureCloud(subscription="s") as cloud, pytest.raises(NotSignedIn, match="az login"):
        cloud.deployment(GROUP, "d")


def test_a_closed_cloud_says_so(tmp_path: Path) -> None:
    """Outside its with block."""
    with pytest.raises(TargetUnavailable, match="not open"):
        connect("local", state=tmp_path / "s.db").deployment(GROUP, "d")

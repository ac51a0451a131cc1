"""The local target, and the real Azure SDK pointed at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.pipeline.policies import RetryPolicy, SansIOHTTPPolicy
from azure.core.rest import HttpRequest
from azure.mgmt.resource.deployments import DeploymentsMgmtClient
from azure.mgmt.resource.deploymentstacks import DeploymentStacksClient

from mlinfra.arm.resource_id import ResourceId
from mlinfra.catalogue.api_versions import api_versions
from mlinfra.catalogue.lookup import find_type
from mlinfra.local.server import LocalTarget

SUBSCRIPTION = "00000000-0000-0000-0000-00000000d0c5"


class _Header(SansIOHTTPPolicy):
    def __init__(self, token: str) -> None:
        self._token = token

    def on_request(self, request: Any) -> None:
        request.http_request.headers["Authorization"] = f"Bearer {self._token}"


class _Credential:
    def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        return AccessToken("t", 9_999_999_999)


def _options(url: str, token: str) -> dict[str, Any]:
    # status retries for every method and code that a fault may show
    retry = RetryPolicy(retry_total=30, retry_connect=30, retry_read=30, retry_status=30, retry_backoff_factor=0.001)
    return {"base_url": url, "authentication_policy": _Header(token), "retry_policy": retry, "polling_interval": 0.01}


def _version(arm_type: str) -> str:
    """A version of a type, the one that mlinfra writes if it writes any; of an action that of what it is asked of."""
    while "/" in arm_type:
        entry = find_type(arm_type)
        versions = (entry.api_version,) if entry else api_versions(arm_type)
        if versions:
            return versions[0]
        arm_type = arm_type.rpartition("/")[0]
    return "2025-04-01"


class Azure:
    """Both clients, and plain requests through the same pipeline."""

    def __init__(self, url: str, token: str = "anybody") -> None:  # ruff: ignore[hardcoded-password-default] - nobody checks it
        self.sdk = DeploymentsMgmtClient(_Credential(), SUBSCRIPTION, **_options(url, token))
        self.stacks = DeploymentStacksClient(_Credential(), SUBSCRIPTION, **_options(url, token))

    def send(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON body of one request, in the catalogue's API version; a path without slash lies in the subscription."""
        at = path if path.startswith("/") else f"/subscriptions/{SUBSCRIPTION}/{path}"
        joined = f"{at}{'&' if '?' in at else '?'}api-version={_version(ResourceId(at.partition('?')[0]).type)}"
        response = self.sdk.send_request(HttpRequest(method, joined, json=body))
        return response.status_code, response.json() if response.content else None

    def group(self, name: str = "rg-ml", location: str = "westeurope") -> str:
        """Make a resource group."""
        status, body = self.send("PUT", f"resourceGroups/{name}", {"location": location})
        assert status in {200, 201}, body
        return name

    def what_if(
        self, template: Any, group: str = "rg-ml", name: str = "main", mode: str = "Incremental", **parameters: Any
    ) -> Any:
        """The forecast of a deployment into a group."""
        return self.sdk.deployments.begin_what_if(
            group, name, {"properties": _properties(template, mode, parameters)}
        ).result()

    def deploy(
        self, template: Any, group: str = "rg-ml", name: str = "main", mode: str = "Incremental", **parameters: Any
    ) -> Any:
        """Deploy into a group and wait for the end."""
        poller = self.sdk.deployments.begin_create_or_update(
            group, name, {"properties": _properties(template, mode, parameters)}
        )
        return poller.result()

    def kinds(self, template: Any, **options: Any) -> dict[str, str]:
        """Last name of each resource -> its change type."""
        result = self.what_if(template, **options)
        assert result.status == "Succeeded", result.error
        return {change.resource_id.rsplit("/", 1)[-1]: str(change.change_type.value) for change in result.changes}


def _properties(template: Any, mode: str, parameters: dict[str, Any]) -> dict[str, Any]:
    given = {name: {"value": value} for name, value in parameters.items()}
    return {"mode": mode, "template": template, "parameters": given}


@pytest.fixture
def target(tmp_path: Path) -> Iterator[LocalTarget]:
    """A target with an empty state."""
    with LocalTarget(tmp_path / "state.db") as running:
        yield running


@pytest.fixture
def azure(target: LocalTarget) -> Azure:
    """Its clients."""
    return Azure(target.url)


@pytest.fixture
def connect() -> type[Azure]:
    """For tests that start their own target."""
    return Azure

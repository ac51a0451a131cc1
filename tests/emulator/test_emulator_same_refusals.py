"""Validate, what-if and deploy refuse what `check` refuses, and one another's refusals, by one first step."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from _shared import SHARED, needs_shared
from catalogue.test_rule_judgement import ACCOUNT, REFUSED, VAULT, _account, _network, _workspace
from emulator import _landing as landing
from mlinfra import check
from mlinfra.app.deployable import of_template
from mlinfra.app.refusals import judge_bodies
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.scope import DeploymentScope
from mlinfra.catalogue.lookup import api_version
from mlinfra.local.http import Call
from mlinfra.local.service import Service
from mlinfra.local.store import Store

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-00000000d0c5"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg"
TENANT = "00000000-0000-0000-0000-0000000007e4"
ML = "Microsoft.MachineLearningServices/workspaces"
NAMES = {
    "Microsoft.Storage/storageAccounts": "stwrong",
    "Microsoft.KeyVault/vaults": "kv-wrong",
    "Microsoft.ContainerRegistry/registries": "crwrong",
    f"{ML}/environments/versions": "mlw/env/1",
    f"{ML}/onlineEndpoints/deployments": "mlw/ep-wrong/blue",
    "Microsoft.Storage/storageAccounts/blobServices": "stchurn/default",
}


def _name(kind: str) -> str:
    below = "/wrong" * (kind.count("/") - 1)
    return NAMES.get(kind) or (f"mlw{below}" if kind.startswith(f"{ML}/") else "wrong-one")


class Target:
    """The service, asked as Resource Manager is."""

    def __init__(self, path: Path) -> None:
        self.service = Service(Store(path))

    def ask(self, method: str, path: str, body: Any = None, version: str = "2025-04-01") -> tuple[int, Any]:
        """Status and body."""
        headers = {"authorization": "Bearer t"}
        reply = self.service.handle(Call(method, path, {"api-version": version}, body, "http://x", headers=headers))
        return reply.status, reply.body if reply.body is not None else reply.headers

    def three(self, template: Any) -> tuple[Any, Any, Any]:
        """The errors of validation, forecast and deployment; None where one accepts."""
        path = f"{GROUP}/providers/Microsoft.Resources/deployments/d"
        body = {"properties": {"mode": "Incremental", "template": template}}
        status, validated = self.ask("POST", f"{path}/validate", body)
        _, headers = self.ask("POST", f"{path}/whatIf", body)
        forecast = self.ask("GET", headers["Location"].removeprefix("http://x").partition("?")[0])[1]
        put, deployed = self.ask("PUT", path, body)
        if put < 400:
            self.service.deployments.wait()
            deployed = self.ask("GET", path)[1]["properties"]
        return (validated if status >= 400 else {}).get("error"), forecast.get("error"), deployed.get("error")


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A target with what the wrong bodies refer to."""
    made = Target(tmp_path_factory.mktemp("same") / "s.db")
    made.ask("PUT", GROUP, {"location": "westeurope"})
    vault = {"location": "westeurope", "properties": {"tenantId": TENANT, "sku": {"family": "A", "name": "standard"}}}
    endpoint = {"location": "westeurope", "properties": {"authMode": "Key"}}
    bodies = {
        ACCOUNT: _account("Standard_LRS"),
        VAULT: vault,
        f"{GROUP}/providers/{ML}/mlw": _workspace(),
        f"{GROUP}/providers/{ML}/mlw/onlineEndpoints/ep-wrong": endpoint,
        f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet": _network("10.0.0.0/24"),
    }
    for path, body in bodies.items():
        status, answer = made.ask("PUT", path, body, api_version(ResourceId(path).type))
        assert status < 300, (path, answer)
    yield made
    made.service.close()


@pytest.mark.parametrize(("kind", "body", "code", "path"), REFUSED, ids=[f"{row[2]} {row[3]}" for row in REFUSED])
def test_what_check_refuses_the_target_refuses_three_times(
    target: Target, kind: str, body: dict[str, Any], code: str, path: str
) -> None:
    """The property is named by all three; a forecast and a validation never accept what the deployment refuses."""
    scope = {"scope": "[resourceId('Microsoft.KeyVault/vaults', 'kv-churn')]"} if "diagnostic" in kind else {}
    resource = {"type": kind, "apiVersion": api_version(kind), "name": _name(kind), **body, **scope}
    errors = target.three(landing.template({"wrong": resource}))
    assert [path in json.dumps(error) for error in errors] == [True] * 3, (code, errors)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a role that is not there": (
        {
            "type": "Microsoft.Authorization/roleAssignments",
            "apiVersion": "2022-04-01",
            "name": "11111111-1111-1111-1111-111111111111",
            "properties": {
                "roleDefinitionId": f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/99999999-9999-9999-9999-999999999999",
                "principalId": "11111111-1111-1111-1111-111111111111",
            },
        },
        "RoleDefinitionDoesNotExist",
    ),
    "an identity that is not there": (
        {
            "type": "Microsoft.Storage/storageAccounts",
            "apiVersion": "2025-06-01",
            "name": "stother",
            **_account("Standard_LRS"),
            "identity": {
                "type": "UserAssigned",
                "userAssignedIdentities": {f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/none": {}},
            },
        },
        "FailedIdentityOperation",
    ),
    "a version that is none": (
        {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-02", "name": "stother", **_account("Standard_LRS")},
        "NoRegisteredProviderFound",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_only_the_target_knows_is_refused_three_times(target: Target, name: str) -> None:
    """With Azure's code: what must exist, and Resource Manager's own rules."""
    resource, code = WRONG[name]
    errors = target.three(landing.template({"wrong": resource}))
    assert [code in json.dumps(error) for error in errors] == [True] * 3


FAULTS = {
    "c18_classic_insights": "WorkspaceResourceId",
    "c20_endpoint_in_missing_subnet": "snet-none",
    "c28_retired_size": "vmSize",
}


@needs_shared
@pytest.mark.parametrize("name", FAULTS)
def test_faults_of_real_templates_are_refused(target: Target, name: str) -> None:
    """Classic Application Insights, an endpoint in a subnet that is not there, a retired size: in older API versions too."""
    assert SHARED
    template = json.loads((SHARED / "faults" / "ml" / f"{name}.json").read_text(encoding="utf-8"))
    errors = target.three(template)
    assert [FAULTS[name] in json.dumps(error) for error in errors] == [True] * 3


def test_what_is_not_known_is_said(target: Target) -> None:
    """A type of a provider that nobody here knows, and a property without a row: a warning in all three answers."""
    strange = {"type": "Contoso.Garden/beds", "apiVersion": "2025-01-01", "name": "bed", "location": "westeurope"}
    odd = {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "stodd", **_account("Standard_LRS", isHnsEnabld=True)}  # fmt: skip
    body = {"properties": {"mode": "Incremental", "template": landing.template({"a": strange, "b": odd})}}
    path = f"{GROUP}/providers/Microsoft.Resources/deployments/odd"
    validated = target.ask("POST", f"{path}/validate", body)[1]["properties"]
    headers = target.ask("POST", f"{path}/whatIf", body)[1]
    forecast = target.ask("GET", headers["Location"].removeprefix("http://x").partition("?")[0])[1]["properties"]
    target.ask("PUT", path, body)
    target.service.deployments.wait()
    deployed = target.ask("GET", path)[1]["properties"]
    for answer in (validated, forecast, deployed):
        assert {remark["code"] for remark in answer["diagnostics"]} == {"NotJudged", "UnknownProperty"}
        assert {remark["level"] for remark in answer["diagnostics"]} == {"Warning"}
    assert deployed["provisioningState"] == "Succeeded"
    assert [provider["namespace"] for provider in deployed["providers"]] == ["Contoso.Garden", "Microsoft.Storage"]


PLACED: dict[str, tuple[dict[str, Any], str]] = {
    "premium": (_account("Premium_LRS"), "properties.storageAccount"),
    "hierarchical": (_account("Standard_LRS", isHnsEnabled=True), "properties.storageAccount"),
    "scope": (_account("Standard_LRS"), "scope"),
}
"""The body of a workspace's storage, and the path at which it, or where it stands, is refused."""
IN_GROUP = DeploymentScope(subscription=SUBSCRIPTION.rpartition("/")[2], resource_group="rg")


def _placed(name: str, body: dict[str, Any]) -> dict[str, Any]:
    account = {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": f"st{name}", **body}
    if name == "scope":
        return {"account": {**account, "scope": "[resourceId('Microsoft.KeyVault/vaults', 'kv-churn')]"}}
    workspace = _workspace()
    workspace["properties"] |= {"storageAccount": f"[resourceId('{account['type']}', '{account['name']}')]"}
    named = {"type": ML, "apiVersion": api_version(ML), "name": f"mlw-{name}", "dependsOn": ["account"]}
    return {"account": account, "workspace": {**named, **workspace}}


@pytest.mark.parametrize("name", PLACED)
def test_check_refuses_what_is_wrong_among_resources(target: Target, tmp_path: Path, name: str) -> None:
    """`check`, plan and the three answers of the target refuse the storage that a workspace cannot have, and a wrong scope."""
    body, path = PLACED[name]
    template = landing.template(_placed(name, body))
    file = tmp_path / "main.json"
    file.write_text(json.dumps(template), encoding="utf-8")
    found = [finding for finding in check(file).findings if finding.severity == "error"]
    assert [path in finding.message for finding in found] == [True], found
    assert [path in json.dumps(error) for error in target.three(template)] == [True] * 3
    snapshot = of_template(file, None, IN_GROUP, complete=False).snapshot(IN_GROUP, None)
    planned = judge_bodies(entry.resource for entry in snapshot.entries).by_id
    assert [refusal.path for refusals in planned.values() for refusal in refusals] == [path]

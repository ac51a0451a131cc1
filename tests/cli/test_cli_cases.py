"""Every case goes to the local target and comes back: what it forecasts, it does, and then forecasts nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from _pipeline import CASES, prepared
from cli._run import run
from mlinfra.azure import connect
from mlinfra.azure.local_cloud import SUBSCRIPTION

_SHARED = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-shared"
_NETWORK = f"{_SHARED}/providers/Microsoft.Network"
VALUES = {
    "MLINFRA_STATE": "local.db",  # in the current folder, not beside the case
    "TEAM_OWNER": "ml-platform",
    "REGISTRY_KEY": "https://kv-backing.vault.azure.net/keys/registry",
    "LOG_CLUSTER": f"{_SHARED}/providers/Microsoft.OperationalInsights/clusters/logs",
    "COLLECTION_RULE": f"{_SHARED}/providers/Microsoft.Insights/dataCollectionRules/logs",
    "IMAGE": f"{_SHARED}/providers/Microsoft.Compute/images/windows",
    "PROJECT_GROUP": _SHARED,
    "OTHER_WORKSPACE": f"{_SHARED}/providers/Microsoft.MachineLearningServices/workspaces/mlw-other",
    "DISCOVERY_URL": "https://westeurope.api.azureml.ms/discovery",
    "KEY": "https://kv-kinds.vault.azure.net/keys/workspace/0123456789abcdef0123456789abcdef",
    "COSMOS": f"{_SHARED}/providers/Microsoft.DocumentDB/databaseAccounts/cosmos-shared",
    "SEARCH": f"{_SHARED}/providers/Microsoft.Search/searchServices/srch-shared",
    "THUMBPRINT": "0123456789ABCDEF0123456789ABCDEF01234567",
    "LAKEHOUSE_NAME": "plant.Lakehouse",
    "DDOS_PLAN": f"{_NETWORK}/ddosProtectionPlans/ddos",
    "WEB_GROUP": f"{_NETWORK}/applicationSecurityGroups/asg-web",
    "NODE_GROUP": f"{_NETWORK}/applicationSecurityGroups/asg-nodes",
    "DELEGATED_IDENTITY": f"{_SHARED}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-delegated",
    "ADDRESS": "2603:1020:200::7",
    "ADDRESS_RANGE": f"{_NETWORK}/publicIPPrefixes/ippre-nat",
    "ADDRESS_RANGE_V6": f"{_NETWORK}/publicIPPrefixes/ippre-nat-v6",
    "RELEASE_POLICY": "eyJ2ZXJzaW9uIjoiMS4wLjAifQ",
}
"""What parameters of the cases are given that are ids, or are checked otherwise; each other one gets a text."""
_ROLE = "66666666-6666-4666-8666-666666666666"
_GROUP = "/providers/Microsoft.Management/managementGroups/mg-ml"
THERE: dict[str, dict[str, dict[str, Any]]] = {
    "parameters": {f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-ledger@2025-04-01": {"location": "westeurope"}},
    "raw": {f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-audit@2025-04-01": {"location": "westeurope"}},
    "management-group": {
        f"{_GROUP}/providers/Microsoft.Authorization/roleDefinitions/{_ROLE}@2022-04-01": {
            "properties": {
                "roleName": "Machine learning operator",
                "permissions": [{"actions": ["*/read"]}],
                "assignableScopes": [_GROUP],
            }
        }
    },
}
"""What somebody else made before a case is deployed: path and API version to body."""


def values_of(case: str) -> dict[str, str]:
    """A value for each variable that the parameters of a case read; those of `VALUES` are ids, or meant otherwise."""
    texts = "".join(text for one in prepared(case) for text in one.rendered.files.values())
    names = re.findall(r"readEnvironmentVariable\('(\w+)'\)", texts)
    return {name: f"{name.lower()}-value" for name in names} | VALUES


@pytest.mark.parametrize("case", CASES)
def test_a_deployed_case_is_unchanged(case: str, tmp_path: Path) -> None:
    """Planned, deployed, planned again: nothing to do; destroyed, planned: everything is to be made again, if its name is free."""
    file, values = str(CASES[case]), values_of(case)
    plan = ("plan", file, "--target", "local", "--detailed-exitcode")
    _put(tmp_path, THERE.get(case, {}))
    codes = {
        "plan": run(*plan, cwd=tmp_path, **values),
        "deploy": run("deploy", file, "--target", "local", "--yes", cwd=tmp_path, **values),
        "unchanged": run(*plan, cwd=tmp_path, **values),
        "drift": run("drift", file, "--target", "local", cwd=tmp_path, **values),
        "destroy": run("destroy", file, "--target", "local", "--purge", "--yes", cwd=tmp_path, **values),
        "anew": run(*plan, cwd=tmp_path, **values),
    }
    told = "".join(f"--- {step}\n{ran.out}{ran.err}" for step, ran in codes.items())
    # the name of a vault with purge protection is not free for days: its deployment would be refused
    deleted = "A vault with the same name already exists in deleted state" in codes["anew"].out
    anew = 1 if deleted else 3
    wanted = {"plan": 3, "deploy": 0, "unchanged": 0, "drift": 0, "destroy": 0, "anew": anew}
    assert {step: ran.code for step, ran in codes.items()} == wanted, told
    assert "did not take" not in codes["deploy"].out, told


def test_a_group_without_a_region_must_be_there(tmp_path: Path) -> None:
    """A stack that gives its group no location does not make it: the plan says so instead of promising it."""
    plan = ("plan", str(CASES["parameters"]), "--target", "local")
    ran = run(*plan, cwd=tmp_path, **values_of("parameters"))
    assert ran.code == 1
    assert "ResourceGroupNotFound: there is no resource group rg-ledger" in ran.out
    assert "location=" in ran.out
    _put(tmp_path, THERE["parameters"])
    assert run(*plan, cwd=tmp_path, **values_of("parameters")).code == 0


def test_what_azure_alone_computes_is_told_and_not_made_up(tmp_path: Path) -> None:
    """The id that metrics name a namespace by is Azure's to give: the plan says so, and does not pass for a whole one."""
    _put(tmp_path, THERE["raw"])
    copy = shutil.copytree(CASES["raw"].parent, tmp_path / "raw") / "main.py"
    copy.write_text(copy.read_text(encoding="utf-8").replace("serviceBusEndpoint", "metricId"), encoding="utf-8")
    ran = run("plan", str(copy), "--target", "local", "--detailed-exitcode", cwd=tmp_path, **values_of("raw"))
    assert ran.code == 5
    assert "'metricId' does not exist" in ran.out
    assert "does not compute this property of Microsoft.EventHub/namespaces; Azure may have it" in ran.out


def _put(folder: Path, bodies: dict[str, dict[str, Any]]) -> None:
    with connect("local", state=folder / "local.db") as cloud:
        for address, body in bodies.items():
            place, _, version = address.partition("@")
            assert cloud.send("PUT", place, version, body).status == 201

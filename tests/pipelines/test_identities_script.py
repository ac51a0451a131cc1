"""The script that `mlinfra new --identities` writes, run with stand-ins of `az` and `gh` that note every call."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli._run import run

DEV, PROD = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"
BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
STAND_IN = r"""#!/usr/bin/env -S python3 -IS
import json, pathlib, sys
words = sys.argv[1:]
name = pathlib.Path(sys.argv[0]).name
sent = [pathlib.Path(word).read_text() for word in words if word.endswith(".json") and pathlib.Path(word).is_file()]
if "--input" in words:
    sent.append(sys.stdin.read())
for text in sent:
    json.loads(text)
if "--role-definition" in words:
    json.loads(words[words.index("--role-definition") + 1])
with open(pathlib.Path(sys.argv[0]).parent / "calls", "a") as calls:
    calls.write(json.dumps([name, words, sent]) + "\n")
line = " ".join(words)
if line.startswith("identity show"):
    print(f"{words[words.index('--query') + 1]}-of-{words[words.index('--name') + 1]}")
elif line.startswith("group exists"):
    print("false")
elif line.startswith("api users/"):
    print(len(words[1]))
elif line.startswith(("account show", "devops project show", "repos show", "devops user show", "pipelines create")):
    print(f"{words[0]}-value")
elif "service-endpoint create" in line or "--http-method POST" in line:
    print("42")
elif "service-endpoint show" in line:
    print("https://issuer" if "Issuer" in line else "sc://subject")
"""


@dataclass(frozen=True)
class Call:
    """One call of a program."""

    program: str
    words: list[str]
    sent: list[str]

    def option(self, name: str) -> str:
        """What stands behind an option."""
        return self.words[self.words.index(name) + 1]


def _calls(folder: Path, ci: str, blueprint: str, *arguments: str, **environment: str) -> list[Call]:
    """Make a repository, run its script, and say what it called."""
    made = run(
        "new",
        "demo",
        "--ci",
        ci,
        "--blueprint",
        blueprint,
        "--stage",
        "dev",
        "--stage",
        "prod",
        "--identities",
        cwd=folder,
    )
    assert made.code == 0, made.err
    tools = folder / "tools"
    tools.mkdir()
    for name in ("az", "gh"):
        (tools / name).write_text(STAND_IN, encoding="utf-8")
        (tools / name).chmod(0o755)
    known = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "AZURE_SUBSCRIPTION_ID_DEV": DEV,
        "AZURE_SUBSCRIPTION_ID_PROD": PROD,
    }
    done = subprocess.run(
        ["./identities.sh", *arguments],
        cwd=folder / "demo",
        env={**known, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = (tools / "calls").read_text(encoding="utf-8").splitlines()
    return [Call(*json.loads(line)) for line in lines]


def _starting(calls: list[Call], text: str) -> list[Call]:
    return [call for call in calls if " ".join([call.program, *call.words]).startswith(text)]


@pytest.fixture(scope="module")
def github(tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """The calls for a repository on GitHub, of the team blueprint: it has groups of others."""
    folder = tmp_path_factory.mktemp("identities")
    return _calls(folder, "github", "team", "team/ml", REVIEWERS="alice bob")


def test_each_identity_is_trusted_for_its_place_alone(github: list[Call]) -> None:
    """The planning one for pull requests and main, each deploying one for the environment of its stage."""
    trusted = {
        (call.option("--identity-name"), call.option("--subject"))
        for call in _starting(github, "az identity federated-credential create")
    }
    assert trusted == {
        ("id-demo-plan", "repo:team/ml:pull_request"),
        ("id-demo-plan", "repo:team/ml:ref:refs/heads/main"),
        ("id-demo-deploy-dev", "repo:team/ml:environment:dev"),
        ("id-demo-deploy-prod", "repo:team/ml:environment:prod"),
    }
    made = {call.option("--name") for call in _starting(github, "az identity create")}
    assert made == {"id-demo-plan", "id-demo-deploy-dev", "id-demo-deploy-prod"}


def _granted(calls: list[Call], principal: str) -> set[tuple[str, str]]:
    return {
        (call.option("--role"), call.option("--scope").rpartition("/")[2])
        for call in _starting(calls, "az role assignment create")
        if call.option("--assignee-object-id") == f"principalId-of-{principal}"
    }


def test_the_planning_identity_only_reads(github: list[Call]) -> None:
    """It reads the groups of both stages and those of others, and may forecast there."""
    groups = ["rg-demo-dev", "rg-demo-prod", "rg-platform", "rg-lake"]
    wanted = {(role, group) for role in ("Reader", "mlinfra plan demo") for group in groups}
    assert _granted(github, "id-demo-plan") == wanted
    (role,) = [
        json.loads(call.option("--role-definition"))
        for call in _starting(github, "az role definition create")
        if "plan" in call.option("--role-definition")
    ]
    assert [action.rpartition("/")[0].rpartition("/")[2] for action in role["Actions"]] == ["validate", "whatIf"]
    assert role["AssignableScopes"] == [f"/subscriptions/{DEV}", f"/subscriptions/{PROD}"]


def test_a_deploying_identity_works_in_its_stage(github: list[Call]) -> None:
    """It writes in the group of its stage; elsewhere it deploys and assigns roles, and nothing else."""
    other = "Role Based Access Control Administrator"
    assert _granted(github, "id-demo-deploy-dev") == {
        ("Contributor", "rg-demo-dev"),
        (other, "rg-demo-dev"),
        *(("mlinfra deploy demo", group) for group in ("rg-platform", "rg-lake")),
        *((other, group) for group in ("rg-platform", "rg-lake")),
    }
    scopes = {
        call.option("--scope").split("/")[2]
        for call in _starting(github, "az role assignment create")
        if "deploy-dev" in call.option("--assignee-object-id")
    }
    assert scopes == {DEV}


def test_it_may_assign_only_the_roles_of_the_stack(github: list[Call]) -> None:
    """Each assignment of the administrator's role has a condition that names the roles, for giving and for taking."""
    conditions = [
        call for call in _starting(github, "az role assignment create") if "Access Control" in call.option("--role")
    ]
    assert len(conditions) == 6
    for call in conditions:
        condition = call.option("--condition")
        assert call.option("--condition-version") == "2.0"
        assert condition.count(BLOB_CONTRIBUTOR) == 2
        assert condition.count("(") == condition.count(")")
        assert all(
            f"ActionMatches{{'Microsoft.Authorization/roleAssignments/{verb}'}}" in condition
            for verb in ("write", "delete")
        )


def test_the_groups_are_there_before_the_roles(github: list[Call]) -> None:
    """Each stage's group is made in its subscription, with the stack's tags, before anything is assigned in it."""
    lines = [" ".join(call.words) for call in github]
    for stage, subscription in (("dev", DEV), ("prod", PROD)):
        (group,) = [line for line in lines if line.startswith(f"group create --name rg-demo-{stage} ")]
        assert f"--subscription {subscription} --tags product=demo stage={stage}" in group
        first = next(
            i for i, line in enumerate(lines) if "role assignment create" in line and f"rg-demo-{stage}" in line
        )
        assert lines.index(group) < first


def test_environments_and_main_are_protected(github: list[Call]) -> None:
    """An environment for each stage takes main alone and has reviewers; main needs a review."""
    for stage in ("dev", "prod"):
        (call,) = _starting(github, f"gh api --method PUT repos/team/ml/environments/{stage}")
        body: dict[str, Any] = json.loads(call.sent[0])
        assert [reviewer["type"] for reviewer in body["reviewers"]] == ["User", "User"]
        assert body["deployment_branch_policy"] == {"protected_branches": False, "custom_branch_policies": True}
        (branch,) = _starting(
            github, f"gh api --method POST repos/team/ml/environments/{stage}/deployment-branch-policies"
        )
        assert "name=main" in branch.words
    (protection,) = _starting(github, "gh api --method PUT repos/team/ml/branches/main/protection")
    assert json.loads(protection.sent[0])["required_pull_request_reviews"]["required_approving_review_count"] == 1
    variables = {
        call.words[2]: call.option("--body")
        for call in _starting(github, "gh variable set")
        if "--env" not in call.words
    }
    assert variables == {
        "AZURE_TENANT_ID": "account-value",
        "AZURE_PLAN_CLIENT_ID": "clientId-of-id-demo-plan",
        "AZURE_SUBSCRIPTION_ID_DEV": DEV,
        "AZURE_SUBSCRIPTION_ID_PROD": PROD,
    }


def test_azure_devops_gets_connections_checks_and_policies(tmp_path: Path) -> None:
    """Two service connections for each stage without a secret, two checks on each environment, a build validation."""
    calls = _calls(
        tmp_path, "azure-pipelines", "starter", "https://dev.azure.com/org", "ML", "demo", APPROVERS="alice@example.org"
    )
    connections = [json.loads(call.sent[0]) for call in _starting(calls, "az devops service-endpoint create")]
    assert {body["name"]: body["data"]["subscriptionId"] for body in connections} == {
        "mlinfra-plan-dev": DEV, "mlinfra-deploy-dev": DEV, "mlinfra-plan-prod": PROD, "mlinfra-deploy-prod": PROD,
    }  # fmt: skip
    assert {body["authorization"]["scheme"] for body in connections} == {"WorkloadIdentityFederation"}
    trusted = [call.option("--issuer") for call in _starting(calls, "az identity federated-credential create")]
    assert trusted == ["https://issuer"] * 4
    checks = [json.loads(call.sent[0]) for call in _starting(calls, "az devops invoke --area pipelinesChecks")]
    assert [(body["resource"]["name"], body["type"]["name"]) for body in checks] == [
        ("dev", "Approval"), ("dev", "Task Check"), ("prod", "Approval"), ("prod", "Task Check"),
    ]  # fmt: skip
    (policy,) = _starting(calls, "az repos policy build create")
    assert (policy.option("--branch"), policy.option("--blocking")) == ("main", "true")
    assert len(_starting(calls, "az repos policy approver-count create")) == 1

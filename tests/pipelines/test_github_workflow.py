"""The GitHub workflow that `mlinfra new` writes, run step by step against the local target."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cli._run import run
from pipelines._github import Workflow
from pipelines._machine import Machine, Ran, git
from pull_request._services import serve

SUBSCRIPTIONS = {"DEV": "11111111-1111-1111-1111-111111111111", "PROD": "22222222-2222-2222-2222-222222222222"}
VARIABLES = {f"AZURE_SUBSCRIPTION_ID_{stage}": value for stage, value in SUBSCRIPTIONS.items()}
SAME = {"head": {"repo": {"full_name": "team/ml"}}, "base": {"repo": {"full_name": "team/ml"}}, "number": 7}
FORK = SAME | {"head": {"repo": {"full_name": "stranger/ml", "fork": True}}}


@dataclass
class Story:
    """What happened in a repository, by event."""

    folder: Path
    results: dict[str, dict[str, str]] = field(default_factory=dict)
    ran: dict[str, list[Ran]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    plans: dict[str, dict[str, Any]] = field(default_factory=dict)
    summaries: dict[str, str] = field(default_factory=dict)


def _edit(folder: Path, branch: str, old: str, new: str) -> str:
    """A branch with one change of the stack file; its commit."""
    git(folder, "checkout", "--quiet", "-B", branch, "main")
    stack = folder / "stack.py"
    text = stack.read_text(encoding="utf-8")
    assert old in text
    stack.write_text(text.replace(old, new), encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", branch)
    git(folder, "checkout", "--quiet", "main")
    return git(folder, "rev-parse", branch)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A repository from its first push to a drift: each event runs the workflow as GitHub would."""
    folder = tmp_path_factory.mktemp("github")
    made = run("new", "demo", "--ci", "github", "--stage", "dev", "--stage", "prod", cwd=folder)
    assert made.code == 0, made.err
    demo = folder / "demo"
    git(demo, "init", "--quiet")
    git(demo, "add", "--all")
    git(demo, "commit", "--quiet", "-m", "first")
    told = Story(demo)
    with serve("github") as service:
        machine = Machine(folder, demo)
        plans = Workflow(demo / ".github/workflows/mlinfra.yml", machine, service, VARIABLES)
        drift = Workflow(demo / ".github/workflows/mlinfra-drift.yml", machine, service, VARIABLES)

        def happen(name: str, workflow: Workflow, event: str, revision: str, ref: str, payload: Any = None) -> None:
            told.results[name] = workflow.run(event, revision, ref=ref, payload=payload)
            told.ran[name], told.plans[name] = list(machine.ran), machine.plans()
            told.comments[name] = [comment["body"] for comment in service.comments]
            told.summaries[name] = workflow.summary

        happen("first push", plans, "push", git(demo, "rev-parse", "main"), "refs/heads/main")
        change = _edit(demo, "change", 'stage="dev",', 'stage="dev",\n    nodes=4,')
        pull = {"pull_request": SAME}
        happen("pull request", plans, "pull_request", change, "refs/pull/7/merge", pull)
        broken = _edit(demo, "broken", 'stage="dev",', 'stage="dev",\n    nodes="many",')
        happen("broken", plans, "pull_request", broken, "refs/pull/7/merge", pull)
        happen("fork", plans, "pull_request", change, "refs/pull/7/merge", {"pull_request": FORK})
        git(demo, "merge", "--quiet", "change")
        happen("merge", plans, "push", git(demo, "rev-parse", "main"), "refs/heads/main")
        happen("drift", drift, "schedule", git(demo, "rev-parse", "main"), "refs/heads/main")
    return told


def _output(story: Story, event: str) -> str:
    return "\n".join(f"$ {ran.job}: {ran.command}\n{ran.out}" for ran in story.ran[event])


def test_the_first_push_deploys_stage_after_stage(story: Story) -> None:
    """Into groups that do not exist: each stage is planned, and the plan deployed, before the next is planned."""
    jobs = {
        "check": "success",
        "plan-dev": "success",
        "deploy-dev": "success",
        "plan-prod": "success",
        "deploy-prod": "success",
    }
    assert {name: result for name, result in story.results["first push"].items() if name in jobs} == jobs, _output(
        story, "first push"
    )
    order = [ran.job for ran in story.ran["first push"] if ran.command.startswith(("mlinfra plan", "mlinfra deploy"))]
    assert order == ["plan-dev", "deploy-dev", "plan-prod", "deploy-prod"]
    deployed = [ran.out for ran in story.ran["first push"] if ran.command.startswith("mlinfra deploy")]
    assert ["rg-demo-dev created" in deployed[0], "rg-demo-prod created" in deployed[1]] == [True, True]


def test_each_stage_goes_to_its_own_subscription(story: Story) -> None:
    """The job of a stage works in the subscription of that stage."""
    seen = {ran.job: ran.subscription for ran in story.ran["merge"] if ran.subscription}
    dev, prod = SUBSCRIPTIONS["DEV"], SUBSCRIPTIONS["PROD"]
    assert seen == {"plan-dev": dev, "deploy-dev": dev, "plan-prod": prod, "deploy-prod": prod}


def test_a_pull_request_gets_one_comment_with_all_stages(story: Story) -> None:
    """Each stage is planned with a token that cannot comment; a job without the code posts them together."""
    assert story.results["pull request"]["comment"] == "success", _output(story, "pull request")
    (comment,) = story.comments["pull request"]
    assert "demo-dev" in comment
    assert "demo-prod" in comment
    assert "2 => 4" in comment or "maxNodeCount" in comment
    assert sorted(story.plans["pull request"]) == ["plan-dev", "plan-prod"]
    assert [story.results["pull request"][job] for job in ("plan-dev", "deploy-dev", "plan-of-a-fork")] == [
        "skipped"
    ] * 3


def test_a_failed_plan_replaces_the_comment(story: Story) -> None:
    """The comment of the push before does not stay: it says now that the plan failed."""
    assert (story.results["broken"]["plan"], story.results["broken"]["comment"]) == ("failure", "success")
    (comment,) = story.comments["broken"]
    assert comment != story.comments["pull request"][0]
    assert "The forecast failed for 2 stacks" in comment
    assert "got &#39;many&#39;" in comment


def test_a_fork_is_planned_without_credentials(story: Story) -> None:
    """The plan is compared with the target branch, and stands in the job summary; no comment changes."""
    assert story.results["fork"]["plan-of-a-fork"] == "success", _output(story, "fork")
    assert (story.results["fork"]["plan"], story.results["fork"]["comment"]) == ("skipped", "skipped")
    assert "demo-dev" in story.summaries["fork"]
    assert story.comments["fork"] == story.comments["broken"]


def test_a_merge_deploys_what_changed(story: Story) -> None:
    """Both stages change, as prod is made of dev; the plan is in the run's summary."""
    assert [story.results["merge"][job] for job in ("deploy-dev", "deploy-prod")] == ["success"] * 2, _output(
        story, "merge"
    )
    assert "maxNodeCount" in story.summaries["merge"]


def test_no_drift_after_a_deployment(story: Story) -> None:
    """The drift workflow looks at each stage, and finds none."""
    assert story.results["drift"] == {"drift": "success"}, _output(story, "drift")
    assert sum(ran.command.startswith("mlinfra drift") for ran in story.ran["drift"]) == 2

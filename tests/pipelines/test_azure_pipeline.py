"""The Azure pipeline that `mlinfra new` writes, run step by step against the local target."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cli._run import run
from pipelines._azure import Pipeline
from pipelines._machine import Machine, Ran, git
from pull_request._services import serve

PULL = {
    "System.PullRequest.PullRequestId": "7",
    "System.PullRequest.TargetBranch": "refs/heads/main",
    "System.PullRequest.IsFork": "False",
}


@dataclass
class Story:
    """What happened in a repository, by event."""

    results: dict[str, dict[str, str]] = field(default_factory=dict)
    ran: dict[str, list[Ran]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    connections: dict[str, dict[str, str]] = field(default_factory=dict)

    def output(self, event: str) -> str:
        """All that was printed."""
        return "\n".join(f"$ {ran.job}: {ran.command}\n{ran.out}" for ran in self.ran[event])


def _commit(folder: Path, branch: str, old: str, new: str) -> str:
    git(folder, "checkout", "--quiet", "-B", branch, "main")
    text = (folder / "stack.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "stack.yaml").write_text(text.replace(old, new), encoding="utf-8")
    git(folder, "commit", "--quiet", "-am", branch)
    git(folder, "checkout", "--quiet", "main")
    return git(folder, "rev-parse", branch)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A repository with a YAML stack: first push, a pull request, one that cannot be planned, a fork, a schedule."""
    folder = tmp_path_factory.mktemp("azure")
    made = run("new", "demo", "--ci", "azure-pipelines", "--yaml", "--stage", "dev", "--stage", "prod", cwd=folder)
    assert made.code == 0, made.err
    demo, told = folder / "demo", Story()
    git(demo, "init", "--quiet")
    git(demo, "add", "--all")
    git(demo, "commit", "--quiet", "-m", "first")
    main = git(demo, "rev-parse", "main")
    with serve("azure") as service:
        pipeline = Pipeline(demo / "azure-pipelines.yml", Machine(folder, demo), service)

        def happen(name: str, reason: str, revision: str, branch: str, **more: str) -> None:
            told.results[name] = pipeline.run(reason, revision, branch, **more)
            told.ran[name], told.connections[name] = list(pipeline.machine.ran), pipeline.connections
            told.comments[name] = [thread["comments"][0]["content"] for thread in service.threads]

        happen("first push", "BatchedCI", main, "refs/heads/main")
        change = _commit(demo, "change", "maximum: 2", "maximum: 4")
        happen("pull request", "PullRequest", change, "refs/pull/7/merge", **PULL)
        broken = _commit(demo, "broken", "maximum: 2", "maximum: many")
        happen("broken", "PullRequest", broken, "refs/pull/7/merge", **PULL)
        service.permission = "read"
        happen("fork", "PullRequest", change, "refs/pull/7/merge", **PULL | {"System.PullRequest.IsFork": "True"})
        happen("unchanged", "BatchedCI", main, "refs/heads/main")
        happen("drift", "Schedule", main, "refs/heads/main")
    return told


def test_the_first_push_deploys_stage_after_stage(story: Story) -> None:
    """Each stage is planned, and that plan deployed with the connection that may, before the next is planned."""
    results = story.results["first push"]
    order = ["plan_dev", "deploy_dev", "plan_prod", "deploy_prod"]
    assert [results[stage] for stage in order] == ["Succeeded"] * 4, story.output("first push")
    assert (results["review"], results["drift"]) == ("Skipped", "Skipped")
    assert story.connections["first push"] == {
        "plan_dev/plan": "mlinfra-plan-dev",
        "deploy_dev/deploy": "mlinfra-deploy-dev",
        "plan_prod/plan": "mlinfra-plan-prod",
        "deploy_prod/deploy": "mlinfra-deploy-prod",
    }


def test_a_pull_request_gets_one_comment_with_all_stages(story: Story) -> None:
    """Nothing but the review runs, with reading connections; one thread shows every stage."""
    results = story.results["pull request"]
    assert {stage for stage, result in results.items() if "/" not in stage and result == "Succeeded"} == {"review"}
    assert results["review/comment"] == "Succeeded", story.output("pull request")
    (comment,) = story.comments["pull request"]
    assert ("demo-dev" in comment, "demo-prod" in comment, "maxNodeCount" in comment) == (True, True, True)
    assert set(story.connections["pull request"].values()) == {"mlinfra-plan-dev", "mlinfra-plan-prod"}


def test_a_failed_plan_replaces_the_comment(story: Story) -> None:
    """The comment job runs after a plan failed, and says so in the same thread."""
    results = story.results["broken"]
    assert (results["review/plan_dev"], results["review/comment"]) == ("Failed", "Succeeded"), story.output("broken")
    (comment,) = story.comments["broken"]
    assert "The forecast failed for 2 stacks" in comment


def test_a_fork_is_planned_without_credentials(story: Story) -> None:
    """No service connection is used, and a token that may not comment is no failure."""
    assert story.results["fork"]["review/plan_of_a_fork"] == "Succeeded", story.output("fork")
    assert story.results["fork"]["review/comment"] == "Succeeded", story.output("fork")
    assert story.connections["fork"] == {}
    assert story.comments["fork"] == story.comments["broken"]


def test_what_did_not_change_is_not_deployed(story: Story) -> None:
    """A push that changes nothing in Azure plans both stages and skips both deployments."""
    results = story.results["unchanged"]
    stages = ["plan_dev", "deploy_dev", "plan_prod", "deploy_prod"]
    assert [results[stage] for stage in stages] == ["Succeeded", "Skipped"] * 2, story.output("unchanged")


def test_the_schedule_looks_for_drift_alone(story: Story) -> None:
    """Each stage is looked at with its reading connection."""
    ran = {name: result for name, result in story.results["drift"].items() if "/" in name}
    assert ran == {"drift/drift_dev": "Succeeded", "drift/drift_prod": "Succeeded"}, story.output("drift")

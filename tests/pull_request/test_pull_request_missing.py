"""A plan file that is not there: an error, or with ``--allow-missing`` a plan that failed."""

from __future__ import annotations

import json
from pathlib import Path

from cli._run import Ran, run
from pull_request._services import TOKEN, Service, serve


def _comment(folder: Path, service: Service, *words: str) -> Ran:
    event = folder / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}), encoding="utf-8")
    return run(
        "comment", *words, cwd=folder,
        GITHUB_ACTIONS="true", GITHUB_API_URL=service.url, GITHUB_REPOSITORY="team/ml", GITHUB_TOKEN=TOKEN,
        GITHUB_EVENT_PATH=str(event), GITHUB_OUTPUT=str(folder / "outputs"), NO_PROXY="127.0.0.1", no_proxy="127.0.0.1",
    )  # fmt: skip


def test_a_job_that_ended_without_a_plan_replaces_the_comment(tmp_path: Path) -> None:
    """The comment of an earlier plan does not stay: it says that there is none, beside the plans that there are."""
    assert run("new", "demo", cwd=tmp_path).code == 0
    assert run("plan", "demo/stack.py", "--target", "local", "-o", "dev.json", cwd=tmp_path).code == 0
    with serve("github") as service:
        assert _comment(tmp_path, service, "dev.json").code == 0
        assert "demo-dev" in service.comments[0]["body"]
        ran = _comment(tmp_path, service, "--allow-missing", "plans/dev.json", "dev.json")
        assert ran.code == 0, ran.err
        (comment,) = service.comments
    assert "its job ended before it wrote one" in comment["body"]
    assert "demo-dev" in comment["body"]
    assert (tmp_path / "outputs").read_text(encoding="utf-8").splitlines()[-2:] == [
        "has-changes=true",
        "destructive=false",
    ]


def test_without_the_option_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """A misspelt name posts nothing."""
    with serve("github") as service:
        ran = _comment(tmp_path, service, "plna.json")
        assert (ran.code, "plna.json" in ran.err) == (1, True)
        assert service.comments == []

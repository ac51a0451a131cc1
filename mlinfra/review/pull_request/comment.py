"""Keep the comment of a run, or of each stack, up to date."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from mlinfra.base.errors import CloudError
from mlinfra.review.pull_request import azure_repos, github
from mlinfra.review.pull_request.outputs import publish
from mlinfra.review.pull_request.run import AzurePull, GitHubPull, Run, read_run
from mlinfra.review.pull_request.web import Lost
from mlinfra.review.report.escape import size
from mlinfra.review.report.markdown import report_markdown
from mlinfra.review.report.reading import plan_documents, read_plans
from mlinfra.review.report.view import Plans

_TRIES = 4


@dataclass(frozen=True, slots=True)
class Commented:
    """What was done: the comments' addresses, or why there is none, and lines for stdout that the CI system reads."""

    urls: tuple[str, ...] = ()
    skipped: str = ""
    commands: tuple[str, ...] = ()


def comment(
    plans: Plans,
    environ: Mapping[str, str],
    *,
    per: Literal["run", "stack"] = "run",
    tag: str = "plan",
    number: int = 0,
    templates: Path | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Commented:
    """Write summary and outputs, then create the comment, or update the one that an earlier run created.

    ``tag`` tells several comments of one pull request apart; ``number`` names the pull request where the environment
    does not. Outside a pull request, and for a fork whose token may
    only read, the comment is skipped with the reason. Raises InvalidInput outside CI, ReportError for what is no plan,
    and CloudError when the service refuses: the summary is written by then.
    """
    documents, run = plan_documents(plans), read_run(environ, number)
    commands = publish(documents, run, templates=templates)
    if run.pull is None:
        return Commented(skipped="this run belongs to no pull request", commands=commands)
    if not run.pull.token:
        return Commented(skipped=_without_token(run), commands=commands)
    stacks = [view.stack for view in read_plans(documents)]
    parts = {tag: documents} if per == "run" else {f"{tag}:{s}": [d] for s, d in zip(stacks, documents, strict=True)}
    try:
        urls = [_stick(part, run.pull, quote(name, safe=":"), templates, pause) for name, part in parts.items()]
    except CloudError as refused:
        if run.fork and not isinstance(refused, Lost):
            return Commented(skipped=_FORK.format(reason=refused.message), commands=commands)
        raise
    return Commented(tuple(urls), commands=commands)


_FORK = (
    "this pull request comes from a fork, whose token may only read ({reason}); the plan is in the job summary. "
    "Post it from a workflow_run workflow, which must be given the pull request's number, or with a token that may write"
)


def _without_token(run: Run) -> str:
    if isinstance(run.pull, GitHubPull):
        return "GITHUB_TOKEN is not set: pass `env: GITHUB_TOKEN: ${{ github.token }}` to the step"
    return "SYSTEM_ACCESSTOKEN is not set: pass `env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)` to the step"


def _stick(
    plans: Plans, pull: GitHubPull | AzurePull, tag: str, templates: Path | None, pause: Callable[[float], None]
) -> str:
    """Find and write until it is certain that the comment stands once: a lost POST may have been carried out."""
    tag = tag.replace("-", "%2D")  # two hyphens would end an HTML comment
    on_github = isinstance(pull, GitHubPull)
    mark = (github if on_github else azure_repos).marker(tag)
    limit = (github if on_github else azure_repos).COMMENT_LIMIT - size(mark) - 2
    text = f"{mark}\n\n{report_markdown(plans, limit=limit, templates=templates)}"
    for attempt in range(_TRIES):
        try:
            if isinstance(pull, GitHubPull):
                return github.write(pull, text, github.find(pull, tag, pause), pause)
            return azure_repos.write(pull, text, azure_repos.find(pull, tag, pause), pause)
        except Lost:  # ruff: ignore[try-except-in-loop]  trying again is what this loop is for
            if attempt == _TRIES - 1:
                raise
            pause(2.0**attempt)
    raise AssertionError  # pragma: no cover

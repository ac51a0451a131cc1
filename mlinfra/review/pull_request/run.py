"""Read from the environment of a CI job where it runs and which pull request it belongs to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class GitHubPull:
    """One pull request on GitHub; ``token`` may be empty, then nothing can be posted."""

    api: str
    repository: str
    number: int
    token: str


@dataclass(frozen=True, slots=True)
class AzurePull:
    """One pull request in Azure Repos; ``token`` may be empty, then nothing can be posted."""

    collection: str
    project: str
    repository: str
    number: int
    token: str


@dataclass(frozen=True, slots=True)
class Run:
    """One CI job. ``pull`` is None outside pull requests; ``fork``: its code comes from another repository.

    GitHub names the files that take the summary and the outputs; Azure Pipelines reads commands on stdout instead,
    and ``folder`` is where the summary is put for it.
    """

    platform: Literal["github", "azure"]
    pull: GitHubPull | AzurePull | None
    fork: bool = False
    summary: Path | None = None
    outputs: Path | None = None
    folder: Path | None = None


Environment: TypeAlias = Mapping[str, str]


def read_run(environ: Environment, number: int = 0) -> Run:
    """The CI job this process runs in. Raises InvalidInput outside GitHub Actions and Azure Pipelines.

    ``number`` names the pull request where the environment does not: in a scheduled or ``workflow_run`` job.
    """
    if environ.get("GITHUB_ACTIONS") or environ.get("GITHUB_REPOSITORY"):
        return _github(environ, number)
    if environ.get("TF_BUILD") or environ.get("SYSTEM_COLLECTIONURI"):
        return _azure(environ, number)
    raise InvalidInput(
        "this is neither a GitHub Actions job nor an Azure Pipelines job",
        hint="outside of them set GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_REF=refs/pull/NUMBER/merge",
    )


def _github(environ: Environment, given: int) -> Run:
    event = _event(environ.get("GITHUB_EVENT_PATH", ""))
    number = given or _number(event) or _ref_number(environ.get("GITHUB_REF", ""))
    repository = _repository(environ, "GITHUB_REPOSITORY")
    api = environ.get("GITHUB_API_URL", "").rstrip("/") or "https://api.github.com"
    pull = GitHubPull(api, repository, number, environ.get("GITHUB_TOKEN", "")) if number else None
    return Run("github", pull, _is_fork(event), _path(environ, "GITHUB_STEP_SUMMARY"), _path(environ, "GITHUB_OUTPUT"))


def _repository(environ: Environment, name: str) -> str:
    repository = environ.get(name, "")
    if not re.fullmatch(r"\w[\w-]*/(?!\.\.?$)[\w.-]+", repository):
        raise InvalidInput(f"{name} is no OWNER/NAME: {repository!r}", hint="the CI system sets it; leave it as it is")
    return repository


def _event(path: str) -> Mapping[str, Any]:
    """What started the workflow; empty when there is no such file."""
    try:
        event = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return event if isinstance(event, Mapping) else {}


def _number(event: Mapping[str, Any]) -> int:
    """The pull request of a ``pull_request`` event, or of a comment on one."""
    for subject in (event.get("pull_request"), event.get("issue")):
        if isinstance(subject, Mapping) and isinstance(subject.get("number"), int):
            is_pull = subject is event.get("pull_request") or subject.get("pull_request")
            return int(subject["number"]) if is_pull else 0
    # Empty for a pull request from a fork: its number must be given.
    pulls = (event.get("workflow_run") or {}).get("pull_requests") or [{}]
    return int(pulls[0].get("number", 0))


def _ref_number(ref: str) -> int:
    match = re.fullmatch(r"refs/pull/(\d+)/(?:merge|head)", ref)
    return int(match[1]) if match else 0


def _is_fork(event: Mapping[str, Any]) -> bool:
    """Whether the head lies in another repository; one that was deleted meanwhile was a fork."""
    pull = event.get("pull_request")
    if not isinstance(pull, Mapping):
        return False
    sides = [(pull.get(side) or {}).get("repo") or {} for side in ("head", "base")]
    return bool(sides[0].get("full_name") != sides[1].get("full_name"))


def _azure(environ: Environment, given: int) -> Run:
    number = str(given or environ.get("SYSTEM_PULLREQUEST_PULLREQUESTID", ""))
    fork = environ.get("SYSTEM_PULLREQUEST_ISFORK", "").casefold() == "true"
    pull: GitHubPull | AzurePull | None = None
    if environ.get("BUILD_REPOSITORY_PROVIDER", "TfsGit") == "GitHub":
        pull = _github_from_azure(environ, given)
    elif number.isdigit():
        names = ("SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT", "BUILD_REPOSITORY_ID")
        missing = [name for name in names if not environ.get(name)]
        if missing:
            raise InvalidInput(f"{', '.join(missing)} is not set", hint="run in an Azure Pipelines job, or set it")
        collection, project, repository = (environ[name] for name in names)
        pull = AzurePull(
            collection.rstrip("/"), project, repository, int(number), environ.get("SYSTEM_ACCESSTOKEN", "")
        )
    folder = _path(environ, "AGENT_TEMPDIRECTORY") or _path(environ, "BUILD_ARTIFACTSTAGINGDIRECTORY")
    return Run("azure", pull, fork, folder=folder)


def _github_from_azure(environ: Environment, given: int) -> GitHubPull | None:
    """Azure Pipelines building a repository on GitHub."""
    number = str(given or environ.get("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", ""))
    if not number.isdigit():
        return None
    api = environ.get("GITHUB_API_URL", "").rstrip("/") or "https://api.github.com"
    return GitHubPull(api, _repository(environ, "BUILD_REPOSITORY_NAME"), int(number), environ.get("GITHUB_TOKEN", ""))


def _path(environ: Environment, name: str) -> Path | None:
    return Path(environ[name]) if environ.get(name) else None

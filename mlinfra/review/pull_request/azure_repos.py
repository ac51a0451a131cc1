"""Keep one thread with a plan on an Azure Repos pull request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias
from urllib.parse import quote

from mlinfra.base.errors import CloudError
from mlinfra.review.pull_request.run import AzurePull
from mlinfra.review.pull_request.web import Answer, call

COMMENT_LIMIT = 150_000
_API = "api-version=7.0"  # the newest that Azure DevOps Server 2022 knows as well
_TEXT, _CLOSED = 1, 4  # commentType text; a closed thread does not hold up completion

Found: TypeAlias = tuple[int, int]
"""Thread id and comment id."""


def marker(tag: str) -> str:
    """The first line of a comment, by which the next run finds it: a link definition, which shows as nothing."""
    return f"[//]: <> (mlinfra:{tag})"


def find(pull: AzurePull, tag: str, pause: Callable[[float], None]) -> Found | None:
    """The thread and comment with this tag, or None."""
    body = _send("GET", f"{_threads(pull)}?{_API}", pull, pause).body
    threads = body.get("value") if isinstance(body, dict) else None
    for thread in threads if isinstance(threads, list) else []:
        for comment in [] if thread.get("isDeleted") else thread.get("comments") or []:
            if str(comment.get("content") or "").startswith(marker(tag)) and not comment.get("isDeleted"):
                return int(thread["id"]), int(comment["id"])
    return None


def write(pull: AzurePull, text: str, existing: Found | None, pause: Callable[[float], None]) -> str:
    """Update the comment that was found, or open a thread with it; returns the pull request's address for people."""
    if existing is None:
        comment = {"parentCommentId": 0, "content": text, "commentType": _TEXT}
        _send("POST", f"{_threads(pull)}?{_API}", pull, pause, body={"comments": [comment], "status": _CLOSED})
    else:
        thread, number = existing
        url = f"{_threads(pull)}/{thread}/comments/{number}?{_API}"
        _send("PATCH", url, pull, pause, body={"content": text})
    return f"{pull.collection}/{quote(pull.project)}/_git/{quote(pull.repository)}/pullrequest/{pull.number}"


def _threads(pull: AzurePull) -> str:
    project, repository = quote(pull.project, safe=""), quote(pull.repository, safe="")
    return f"{pull.collection}/{project}/_apis/git/repositories/{repository}/pullRequests/{pull.number}/threads"


def _send(
    method: str, url: str, pull: AzurePull, pause: Callable[[float], None], *, body: dict[str, Any] | None = None
) -> Answer:
    # Without the last header a refused token is answered with a redirect to the sign-in page.
    headers = {
        "Accept": "application/json",
        "Authorization": f"Bearer {pull.token}",
        "X-TFS-FedAuthRedirect": "Suppress",
    }
    answer = call(method, url, headers=headers, body=body, pause=pause)
    # 203 is Azure DevOps' way to answer a refused token: with a sign-in page.
    if answer.status not in {200, 201} or not isinstance(answer.body, dict):
        raise _refusal(answer, pull)
    return answer


_TOKEN = "map the job's token into the step: `env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)`"  # ruff: ignore[hardcoded-password-string]  a hint
_ADVICE = {
    203: _TOKEN,
    302: _TOKEN,
    401: _TOKEN,
    403: "give the build service identity 'Contribute to pull requests' on the repository (Project settings, Security)",
    404: "check SYSTEM_TEAMPROJECT, BUILD_REPOSITORY_ID and the number; the identity needs 'Read' on the repository",
}


def _refusal(answer: Answer, pull: AzurePull) -> CloudError:
    said = answer.body.get("message") if isinstance(answer.body, dict) else ""
    place = f"{pull.project}!{pull.number}"
    message = f"Azure DevOps answered {answer.status}{f': {said}' if said else ''}"
    return CloudError(message, where=place, hint=_ADVICE.get(answer.status, "run again later"))

"""Keep one comment with a plan on a GitHub pull request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mlinfra.base.errors import CloudError
from mlinfra.review.pull_request.run import GitHubPull
from mlinfra.review.pull_request.web import Answer, call

COMMENT_LIMIT = 65_536
_PER_PAGE = 100


def marker(tag: str) -> str:
    """The first line of a comment, by which the next run finds it; it shows as nothing."""
    return f"<!-- mlinfra:{tag} -->"


def find(pull: GitHubPull, tag: str, pause: Callable[[float], None]) -> int | None:
    """The id of the comment with this tag, or None. A workflow's own token only takes comments of bots for its own.

    Otherwise anyone could plant a comment with the marker, and later edit what looks like a plan.
    """
    only_bots = pull.token.startswith("ghs_")
    for page in range(1, 1_000):
        url = f"{_issue(pull)}/comments?per_page={_PER_PAGE}&page={page}"
        comments = _send("GET", url, pull, pause, wants={200}).body
        for comment in comments if isinstance(comments, list) else []:
            bot = (comment.get("user") or {}).get("type") == "Bot"
            if str(comment.get("body") or "").startswith(marker(tag)) and (bot or not only_bots):
                return int(comment["id"])
        if not isinstance(comments, list) or len(comments) < _PER_PAGE:
            return None
    return None


def write(pull: GitHubPull, text: str, existing: int | None, pause: Callable[[float], None]) -> str:
    """Update the comment that was found, or create one; returns its address for people."""
    body = {"body": text}
    if existing is None:
        answer = _send("POST", f"{_issue(pull)}/comments", pull, pause, wants={201}, body=body)
    else:
        url = f"{pull.api}/repos/{pull.repository}/issues/comments/{existing}"
        answer = _send("PATCH", url, pull, pause, wants={200}, body=body)
    return str(answer.body.get("html_url", "")) if isinstance(answer.body, dict) else ""


def _issue(pull: GitHubPull) -> str:
    return f"{pull.api}/repos/{pull.repository}/issues/{pull.number}"


def _send(
    method: str,
    url: str,
    pull: GitHubPull,
    pause: Callable[[float], None],
    *,
    wants: set[int],
    body: dict[str, Any] | None = None,
) -> Answer:
    headers = {
        "Accept": "application/vnd.github+json",
        "Authorization": f"Bearer {pull.token}",
        "User-Agent": "mlinfra",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    answer = call(method, url, headers=headers, body=body, pause=pause)
    if answer.status not in wants:
        raise _refusal(answer, pull)
    return answer


_ADVICE = {
    401: "GITHUB_TOKEN is not valid or has expired: pass `env: GITHUB_TOKEN: ${{ github.token }}` to the step",
    403: "the token may not write comments: give the job `permissions: pull-requests: write`",
    404: "check GITHUB_REPOSITORY and the number; a token without `permissions: pull-requests: write` sees neither",
    410: "comments are switched off or the pull request is locked",
    422: "GitHub did not take this text: see its message",
}


def _refusal(answer: Answer, pull: GitHubPull) -> CloudError:
    said = answer.body.get("message") if isinstance(answer.body, dict) else answer.text[:200]
    place = f"{pull.repository}#{pull.number}"
    return CloudError(
        f"GitHub answered {answer.status}: {said}", where=place, hint=_ADVICE.get(answer.status, "run again later")
    )

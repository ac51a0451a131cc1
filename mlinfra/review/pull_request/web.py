"""Send one HTTP request and decode the answer; wait and repeat where the service asks for it."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from typing import Any

from mlinfra.base.errors import CloudError

ATTEMPTS = 5
LONGEST_PAUSE = 60.0
TIMEOUT = 30.0
_TRANSIENT = frozenset({500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the JSON body (None when it is none) and its text."""

    status: int
    body: Any
    text: str


class Lost(CloudError):
    """No usable answer: whether the request was carried out is not known."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the token would travel along, and a sign-in page is no answer."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Refuse."""


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: Mapping[str, Any] | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> Answer:
    """Send one request.

    Throttling is waited out, as long as ``Retry-After`` says (a minute at most). Server errors and broken connections
    are repeated too, except for POST: it may have done its work, so the caller must look first; then Lost is raised.
    """
    repeatable = method != "POST"
    for attempt in range(ATTEMPTS):
        last = attempt == ATTEMPTS - 1
        try:
            answer, wait = _once(method, url, headers, body)
        except (OSError, http.client.HTTPException) as problem:
            if last or not repeatable:
                raise Lost(f"{method} {url}: {_reason(problem)}", hint="check the network and the API's URL") from None
            pause(2.0**attempt)
            continue
        if answer.status in _TRANSIENT and not repeatable:
            raise Lost(f"{method} {url}: the service answered {answer.status}", hint="run again later")
        if last or (wait is None and answer.status not in _TRANSIENT):
            return answer
        pause(2.0**attempt if wait is None else wait)
    raise AssertionError  # pragma: no cover


def _once(
    method: str, url: str, headers: Mapping[str, str], body: Mapping[str, Any] | None
) -> tuple[Answer, float | None]:
    """One try: the answer, and how long to wait when the service throttles."""
    if not url.startswith(("https://", "http://")):
        raise CloudError(f"{url} is not an HTTP address", hint="check the URL of the API")
    data = json.dumps(body).encode() if body is not None else None
    sent = {**headers, **({"Content-Type": "application/json"} if data else {})}
    request = urllib.request.Request(url, data=data, headers=sent, method=method)  # ruff: ignore[suspicious-url-open-usage]  checked above
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as reply:
            return _answer(reply.status, reply.read()), None
    except urllib.error.HTTPError as refused:
        with refused:
            return _answer(refused.code, refused.read()), _wait(refused.code, refused.headers)


def _answer(status: int, raw: bytes) -> Answer:
    text = raw.decode(errors="replace")
    try:
        return Answer(status, json.loads(text), text)
    except ValueError:
        return Answer(status, None, text)


def _wait(status: int, headers: Message) -> float | None:
    """Seconds to wait before another try, or None when waiting would not help."""
    asked = headers.get("Retry-After", "")
    exhausted = status == 403 and headers.get("x-ratelimit-remaining") == "0"
    if status != 429 and not exhausted and not (asked and status in {403, 503}):
        return None
    return min(float(asked), LONGEST_PAUSE) if asked.isdigit() else 5.0


def _reason(problem: Exception) -> str:
    return str(getattr(problem, "reason", problem)) or type(problem).__name__

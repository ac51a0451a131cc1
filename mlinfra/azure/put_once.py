"""Send a PUT that must not run twice; after a lost answer, read before retrying."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from mlinfra.azure.errors import Refused
from mlinfra.azure.protocol import Wire
from mlinfra.azure.retry import RetrySettings
from mlinfra.base.errors import CloudError, TargetUnavailable
from mlinfra.local.errors import RETRY_HEADER

_TRANSIENT = {408, 429, 500, 502, 503, 504}
ONCE: dict[str, Any] = {"retry_total": 0, "retry_connect": 0, "retry_read": 0, "retry_status": 0}
"""Options of one SDK call that keep the pipeline from repeating it."""


def put_once(put: Callable[[], Wire], get: Callable[[], Wire | None], retry: RetrySettings) -> Wire:
    """The answer to a PUT that must not run twice: a deployment, or a deployment stack.

    ``get`` reads the resource; its ``correlationId`` tells one run from another. After a failure that may have come too
    late, such as a lost connection, the resource is read before the PUT is repeated: a run that was not there before is
    this one. Raises Refused and TargetUnavailable as ``put`` does, after the last attempt.
    """
    run_before = _run(get())
    attempt = 0
    while True:
        answer = _tried(put)
        if isinstance(answer, dict):
            return answer
        if not _transient(answer) and not (attempt and _active(answer)):
            raise answer
        if (body := get()) is not None and _run(body) != run_before:
            return body
        if attempt >= retry.attempts:
            raise answer
        time.sleep(max(retry.pause(attempt), _retry_after(answer)))
        attempt += 1


def _tried(put: Callable[[], Wire]) -> Wire | CloudError:
    try:
        return put()
    except (TargetUnavailable, Refused) as error:
        return error


def _run(body: Wire | None) -> str:
    return str(((body or {}).get("properties") or {}).get("correlationId") or "")


def _transient(error: Exception) -> bool:
    if isinstance(error, Refused):
        return error.status in _TRANSIENT and _header(error, RETRY_HEADER) != "no"
    return isinstance(error, TargetUnavailable)


def _active(error: Exception) -> bool:
    return isinstance(error, Refused) and error.code in {"DeploymentActive", "DeploymentStackInNonTerminalState"}


def _retry_after(error: Exception) -> float:
    """What Retry-After asks for, in seconds."""
    try:
        return float(_header(error, "Retry-After"))
    except ValueError:
        return 0.0


def _header(error: Exception, name: str) -> str:
    """A header of the answer behind an error; empty where there is none."""
    response = getattr(error.__cause__, "response", None)
    return str(response.headers.get(name, "")) if response is not None else ""

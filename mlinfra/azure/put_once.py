"""A PUT that must not happen twice -> its answer, also when the connection was lost and nobody knows what arrived."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from mlinfra.azure.errors import Refused
from mlinfra.azure.protocol import Wire
from mlinfra.azure.retry import Patience
from mlinfra.base.errors import CloudError, TargetUnavailable
from mlinfra.local.errors import RETRY_HEADER

_TRANSIENT = {408, 429, 500, 502, 503, 504}
ONCE: dict[str, Any] = {"retry_total": 0, "retry_connect": 0, "retry_read": 0, "retry_status": 0}
"""Options of one SDK call that keep the pipeline from repeating it."""


def arrive(put: Callable[[], Wire], look: Callable[[], Wire | None], patience: Patience) -> Wire:
    """Send until it has arrived. ``look`` reads the thing; its ``correlationId`` tells one run from another.

    After a failure that leaves doubt, the thing is read first: a run that was not there before is ours. Raises Refused
    and TargetUnavailable as ``put`` does, once patience ends.
    """
    before = _run(look())
    attempt = 0
    while True:
        answer = _tried(put)
        if isinstance(answer, dict):
            return answer
        if not _transient(answer) and not (attempt and _active(answer)):
            raise answer
        if (found := look()) is not None and _run(found) != before:
            return found
        if attempt >= patience.attempts:
            raise answer
        time.sleep(max(patience.pause(attempt), _asked(answer)))
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


def _asked(error: Exception) -> float:
    """What Retry-After asks for, in seconds."""
    try:
        return float(_header(error, "Retry-After"))
    except ValueError:
        return 0.0


def _header(error: Exception, name: str) -> str:
    """A header of the answer behind an error; empty where there is none."""
    response = getattr(error.__cause__, "response", None)
    return str(response.headers.get(name, "")) if response is not None else ""

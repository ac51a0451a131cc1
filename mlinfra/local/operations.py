"""Keep what polls for a long operation need, until the client has seen its end."""

from __future__ import annotations

import time
import uuid
from typing import Any

from mlinfra.local.errors import ArmError
from mlinfra.local.faults import Faults
from mlinfra.local.store import Store

POLL = {"x-ms-retry-after-ms": "20"}
"""When to poll again. Real ARM says ``Retry-After: 15``; that header takes whole seconds only, too long on loopback."""


_KEPT_SECONDS = 900
"""How long an operation can be asked for; forecasts may be large, so they don't stay for ever."""


def start_job(store: Store, faults: Faults, work: dict[str, Any]) -> str:
    """Keep what a poll will need; the token to ask with."""
    moment = time.time()
    with store.transaction():
        number = (store.get("counter", "job") or {"next": 0})["next"]
        store.put("counter", "job", {"next": number + 1})
        token = f"{moment:013.2f}-{uuid.uuid4().hex}"
        store.put("job", token, {**work, "polls": faults.extra_polls(f"{work['kind']}/{number}")})
        if number % 50 == 0:
            store.delete_below("job", f"{moment - _KEPT_SECONDS:013.2f}")
    return token


def poll_job(store: Store, token: str) -> tuple[dict[str, Any], bool]:
    """The job, and whether it still has to look unfinished. Raises 404 for an unknown token."""
    with store.transaction():
        job = store.get("job", token)
        if job is None:
            raise ArmError(404, "OperationNotFound", f"The operation '{token}' could not be found.")
        if job["polls"] > 0:
            store.put("job", token, {**job, "polls": job["polls"] - 1})
            return job, True
    return job, False

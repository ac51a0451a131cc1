"""Keep the deployment history of a scope below its limit."""

from __future__ import annotations

from mlinfra.arm.resource_id import ResourceId
from mlinfra.local.errors import ArmError
from mlinfra.local.protection import check_locks
from mlinfra.local.store import Store

LIMIT = 800
_ROOM = 25
"""How many are removed at once, the oldest first."""


def make_room(store: Store, deployment: ResourceId) -> None:
    """Remove old entries near the limit; resources stay. Raises 409 when a lock forbids it and the history is full."""
    folder = deployment.key.rpartition("/")[0] + "/"
    if store.count("deployment", folder) < LIMIT - _ROOM:
        return
    entries = store.under("deployment", folder)
    try:
        check_locks(store, deployment)
    except ArmError as locked:
        if len(entries) < LIMIT or deployment.key in entries:
            return
        raise ArmError(
            409,
            "DeploymentQuotaExceeded",
            f"Creating the deployment '{deployment.name}' would exceed the quota of '{LIMIT}'. The current deployment "
            f"count is '{len(entries)}'. Please delete some deployments before creating a new one.",
        ) from locked
    active = store.under("active", folder)
    idle = sorted((str(body["properties"]["timestamp"]), key) for key, body in entries.items() if key not in active)
    for _, key in idle[:_ROOM]:
        forget(store, key)


def forget(store: Store, key: str) -> None:
    """Remove one entry with its template and operations."""
    store.delete("deployment", key)
    store.delete("template", key)
    for operation in store.under("operation", f"{key}/operations/"):
        store.delete("operation", operation)

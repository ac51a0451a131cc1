"""Delete what `--replace` names before the deployment creates it again, and say what stands when that fails."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

from mlinfra.azure.deploy.control import Control
from mlinfra.azure.deploy.destroy import Deletion, delete_all
from mlinfra.azure.deploy.outcome import Cause, Operation, Outcome, Progress
from mlinfra.azure.deploy.run import Watcher, deploy
from mlinfra.azure.protocol import Cloud, Request
from mlinfra.azure.resources import KnownProviders


def deploy_replacing(
    cloud: Cloud,
    request: Request,
    deletions: tuple[Deletion, ...],
    watch: Watcher | None = None,
    *,
    control: Control | None = None,
    providers: KnownProviders | None = None,
) -> Outcome:
    """Delete in order, then deploy; the outcome lists both. Without deletions it is a plain deployment.

    When a deletion fails nothing is deployed, and the outcome says what is gone and what still stands. Names that Azure
    keeps after a deletion, of workspaces and vaults, are freed. Raises as `deploy` does.
    """
    if not deletions:
        return deploy(cloud, request, watch, control=control, providers=providers)
    began, done = time.monotonic(), dict[str, Operation]()
    tell = partial(_tell, request.name, began, done, watch)
    operations = tuple(delete_all(cloud, deletions, tell, purge=True))
    failed = next((operation for operation in operations if operation.state == "Failed"), None)
    if failed:
        took = time.monotonic() - began
        stopped = _stopped(operations, failed)
        return Outcome(request.stack, request.scope, request.name, "Failed", took, operations, error=stopped)
    outcome = deploy(cloud, request, watch and partial(_with, operations, watch), control=control, providers=providers)
    error = outcome.error and _after_deletion(outcome.error, operations)
    took = time.monotonic() - began
    return replace(outcome, operations=(*operations, *outcome.operations), error=error, duration=took)


def _tell(name: str, began: float, done: dict[str, Operation], watch: Watcher | None, operation: Operation) -> None:
    """Show a deletion that succeeded; one that failed is tried again after the rest."""
    if operation.state == "Succeeded":
        done[operation.id] = operation
    if watch:
        watch(Progress(name, time.monotonic() - began, tuple(done.values())))


def _with(deleted: tuple[Operation, ...], watch: Watcher, progress: Progress) -> None:
    watch(replace(progress, operations=(*deleted, *progress.operations)))


def _stopped(operations: tuple[Operation, ...], failed: Operation) -> Cause:
    """Why nothing was deployed, and what of the named resources is gone."""
    cause = failed.error or Cause("DeletionFailed", f"{failed.name} could not be deleted")
    gone = [operation.name for operation in operations if operation.state == "Succeeded"]
    stands = [operation.name for operation in operations if operation.state == "Failed"]
    told = f"deleted already: {', '.join(gone) or 'nothing'}; still there: {', '.join(stands)}; nothing was deployed"
    advice = "remove what blocks it and run the command again; a plain `deploy` creates what was deleted"
    return replace(cause, explanation=" ".join(filter(None, (cause.explanation, told))), advice=cause.advice or advice)


def _after_deletion(error: Cause, operations: tuple[Operation, ...]) -> Cause:
    """The error of the deployment with what the run had deleted before."""
    gone = ", ".join(operation.name for operation in operations)
    told = f"deleted before the deployment: {gone}; the next `deploy` creates what is still missing"
    return replace(error, explanation=" ".join(filter(None, (error.explanation, told))))

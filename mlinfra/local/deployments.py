"""Run deployments to their end, each in a thread, whatever happens to the client."""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress

from mlinfra.arm.expand import expand
from mlinfra.arm.expand.snapshot import Snapshot
from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.arm_types import DEPLOYMENTS
from mlinfra.base.errors import MlinfraError
from mlinfra.catalogue.accepted_values import accepted_values
from mlinfra.local import process_lock
from mlinfra.local.deploy_runtime import DependencyFailed, DeploymentCanceled, DeployRuntime
from mlinfra.local.deployment_parts import deployment_parts
from mlinfra.local.deployment_request import DeploymentRequest, read_template, refuse_links
from mlinfra.local.errors import ArmError, evaluation_failed
from mlinfra.local.faults import Faults
from mlinfra.local.history import make_room
from mlinfra.local.outcome import Failure, deployment_failed, shown_outputs, shown_values
from mlinfra.local.providers._base import Body
from mlinfra.local.resources import delete_resource, now, tracked
from mlinfra.local.store import Store
from mlinfra.local.template_hash import template_hash
from mlinfra.local.trouble import storage_error, unexpected_error

TYPE = DEPLOYMENTS


class Deployments:
    """Starts deployments and knows which of them run."""

    def __init__(self, store: Store, faults: Faults) -> None:
        self.store, self.faults = store, faults
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._unsaved: dict[str, ArmError] = {}
        """Why deployments failed whose end could not be written, by key."""
        self._end_interrupted()

    def _end_interrupted(self) -> None:
        """What a process that is gone left behind did not end; a client may send it again."""
        with self.store.transaction():
            for key, mark in self.store.under("active", "").items():
                if process_lock.is_running(mark["owner"]):
                    continue
                body = self.store.get("deployment", key)
                if body:
                    error = ArmError(
                        500,
                        "DeploymentInterrupted",
                        "The local target was stopped while this deployment ran. Deploy again.",
                    )
                    body["properties"] |= {"provisioningState": "Failed", "error": error.error()}
                    self.store.put("deployment", key, body)
                self.store.delete("active", key)

    def start(self, request: DeploymentRequest, done: Callable[[Body], None] | None = None) -> tuple[Body, bool]:
        """Store and start it; its body, and whether the name is new. Raises ArmError for what Azure refuses at once."""
        snapshot = read_template(request)
        refuse_links(snapshot)
        key = request.id.key
        self.settle(key)
        with self.store.transaction():
            before = self.store.get("deployment", key)
            self._check_name(request, before)
            make_room(self.store, request.id)
            body = self._accepted(request, snapshot)
            self.store.put("deployment", key, body)
            self.store.put("template", key, {"template": request.template})
            self.store.put("active", key, {"owner": process_lock.this_process()})
            for old in self.store.under("operation", f"{key}/operations/"):
                self.store.delete("operation", old)
        thread = threading.Thread(target=self._run, args=(request, done), name=request.id.name, daemon=True)
        with self._lock:  # two that begin at once must both be known, or `wait` would close the file under one
            thread.start()
            self._threads = [running for running in self._threads if running.is_alive()] + [thread]
        return body, before is None

    def _check_name(self, request: DeploymentRequest, before: Body | None) -> None:
        if self.store.get("active", request.id.key):
            raise ArmError(
                409,
                "DeploymentActive",
                f"Unable to edit or replace deployment '{request.id.name}': previous deployment from "
                f"'{now()}' is still active. Please see https://aka.ms/arm-deployment-operations for usage details.",
            )
        if before and before.get("location") and before["location"] != request.location:
            raise ArmError(
                409,
                "InvalidDeploymentLocation",
                f"Invalid deployment location '{request.location}'. The deployment '{request.id.name}' already exists in "
                f"location '{before['location']}'.",
            )

    def _accepted(self, request: DeploymentRequest, snapshot: Snapshot) -> Body:
        properties = {
            "mode": request.mode,
            "provisioningState": "Accepted",
            "correlationId": str(uuid.uuid4()),
            "timestamp": now(),
            "duration": "PT0S",
            "templateHash": template_hash(request.template),
            "parameters": shown_values(request.parameters, request.template.get("parameters") or {}),
            **deployment_parts(snapshot, request.id),
            "outputResources": [],
        }
        body: Body = {"id": request.id.text, "name": request.id.name, "type": TYPE, "properties": properties}
        optional = {"location": request.location, "tags": request.tags}
        return body | {name: value for name, value in optional.items() if value}

    def _run(self, request: DeploymentRequest, done: Callable[[Body], None] | None) -> None:
        """Deploy, in a thread: however it goes, the deployment ends, or its client would wait for ever."""
        try:
            self._deploy(request, done)
        except Exception as error:  # ruff: ignore[blind-except] - as above
            self._unsaved[request.id.key] = self._as_arm_error(error)
            with suppress(sqlite3.Error, OSError):
                self.settle(request.id.key)

    def _as_arm_error(self, error: Exception) -> ArmError:
        if isinstance(error, ArmError):
            return error
        if isinstance(error, (sqlite3.Error, OSError)):
            return storage_error(error, self.store.path)
        return unexpected_error(error, self.store.path)

    def settle(self, key: str) -> ArmError | None:
        """Write the end of a deployment whose end could not be written when it came; None if it was.

        Returns why it failed. Raises sqlite3.Error while the state file still can't be written.
        """
        error = self._unsaved.get(key)
        if error is None:
            return None
        with self.store.transaction():
            body = self.store.get("deployment", key)
            if body:
                properties = {"provisioningState": "Failed", "error": error.error(), "timestamp": now()}
                self.store.put("deployment", key, {**body, "properties": {**body["properties"], **properties}})
            self.store.delete("active", key)
        del self._unsaved[key]
        return error

    def failure(self, key: str) -> ArmError | None:
        """Why a deployment failed whose end is not in the state file yet; tries to write it."""
        error = self._unsaved.get(key)
        with suppress(sqlite3.Error, OSError):
            self.settle(key)
        return error

    def _deploy(self, request: DeploymentRequest, done: Callable[[Body], None] | None) -> None:
        started = time.monotonic()
        runtime = DeployRuntime(self.store, self.faults, request.id, request.principal, request.stack)
        runtime.accepts = accepted_values(request.template)
        self._update(request.id, {"provisioningState": "Running"})
        outcome = self._outcome(request, runtime)
        runtime.interrupt(str(outcome["provisioningState"]))
        outcome["duration"] = f"PT{time.monotonic() - started:.7f}S"
        if runtime.warnings:
            outcome["diagnostics"] = runtime.warnings
        outcome["outputResources"] = [{"id": text} for text in runtime.progress.resources]
        self._end(request, outcome, done)

    def _end(self, request: DeploymentRequest, outcome: Body, done: Callable[[Body], None] | None) -> None:
        with self.store.transaction():
            body = self._update(request.id, outcome)
            if done:
                done(body)
            self.store.delete("active", request.id.key)

    def _outcome(self, request: DeploymentRequest, runtime: DeployRuntime) -> Body:
        failures = runtime.progress.failures
        outputs: dict[str, Body] = {}
        error: ArmError | None = None
        owner = request.id.key
        try:
            snapshot = expand(request.template, request.parameters, request.scope, runtime=runtime)
            outputs = {
                name: {"type": snapshot.output_types.get(name, "Object"), "value": value}
                for name, value in snapshot.outputs.items()
            }
            if not failures and request.mode == "Complete":
                self._complete(request, runtime)
        except DeploymentCanceled:
            error = ArmError(409, "DeploymentCanceled", "The deployment was canceled.")
            return {"provisioningState": "Canceled", "error": error.error()}
        except DependencyFailed:
            pass  # told among the failures
        except ArmError as refused:
            error = refused
        except MlinfraError as wrong:
            error = evaluation_failed(wrong, runtime.last_read)
            owner = runtime.progress.owner(wrong.where, owner)
        except Exception as unexpected:  # ruff: ignore[blind-except] - told as the deployment's error
            error = self._as_arm_error(unexpected)
        if error:
            failures.append(Failure(owner, None, error))
        if failures:
            return {"provisioningState": "Failed", "error": deployment_failed(runtime.progress, request.id).error()}
        return {"provisioningState": "Succeeded", "outputs": shown_outputs(outputs)}

    def _complete(self, request: DeploymentRequest, runtime: DeployRuntime) -> None:
        kept = {text.lower() for text in runtime.progress.resources}
        with self.store.transaction():
            for key, body in self.store.under("resource", f"{request.scope.id.lower()}/").items():
                if key not in kept and tracked(body):
                    delete_resource(self.store, ResourceId(str(body["id"])))

    def _update(self, rid: ResourceId, properties: Body) -> Body:
        with self.store.transaction():
            body: Body = self.store.get("deployment", rid.key) or {"properties": {}}
            body["properties"] |= {**properties, "timestamp": now()}
            self.store.put("deployment", rid.key, body)
        return body

    def cancel(self, rid: ResourceId) -> None:
        """Ask a running deployment to stop before its next resource. Raises 404 and 409."""
        with self.store.transaction():
            body = self.store.get("deployment", rid.key)
            if body is None:
                raise ArmError(404, "DeploymentNotFound", f"Deployment '{rid.name}' could not be found.")
            if not self.store.get("active", rid.key):
                raise ArmError(
                    409,
                    "DeploymentCannotBeCancelled",
                    f"The deployment '{rid.name}' cannot be canceled because it has completed.",
                )
            self.store.put("deployment", rid.key, {**body, "cancel": True})

    def wait(self, seconds: float = 10.0) -> None:
        """Let running deployments end."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))


def shown(body: Body) -> Body:
    """A deployment as its GET shows it."""
    return {name: value for name, value in body.items() if name != "cancel"}


def answer(deployments: Deployments, rid: ResourceId) -> Body:
    """The deployment's GET. Raises 404."""
    failure = deployments.failure(rid.key)
    body = deployments.store.get("deployment", rid.key)
    if body is None:
        raise ArmError(404, "DeploymentNotFound", f"Deployment '{rid.name}' could not be found.")
    if failure:
        body["properties"] |= {"provisioningState": "Failed", "error": failure.error()}
    return shown(body)

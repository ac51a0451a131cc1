"""Run a deployment in memory, to see what it would store and what would be refused."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from mlinfra.arm.expand import expand
from mlinfra.arm.expand.runtime import Entry, Nested
from mlinfra.arm.expand.snapshot import Snapshot
from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import TemplateError
from mlinfra.catalogue.accepted_values import accepted_values
from mlinfra.local.cloud import CloudAnswers
from mlinfra.local.deployment_request import DeploymentRequest, read_template, refuse_links
from mlinfra.local.errors import ArmError, invalid_template
from mlinfra.local.providers import provider_of
from mlinfra.local.providers._base import Body, Declared, Put
from mlinfra.local.refusals import refuse
from mlinfra.local.resource_checks import Checks
from mlinfra.local.resources import forecast_resource, received
from mlinfra.local.store import Overlay, View

Rules: TypeAlias = Literal["none", "as new", "all"]
"""Which of the providers' rules are asked.

``as new``: those that a new resource would break too. A forecast shows a change of what is fixed at creation, so that
people see which one it is.
"""


class NotDeployed(ArmError):
    """A reference to a resource that the template does not deploy, and that does not exist."""


class Rehearsal(CloudAnswers):
    """The engine's Runtime for a forecast: everything is put into an overlay and thrown away."""

    def __init__(self, view: View, principal: str, refusals: tuple[str, ...], rules: Rules) -> None:
        super().__init__(Overlay(view), principal)
        self._refusals, self._rules = refusals, rules
        self._switched_off: frozenset[str] = frozenset()
        self.entries: list[Entry] = []
        self.failures: list[Body] = []
        """The errors of the resources that would be refused."""
        self.stopped: ArmError | TemplateError | None = None
        """What a value could not be calculated for; what comes after it was not rehearsed."""

    def run(self, request: DeploymentRequest, snapshot: Snapshot) -> None:
        """Rehearse what ``snapshot`` predicts. Raises NotDeployed."""
        self._switched_off = snapshot.switched_off
        self.accepts = accepted_values(request.template)
        try:
            expand(request.template, request.parameters, request.scope, runtime=self)
        except NotDeployed:
            raise
        except (ArmError, TemplateError) as error:
            self.stopped = error

    def apply(self, entry: Entry) -> None:
        """Check one resource, then predict it for those that follow."""
        self.entries.append(entry)
        self.remark(entry.resource)
        rid = resource_id(str(entry.resource["id"]))
        version = str(entry.resource.get("apiVersion", ""))
        try:
            declared = Declared(entry.resource, self.accepted(rid))
            put = received(rid, entry.resource, self.view, version, declared=declared)
        except ArmError as error:
            self.failures.append(error.error() | {"target": rid.text})
            return
        try:
            refuse(self.view, self._refusals, rid, entry.resource, self.principal)
            _check(put, self._rules)
        except ArmError as error:
            self.failures.append(error.error() | {"target": rid.text})
        forecast_resource(self.view, rid, entry.resource, version)

    def reference(self, resource_id_: str, api_version: str | None, full: bool) -> Any:
        """As the cloud answers; what the template itself switched off must exist."""
        try:
            return super().reference(resource_id_, api_version, full)
        except ArmError as error:
            if error.status != 404 or resource_id_.lower() not in self._switched_off:
                raise
            text = f"{error.message} The template refers to it and does not deploy it: its condition is false."
            raise NotDeployed(404, error.code, text, target=resource_id_) from error

    def begin_nested(self, nested: Nested) -> None:
        """Nothing to predict: its resources follow."""

    def end_nested(self, nested: Nested, outputs: dict[str, dict[str, Any]]) -> None:
        """Keep its outputs."""
        self.remember(nested.id, outputs)


def _check(put: Put, rules: Rules) -> None:
    if rules == "none":
        return
    checks = Checks(put, provider_of(put.rid.type))
    try:
        checks.run()
    except ArmError:
        if rules == "all" or put.previous is None:
            raise
        checks.run_as_new()


def refuse_failures(failures: list[Body]) -> None:
    """Raise 400 with what the providers would refuse, if there is something."""
    if failures:
        raise ArmError(
            400,
            "InvalidTemplateDeployment",
            "The template deployment is not valid according to the validation procedure. See inner errors for details.",
            details=failures,
        )


def validate(
    view: View, request: DeploymentRequest, refusals: tuple[str, ...]
) -> tuple[Snapshot, list[Body], list[Body]]:
    """What a request would deploy, the errors that Resource Manager and the providers find in it, and warnings."""
    snapshot = read_template(request)
    refuse_links(snapshot)
    rehearsal = Rehearsal(view, request.principal, refusals, "all")
    rehearsal.run(request, snapshot)
    if isinstance(rehearsal.stopped, TemplateError):
        raise invalid_template(rehearsal.stopped.message, rehearsal.stopped.where)
    stopped = [rehearsal.stopped.error()] if rehearsal.stopped else []
    return snapshot, rehearsal.failures + stopped, rehearsal.warnings

"""Schedules of a workspace: jobs, calls of batch endpoints and model monitors that start by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, Annotated, ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.machine_learning_parts import SCHEDULE
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._fields import Choice
from mlinfra.landing_zone.model._rows import Constant, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model._workspace_child import WorkspaceChild
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.monitor import MonitorModel
    from mlinfra.landing_zone.model.triggers import CronTrigger, RecurrenceTrigger


@model
class RunJob:
    """A schedule starts a job."""

    job: Mapping[str, Json] = at("jobDefinition")
    """The job in Azure's own words, below ``properties`` of ``Microsoft.MachineLearningServices/workspaces/jobs``. Ids of this
    stack, such as ``component.id``, may stand at any depth."""

    ROWS: ClassVar[Rows] = (Constant("actionType", "CreateJob", tells_class=True),)

    def _check(self) -> None:
        if not isinstance(self.job.get("jobType"), str):
            where, hint = f"{caller_location()} RunJob.job", 'such as {"jobType": "Pipeline", "sourceJobId": "..."}'
            raise InvalidInput("the job does not say its jobType", where=where, hint=hint)


@model
class InvokeBatchEndpoint:
    """A schedule calls a batch endpoint."""

    invocation: Mapping[str, Json] = at("endpointInvocationDefinition")
    """What is sent to the endpoint, in Azure's own words: its inputs and outputs."""

    ROWS: ClassVar[Rows] = (Constant("actionType", "InvokeBatchEndpoint", tells_class=True),)


@model
class Schedule(WorkspaceChild):
    """Starts something by itself at some times."""

    arm_type: ClassVar[str] = SCHEDULE.type

    name: str
    """1 to 255 letters, digits, '-' and '_'."""
    _: KW_ONLY
    trigger: Annotated[CronTrigger | RecurrenceTrigger, Choice()] = at("properties.trigger", nested=True)
    """When."""
    action: Annotated[RunJob | InvokeBatchEndpoint | MonitorModel, Choice()] = at("properties.action", nested=True)
    """What it starts."""
    enabled: Value[bool] = at("properties.isEnabled", default=True)
    """Whether it is in force."""
    display_name: Value[str] | None = at("properties.displayName", default=None)
    """The name that studio shows; None its own."""
    description: Value[str] = at("properties.description", default="")
    """Shown in studio."""
    tags: Mapping[str, Value[str]] = at("properties.tags", default_factory=dict)
    """Tags of its own."""
    properties: Mapping[str, Value[str]] | None = at("properties.properties", default=None)
    """More names and values that are kept with it."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("display_name", "description", "tags", "enabled", "trigger", "action")

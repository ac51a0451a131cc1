"""Autoscale settings: how many instances a managed online deployment has, by what is measured and by the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from mlinfra.arm.resource_id import resource_id
from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.insights import AUTOSCALE_SETTING, SCALE_SETS
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import DURATION, LOCATION, TAGS
from mlinfra.landing_zone.model._fields import Choice, Existing, Many
from mlinfra.landing_zone.model._known import in_order, known_time
from mlinfra.landing_zone.model._rows import Computed, Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.autoscale_rules import MEASURED, ScaleProfile, check_measured
from mlinfra.landing_zone.model.deployment import OnlineDeployment
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext
    from mlinfra.landing_zone.model.autoscale_rules import ScaleNotification


def _name(_setting: AutoscaleSetting, context: BodyContext) -> str:
    return context.names[-1]


@model
class AutoscaleSetting(Resource):
    """Scales a managed online deployment; of several profiles the one that the calendar names is in force."""

    arm_type: ClassVar[str] = AUTOSCALE_SETTING.type

    name: str
    """1 to 260 characters without / < > % & ? \\ # :"""
    _: KW_ONLY
    target: Annotated[OnlineDeployment | Existing[OnlineDeployment] | str, Choice()] = at(
        "properties.targetResourceUri", conversion=MEASURED, decides="which resource is scaled"
    )
    """What is scaled: a deployment, or the ARM id of something else that Azure Monitor scales."""
    profiles: Many[ScaleProfile] = at("properties.profiles", nested=True)
    """How many instances, and when: 1 to 20, at most one of them without dates, which is in force when no other is."""
    enabled: Value[bool] = at("properties.enabled", default=True)
    """Whether it is in force."""
    notifications: Many[ScaleNotification] | None = at("properties.notifications", default=None, nested=True)
    """Who is told when it scaled."""
    predictive: Value[Literal["Disabled", "ForecastOnly", "Enabled"]] | None = at(
        "properties.predictiveAutoscalePolicy.scaleMode", default=None
    )
    """Scale ahead of the load that is forecast; for scale sets of virtual machines alone."""
    look_ahead: Value[timedelta] | None = at(
        "properties.predictiveAutoscalePolicy.scaleLookAheadTime", default=None, conversion=DURATION
    )
    """How long ahead of the load instances are started, 1 to 60 minutes."""
    target_region: Value[str] | None = at("properties.targetResourceLocation", default=None)
    """The region of what is scaled, where it is not that of the stack."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = (
        LOCATION,
        "tags",
        Computed("properties.name", _name, "the same as in its ARM id", ("name",)),
        "enabled",
        "target",
        "target_region",
        "profiles",
    )

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} AutoscaleSetting"
        self._check_target(place)
        if not 1 <= len(self.profiles) <= 20:
            raise InvalidInput(f"Azure takes 1 to 20 profiles, got {len(self.profiles)}", where=f"{place}.profiles")
        names = [profile.name.lower() for profile in self.profiles]
        if len(set(names)) < len(names):
            raise InvalidInput("two profiles have the same name", where=f"{place}.profiles")
        always = [profile.name for profile in self.profiles if profile.dates is None and profile.recurrence is None]
        if len(always) > 1:
            message = f"{' and '.join(always)} would all be in force when no other profile is"
            hint = "give all but one dates or recurrence"
            raise InvalidInput(message, where=f"{place}.profiles", hint=hint)

    def _check_target(self, place: str) -> None:
        """Hold the target, and what only some targets have, to what Azure takes."""
        check_measured(self.target, f"{place}.target")
        given = resource_id(self.target) if isinstance(self.target, str) else None
        if self.predictive is not None and (given is None or given.type.lower() != SCALE_SETS.lower()):
            hint = "drop predictive, and scale by the calendar with profiles"
            message = "Azure forecasts the load of scale sets of virtual machines alone"
            raise InvalidInput(message, where=f"{place}.predictive", hint=hint)
        if self.look_ahead is None:
            return
        if self.predictive is None:
            raise InvalidInput(
                "look_ahead needs predictive", where=f"{place}.look_ahead", hint="give it too, or drop it"
            )
        if not in_order(timedelta(minutes=1), known_time(self.look_ahead), timedelta(minutes=60)):
            raise InvalidInput("give 1 to 60 minutes", where=f"{place}.look_ahead")

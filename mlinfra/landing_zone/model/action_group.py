"""Action groups: whom alerts and budgets tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar

from mlinfra.base.errors import InvalidInput
from mlinfra.base.json_value import Json
from mlinfra.catalogue.types.insights import ACTION_GROUP
from mlinfra.landing_zone.model._base import Resource, model
from mlinfra.landing_zone.model._conversions import TAGS
from mlinfra.landing_zone.model._fields import Many
from mlinfra.landing_zone.model._known import known
from mlinfra.landing_zone.model._rows import Rows, at
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Value

if TYPE_CHECKING:
    from mlinfra.landing_zone.model.action_group_receivers import (
        AppPushReceiver,
        EmailReceiver,
        EventHubReceiver,
        FunctionReceiver,
        ItsmReceiver,
        LogicAppReceiver,
        RoleReceiver,
        RunbookReceiver,
        SmsReceiver,
        VoiceReceiver,
        WebhookReceiver,
    )

_LONGEST_SHORT_NAME = 12
_RECEIVERS = (
    "emails", "sms", "calls", "app_pushes", "webhooks", "roles", "event_hubs", "functions", "logic_apps", "runbooks", "itsm",
)  # fmt: skip


@model
class ActionGroup(Resource):
    """Whom alerts and budgets tell, and which programs they start."""

    arm_type: ClassVar[str] = ACTION_GROUP.type

    name: str
    """1 to 260 characters without : < > + / & % \\ ?, not ending in a space or '.'"""
    _: KW_ONLY
    short_name: Value[str] = at("properties.groupShortName")
    """Who it says that it is, in messages: 1 to 12 characters."""
    location: Value[str] = at("location", default="Global")
    """``Global``, or one of the regions that Azure keeps groups in alone, such as ``germanywestcentral``."""
    enabled: Value[bool] = at("properties.enabled", default=True)
    """Whether it tells anybody."""
    emails: Many[EmailReceiver] | None = at("properties.emailReceivers", default=None, nested=True)
    """Mails to addresses."""
    sms: Many[SmsReceiver] | None = at("properties.smsReceivers", default=None, nested=True)
    """Text messages."""
    calls: Many[VoiceReceiver] | None = at("properties.voiceReceivers", default=None, nested=True)
    """Telephone calls."""
    app_pushes: Many[AppPushReceiver] | None = at("properties.azureAppPushReceivers", default=None, nested=True)
    """Notes in the Azure app."""
    roles: Many[RoleReceiver] | None = at("properties.armRoleReceivers", default=None, nested=True)
    """Mails to those who hold a role on the subscription."""
    webhooks: Many[WebhookReceiver] | None = at("properties.webhookReceivers", default=None, nested=True)
    """Addresses that are called."""
    event_hubs: Many[EventHubReceiver] | None = at("properties.eventHubReceivers", default=None, nested=True)
    """Event hubs."""
    functions: Many[FunctionReceiver] | None = at("properties.azureFunctionReceivers", default=None, nested=True)
    """Azure functions."""
    logic_apps: Many[LogicAppReceiver] | None = at("properties.logicAppReceivers", default=None, nested=True)
    """Logic apps."""
    runbooks: Many[RunbookReceiver] | None = at("properties.automationRunbookReceivers", default=None, nested=True)
    """Runbooks of Azure Automation."""
    itsm: Many[ItsmReceiver] | None = at("properties.itsmReceivers", default=None, nested=True)
    """Tickets in a service desk."""
    tags: Mapping[str, Value[str]] = at("tags", default_factory=dict, conversion=TAGS)
    """Added to the stack's tags."""
    extra: Mapping[str, Json] = at("", default_factory=dict)
    """Merged into the ARM body, for what has no field here."""

    ROWS: ClassVar[Rows] = ("location", "tags", "short_name", "enabled")

    def _check(self) -> None:
        Resource._check(self)  # ruff: ignore[private-member-access]  super() is lost when pydantic rebuilds a class
        place = f"{caller_location()} ActionGroup"
        short = known(self.short_name)
        if short is not None and not 1 <= len(short) <= _LONGEST_SHORT_NAME:
            message = f"{short!r} has {len(short)} characters, Azure takes 1 to {_LONGEST_SHORT_NAME}"
            raise InvalidInput(message, where=f"{place}.short_name", hint="shorten it")
        names = Counter(receiver.name for field in _RECEIVERS for receiver in getattr(self, field) or ())
        twice = next((name for name, count in names.items() if count > 1), None)
        if twice is not None:
            message = f"two receivers are called {twice!r}"
            raise InvalidInput(message, where=f"{place}.{_RECEIVERS[0]}", hint="give each its own name")

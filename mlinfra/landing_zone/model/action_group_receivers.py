"""Those whom an action group tells: people by mail, message or call, and programs."""

from __future__ import annotations

import json
import re
from dataclasses import KW_ONLY
from typing import TYPE_CHECKING, ClassVar

from mlinfra.arm import expressions as expr
from mlinfra.arm.expressions import Call, Member
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.regions import region
from mlinfra.landing_zone.model._base import model
from mlinfra.landing_zone.model._rows import Computed, Rows, at
from mlinfra.landing_zone.model._value_checks import check_arm_id, is_guid
from mlinfra.landing_zone.model._where import caller_location
from mlinfra.landing_zone.model.value import Secure, Value, secret

if TYPE_CHECKING:
    from mlinfra.landing_zone.model._body_context import BodyContext

_ITSM_REGIONS = (
    "centralindia", "japaneast", "southeastasia", "australiasoutheast", "uksouth", "westcentralus", "canadacentral",
    "eastus", "westeurope",
)  # fmt: skip


@model
class _Receiver:
    """What every receiver has."""

    name: str = at("name")
    """Its name, which no other receiver of the group has."""


@model
class _Caller(_Receiver):
    """A receiver that is sent an object."""

    _: KW_ONLY
    common_schema: Value[bool] = at("useCommonAlertSchema", default=True)
    """Send every kind of alert in the one common form."""


@model
class EmailReceiver(_Caller):
    """A mail to an address."""

    _: KW_ONLY
    address: Value[str] = at("emailAddress")
    """The address."""

    ROWS: ClassVar[Rows] = ("name", "address", "common_schema")


@model
class _PhoneReceiver(_Receiver):
    """A telephone."""

    _: KW_ONLY
    country_code: Value[str] = at("countryCode")
    """The code of the country, such as ``49``."""
    number: Value[str] = at("phoneNumber")
    """The number in that country, digits alone."""

    def _check(self) -> None:
        place = f"{caller_location()} {type(self).__name__}"
        if isinstance(self.country_code, str) and not re.fullmatch(r"\d{1,4}", self.country_code):
            message, hint = f"{self.country_code!r} is not the code of a country", "such as 49, without + and zeros"
            raise InvalidInput(message, where=f"{place}.country_code", hint=hint)
        if isinstance(self.number, str) and not re.fullmatch(r"\d{4,15}", self.number):
            message = f"{self.number!r} is not a telephone number"
            raise InvalidInput(message, where=f"{place}.number", hint="write its digits alone")


@model
class SmsReceiver(_PhoneReceiver):
    """A text message."""

    ROWS: ClassVar[Rows] = ()


@model
class VoiceReceiver(_PhoneReceiver):
    """A call; Azure calls in most countries that it sends text messages to."""

    ROWS: ClassVar[Rows] = ()


@model
class AppPushReceiver(_Receiver):
    """A note in the Azure app of somebody's telephone."""

    _: KW_ONLY
    address: Value[str] = at("emailAddress")
    """The address that they are signed in with in the app."""

    ROWS: ClassVar[Rows] = ()


@model
class WebhookReceiver(_Caller):
    """A POST to an address of the internet, which Entra ID may sign."""

    _: KW_ONLY
    uri: Value[str] = at("serviceUri")
    """The address; as a secure parameter where it holds a key."""
    entra_object_id: Value[str] | None = at("objectId", default=None)
    """The object id of the application that a token of Entra ID is for; None: it is sent none."""
    entra_identifier_uri: Value[str] | None = at("identifierUri", default=None)
    """The identifier of that application, such as ``api://alerts``."""
    entra_tenant: Value[str] | None = at("tenantId", default=None)
    """The tenant of that application."""

    ROWS: ClassVar[Rows] = (
        "name",
        "uri",
        "common_schema",
        Computed(
            "useAadAuth",
            lambda webhook, _context: None if webhook.entra_object_id is None else True,
            "on where an application is said",
            ("entra_object_id",),
        ),
    )

    def _check(self) -> None:
        given = [self.entra_object_id, self.entra_identifier_uri, self.entra_tenant]
        place = f"{caller_location()} WebhookReceiver"
        if any(given) and not all(given):
            message = "a token of Entra ID is for an application, which three fields say"
            hint = "give entra_object_id=, entra_identifier_uri= and entra_tenant=, or none of them"
            raise InvalidInput(message, where=f"{place}.entra_object_id", hint=hint)
        if isinstance(self.uri, str) and not self.uri.startswith(("https://", "http://")):
            raise InvalidInput(
                f"{self.uri!r} is no address", where=f"{place}.uri", hint="such as https://example.org/a"
            )


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


@model
class ItsmReceiver(_Receiver):
    """A ticket in a service desk, by a connection of a Log Analytics workspace."""

    _: KW_ONLY
    workspace: Value[str] = at("workspaceId")
    """The subscription and workspace that have the connection: ``SUBSCRIPTION|WORKSPACE``, both by their GUIDs."""
    connection: Value[str] = at("connectionId")
    """The id of the connection in that workspace."""
    ticket: Value[str] = at("ticketConfiguration")
    """What tickets say, as JSON."""
    region: Value[str] = at("region")
    """The region of the workspace."""

    ROWS: ClassVar[Rows] = ()

    def _check(self) -> None:
        place = f"{caller_location()} ItsmReceiver"
        if isinstance(self.workspace, str) and list(map(is_guid, self.workspace.split("|"))) != [True, True]:
            message = f"{self.workspace!r} is not a subscription and a workspace"
            raise InvalidInput(
                message, where=f"{place}.workspace", hint="write the GUIDs of both: SUBSCRIPTION|WORKSPACE"
            )
        if isinstance(self.ticket, str) and not _is_object(self.ticket):
            hint = """such as '{"PayloadRevision": 0, "WorkItemType": "Incident"}'"""
            raise InvalidInput(f"{self.ticket!r} is no JSON object", where=f"{place}.ticket", hint=hint)
        if isinstance(self.region, str) and region(self.region) not in _ITSM_REGIONS:
            hint = f"it can be in {', '.join(_ITSM_REGIONS)}"
            message = f"there are no service desk connections in {self.region!r}"
            raise InvalidInput(message, where=f"{place}.region", hint=hint)


@model
class RunbookReceiver(_Caller):
    """A runbook of Azure Automation."""

    _: KW_ONLY
    account_id: Value[str] = at("automationAccountId")
    """The ARM id of the Automation account."""
    runbook: Value[str] = at("runbookName")
    """The name of the runbook."""
    webhook_id: Value[str] = at("webhookResourceId")
    """The ARM id of the webhook that starts it."""
    uri: Secure | None = at("serviceUri", default=None, conversion=secret("runbookUri"))
    """The address of that webhook, as a secure parameter, as it holds a key."""
    is_global: Value[bool] = at("isGlobalRunbook", default=False)
    """Whether it is one of Microsoft's own, which start, stop and resize machines."""

    ROWS: ClassVar[Rows] = ("name", "account_id", "runbook", "webhook_id", "is_global", "uri", "common_schema")

    def _check(self) -> None:
        for name in ("account_id", "webhook_id"):
            check_arm_id(getattr(self, name), f"{caller_location()} RunbookReceiver.{name}")


@model
class LogicAppReceiver(_Caller):
    """A logic app."""

    _: KW_ONLY
    app_id: Value[str] = at("resourceId")
    """The ARM id of the logic app."""
    callback_url: Secure = at("callbackUrl", conversion=secret("logicAppUrl"))
    """The address that starts it, as a secure parameter, as it holds a key."""

    ROWS: ClassVar[Rows] = ("name", "app_id", "callback_url", "common_schema")

    def _check(self) -> None:
        check_arm_id(self.app_id, f"{caller_location()} LogicAppReceiver.app_id")


@model
class FunctionReceiver(_Caller):
    """An Azure function."""

    _: KW_ONLY
    app_id: Value[str] = at("functionAppResourceId")
    """The ARM id of the function app."""
    function: Value[str] = at("functionName")
    """The name of the function in it."""
    trigger_url: Secure = at("httpTriggerUrl", conversion=secret("functionUrl"))
    """The address that starts it, as a secure parameter, as it holds a key."""

    ROWS: ClassVar[Rows] = ("name", "app_id", "function", "trigger_url", "common_schema")

    def _check(self) -> None:
        check_arm_id(self.app_id, f"{caller_location()} FunctionReceiver.app_id")


@model
class RoleReceiver(_Caller):
    """A mail to everybody who holds a role on the subscription."""

    _: KW_ONLY
    role_id: Value[str] = at("roleId")
    """The GUID of the built-in role, such as ``8e3af657-a8ff-443c-a75c-2fe8c4bcb635`` of owners."""

    ROWS: ClassVar[Rows] = ("name", "role_id", "common_schema")

    def _check(self) -> None:
        if isinstance(self.role_id, str) and not is_guid(self.role_id):
            message = f"{self.role_id!r} is not the GUID of a role"
            raise InvalidInput(message, where=f"{caller_location()} RoleReceiver.role_id")


def _subscription(receiver: EventHubReceiver, context: BodyContext) -> expr.Value:
    own = Member(Call("subscription"), "subscriptionId")
    return own if receiver.subscription is None else context.value(receiver.subscription)


@model
class EventHubReceiver(_Caller):
    """An event hub."""

    _: KW_ONLY
    namespace: Value[str] = at("eventHubNameSpace")
    """The name of the Event Hubs namespace."""
    hub: Value[str] = at("eventHubName")
    """The name of the event hub in it."""
    subscription: Value[str] | None = None
    """The id of its subscription; None: the one that is deployed to."""
    tenant: Value[str] | None = at("tenantId", default=None)
    """The tenant of that subscription; None: the same."""

    ROWS: ClassVar[Rows] = (
        "name",
        "namespace",
        "hub",
        Computed(
            "subscriptionId",
            _subscription,
            "the one that is deployed to where none is said",
            ("subscription",),
            lambda subscription, _reading: {"subscription": subscription},
        ),
        "tenant",
        "common_schema",
    )

    def _check(self) -> None:
        for name in ("subscription", "tenant"):
            given = getattr(self, name)
            if isinstance(given, str) and not is_guid(given):
                where = f"{caller_location()} EventHubReceiver.{name}"
                raise InvalidInput(f"{given!r} is not the id of a {name} (a GUID)", where=where)

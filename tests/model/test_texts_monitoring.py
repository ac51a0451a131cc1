"""What the texts of action groups, alerts and Event Hubs forbid is refused, with the field or property, and what they allow is not."""

from __future__ import annotations

from typing import Any

import pytest

from _refused import refused, refuses
from mlinfra import (
    ActionGroup,
    ApplicationInsights,
    ConsumerGroup,
    EventCapture,
    EventHub,
    EventHubFirewall,
    EventHubKey,
    EventHubNamespace,
    EventHubReceiver,
    EventHubRule,
    EventHubSubnet,
    FunctionReceiver,
    Identities,
    ItsmReceiver,
    KeyVault,
    LogAlert,
    LogAnalytics,
    LogicAppReceiver,
    LogMetric,
    LogToMetric,
    Parameter,
    PrivateEndpoint,
    ResourceGroup,
    RunbookReceiver,
    ServiceEndpoint,
    StorageAccount,
    Subnet,
    SystemAssigned,
    UserAssignedIdentity,
    VirtualNetwork,
    WebTestAlert,
)
from mlinfra.catalogue.change_facts import ways
from mlinfra.catalogue.types.event_hub import EVENT_HUB_NAMESPACE

GUID = "22222222-2222-4222-8222-222222222222"
IDS = f"/subscriptions/{GUID}/resourceGroups/rg/providers"
RUNBOOK = f"{IDS}/Microsoft.Automation/automationAccounts/aa"
SECRET = Parameter("url", secure=True)
NET = VirtualNetwork("vnet", prefixes=["10.0.0.0/16"])
PLAIN = Subnet("plain", network=NET, prefix="10.0.0.0/24")
KNOWN = Subnet("k", network=NET, prefix="10.0.1.0/24", service_endpoints=[ServiceEndpoint("Microsoft.EventHub")])
LOGS = LogAnalytics("log-one")
ID, OTHER = UserAssignedIdentity("id-a"), UserAssignedIdentity("id-b")
FILES = StorageAccount.existing("stfiles1")


def space(**fields: Any) -> EventHubNamespace:
    """An Event Hubs namespace."""
    return EventHubNamespace("evhns-one", **fields)


def itsm(**fields: Any) -> ItsmReceiver:
    """A receiver that writes tickets."""
    told: dict[str, Any] = {"workspace": f"{GUID}|{GUID}", "connection": "c", "ticket": "{}", "region": "eastus"}
    return ItsmReceiver("desk", **{**told, **fields})


def hub(on: EventHubNamespace, **fields: Any) -> EventHub:
    """A hub of a namespace."""
    return EventHub("logs", parent=on, **fields)


def alert(*conditions: Any, **fields: Any) -> LogAlert:
    """An alert of logs."""
    from mlinfra import LogCondition

    return LogAlert("a", **{"on": [LOGS], "conditions": conditions or [LogCondition("Heartbeat")], **fields})


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: itsm(workspace="a|b"), r"ItsmReceiver.workspace: 'a\|b' is not a subscription and a workspace"),
        (lambda: itsm(ticket="open one"), "ItsmReceiver.ticket: 'open one' is no JSON object"),
        (lambda: itsm(ticket="[]"), "ItsmReceiver.ticket"),
        (
            lambda: RunbookReceiver("r", account_id="aa", runbook="stop", webhook_id=f"{RUNBOOK}/webhooks/w"),
            "RunbookReceiver.account_id: 'aa' is not the ARM id",
        ),
        (
            lambda: RunbookReceiver("r", account_id=RUNBOOK, runbook="stop", webhook_id="w"),
            "RunbookReceiver.webhook_id: 'w' is not the ARM id",
        ),
        (lambda: LogicAppReceiver("l", app_id="la", callback_url=SECRET), "LogicAppReceiver.app_id"),
        (lambda: FunctionReceiver("f", app_id="fa", function="x", trigger_url=SECRET), "FunctionReceiver.app_id"),
        (lambda: EventHubReceiver("e", namespace="n", hub="h", subscription="s"), "EventHubReceiver.subscription: 's'"),
        (lambda: EventHubReceiver("e", namespace="n", hub="h", tenant="t"), "EventHubReceiver.tenant: 't'"),
        (lambda: alert(target_types=["Microsoft.Compute/virtualMachines"]), "LogAlert.target_types: only resources of a group"),
        (lambda: alert(action_groups=[ActionGroup(f"g{at}", short_name="g") for at in range(6)]), "actionGroups: it has 6"),
        (lambda: LogToMetric("a", on=[KeyVault("kv-a1")], metrics=[LogMetric("m")]), "LogToMetric.on: .* Log Analytics"),
        (lambda: LogToMetric("a", on=[ResourceGroup("rg-b")], metrics=[LogMetric("m")]), "LogToMetric.on"),
        (lambda: WebTestAlert("a", web_test_id="w", insights=ApplicationInsights("appi-a")), "'w' is no resource id"),
        (
            lambda: [space(sku="Basic", public_access=True), PrivateEndpoint("pe", target=space(sku="Basic", public_access=True), subnet=PLAIN)],
            "EventHubNamespace.sku: a Basic namespace has no private endpoints, which pe is",
        ),
        (lambda: space(sku="Basic", kafka=True), "EventHubNamespace.kafka"),
        (lambda: space(sku="Premium", capacity=3), "EventHubNamespace.capacity: no Premium namespace has 3"),
        (lambda: space(capacity=5, maximum_throughput=2), "EventHubNamespace.maximum_throughput: it begins with 5"),
        (lambda: space(customer_keys=[EventHubKey("u", "k")]), "customer_keys needs a Premium namespace"),
        (
            lambda: space(sku="Premium", identity=ID, customer_keys=[EventHubKey("u", "k")]),
            "EventHubNamespace.customer_keys: the namespace itself reads the key k",
        ),
        (
            lambda: space(sku="Premium", identity=ID, customer_keys=[EventHubKey("u", "k", identity=OTHER)]),
            "EventHubNamespace.customer_keys: id-b reads the key k",
        ),
        (lambda: EventHubFirewall(parent=space(), subnets=[EventHubSubnet(PLAIN)]), "EventHubSubnet.subnet: plain has no service"),
        (lambda: EventHubFirewall(parent=space(sku="Basic")), "EventHubFirewall: a Basic namespace has no firewall"),
        (lambda: hub(space(), partitions=33), "EventHub.partitions: a hub of a Standard namespace has at most 32"),
        (lambda: hub(space(), retention_hours=169), "EventHub.retention_hours: a Standard namespace keeps .* 168"),
        (lambda: hub(space(sku="Basic"), retention_days=2), "EventHub.retention_hours: a Basic .* 24"),
        (lambda: hub(space(), retention_hours=1, retention_days=1), "EventHub.retention_days"),
        (lambda: hub(space(), tombstone_hours=1), "EventHub.tombstone_hours"),
        (lambda: hub(space(sku="Basic"), capture=EventCapture(FILES, "raw")), "EventHub.capture: a Basic namespace"),
        (
            lambda: hub(space(identity=ID), capture=EventCapture(FILES, "raw", identity=SystemAssigned())),
            "EventHub.capture: events are captured as an identity",
        ),
        (lambda: EventCapture(FILES, "raw", name_format="{Namespace}"), "EventCapture.name_format: names of files need"),
        (
            lambda: ConsumerGroup("c", parent=hub(space()), metadata="x" * 1025),
            "properties.userMetadata: it has 1025 characters",
        ),
        (lambda: EventHubRule("r", parent=space(keys=True), rights=["Manage"]), "EventHubRule.rights: Azure takes Manage only"),
        (lambda: EventHubRule("r", parent=space(keys=False)), "EventHubRule: no key opens evhns-one"),
    ],
)  # fmt: skip
def test_what_the_texts_forbid_is_refused(make: Any, told: str) -> None:
    """With where and what."""
    refuses(make, told)


@pytest.mark.parametrize(
    "make",
    [
        lambda: ActionGroup("a", short_name="a", itsm=[itsm()], event_hubs=[EventHubReceiver("e", namespace="n", hub="h")]),
        lambda: alert(on=[ResourceGroup("rg-b")], target_types=["Microsoft.Compute/virtualMachines"]),
        lambda: LogToMetric("a", on=[LogAnalytics.existing("log-two")], metrics=[LogMetric("m")]),
        lambda: space(sku="Premium", identity=ID, customer_keys=[EventHubKey("u", "k", identity=ID)]),
        lambda: space(sku="Premium", identity=SystemAssigned(), customer_keys=[EventHubKey("u", "k")]),
        lambda: hub(
            space(identity=Identities([ID], system_assigned=True)), capture=EventCapture(FILES, "raw", identity=ID)
        ),
        lambda: EventHubFirewall(
            parent=space(), subnets=[EventHubSubnet(KNOWN), EventHubSubnet(PLAIN, ignore_missing_endpoint=True)]
        ),
        lambda: EventHub("far", parent=EventHubNamespace.existing("evhns-far"), partitions=1000, retention_hours=2000),
    ],
)  # fmt: skip
def test_what_they_allow_is_not(make: Any) -> None:
    """Nothing is told of what Azure takes."""
    assert not refused(make)


def test_a_namespace_stays_premium_or_not() -> None:
    """The plan refuses a change between Premium and the others."""
    rows = list(ways(EVENT_HUB_NAMESPACE.type, "sku.name"))
    assert {(before, after) for row in rows for before in row.before for after in row.after} == {
        ("Premium", "Basic"), ("Premium", "Standard"), ("Basic", "Premium"), ("Standard", "Premium"),
    }  # fmt: skip

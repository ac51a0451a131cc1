"""Alerts and action groups: what Azure would refuse is refused where it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from _pipeline import made
from mlinfra import (
    ActionGroup,
    AlertDimension,
    DynamicThreshold,
    EmailReceiver,
    ItsmReceiver,
    KeyVault,
    MetricAlert,
    ResourceGroup,
    RoleReceiver,
    SmsReceiver,
    Stack,
    StaticThreshold,
    StorageAccount,
    Subscription,
    WebhookReceiver,
)
from mlinfra.app.stages import prepare
from mlinfra.base.errors import InvalidInput

VAULT = KeyVault("kv-a")
LIMIT = StaticThreshold("Availability", operator="LessThan", threshold=99)
MAIL = EmailReceiver("ml", address="ml@example.org")
DESK = "aaaaaaaa-0000-4000-8000-000000000001|aaaaaaaa-0000-4000-8000-000000000002"


def alert(**fields: Any) -> MetricAlert:
    """An alert on a vault, or what the fields say."""
    return MetricAlert("a", **{"on": [VAULT], "criteria": [LIMIT], **fields})


@pytest.mark.parametrize(
    ("write", "told"),
    [
        (lambda: alert(on=[]), "it watches nothing"),
        (lambda: alert(on=[Subscription()]), "an alert watches one.*give target_type="),
        (lambda: alert(on=[VAULT, StorageAccount("sta")]), r"one type, these are .*vaults and .*storageAccounts"),
        (lambda: alert(criteria=[]), "has 1 to 5 criteria, these are 0"),
        (lambda: alert(criteria=[LIMIT, LIMIT]), "two criteria have one name"),
        (lambda: alert(criteria=[LIMIT, DynamicThreshold("ServiceApiHit")]), "a dynamic limit only as the one"),
        (lambda: alert(criteria=[DynamicThreshold("a")], every=timedelta(minutes=1)), "each 5 minutes or less often"),
        (lambda: alert(every=timedelta(minutes=2)), r"Azure does not take PT2M.*it takes PT1M, PT5M"),
        (lambda: alert(window=timedelta(days=2)), "Azure does not take P2D"),
        (lambda: alert(every=timedelta(hours=1), window=timedelta(minutes=5)), "miss the rest"),
        (lambda: alert(severity=5), "severity"),
        (lambda: MetricAlert("a.", on=[VAULT], criteria=[LIMIT]), r"not ending in a space or '\.'"),
        (lambda: DynamicThreshold("a", periods=2, failing_periods=3), "3 of 2 windows"),
        (lambda: DynamicThreshold("a", ignore_before="yesterday"), "'yesterday' is not a moment"),
        (lambda: AlertDimension("a", []), "narrows the metric to nothing"),
        (lambda: ActionGroup("a", short_name="far too long a name"), "has 19 characters, Azure takes 1 to 12"),
        (lambda: ActionGroup("a", short_name="a", emails=[MAIL, MAIL]), "two receivers are called 'ml'"),
        (lambda: SmsReceiver("a", country_code="+49", number="151"), r"'\+49' is not the code of a country"),
        (lambda: SmsReceiver("a", country_code="49", number="0151/1"), "is not a telephone number"),
        (lambda: WebhookReceiver("a", uri="example.org"), "'example.org' is no address"),
        (lambda: WebhookReceiver("a", uri="https://a", entra_tenant="x"), "which three fields say"),
        (lambda: RoleReceiver("a", role_id="Owner"), "'Owner' is not the GUID of a role"),
        (
            lambda: ItsmReceiver("a", workspace=DESK, connection="a", ticket="{}", region="northeurope"),
            "no service desk connections in 'northeurope'",
        ),
    ],
)
def test_what_azure_refuses_is_refused(write: Callable[[], object], told: str) -> None:
    """With what is wrong and what to write."""
    with pytest.raises(InvalidInput, match=rf"(?s){told}"):
        write()


@pytest.mark.parametrize(
    ("fields", "kind", "target"),
    [
        ({}, "SingleResource", None),
        ({"criteria": [DynamicThreshold("ServiceApiHit")]}, "MultipleResource", None),
        ({"on": [VAULT, KeyVault("kv-b")]}, "MultipleResource", "Microsoft.KeyVault/vaults"),
        ({"on": [Subscription()], "target_type": "Microsoft.X/y"}, "MultipleResource", "Microsoft.X/y"),
        ({"on": [ResourceGroup("rg-b")], "target_type": "Microsoft.X/y"}, "MultipleResource", "Microsoft.X/y"),
    ],
)
def test_the_kind_of_criteria_follows_from_what_is_watched(
    fields: dict[str, Any], kind: str, target: str | None
) -> None:
    """One resource, or several of one type in the region of the stack; limits that Azure learns need the form of several."""
    one = prepare(Stack("a", scope=ResourceGroup("rg-a", location="westeurope"), resources=[VAULT, alert(**fields)]))
    (body,) = (entry["properties"] for entry in made(one).resources if "metricAlerts" in entry["type"])
    assert body["criteria"]["odata.type"].startswith(f"Microsoft.Azure.Monitor.{kind}")
    assert body.get("targetResourceType") == target
    assert body.get("targetResourceRegion") == ("westeurope" if target else None)
    scope = fields.get("on", [VAULT])[0]
    ends = {Subscription: "", ResourceGroup: "/resourceGroups/rg-b"}.get(type(scope), "/vaults/kv-a")
    assert body["scopes"][0].endswith(ends)
    assert body["scopes"][0].startswith("/subscriptions/")

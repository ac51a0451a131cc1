"""Rehearsed failures: a client that repeats its requests ends right; refusals are Azure's."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import AzureError, HttpResponseError

from emulator import _landing as landing
from mlinfra.base.errors import InvalidInput
from mlinfra.local.faults import Faults
from mlinfra.local.refusals import REFUSALS
from mlinfra.local.server import LocalTarget


def _tried(action: Any, seen: list[str]) -> Any:
    try:
        return action()
    except HttpResponseError as error:
        if error.status_code not in {409, 429, 500, 502, 503, 504}:
            raise
        seen.append(str(error.status_code))
    except AzureError as error:
        seen.append(type(error).__name__)
    return None


def _insist(action: Any, seen: list[str]) -> Any:
    """Again and again for a minute, as a client that survives faults does; an active name (409) takes its time."""
    until = time.monotonic() + 60
    answer = _tried(action, seen)
    while answer is None and time.monotonic() < until:
        time.sleep(0.02 if seen[-1] == "409" else 0)
        answer = _tried(action, seen)
    assert answer is not None, f"no answer within a minute: {seen[-5:]}"
    return answer


def test_rounds_end_right_with_all_faults_at_once(tmp_path: Path, connect: Any) -> None:
    """Throttled, failing, dropped before and after processing, slow: each round deploys exactly what it says."""
    faults = Faults(seed=5, throttle=0.1, error=0.1, drop=0.05, lose=0.05, slow=0.3, retry_after=0.001)
    with LocalTarget(tmp_path / "s.db", faults=faults) as target:
        azure = connect(target.url)
        azure.sdk._config.retry_policy.total_retries = 0
        seen: list[str] = []
        _insist(azure.group, seen)
        for round_ in range(8):
            zone = landing.landing_zone(gpu=landing.cluster(nodes=round_ % 3 + 1))
            done = _insist(lambda zone=zone: azure.deploy(zone), seen)
            assert done.properties.provisioning_state == "Succeeded"
            assert set(_insist(lambda zone=zone: azure.kinds(zone), seen).values()) == {"NoChange"}
        assert {"429", "ServiceResponseError"} <= set(seen)
        assert {"500", "502", "503", "504"} & set(seen)


def test_faults_repeat_by_their_seed() -> None:
    """The same seed gives the same fates, another one others; rates are met."""
    faults = Faults(seed=3, throttle=0.2, drop=0.1)
    fates = [faults.fate(number) for number in range(4000)]
    assert fates == [Faults(seed=3, throttle=0.2, drop=0.1).fate(number) for number in range(4000)]
    assert fates != [Faults(seed=4, throttle=0.2, drop=0.1).fate(number) for number in range(4000)]
    assert 0.17 < fates.count("throttle") / 4000 < 0.23
    assert 0.07 < fates.count("drop") / 4000 < 0.13


def test_a_fault_before_processing_has_no_effect_one_after_has(tmp_path: Path, connect: Any) -> None:
    """A dropped PUT left nothing, a lost answer left the group."""
    for fault, there in (("drop", False), ("error", False), ("lose", True)):
        state = tmp_path / f"{fault}.db"
        with LocalTarget(state, faults=Faults(**{fault: 1.0})) as target:
            azure = connect(target.url)
            azure.sdk._config.retry_policy.total_retries = 0
            try:
                status, _ = azure.send("PUT", "resourceGroups/rg-ml", {"location": "westeurope"})
            except AzureError:
                assert fault in {"drop", "lose"}
            else:
                assert (fault, status >= 500) == ("error", True)
        with LocalTarget(state) as target:
            assert (connect(target.url).send("HEAD", "resourceGroups/rg-ml")[0] == 204) is there


REFUSED = [
    ("quota:gpu", "gpu", "QuotaExceeded"),
    ("quota:NC24ads_A100", "gpu", "QuotaExceeded"),
    ("image-build", "2", "ImageBuildFailure"),
    ("access-denied:crmlone", "crmlone", "AuthorizationFailed"),
    ("role-exists", "", "RoleAssignmentExists"),
    ("soft-deleted:kv-ml-1", "kv-ml-1", "Conflict"),
    ("policy:log-ml", "log-ml", "RequestDisallowedByPolicy"),
    ("provider:Microsoft.ContainerRegistry", "crmlone", "MissingSubscriptionRegistration"),
    ("sku-region:ci-anna", "ci-anna", "SkuNotAvailable"),
    ("name-taken:stml", "stml", "StorageAccountAlreadyTaken"),
]


def _inner(detail: Any) -> tuple[str, str]:
    """Code and message of the provider's error, which may stand in the message as JSON."""
    if not detail.message.startswith("{"):
        return detail.code, detail.message
    error = json.loads(detail.message)["error"]
    return error["code"], error["message"]


@pytest.mark.parametrize(("refuse", "name", "expected"), REFUSED, ids=[one[0] for one in REFUSED])
def test_a_rehearsed_refusal_fails_the_deployment(
    tmp_path: Path, connect: Any, refuse: str, name: str, expected: str
) -> None:
    """The deployment fails with the provider's code at the resource that was meant."""
    with LocalTarget(tmp_path / "s.db", faults=Faults.parse(f"refuse={refuse}")) as target:
        azure = connect(target.url)
        azure.group()
        with pytest.raises(HttpResponseError, match="DeploymentFailed") as caught:
            azure.deploy(landing.landing_zone())
        details = [(detail.target.rsplit("/", 1)[-1], *_inner(detail)) for detail in caught.value.error.details]
        found = {(target, code) for target, code, _ in details}
        assert expected in {code for _, code in found}
        assert not name or (name, expected) in found
        assert all(message for _, _, message in details)


def test_what_the_service_grants_can_not_be_granted_again(tmp_path: Path, connect: Any) -> None:
    """With service-grants a role for the workspace's own identity that the service made is refused; others are not."""
    for role, code in (("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "RoleAssignmentExists"), (landing.READER, "")):
        zone = landing.landing_zone()
        properties = zone["resources"]["wsRole"]["properties"]
        properties["roleDefinitionId"] = (
            f"[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{role}')]"
        )
        with LocalTarget(tmp_path / f"{role}.db", faults=Faults.parse("refuse=service-grants")) as target:
            azure = connect(target.url)
            azure.group()
            if not code:
                assert azure.deploy(zone).properties.provisioning_state == "Succeeded"
                continue
            with pytest.raises(HttpResponseError, match=code):
                azure.deploy(zone)


def test_registering_a_provider_ends_its_refusal(tmp_path: Path, connect: Any) -> None:
    """NotRegistered, a refused resource, register, then it works."""
    namespace = "Microsoft.ContainerRegistry"
    with LocalTarget(tmp_path / "s.db", faults=Faults.parse(f"refuse=provider:{namespace}")) as target:
        azure = connect(target.url)
        azure.group()
        assert azure.send("GET", f"providers/{namespace}")[1]["registrationState"] == "NotRegistered"
        with pytest.raises(HttpResponseError, match="MissingSubscriptionRegistration"):
            azure.deploy(landing.landing_zone())
        assert azure.send("POST", f"providers/{namespace}/register")[1]["registrationState"] == "Registered"
        assert azure.deploy(landing.landing_zone()).properties.provisioning_state == "Succeeded"


def test_missing_quota_shows_in_the_usages_before(tmp_path: Path, connect: Any) -> None:
    """What a deployment would be refused for, preflight can see."""
    with LocalTarget(tmp_path / "s.db", faults=Faults.parse("refuse=quota:gpu")) as target:
        path = "providers/Microsoft.MachineLearningServices/locations/westeurope/usages"
        limits = {one["name"]["value"]: one["limit"] for one in connect(target.url).send("GET", path)[1]["value"]}
    assert limits["StandardNCADSA100v4Family"] == 0
    assert limits["standardDSv3Family"] > 0


def test_faults_are_read_from_text() -> None:
    """NAME=VALUE, separated by commas; refuse may be said more than once; nonsense is named."""
    text = "seed=7,throttle=0.2,error=0.1, drop=0.1,slow=0.3,refuse=quota:gpu,refuse=policy"
    assert Faults.parse(text) == Faults(7, 0.2, 0.1, 0.1, slow=0.3, refuse=("quota:gpu", "policy"))
    assert Faults.parse("") == Faults()
    for bad in (
        "speed=9",
        "seed=x",
        "refuse=nothing",
        "throttle",
        "drop=-1",
        "throttle=1.5",
        "latency=inf",
        "slow=nan",
    ):
        with pytest.raises(InvalidInput):
            Faults.parse(bad)
    assert {one[0].split(":")[0] for one in REFUSED} | {"job", "service-grants"} == set(REFUSALS)

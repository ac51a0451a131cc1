from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deploy._zone import GROUP, local, request, small
from emulator import _landing as landing
from mlinfra.azure import StackSettings
from mlinfra.azure.deploy.drift import drift
from mlinfra.azure.deploy.run import deploy
from mlinfra.azure.deploy.saved import check_reviewed
from mlinfra.azure.protocol import Cloud, Request
from mlinfra.base.errors import CloudError, PlanStale
from mlinfra.review.plan import Context, Plan, Source, read_what_if

CONTEXT = Context("churn", GROUP, Source("local"))
ACCOUNT = f"{GROUP.id}/providers/Microsoft.Storage/storageAccounts/stml"


def _plan(cloud: Cloud, wanted: Request) -> Plan:
    return read_what_if(cloud.what_if(wanted), CONTEXT)


def _tampered(cloud: Cloud) -> None:
    cloud.send("PATCH", ACCOUNT, "2025-06-01", {"properties": {"minimumTlsVersion": "TLS1_0"}})


def _paths(plan: Plan) -> set[str]:
    return {delta.path for change in plan.changes if change.visible for delta in change.deltas}


def test_without_drift_and_change_both_are_empty(tmp_path: Path) -> None:
    """Deployed, untouched, same code."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        found = drift(cloud, request(small()), CONTEXT)
    assert not found.drifted
    assert not found.code.has_changes
    assert found.when


def test_drift_and_code_are_told_apart(tmp_path: Path) -> None:
    """Somebody weakened TLS by hand, the code changed the SKU: each stands on its own side."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        _tampered(cloud)
        found = drift(cloud, request(small("Standard_ZRS")), CONTEXT)
    assert _paths(found.live) == {"properties.minimumTlsVersion"}
    assert _paths(found.code) == {"sku.name"}


def test_drift_alone_is_no_code_change(tmp_path: Path) -> None:
    """The unchanged template would put it right."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        _tampered(cloud)
        found = drift(cloud, request(small()), CONTEXT)
    assert found.drifted
    assert not found.code.has_changes


def test_a_deleted_resource_is_drift(tmp_path: Path) -> None:
    """What was deployed and is gone would be created again."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        cloud.send("DELETE", ACCOUNT, "2025-06-01")
        found = drift(cloud, request(small()), CONTEXT)
    assert found.drifted
    assert any(change.action.value.lower() == "create" and change.id.endswith("stml") for change in found.live.changes)


def test_a_failed_deployment_is_not_the_reference(tmp_path: Path) -> None:
    """Drift is told against the last deployment that succeeded."""
    with local(tmp_path) as cloud:
        good = request(small())
        deploy(cloud, good)
        bad = landing.template({"st": landing.storage(), "x": landing.role("gone")})
        deploy(cloud, request(bad))
        assert drift(cloud, good, CONTEXT).deployment == good.name


def test_secure_parameters_do_not_look_like_drift(tmp_path: Path) -> None:
    """ARM does not keep them, so today's are used."""
    account: Any = landing.storage()
    template = landing.template(
        {"st": account | {"tags": {"secret": "[parameters('word')]"}}}, parameters={"word": {"type": "securestring"}}
    )
    wanted = request(template, secrets={"word": {"value": "xyzzy-xyzzy"}})
    with local(tmp_path) as cloud:
        deploy(cloud, wanted)
        before = _paths(_plan(cloud, wanted))
        found = drift(cloud, wanted, CONTEXT)
    assert _paths(found.live) == before
    assert not found.code.has_changes


def test_a_deployment_stack_has_drift_too(tmp_path: Path) -> None:
    """The last template comes from the deployment that the stack made."""
    with local(tmp_path) as cloud:
        wanted = request(small(), name="churn", as_stack=StackSettings())
        deploy(cloud, wanted)
        _tampered(cloud)
        found = drift(cloud, wanted, CONTEXT)
    assert "properties.minimumTlsVersion" in _paths(found.live)
    assert not found.code.has_changes


def test_a_stack_that_was_never_deployed_has_no_drift(tmp_path: Path) -> None:
    """It is an error that says so."""
    with local(tmp_path) as cloud, pytest.raises(CloudError, match="never deployed"):
        drift(cloud, request(small()), CONTEXT)


def test_a_reviewed_plan_is_deployed_when_nothing_moved(tmp_path: Path) -> None:
    """The forecast is repeated and says the same."""
    with local(tmp_path) as cloud:
        wanted = request(small())
        cloud.send("PUT", GROUP.id, "2025-04-01", {"location": "westeurope"})
        reviewed = _plan(cloud, wanted)
        check_reviewed(reviewed, _plan(cloud, wanted))
        outcome = deploy(cloud, wanted)
    assert outcome.state == "Succeeded"


def test_a_reviewed_plan_is_refused_when_the_live_state_moved(tmp_path: Path) -> None:
    """The line that differs is in the message, and nothing was deployed."""
    with local(tmp_path) as cloud:
        deploy(cloud, request(small()))
        wanted = request(small("Standard_ZRS"))
        reviewed = _plan(cloud, wanted)
        _tampered(cloud)
        now = _plan(cloud, wanted)
        with pytest.raises(PlanStale, match="minimumTlsVersion"):
            check_reviewed(reviewed, now)
        assert cloud.deployment(GROUP, wanted.name) is None


def test_a_reviewed_plan_of_another_template_is_refused(tmp_path: Path) -> None:
    """Digests bind a review to what was sent."""
    with local(tmp_path) as cloud:
        cloud.send("PUT", GROUP.id, "2025-04-01", {"location": "westeurope"})
        wire = cloud.what_if(request(small()))
    reviewed, now = (read_what_if(wire, replace(CONTEXT, template=digest)) for digest in ("sha256:a", "sha256:b"))
    with pytest.raises(PlanStale, match="template is not the reviewed one"):
        check_reviewed(reviewed, now)

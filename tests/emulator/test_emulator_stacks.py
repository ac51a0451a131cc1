"""Deployment stacks and their what-if, through the real SDK."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError

from emulator import _landing as landing
from mlinfra.local.server import LocalTarget
from mlinfra.local.store import Store

GROUP = "/subscriptions/00000000-0000-0000-0000-00000000d0c5/resourceGroups/rg-ml"
STACK = f"{GROUP}/providers/Microsoft.Resources/deploymentStacks/churn"
STORAGE = f"{GROUP}/providers/Microsoft.Storage/storageAccounts"
OTHER = "11111111-2222-3333-4444-555555555555"


def _stack(template: dict[str, Any], unmanage: str = "delete", mode: str = "none", **deny: Any) -> dict[str, Any]:
    return {
        "properties": {
            "template": template,
            "actionOnUnmanage": {"resources": unmanage, "resourceGroups": unmanage},
            "denySettings": {"mode": mode, **deny},
        }
    }


def _put(azure: Any, body: dict[str, Any]) -> Any:
    return azure.stacks.deployment_stacks.begin_create_or_update_at_resource_group("rg-ml", "churn", body).result()


def _changes(azure: Any, body: dict[str, Any]) -> dict[str, dict[str, Any]]:
    results = azure.stacks.deployment_stacks_what_if_results_at_resource_group
    body = {"properties": body["properties"] | {"deploymentStackResourceId": STACK, "retentionInterval": "PT3H"}}
    results.begin_create_or_update("rg-ml", "wi", body).result()
    found = results.begin_what_if("rg-ml", "wi").result().as_dict()
    results.delete("rg-ml", "wi")
    assert "error" not in found["properties"], found
    return {one["id"].rsplit("/", 1)[-1]: one for one in found["properties"]["changes"]["resourceChanges"]}


TWO = landing.template({"a": landing.storage("sta"), "b": landing.storage("stb")})
ONE = landing.template({"a": landing.storage("sta", sku="Standard_ZRS")})


@pytest.mark.parametrize(("unmanage", "left"), [("delete", 404), ("detach", 200)])
def test_what_leaves_the_template_leaves_the_stack(azure: Any, unmanage: str, left: int) -> None:
    """Forecast before the stack exists, then modify and delete or detach; the deployment does what it said."""
    azure.group()
    first = _changes(azure, _stack(TWO, unmanage))
    assert {name: one["changeType"] for name, one in first.items()} == {"sta": "create", "stb": "create"}
    assert first["sta"]["managementStatusChange"] == {"before": "notManaged", "after": "managed"}
    stack = _put(azure, _stack(TWO, unmanage))
    assert stack.properties.provisioning_state == "succeeded"
    assert [one.id.rsplit("/", 1)[-1] for one in stack.properties.resources] == ["sta", "stb"]
    assert {one["changeType"] for one in _changes(azure, _stack(TWO, unmanage)).values()} == {"noChange"}
    second = _changes(azure, _stack(ONE, unmanage))
    assert {name: one["changeType"] for name, one in second.items()} == {"sta": "modify", "stb": unmanage}
    assert second["sta"]["resourceConfigurationChanges"]["delta"][0]["changeType"] == "modify"
    stack = _put(azure, _stack(ONE, unmanage))
    done = stack.properties.deleted_resources if unmanage == "delete" else stack.properties.detached_resources
    assert [one.id for one in done] == [f"{STORAGE}/stb"]
    assert azure.send("GET", f"{STORAGE}/stb")[0] == left


def test_deny_settings_hold_for_everyone_else(azure: Any, target: Any, connect: Any) -> None:
    """Neither a PUT, a DELETE nor an ordinary deployment passes; an excluded principal and the stack itself do."""
    azure.group()
    _put(azure, _stack(TWO, mode="denyWriteAndDelete", excludedPrincipals=[OTHER]))
    status, body = azure.send("DELETE", f"{STORAGE}/sta")
    assert (status, body["error"]["code"]) == (403, "DenyAssignmentAuthorizationFailed")
    with pytest.raises(HttpResponseError, match="DenyAssignmentAuthorizationFailed"):
        azure.deploy(ONE)
    assert (
        _put(azure, _stack(ONE, mode="denyWriteAndDelete", excludedPrincipals=[OTHER])).properties.provisioning_state
        == "succeeded"
    )
    assert connect(target.url, OTHER).send("DELETE", f"{STORAGE}/sta")[0] == 200


def test_deny_delete_lets_writes_through(azure: Any) -> None:
    """DenyDelete protects from deletion alone, and shows in the forecast of the next change."""
    azure.group()
    _put(azure, _stack(ONE))
    assert _changes(azure, _stack(ONE, mode="denyDelete"))["sta"]["denyStatusChange"] == {
        "before": "none",
        "after": "denyDelete",
    }
    _put(azure, _stack(ONE, mode="denyDelete"))
    assert azure.deploy(ONE).properties.provisioning_state == "Succeeded"
    assert azure.send("DELETE", f"{STORAGE}/sta")[0] == 403


@pytest.mark.parametrize(("unmanage", "left"), [("delete", 404), ("detach", 200)])
def test_a_stack_is_removed_with_or_without_its_resources(azure: Any, unmanage: str, left: int) -> None:
    """DELETE with the unmanage action; what others made stays in any case."""
    azure.group()
    azure.deploy(landing.template({"c": landing.storage("stc")}))
    _put(azure, _stack(TWO, mode="denyDelete"))
    assert len(list(azure.stacks.deployment_stacks.list_at_resource_group("rg-ml"))) == 1
    poller = azure.stacks.deployment_stacks.begin_delete_at_resource_group(
        "rg-ml", "churn", unmanage_action_resources=unmanage
    )
    poller.result()
    assert azure.send("GET", f"{STORAGE}/sta")[0] == left
    assert azure.send("GET", f"{STORAGE}/stc")[0] == 200
    assert azure.send("GET", STACK)[0] == 404


def test_a_failed_stack_keeps_what_it_managed(azure: Any) -> None:
    """Nothing is deleted when the deployment failed, and the error is told."""
    azure.group()
    _put(azure, _stack(TWO))
    with pytest.raises(HttpResponseError, match="At least one resource"):
        _put(azure, _stack(landing.template({"a": landing.storage("sta", sku="")})))
    stack = azure.stacks.deployment_stacks.get_at_resource_group("rg-ml", "churn")
    assert stack.properties.provisioning_state == "failed"
    assert {one.id.rsplit("/", 1)[-1] for one in stack.properties.resources} == {"sta", "stb"}
    assert azure.send("GET", f"{STORAGE}/stb")[0] == 200


def test_validation_export_and_a_broken_template(azure: Any) -> None:
    """Validate lists the resources, exportTemplate gives the template, a broken what-if ends as failed."""
    azure.group()
    stacks = azure.stacks.deployment_stacks
    assert stacks.begin_validate_stack_at_resource_group("rg-ml", "churn", _stack(TWO)).result().error is None
    _put(azure, _stack(TWO))
    assert stacks.export_template_at_resource_group("rg-ml", "churn").template == TWO
    results = azure.stacks.deployment_stacks_what_if_results_at_resource_group
    broken = _stack(landing.template({"a": landing.storage("[nope()]")}))
    broken["properties"] |= {"deploymentStackResourceId": STACK, "retentionInterval": "PT3H"}
    with pytest.raises(HttpResponseError, match="InvalidTemplate"):
        results.begin_create_or_update("rg-ml", "wi", broken).result()


def test_a_subscription_stack_owns_a_group(azure: Any) -> None:
    """A stack above groups deletes the group that leaves it."""
    new = {
        "type": "Microsoft.Resources/resourceGroups",
        "apiVersion": "2025-04-01",
        "name": "rg-own",
        "location": "westeurope",
    }
    stacks = azure.stacks.deployment_stacks
    for resources, left in (({"rg": new}, 204), ({}, 404)):
        body = _stack(landing.template(resources, landing.AT_SUBSCRIPTION)) | {"location": "westeurope"}
        stacks.begin_create_or_update_at_subscription("own", body).result()
        assert azure.send("HEAD", "resourceGroups/rg-own")[0] == left


def test_a_stack_that_was_cut_off_is_failed_and_can_be_deployed_again(tmp_path: Path, connect: Any) -> None:
    """After a crash it manages what had been made, and the next update converges."""
    state = tmp_path / "s.db"
    with LocalTarget(state) as target:
        azure = connect(target.url)
        azure.group()
        _put(azure, _stack(TWO))
    store = Store(state)
    stack = store.get("stack", STACK.lower())
    assert stack
    stack["properties"] |= {"provisioningState": "deploying", "resources": []}
    store.put("stack", STACK.lower(), stack)
    store.put("active", stack["properties"]["deploymentId"].lower(), {"owner": "999999999:1"})
    store.close()
    with LocalTarget(state) as target:
        azure = connect(target.url)
        found = azure.stacks.deployment_stacks.get_at_resource_group("rg-ml", "churn").properties
        assert found.provisioning_state == "failed"
        assert {one.id.rsplit("/", 1)[-1] for one in found.resources} == {"sta", "stb"}
        assert _put(azure, _stack(ONE)).properties.provisioning_state == "succeeded"
        assert azure.send("GET", f"{STORAGE}/stb")[0] == 404


def test_a_poll_at_the_moment_a_stack_ends_does_not_read_failed(
    azure: Any, target: LocalTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deployment ends after a poll has read the stack: the poll answers what it read, never a failure."""
    azure.group()
    assert target._service
    read = Store.get

    def read_then_let_it_end(store: Store, kind: str, key: str) -> dict[str, Any] | None:
        document = read(store, kind, key)
        polled = not threading.current_thread().name.startswith("churn-")
        if polled and kind == "stack" and document and document["properties"]["provisioningState"] == "deploying":
            until = time.monotonic() + 5
            while read(store, "active", document["properties"]["deploymentId"].lower()):
                assert time.monotonic() < until
        return document

    monkeypatch.setattr(Store, "get", read_then_let_it_end)
    for _ in range(5):
        assert _put(azure, _stack(TWO)).properties.provisioning_state == "succeeded"

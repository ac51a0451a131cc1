from __future__ import annotations

import json
from typing import Any

import pytest

from _shared import SHARED, needs_shared
from mlinfra.review.plan import Plan, Source, diff_snapshots, exit_code, plan_with_group, read_stack_what_if
from plan._plans import GROUP, SCOPE, checked, context, resource_id

STORAGE = "Microsoft.Storage/storageAccounts"
ENVIRONMENT = "Microsoft.MachineLearningServices/workspaces/environments"


def _resource(name: str, **body: Any) -> dict[str, Any]:
    return {"id": resource_id(STORAGE, name), "type": STORAGE, "name": name, "apiVersion": "1", **body}


def _diff(before: Any, after: Any, diagnostics: Any = ()) -> Plan:
    old = None if before is None else {"predictedResources": before}
    return checked(
        diff_snapshots(
            old,
            {"predictedResources": after, "diagnostics": list(diagnostics)},
            context(source=Source("git", "git:main")),
        )
    )


def test_two_snapshots_give_the_same_kind_of_plan() -> None:
    """Created, modified and unchanged resources; what left the code is no deletion, and stands among the orphans."""
    before = [_resource("gone"), _resource("same"), _resource("other", kind="a")]
    plan = _diff(before, [_resource("same"), _resource("other", kind="b"), _resource("new")])
    assert [(c.action.value, c.address) for c in plan.changes] == [
        ("modify", "other"), ("create", "new"), ("no_change", "same"),
    ]  # fmt: skip
    assert [(o.status, o.address) for o in plan.orphans] == [("no_longer_in_code", "gone")]
    assert not plan.destructive
    assert plan.complete
    assert exit_code([plan], detailed=True) == 3
    assert [d.code for d in plan.diagnostics] == ["OfflineComparison"]


def test_an_earlier_version_of_an_asset_is_not_lost_with_its_next_one() -> None:
    """A version that left the code stays registered while its asset is in it; one that left with its asset is lost."""

    def version(asset: str, name: str) -> list[dict[str, Any]]:
        ids = [resource_id(ENVIRONMENT, f"mlw/{asset}"), resource_id(f"{ENVIRONMENT}/versions", f"mlw/{asset}/{name}")]
        kinds = (ENVIRONMENT, f"{ENVIRONMENT}/versions")
        return [{"id": id_, "type": kind, "apiVersion": "1"} for id_, kind in zip(ids, kinds, strict=True)]

    plan = _diff([*version("train", "1"), *version("old", "1")], version("train", "2"))
    assert {o.address for o in plan.orphans} == {"mlw/old", "mlw/old/1"}
    [remark] = [d for d in plan.diagnostics if d.code == "EarlierVersions"]
    assert remark.message.startswith("mlw/train has versions that the code no longer has: 1.")


def test_ids_are_compared_as_azure_compares_them() -> None:
    """Another case of an id is the same resource, unchanged to Azure."""
    old, new = _resource("st"), _resource("st")
    old["id"] = old["id"].upper()
    [change] = _diff([old], [new]).changes
    assert not change.visible


def test_another_api_version_is_noise_of_its_own() -> None:
    """The version of the interface is told and folded."""
    [change] = _diff([_resource("st")], [_resource("st", apiVersion="2")]).changes
    assert change.noise is not None
    assert change.noise.rule == "N060"


def test_values_known_only_while_deploying_are_counted_and_leave_the_plan_complete() -> None:
    """An expression in a body is a gap that hides no change."""
    plan = _diff(None, [_resource("st", properties={"a": "[reference('x').y]", "b": "[[literal]"})])
    [gap] = plan.coverage.gaps
    assert (gap.kind, gap.blocking, plan.complete) == ("unresolved", False, True)
    assert "properties.a" in gap.message
    assert "properties.b" not in gap.message


def test_a_resource_whose_name_or_condition_is_unknown_leaves_the_plan_incomplete() -> None:
    """Which resource it is, or whether it is at all, is a blocking gap."""
    unnamed = {"id": "[resourceId('x', reference('y').z)]", "type": STORAGE, "name": "[reference('y').z]"}
    assert [(g.kind, g.blocking) for g in _diff(None, [unnamed]).coverage.gaps] == [("unresolved", True)]
    plan = _diff(None, [_resource("st", condition="[greater(reference('x').n, 1)]")])
    assert plan.potential == 1
    assert not plan.complete


def test_without_a_subscription_resources_go_by_their_names() -> None:
    """An id that only lacks its scope leaves the resource known."""
    body = {
        "id": "[resourceId(subscription().subscriptionId, resourceGroup().name, 'N/a', 'x')]",
        "type": STORAGE,
        "name": "st",
    }
    plan = _diff([body], [body | {"kind": "b"}])
    assert [(c.address, c.type, c.action.value) for c in plan.changes] == [("st", STORAGE, "modify")]
    assert plan.complete


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("/x/y Warning NestedDeploymentShortCircuited: skipped", "short_circuit"),
        ("/x/y Warning NestedDeploymentShortCircuited: a template link is not followed", "link"),
        ("/x Error Broken: it fails", "unresolved"),
    ],
)
def test_remarks_of_the_engine_become_gaps(line: str, kind: str) -> None:
    """What the expansion left out makes the plan incomplete."""
    plan = _diff(None, [], [line])
    assert [gap.kind for gap in plan.coverage.gaps] == [kind]
    assert not plan.complete
    assert plan.diagnostics[-1].target == line.split(" ", maxsplit=1)[0]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"predictedResources": None},
        {"predictedResources": [None, 1, {}]},
        {"predictedResources": {}, "diagnostics": [None, 3, "x"]},
    ],
)
def test_a_snapshot_of_any_shape_is_read(odd: Any) -> None:
    """A file that is no snapshot gives a plan that says so little, and no traceback."""
    checked(diff_snapshots(odd, odd, context()))


class _Expanded:
    def to_json(self) -> dict[str, Any]:
        return {"predictedResources": [_resource("st")], "diagnostics": [], "outputs": {}}


def test_a_missing_group_is_itself_a_creation() -> None:
    """The group comes first, everything in it is new, and the expansion's own value is taken as well."""
    plan = checked(plan_with_group(_Expanded(), context(), tags={"team": "x"}))
    assert [(c.action.symbol, c.id) for c in plan.changes] == [("+", GROUP), ("+", resource_id(STORAGE, "st"))]
    assert plan.changes[0].after is not None
    assert plan.changes[0].after["location"] == SCOPE.location
    assert plan.changes[0].after["tags"] == {"team": "x"}


def _stack(*changes: Any, **more: Any) -> Plan:
    properties = {
        "provisioningState": "succeeded", "deploymentStackResourceId": f"{GROUP}/providers/Microsoft.Resources/deploymentStacks/s",
        "deploymentStackLastModified": "2026-01-01T00:00:00Z", "changes": {"resourceChanges": list(changes), **more},
    }  # fmt: skip
    return checked(read_stack_what_if({"properties": properties}, context(source=Source("stack"))))


def _stack_item(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "id": resource_id(STORAGE, "st"),
        "type": STORAGE,
        "changeType": kind,
        "changeCertainty": "definite",
        **more,
    }


def test_a_stack_detaches_and_deletes() -> None:
    """What leaves the stack and stays is ``v`` and not destructive; what goes is ``-``."""
    detached = _stack(_stack_item("detach", managementStatusChange={"before": "managed", "after": "notManaged"}))
    assert (detached.changes[0].action.symbol, detached.destructive, detached.has_changes) == ("v", False, True)
    assert detached.changes[0].management == {"status": {"before": "managed", "after": "notManaged"}}
    assert _stack(_stack_item("Delete")).destructive


def test_a_resource_that_a_stack_takes_over_is_a_change() -> None:
    """Without a property that differs, being managed from now on is a change."""
    plan = _stack(_stack_item("noChange", managementStatusChange={"before": "unmanaged", "after": "managed"}))
    assert plan.changes[0].action == "modify"
    assert not _stack(
        _stack_item("noChange", managementStatusChange={"before": "managed", "after": "managed"})
    ).has_changes


def test_certainty_is_a_field_in_a_stacks_answer() -> None:
    """``potential`` makes the change potential and the plan incomplete."""
    plan = _stack(_stack_item("create", changeCertainty="Potential"))
    assert (plan.potential, plan.complete) == (1, False)


@pytest.mark.parametrize(
    ("deny", "paths"),
    [
        ({"before": {"mode": "None"}, "after": {"mode": "DenyDelete"}}, [("denySettings.mode", "none", "denyDelete")]),
        ({"before": {"mode": "none", "applyToChildScopes": "False"}, "after": {"mode": "None", "applyToChildScopes": False}}, []),
        ({"before": {"excludedPrincipals": []}, "after": {"excludedPrincipals": ["p"]}}, [("denySettings.excludedPrincipals[0]", None, "p")]),
        ({"after": {"mode": "DenyWriteAndDelete"}, "delta": [{}]}, [("denySettings.mode", None, "denyWriteAndDelete")]),
        ({"after": {"mode": "denyDelete"}, "delta": []}, []),
        ({}, []),
    ],
)  # fmt: skip
def test_deny_settings_are_a_change_of_the_stack_itself(deny: Any, paths: list[Any]) -> None:
    """Spellings of recordings and of the documentation read alike; the change is security-relevant."""
    plan = _stack(denySettingsChange=deny)
    found = [(d.path, d.before, d.after) for change in plan.changes for d in change.deltas]
    assert found == paths
    assert all(d.security for change in plan.changes for d in change.deltas)
    assert plan.has_changes is bool(paths)


def test_a_failed_stack_forecast_is_a_failure() -> None:
    """The state of the result resource decides."""
    wire = {"properties": {"provisioningState": "failed", "error": {"code": "X", "message": "no"}}}
    assert checked(read_stack_what_if(wire, context())).errored


@needs_shared
def test_every_compiled_snapshot_compares_with_itself_and_with_nothing() -> None:
    """Real snapshots differ from nothing in creations alone, and from themselves not at all."""
    assert SHARED is not None
    files = sorted((SHARED / "reference/lowering").glob("*/snapshot.snapshot.json"))
    assert files
    for file in files:
        snapshot = json.loads(file.read_text())
        resources = snapshot["predictedResources"]
        fresh = checked(diff_snapshots(None, snapshot, context()))
        assert {c.action.value for c in fresh.changes} <= {"create"}
        same = checked(diff_snapshots(snapshot, snapshot, context()))
        assert not same.has_changes
        assert len(same.changes) == len(
            {json.dumps(r.get("id") or [r["type"], r.get("name")]).casefold() for r in resources}
        )

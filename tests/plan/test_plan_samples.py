from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from _shared import SHARED, needs_shared
from mlinfra.review.plan import Action, read_stack_what_if, read_what_if
from plan._plans import answer, checked, context, item

SAMPLES: dict[str, Any] = (
    {path.stem: json.loads(path.read_text()) for path in sorted((SHARED / "reference/whatif-samples").glob("*.json"))}
    if SHARED
    else {}
)

EXPECTED = {
    "network-vm-noise": ({"modify": 5, "create": 8, "no_change": 3, "ignore": 3}, False),
    "rg-storage-sku-modify": ({"modify": 1}, True),
    "stack-whatif-create": ({"create": 2}, True),
    "stack-whatif-spec-example-modify": ({"modify": 1, "create": 1}, True),
    "sub-resource-id-only": ({"create": 4}, True),
    "tenant-create-three-scopes": ({"create": 3}, True),
}


def _reader(name: str) -> Any:
    return read_stack_what_if if name.startswith("stack") else read_what_if


@needs_shared
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_answer_reads_as_what_it_says(name: str) -> None:
    """Every sample gives its counts and says whether it saw everything."""
    plan = checked(_reader(name)(SAMPLES[name], context()))
    assert (plan.counts, plan.complete) == EXPECTED[name]
    assert not plan.errored
    assert plan.has_changes


@needs_shared
def test_all_samples_are_known() -> None:
    """A new sample needs its expectation."""
    assert set(SAMPLES) == set(EXPECTED)


@needs_shared
def test_noise_of_a_real_answer_is_folded_and_the_rest_shown() -> None:
    """Of the network sample what only Azure sets is folded; what a policy or a person set stays."""
    plan = read_what_if(SAMPLES["network-vm-noise"], context())
    machine = next(c for c in plan.changes if c.type == "Microsoft.Compute/virtualMachines" and c.action == "modify")
    shown = {delta.path for delta in machine.deltas if delta.noise is None}
    assert shown == {"identity", "properties.osProfile.adminUsername", "properties.storageProfile.osDisk.diskSizeGB"}
    assert plan.noise.hidden == 15


@needs_shared
def test_one_group_in_two_spellings_is_one_scope() -> None:
    """``SEC-TEST-RG`` and ``sec-test-rg`` are one scope."""
    plan = read_what_if(SAMPLES["network-vm-noise"], context())
    assert len({change.scope.casefold() for change in plan.changes}) == len({change.scope for change in plan.changes})


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, each in inner for place in _places(each, (*path, key)))]


_ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.just("\ud800"), st.just([]),
    st.just({}), st.lists(st.text(max_size=3), max_size=3), st.dictionaries(st.text(max_size=4), st.none(), max_size=3),
    st.sampled_from(["Frobnicate", "[reference('x').y]", "*******", [None] * 500, [{"path": None}], {"a.b": 1}]),
)  # fmt: skip

SEED = answer(
    item("Modify", "Microsoft.Storage/storageAccounts", "st1", {"sku": {"name": "a"}}, {"sku": {"name": "b"}},
         delta=[{"path": "sku.name", "propertyChangeType": "Modify", "children": [{"path": "0"}]}]),
    item("Delete", "Microsoft.KeyVault/vaults", "kv", {"properties": {"networkAcls": {"ipRules": [{"value": "1"}]}}}),
    potentialChanges=[item("Create", "Microsoft.Network/virtualNetworks", "v", None, {})],
    diagnostics=[{"level": "Warning", "code": "NestedDeploymentShortCircuited", "message": "m", "target": "t"}],
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_whatever_is_changed_in_an_answer_a_plan_comes_out(data: st.DataObject) -> None:
    """Missing, null, wrongly typed, unknown, huge: the reader gives a plan that fits the schema, and never raises."""
    pool = {"seed": SEED, **SAMPLES}
    name = data.draw(st.sampled_from(sorted(pool)))
    wire = copy.deepcopy(pool[name])
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(_places(wire)))
        if not place:
            wire = copy.deepcopy(data.draw(_ODD))
            break
        parent = wire
        for key in place[:-1]:
            parent = parent[key]
        if data.draw(st.booleans()):
            parent[place[-1]] = copy.deepcopy(data.draw(_ODD))
        else:
            del parent[place[-1]]
    for reader in (read_what_if, read_stack_what_if):
        plan = checked(reader(wire, context()))
        assert list(plan.changes) == sorted(plan.changes, key=lambda change: change.order)


@pytest.mark.parametrize("deep", [200, 900])
@pytest.mark.parametrize("reader", [read_what_if, read_stack_what_if])
def test_an_answer_of_any_depth_is_read(deep: int, reader: Any) -> None:
    """A body nested deeper than any resource is read or refused in words."""
    body: Any = "x"
    for _ in range(deep):
        body = {"a": [body]}
    other: Any = "y"
    for _ in range(deep):
        other = {"a": [other]}
    change = item("Modify", "Microsoft.X/y", "n", {"properties": body}, {"properties": other})
    stack = {"id": change["resourceId"], "changeType": "modify", "resourceConfigurationChanges": change}
    plan = reader(
        {
            **answer(change),
            "properties": {"changes": [change] if reader is read_what_if else {"resourceChanges": [stack]}},
        },
        context(),
    )
    assert plan.errored or plan.has_changes


def test_an_unknown_change_type_is_shown_and_leaves_the_plan_incomplete() -> None:
    """A word nobody knows is a change of its own kind, not none."""
    plan = checked(read_what_if(answer(item("Teleport", "Microsoft.X/y", "n")), context()))
    assert [(c.action, c.unsupported_reason) for c in plan.changes] == [
        (Action.OTHER, "Azure says 'Teleport', which is not known here")
    ]
    assert plan.has_changes
    assert not plan.complete


@pytest.mark.parametrize(
    "wire",
    [
        {"status": "Failed", "error": {"code": "InvalidTemplate", "message": "bad", "details": [{"code": "Inner", "message": "worse", "target": "t"}]}},
        {"status": "failed"},
        {"error": {"code": "InvalidTemplate"}},
        {"status": "Succeeded", "properties": {"changes": {"not": "a list"}}},
    ],
)  # fmt: skip
def test_a_failed_forecast_in_a_successful_answer_is_a_failure(wire: dict[str, Any]) -> None:
    """What arrives as HTTP 200 with status Failed is an errored plan that claims nothing."""
    plan = checked(read_what_if(wire, context()))
    assert plan.errored
    assert not plan.complete
    assert plan.changes == ()


def test_the_innermost_error_is_told() -> None:
    """The outer code is kept, and every innermost error with its own."""
    wire = {
        "status": "Failed",
        "error": {"code": "Outer", "message": "a", "details": [{"code": "Inner", "message": "b"}]},
    }
    error = read_what_if(wire, context()).error
    assert error is not None
    assert (error.code, error.message) == ("Outer", "a")
    assert [(cause.code, cause.message) for cause in error.causes] == [("Inner", "b")]


def test_an_error_quoted_in_a_message_is_opened() -> None:
    """A detail's message may be an error body as text; its own message is what people read."""
    quoted = json.dumps({"error": {"code": "QuotaExceeded", "message": "no cores left"}})
    wire = {
        "status": "Failed",
        "error": {
            "code": "DeploymentFailed",
            "message": "failed",
            "details": [{"code": "Conflict", "message": quoted}],
        },
    }
    error = read_what_if(wire, context()).error
    assert error is not None
    assert (error.code, error.message) == ("DeploymentFailed", "failed")
    assert [(cause.code, cause.message) for cause in error.causes] == [("QuotaExceeded", "no cores left")]


@pytest.mark.parametrize("wire", [None, [], "x", 3])
@pytest.mark.parametrize("reader", [read_what_if, read_stack_what_if])
def test_an_answer_that_is_no_object_is_a_failure(wire: Any, reader: Any) -> None:
    """What is no JSON object is not an empty plan."""
    assert reader(wire, context()).errored


def test_both_generations_read_alike() -> None:
    """The flat answer of old recordings and the nested one of today give the same plan."""
    nested = answer(item("Create", "Microsoft.X/y", "n", None, {"location": "westeurope"}))
    flat = {"status": "Succeeded", **nested["properties"]}
    assert read_what_if(nested, context()) == read_what_if(flat, context())


def test_a_resource_of_an_extension_is_named_by_its_identifiers() -> None:
    """Without a resource id the identifiers and the extension name the thing."""
    wire = {"changeType": "Create", "identifiers": {"uniqueName": "app"}, "extension": {"name": "MicrosoftGraph"}}
    [change] = checked(read_what_if(answer(wire), context())).changes
    assert (change.address, change.type) == ("uniqueName=app", "MicrosoftGraph")


def test_what_the_template_deploys_and_the_forecast_leaves_out_is_a_gap() -> None:
    """Expected resources that come as Ignore, or not at all, make the plan incomplete."""
    seen = item("Create", "Microsoft.X/y", "a", None, {})
    ignored = item("Ignore", "Microsoft.X/y", "b", {}, {})
    expected = (seen["resourceId"].upper(), ignored["resourceId"], ignored["resourceId"] + "2")
    plan = checked(read_what_if(answer(seen, ignored), context(expected=tuple("/" + e[1:] for e in expected))))
    assert [(gap.kind, gap.target) for gap in plan.coverage.gaps] == [("limit", e) for e in expected[1:]]
    assert not plan.complete


def test_potential_changes_are_marked_and_counted() -> None:
    """What only may happen is a change of certainty ``potential`` and a gap."""
    wire = answer(potentialChanges=[item("Delete", "Microsoft.X/y", "a", {})])
    plan = checked(read_what_if(wire, context()))
    assert (plan.potential, plan.destructive, plan.complete) == (1, True, False)


def test_a_hundred_errors_nested_in_each_other_are_read() -> None:
    """Error details may nest to any depth."""
    error: dict[str, Any] = {"code": "Last", "message": "end"}
    for _ in range(100):
        error = {"code": "Outer", "message": "m", "details": [error]}
    assert read_what_if({"status": "Failed", "error": error}, context()).errored

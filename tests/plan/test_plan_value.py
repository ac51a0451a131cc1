from __future__ import annotations

import copy
import json
from contextlib import suppress
from dataclasses import replace
from operator import itemgetter
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra.arm.resource_id import ResourceId
from mlinfra.base.errors import ReportError
from mlinfra.base.origin import Origin
from mlinfra.review.plan import (
    FORMAT_VERSION,
    Action,
    Coverage,
    Failure,
    Gap,
    Plan,
    Source,
    exit_code,
    from_json,
    plan_schema,
    read_plan,
    read_what_if,
    stale,
    to_json,
)
from mlinfra.review.plan.digest import digest, parameters_digest, scope_digest
from plan._plans import GROUP, SCOPE, answer, checked, context, item, read, resource_id

STORAGE = "Microsoft.Storage/storageAccounts"


def test_the_schema_is_one() -> None:
    """The published schema is itself valid."""
    jsonschema.Draft202012Validator.check_schema(plan_schema())


def test_actions_stand_in_order_of_danger_with_azures_symbols() -> None:
    """The words and symbols of the plan's JSON."""
    assert [(action.value, action.symbol) for action in Action] == [
        ("delete", "-"), ("replace", "-/+"), ("refused", "!!"), ("detach", "v"), ("modify", "~"),
        ("no_effect", "~?"), ("create", "+"), ("deploy", "!"),
        ("other", "?"), ("unsupported", "x"), ("no_change", "="), ("ignore", "*"),
    ]  # fmt: skip


def test_the_most_dangerous_changes_come_first() -> None:
    """Danger, then scope, then address; the order of Azure's answer does not matter."""
    kinds = ["Ignore", "NoChange", "Create", "Modify", "Delete", "Unsupported", "Deploy", "Detach"]
    items = [item(kind, STORAGE, f"{name}{kind.lower()}", {}, {}) for kind in kinds for name in "ba"]
    plan = read(*items)
    assert [c.address for c in plan.changes[:2]] == ["adelete", "bdelete"]
    assert list(plan.counts) == ["delete", "detach", "modify", "create", "deploy", "unsupported", "no_change", "ignore"]
    assert read(*reversed(items)) == plan


@pytest.mark.parametrize(
    ("text", "scope", "type_", "name", "address"),
    [
        (f"{GROUP}/providers/Microsoft.X/a/n/b/m", GROUP, "Microsoft.X/a/b", "n/m", "n/m"),
        (f"{GROUP}/providers/Microsoft.X/a/n/providers/Microsoft.Authorization/roleAssignments/g", GROUP,
         "Microsoft.Authorization/roleAssignments", "g", "n/g"),
        (GROUP, GROUP.rpartition("/resourceGroups")[0], "Microsoft.Resources/resourceGroups", "rg-churn", "rg-churn"),
        ("/subscriptions/s/providers/Microsoft.X/a/n", "/subscriptions/s", "Microsoft.X/a", "n", "n"),
        ("/providers/Microsoft.Management/managementGroups/m/providers/Microsoft.X/a/n",
         "/providers/Microsoft.Management/managementGroups/m", "Microsoft.X/a", "n", "n"),
        ("/providers/Microsoft.Management/managementGroups/m", "/", "Microsoft.Management/managementGroups", "m", "m"),
        ("/providers/Microsoft.X/a/n", "/", "Microsoft.X/a", "n", "n"),
        ("/subscriptions/s", "/", "Microsoft.Resources/subscriptions", "s", "s"),
        ("[format('/subscriptions/{0}', 'x')]", "", "", "[format('/subscriptions/{0}', 'x')]", "[format('/subscriptions/{0}', 'x')]"),
        ("", "", "", "", ""), ("/", "/", "", "/", "/"), ("//providers//", "/", "", "", ""),
    ],
)  # fmt: skip
def test_an_id_has_scope_type_name_and_address(text: str, scope: str, type_: str, name: str, address: str) -> None:
    """Every kind of scope, extension resources, and texts that are no ids."""
    parts = ResourceId(text)
    assert (parts.container, parts.type, parts.full_name, parts.address) == (scope, type_, name, address)


def test_origins_are_attached_by_id_in_any_case() -> None:
    """The key is the id from ``/resourcegroups/`` on, in lower case."""
    key = resource_id(STORAGE, "St1").lower().partition(f"/{SCOPE.subscription}")[2]
    plan = read(
        item("Create", STORAGE, "St1", None, {}),
        origins={key: Origin("prod.py:28", "gpu reads ds", "team.py:3", "prod.py:28")},
    )
    assert to_json(plan)["changes"][0]["origin"] == {
        "where": "prod.py:28",
        "because": "gpu reads ds",
        "blueprint": "team.py:3",
        "call": "prod.py:28",
    }


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "not a plan"), ({"kind": "outcome"}, "not a plan"), (None, "not a plan"),
        ({"kind": "plan"}, "no readable format_version"), ({"kind": "plan", "format_version": "x.1"}, "no readable"),
        ({"kind": "plan", "format_version": "²"}, "no readable"), ({"kind": "plan", "format_version": "3.0"}, "format 3.0"),
        ({"kind": "plan", "format_version": "1.0"}, "damaged"),
    ],
)  # fmt: skip
def test_other_files_are_refused_in_words(data: Any, said: str) -> None:
    """What is no plan, newer, or damaged raises ReportError."""
    with pytest.raises(ReportError, match=said):
        from_json(data)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff", "NaN"])
def test_a_file_that_is_no_json_is_refused_in_words(text: str | bytes) -> None:
    """Text that is no JSON names the file."""
    with pytest.raises(ReportError, match=r"p\.json"):
        read_plan(text, where="p.json")


def test_each_damage_to_a_saved_plan_is_refused_or_harmless() -> None:
    """Whatever member is set to null: a plan or ReportError, never another error."""
    data = to_json(read(item("Modify", STORAGE, "st", {"a": 1}, {"a": 2})))

    def spoil(value: Any) -> None:
        keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        for key in keys:
            kept = value[key]
            for odd in (None, "x", [], {}, 7):
                value[key] = odd
                with suppress(ReportError):
                    assert isinstance(from_json(copy.deepcopy(data)), Plan)
            value[key] = kept
            spoil(kept)

    spoil(data)


def test_a_newer_minor_version_is_read() -> None:
    """Members that were added are left aside."""
    data = to_json(read(item("Modify", STORAGE, "st", {"a": 1}, {"a": 2})))
    newer = json.loads(json.dumps(data).replace('"path"', '"news": 1, "path"')) | {"format_version": "2.9", "extra": 1}
    assert to_json(from_json(newer)) == data
    assert FORMAT_VERSION == "2.0"


def _plan(*wires: Any, **fields: Any) -> Plan:
    return read(*wires, **{"template": digest("t"), "parameters": digest("p"), **fields})


SAME = item("Modify", STORAGE, "st", {"sku": {"name": "a"}, "etag": "1"}, {"sku": {"name": "b"}})


def test_a_plan_that_did_not_move_may_be_deployed() -> None:
    """The same forecast, and one that differs in noise alone, give no line; nor does a saved and read plan."""
    reviewed = from_json(to_json(_plan(SAME)))
    noisy = item("Modify", STORAGE, "st", {"sku": {"name": "a"}, "etag": "2"}, {"sku": {"name": "b"}})
    assert stale(reviewed, _plan(SAME)) == ()
    assert stale(reviewed, _plan(noisy)) == ()
    assert reviewed.digests.changes == _plan(noisy).digests.changes


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (_plan(SAME, template=digest("u")), ["the template is not the reviewed one"]),
        (_plan(SAME, parameters=None), ["the parameters are not the reviewed ones"]),
        (_plan(), ["~ st (Microsoft.Storage/storageAccounts): reviewed, no longer forecast"]),
        (_plan(SAME, item("Delete", STORAGE, "st2", {})), ["- st2 (Microsoft.Storage/storageAccounts): not in the reviewed plan"]),
        (_plan(item("Modify", STORAGE, "st", {"sku": {"name": "a"}}, {"sku": {"name": "c"}})),
         ['~ st (Microsoft.Storage/storageAccounts) sku.name: reviewed "a" => "b", now "a" => "c"']),
        (_plan(item("Modify", STORAGE, "st", {"sku": {"name": "z"}}, {"sku": {"name": "b"}})), ["sku.name"]),
        (_plan(item("Modify", STORAGE, "st", {"sku": {"name": "a"}, "kind": "x"}, {"sku": {"name": "b"}})), ["kind (gone): reviewed nothing"]),
        (_plan(item("Delete", STORAGE, "st", {})), ["reviewed as modify, now delete", "sku.name"]),
        (replace(_plan(SAME), error=Failure("X", "no access")), ["the forecast fails now: no access"]),
        (replace(_plan(SAME), coverage=Coverage(1, (Gap("limit", "x", "y"),))), ["sees less"]),
        (replace(_plan(SAME), stack="other"), ["the plan is for churn, this is other"]),
    ],
)  # fmt: skip
def test_what_moved_since_the_review_is_told_line_by_line(now: Plan, said: list[str]) -> None:
    """Each line names what moved, reviewed and now."""
    lines = stale(_plan(SAME), now)
    assert len(lines) == len(said), lines
    assert all(part in line for part, line in zip(said, lines, strict=True)), lines


def test_a_resource_that_would_be_created_otherwise_is_told() -> None:
    """A creation with another body is not the reviewed one; the property that differs is named."""
    old, new = (_plan(item("Create", STORAGE, "st", None, {"kind": kind})) for kind in "ab")
    assert stale(old, new) == ('+ st (Microsoft.Storage/storageAccounts) kind: reviewed "a", now "b"',)
    assert old.digests.changes != new.digests.changes


_BODY = st.none() | st.dictionaries(st.sampled_from(["kind", "etag", "tags"]), st.sampled_from(["a", "b", {"x": "1"}]))
_ITEMS = st.lists(
    st.builds(item, st.sampled_from(["Create", "Delete", "Modify", "NoChange", "Unsupported", "Deploy", "Odd"]),
              st.just(STORAGE), st.sampled_from(["a", "b"]), _BODY, _BODY),
    max_size=3, unique_by=itemgetter("resourceId"),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_ITEMS, _ITEMS)
def test_lines_are_told_exactly_when_the_change_set_moved(before: Any, after: Any) -> None:
    """The fingerprint of the changes and the lines agree, whatever the forecasts."""
    old, new = read(*before), read(*after)
    moved = old.digests.changes != new.digests.changes or (old.complete and not new.complete)
    assert bool(stale(old, new)) is moved


def test_fingerprints_tell_what_they_should() -> None:
    """Order of members and secrets do not count, values and scopes do, case of ids does not."""
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert parameters_digest({"p": "x"}, secure=["P"]) == parameters_digest({"p": "y"}, secure=["p"])
    assert parameters_digest({"p": "x"}) != parameters_digest({"p": "y"})
    reference = {"p": {"reference": {"secretName": "a"}}}
    assert parameters_digest(reference, secure=["p"]) != parameters_digest({"p": {"value": "a"}}, secure=["p"])
    assert scope_digest(SCOPE) == scope_digest(replace(SCOPE, resource_group="RG-Churn", location="West Europe"))
    assert scope_digest(SCOPE) != scope_digest(replace(SCOPE, resource_group="other"))


def test_the_live_fingerprint_sees_another_value_and_not_noise() -> None:
    """What is live counts, what only Azure computes does not."""
    live = [
        read(item("Modify", STORAGE, "st", {"etag": etag, "kind": kind}, {"kind": "z"})).digests.live
        for etag, kind in [("1", "a"), ("2", "a"), ("1", "b")]
    ]
    assert live[0] == live[1] != live[2]


NOTHING = read(item("NoChange", STORAGE, "st", {}, {}))
CHANGED = read(item("Create", STORAGE, "st", None, {}))
DESTROYED = read(item("Delete", STORAGE, "st", {}))
BLIND = read(item("Unsupported", STORAGE, "st"))
FAILED = checked(read_what_if({"status": "Failed"}, context()))


@pytest.mark.parametrize(
    ("plans", "detailed", "code"),
    [
        ([], True, 0), ([NOTHING], True, 0), ([CHANGED], True, 3), ([DESTROYED], True, 4), ([BLIND], True, 5), ([FAILED], True, 1),
        ([NOTHING, CHANGED], True, 3), ([DESTROYED, CHANGED], True, 4), ([DESTROYED, BLIND], True, 5),
        ([DESTROYED, BLIND, FAILED], True, 1), ([CHANGED], False, 0), ([BLIND, DESTROYED], False, 0), ([FAILED, NOTHING], False, 1),
    ],
)  # fmt: skip
def test_the_exit_code_is_that_of_the_worst_stack(plans: list[Plan], detailed: bool, code: int) -> None:
    """1 beats 5 beats 4 beats 3 beats 0; only failures count without ``detailed``."""
    assert exit_code(plans, detailed=detailed) == code


def test_a_plan_says_the_same_each_time() -> None:
    """Two readings of one answer are one text."""
    wire = answer(SAME, item("Delete", STORAGE, "x", {}))
    texts = {json.dumps(to_json(read_what_if(copy.deepcopy(wire), context(source=Source("local"))))) for _ in range(2)}
    assert len(texts) == 1

"""The values that the local target is made of: ids, deltas, hashes."""

from __future__ import annotations

import json
import pathlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from _shared import SHARED, needs_shared
from mlinfra.arm.resource_id import resource_id
from mlinfra.local import process_lock
from mlinfra.local.template_hash import template_hash
from mlinfra.local.what_if_delta import delta

GROUP = "/subscriptions/s/resourceGroups/rg"
CONTAINER = f"{GROUP}/providers/Microsoft.Storage/storageAccounts/st/blobServices/default/containers/raw"
ROLE = f"{CONTAINER}/providers/Microsoft.Authorization/roleAssignments/r"


@pytest.mark.parametrize(
    ("text", "kind", "names", "parent", "extends"),
    [
        (GROUP, "Microsoft.Resources/resourceGroups", ("rg",), None, None),
        (
            CONTAINER,
            "Microsoft.Storage/storageAccounts/blobServices/containers",
            ("st", "default", "raw"),
            CONTAINER.removesuffix("/containers/raw"),
            None,
        ),
        (ROLE, "Microsoft.Authorization/roleAssignments", ("r",), None, CONTAINER),
        (
            "/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/policyAssignments/p",
            "Microsoft.Authorization/policyAssignments",
            ("p",),
            None,
            None,
        ),
    ],
)
def test_an_id_falls_into_its_parts(text: str, kind: str, names: Any, parent: Any, extends: Any) -> None:
    """Type, names, parent, and for an extension the resource it stands on."""
    rid = resource_id(text.replace("resourceGroups", "RESOURCEGROUPS"))
    assert (rid.text, rid.type, rid.names, rid.complete) == (text, kind, names, True)
    assert (rid.parent.text if rid.parent else None) == parent
    assert (rid.extends.text if rid.extends else None) == extends
    assert not resource_id(text.rpartition("/")[0]).complete or text == GROUP


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab", max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(JSON, JSON)
def test_a_delta_is_empty_exactly_when_nothing_differs(before: Any, after: Any) -> None:
    """No difference goes unseen and none is made up; true is not 1."""
    same = json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)
    assert (delta(before, after) == []) is same
    assert delta(before, before) == []


def test_ids_that_differ_in_case_are_the_same() -> None:
    """Azure spells ids as it likes."""
    assert delta({"a": "/subscriptions/S/x"}, {"a": "/subscriptions/s/X"}) == []
    assert delta({"a": "X"}, {"a": "x"})


def test_a_process_is_known_to_live() -> None:
    """This one lives; one that can't be does not."""
    assert process_lock.is_running(process_lock.this_process())
    assert not process_lock.is_running("999999999:1")
    assert not process_lock.is_running("nonsense")
    if pathlib.Path("/proc/1/stat").exists():
        assert not process_lock.is_running("1:0"), "the number was given to another process"


@needs_shared
def test_the_compilers_hash_is_reported() -> None:
    """A compiled template says its own hash."""
    assert SHARED is not None
    template = json.loads((SHARED / "reference/lowering/39-landing-zone/main.json").read_text(encoding="utf-8"))
    assert template_hash(template) == template["metadata"]["_generator"]["templateHash"]

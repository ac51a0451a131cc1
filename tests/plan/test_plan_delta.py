from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlinfra.base.property_paths import pattern
from mlinfra.review.plan import property_delta

CASES: list[tuple[str, Any, Any, list[tuple[str, str, Any, Any]]]] = [
    ("value", {"a": {"b": 1}}, {"a": {"b": 2}}, [("a.b", "modify", 1, 2)]),
    ("gone and new", {"a": 1}, {"b": 2}, [("a", "delete", 1, None), ("b", "create", None, 2)]),
    ("odd keys", {"tags": {"hidden-link:x/y": "1"}}, {"tags": {}}, [("tags['hidden-link:x/y']", "delete", "1", None)]),
    ("quote in a key", {"it's": 1}, {"it's": 2}, [("['it''s']", "modify", 1, 2)]),
    ("true is not one", {"a": True}, {"a": 1}, [("a", "modify", True, 1)]),
    ("one is 1.0", {"a": 1}, {"a": 1.0}, []),
    ("nested true in a list", {"a": [True]}, {"a": [1]}, [("a[0]", "delete", True, None), ("a[0]", "create", None, 1)]),
    ("object becomes text", {"a": {"b": 1}}, {"a": "x"}, [("a", "modify", {"b": 1}, "x")]),
    ("by name", {"s": [{"name": "a", "v": 1}, {"name": "b", "v": 2}]}, {"s": [{"name": "b", "v": 3}]},
     [("s[a]", "delete", {"name": "a", "v": 1}, None), ("s[b].v", "modify", 2, 3)]),
    ("by id", {"s": [{"id": "/A"}]}, {"s": [{"id": "/x"}, {"id": "/a", "v": 1}]},
     [("s[1].id", "no_effect", "/A", "/a"), ("s[1].v", "create", None, 1), ("s[0]", "create", None, {"id": "/x"})]),
    ("by place", {"r": [{"v": "1"}, {"v": "2"}]}, {"r": [{"v": "1"}, {"v": "3"}]}, [("r[1].v", "modify", "2", "3")]),
    ("same names twice go by place", {"r": [{"name": "a", "v": 1}, {"name": "a", "v": 2}]}, {"r": [{"name": "a", "v": 1}]},
     [("r[1]", "delete", {"name": "a", "v": 2}, None)]),
    ("plain values", {"p": ["80", "443"]}, {"p": ["22", "80", "443"]}, [("p[0]", "create", None, "22")]),
    ("ordered values", {"dnsServers": ["a", "b"]}, {"dnsServers": ["b", "a"]},
     [("dnsServers[0]", "modify", "a", "b"), ("dnsServers[1]", "modify", "b", "a")]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_difference_reads_as_expected(before: Any, after: Any, expected: list[Any]) -> None:
    """Paths, actions and values of each kind of difference."""
    found = [(d.path, d.action.value, d.before, d.after) for d in property_delta(before, after)]
    assert found == expected


SAME = [
    ("N101", {"id": "/subscriptions/X/resourceGroups/RG"}, {"id": "/subscriptions/x/resourcegroups/rg"}),
    ("N101", {"u": {"/subscriptions/A": {}}}, {"u": {"/subscriptions/a": {}}}),
    ("N102", {"location": "West Europe"}, {"location": "westeurope"}),
    ("N103", {"idle": "PT120S"}, {"idle": "PT2M"}),
    ("N104", {"r": "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/g"},
     {"r": "/providers/Microsoft.Authorization/roleDefinitions/G"}),
    ("N105", {"a": ["80", "443"]}, {"a": ["443", "80"]}),
    ("N105", {"a": [{"name": "x", "v": 1}, {"name": "y"}]}, {"a": [{"name": "y"}, {"name": "x", "v": 1}]}),
    ("N105", {"a": [{"v": 1}, {"v": 2}]}, {"a": [{"v": 2}, {"v": 1}]}),
    ("N106", {"a": []}, {}),
    ("N106", {}, {"a": {}}),
    ("N107", {"vmSize": "STANDARD_DS3_V2"}, {"vmSize": "Standard_DS3_v2"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "after"), SAME)
def test_another_spelling_has_no_effect_and_says_why(rule: str, before: Any, after: Any) -> None:
    """What means the same to Azure is listed, without effect, with the rule."""
    [delta] = property_delta(before, after)
    assert delta.action == "no_effect"
    assert delta.noise is not None
    assert delta.noise.rule == rule


@pytest.mark.parametrize(
    ("before", "after"),
    [({"a": "Allow"}, {"a": "allow"}), ({"a": "PT1M"}, {"a": "PT1H"}), ({"a": "P"}, {"a": "PT"}), ({"a": 0}, {"a": False})],
)  # fmt: skip
def test_what_only_looks_alike_is_a_modification(before: Any, after: Any) -> None:
    """Other case of other texts, other durations, zero and false differ."""
    assert [d.action.value for d in property_delta(before, after)] == ["modify"]


def test_null_and_absent_are_one_only_against_live_state() -> None:
    """Azure leaves nulls out; between two snapshots a null that went is a difference."""
    assert property_delta({"a": None}, {}, live=True) == ()
    assert [d.path for d in property_delta({"a": None}, {})] == ["a"]
    assert [d.action.value for d in property_delta({"a": 1}, {"a": None}, live=True)] == ["delete"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("aB/[.'", max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab.:'", max_size=2), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(_JSON, _JSON)
def test_no_difference_means_equal_and_equal_means_none(before: Any, after: Any) -> None:
    """An empty result is exactly equality, and a value never differs from its copy."""
    assert property_delta(before, copy.deepcopy(before)) == ()
    if not property_delta(before, after):
        assert before == after


@pytest.mark.parametrize(
    ("text", "path", "holds"),
    [
        ("properties.a", "properties.a", True),
        ("properties.a", "properties.A.b[0]", True),
        ("properties.a", "properties.ab", False),
        ("properties.a[*].b", "properties.a[12].b", True),
        ("properties.*.b", "properties.x.b", True),
        ("properties.*.b", "properties['x.y'].b", True),
        ("properties.*.b", "properties.x.y.b", False),
        ("tags['hidden-link:*']", "tags['hidden-link:/a/b']", True),
        ("tags", "tags['hidden-link:x']", True),
        ("a.enable*", "a.enableDataActions", True),
    ],
)
def test_a_pattern_covers_a_property_and_what_lies_below(text: str, path: str, holds: bool) -> None:
    """Stars stand for one name, brackets for any index."""
    assert bool(pattern(text).match(path)) is holds

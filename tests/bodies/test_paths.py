"""The places that rows name are there: in the property table of the type, and in the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from _azure_properties import DERIVED, PUBLIC
from _property_page import REASONS, RESOURCES, answers
from _references import ROOT
from mlinfra.base.property_paths import member, written_names
from mlinfra.catalogue.body_judgement import judge_body
from mlinfra.catalogue.lookup import api_version
from mlinfra.catalogue.refusal import READ_ONLY
from mlinfra.landing_zone.load.azure_names import full_path
from mlinfra.landing_zone.load.fields import members
from mlinfra.landing_zone.model._field_types import type_of
from mlinfra.landing_zone.model._nested import nested_of
from mlinfra.landing_zone.model._rows import Constant, Mapped, field_rows, rows_of

TYPES = [kind for kind in (*PUBLIC, *DERIVED) if getattr(kind, "arm_type", "")]
MODEL = (ROOT / "docs" / "reference" / "model.md").read_text(encoding="utf-8")


def bodies(kind: type) -> Iterator[dict[str, Any]]:
    """A body with every path of a class; one for each class that may stand in a nested object."""
    nested = [
        (nested_of(kind, field), row.path) for field, row in rows_of(kind) if isinstance(row, Mapped) and row.nested
    ]
    choices = [(path, inner) for place, path in nested for inner in place.kinds] or [("", None)]
    for chosen in choices:
        yield _object(kind, chosen)


def _object(kind: type, chosen: tuple[str, type | None] = ("", None)) -> dict[str, Any]:
    """An object with every path of a class; of a nested class the chosen one, else the first."""
    body: dict[str, Any] = {}
    for field, row in rows_of(kind):
        if isinstance(row, Mapped) and row.nested:
            place = nested_of(kind, field)
            inner = _object(chosen[1] if chosen[1] and chosen[0] == row.path else place.kinds[0])
            value: Any = {"": inner, "[]": [inner], "{}": {"anyName": inner}}[place.shape]
            _put(body, row.path, value)
        elif row.path:
            _put(body, row.path, row.value if isinstance(row, Constant) else "any value")
    return body


def _put(body: dict[str, Any], path: str, value: Any) -> None:
    *above, last = written_names(path)
    for name in above:
        body = body.setdefault(name, {})
    body[last] = value


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_path_is_a_property_of_the_type(kind: type) -> None:
    """No row names a property that the type has in none of its API versions that mlinfra writes, or that only Azure sets."""
    for body in bodies(kind):
        judged = [judge_body(kind.arm_type, version, body) for version in _versions(kind)]
        assert all(told.known for told in judged)
        assert not set.intersection(*({unknown.message for unknown in told.unknown} for told in judged))
        assert not [refusal for told in judged for refusal in told.refusals if refusal.code == READ_ONLY]


def _versions(kind: type) -> tuple[str, ...]:
    """The API version of a class, and the preview versions that it may be written in."""
    choices = members(type_of(kind, "preview")) if "preview" in field_rows(kind) else ()
    return api_version(kind.arm_type), *(word for choice in choices for word in get_args(choice))


def test_a_wrong_path_is_found() -> None:
    """The comparison sees every row: each path of each class is in one of its bodies."""
    for kind in TYPES:
        written = {path for body in bodies(kind) for path in _leaves(body, "")}
        said = {row.path for _, row in rows_of(kind) if row.path}
        assert not {path for path in said if not any(leaf == path or leaf.startswith(f"{path}.") for leaf in written)}


def _leaves(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _leaves(inner, member(path, name))
    else:
        yield path


@pytest.mark.parametrize("kind", RESOURCES, ids=lambda kind: kind.__name__)
def test_every_writable_property_is_said_or_has_a_reason(kind: type) -> None:
    """A property of a type that a class stands for is said by a field, computed, constant, or not said for a reason."""
    missing = [path for path, what in answers(kind) if not what]
    assert missing == [], f"give {kind.__name__} fields, or say why not in its UNSAID: {', '.join(missing)}"


def test_reasons_are_needed() -> None:
    """Each reason, of a class or of several, is the answer for some property."""
    used = {what for kind in RESOURCES for _, what in answers(kind)}
    reasons = [
        *(why for _, _, why in REASONS),
        *(why for kind in RESOURCES for why in getattr(kind, "UNSAID", {}).values()),
    ]
    assert not [why for why in reasons if why not in used]


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.__name__)
def test_a_search_for_the_property_finds_the_field(kind: type) -> None:
    """The model reference has, in the section of the class, one line with the field and its whole path."""
    head = f"\n## {kind.__name__}\n"
    assert head in MODEL, f"docs/reference/model.md lacks {kind.__name__}: run make baselines"
    section = MODEL.split(head)[1].split("\n## ")[0]
    for name, row in field_rows(kind).items():
        if isinstance(row, Mapped) and row.path:
            assert re.search(rf"^\| `{name}` .*`{re.escape(full_path(kind, row.path))}`", section, re.MULTILINE), name


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("maxNodeCount", "maximum"),
        ("isHnsEnabled", "hierarchical_namespace"),
        ("vmPriority", "low_priority"),
        ("assignedUser", "user"),
        ("firewallSku", "firewall"),
        ("dataUri", "path"),
    ],
)
def test_azures_words_lead_to_ours(word: str, field: str) -> None:
    """Who knows Azure's name of a property finds the field."""
    assert any(line.startswith(f"| `{field}` |") for line in MODEL.splitlines() if word in line)

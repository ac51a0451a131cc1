"""``$filter`` of lists of resources, as Resource Manager documents it."""

from __future__ import annotations

from typing import Any

import pytest

from mlinfra.local.errors import ArmError
from mlinfra.local.odata import matching

ROOT = "/subscriptions/s/resourceGroups"
BODIES: list[dict[str, Any]] = [
    {
        "id": f"{ROOT}/rg-a/providers/M.S/a/one",
        "name": "one",
        "type": "M.S/a",
        "location": "westeurope",
        "tags": {"t": "1"},
    },
    {"id": f"{ROOT}/rg-b/providers/M.S/b/two", "name": "two", "type": "M.S/b", "tags": {"t": "2", "u": "1"}},
    {"id": f"{ROOT}/rg-b/providers/M.S/b/o'three", "name": "o'three", "type": "M.S/b"},
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["one", "two", "o'three"]),
        ("resourceType eq 'm.s/B'", ["two", "o'three"]),
        ("name eq 'ONE'", ["one"]),
        ("name eq 'o''three'", ["o'three"]),
        ("resourceGroup eq 'RG-a'", ["one"]),
        ("location eq 'westeurope'", ["one"]),
        ("location ne 'westeurope'", ["two", "o'three"]),
        ("tagName eq 't'", ["one", "two"]),
        ("tagName eq 't' and tagValue eq '1'", ["one"]),
        ("tagName eq 'nosuch'", []),
        ("substringof('t', name)", ["two", "o'three"]),
        ("startswith(name, 'o')", ["one", "o'three"]),
        ("name eq 'one' or (resourceType eq 'M.S/b' and tagName eq 'u')", ["one", "two"]),
    ],
)
def test_a_filter_lets_through_what_it_says(text: str, names: list[str]) -> None:
    """Letter case never counts; a name and a value of a tag belong to one tag; an apostrophe is doubled."""
    assert [body["name"] for body in matching(text, BODIES)] == names


@pytest.mark.parametrize(
    "text", ["name", "name eq", "name eq one", "colour eq 'x'", "name gt 'a'", "name eq 'a' and", "(", "#"]
)
def test_what_is_no_filter_is_refused(text: str) -> None:
    """Instead of an answer to another question."""
    with pytest.raises(ArmError) as caught:
        matching(text, BODIES)
    assert (caught.value.status, caught.value.code) == (400, "InvalidFilterInQueryString")

"""How long the texts say that names are is how long the rules of the catalogue let them be."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from _azure_properties import PUBLIC
from _references import definition, given_fields
from mlinfra.catalogue.lookup import name_rule
from mlinfra.landing_zone.model._base import Resource


def _lengths() -> Iterator[tuple[str, str, int, int]]:
    for kind in PUBLIC:
        for field, _, _, text in given_fields(definition(kind)) if issubclass(kind, Resource) else ():
            told = re.search(r"(\d+) to (\d+) ", text) if field == "name" else None
            if told:
                yield kind.__name__, kind.arm_type.removesuffix("/versions"), int(told[1]), int(told[2])


LENGTHS = list(_lengths())


@pytest.mark.parametrize(("name", "arm_type", "least", "most"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_a_text_says_how_long_a_name_is(name: str, arm_type: str, least: int, most: int) -> None:
    """The shortest and the longest are taken, one character less and one more are not."""
    rule = name_rule(arm_type)
    assert rule is not None, name
    assert [rule.allows("a" * length) for length in (least - 1, least, most, most + 1)] == [False, True, True, False]


def test_there_are_such_texts() -> None:
    """They are found."""
    assert len(LENGTHS) > 40

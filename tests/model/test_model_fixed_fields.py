"""What the texts of the model call fixed at creation is so in the catalogue, and so in check, plan, deploy and local target."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from _azure_properties import PUBLIC
from _references import definition, given_fields
from mlinfra.catalogue.change_facts import fixed_at_creation, ways, without_effect
from mlinfra.landing_zone.load.azure_names import full_path, owner_of
from mlinfra.landing_zone.model._base import Resource
from mlinfra.landing_zone.model._rows import Constant, field_paths, rows_of


def _fixed() -> Iterator[tuple[type, str]]:
    for kind in PUBLIC:
        for field, _, _, text in given_fields(definition(kind)):
            if "fixed at creation" in text.lower() or "cannot be switched off" in text:
                yield kind, field


FIXED = list(_fixed())
CONNECTION = "properties.privateLinkServiceConnections[0].properties"
INSIDE = {
    "PrivateEndpoint.target": f"{CONNECTION}.privateLinkServiceId",
    "PrivateEndpoint.group": f"{CONNECTION}.groupIds",
}
"""What fields are about that are written into a list with others, which may change."""


@pytest.mark.parametrize(("kind", "field"), FIXED, ids=[f"{kind.__name__}.{field}" for kind, field in FIXED])
def test_a_field_that_is_fixed_is_fixed_in_the_catalogue(kind: type, field: str) -> None:
    """The property that the field is about is create-only, one-way or without effect there."""
    owner = kind if issubclass(kind, Resource) else owner_of(kind)[0]
    variants = [str(row.value) for _, row in rows_of(owner) if isinstance(row, Constant) and row.tells_class] or [""]
    path = INSIDE.get(f"{kind.__name__}.{field}") or full_path(kind, field_paths(kind)[field][0])
    held = [
        fixed_at_creation(owner.arm_type, variant, path)
        or list(ways(owner.arm_type, path))
        or without_effect(owner.arm_type, variant, path)
        for variant in variants
    ]
    assert all(held), f"{owner.arm_type} {path}: add it to create_only or one_way of its entry, or change the text"


def test_there_are_such_fields() -> None:
    """The texts are found."""
    assert len(FIXED) > 20

"""Make plain resources for the existing ones that a stack refers to and the local target lacks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from mlinfra.arm.resource_id import ResourceId, resource_id
from mlinfra.catalogue.lookup import find_type
from mlinfra.catalogue.reference_judgement import references_of
from mlinfra.local.providers._base import TENANT
from mlinfra.local.resource_checks import exists
from mlinfra.local.resources import put_stand_in
from mlinfra.local.store import Store


def make_stand_ins(store: Store, ids: Iterable[str], location: str = "westeurope") -> tuple[str, ...]:
    """Make what isn't there yet, with its group and parents; the ids that were made. Raises ArmError for a bad name."""
    new_ids: list[str] = []
    with store.transaction():
        for text in ids:
            _make(store, resource_id(text), location, new_ids)
    return tuple(new_ids)


def _make(store: Store, rid: ResourceId, location: str, new_ids: list[str]) -> None:
    if exists(store, rid):
        return
    group = rid.group if rid.group and rid.group.key != rid.key else None
    for holder in (group, rid.extends, rid.parent):
        if holder:
            _make(store, holder, location, new_ids)
    least = _least(rid)
    for reference in references_of(rid.type, least):
        _make(store, resource_id(reference.text), location, new_ids)
    put_stand_in(store, rid, {"location": location, **least})
    new_ids.append(rid.text)


def _least(rid: ResourceId) -> dict[str, Any]:
    entry = find_type(rid.type)
    text = json.dumps(dict(entry.least) if entry else {})
    group = rid.group.text if rid.group else ""
    least: dict[str, Any] = json.loads(text.replace("{tenant}", TENANT).replace("{group}", group))
    return least

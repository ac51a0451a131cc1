"""Merge changes that do the same to many resources into one, such as a new tag on six of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from mlinfra.review.report.key_properties import label
from mlinfra.review.report.view import ChangeView

FEWEST = 3
"""So many resources with the same change become one line; two are read as quickly one by one."""


def merged(changes: Iterable[ChangeView]) -> list[ChangeView]:
    """The changes in their order; those that differ in the resource alone stand once, where the first of them stood.

    Only modifications are merged: what is created, deleted or replaced is always named on its own. ``members`` of the
    merged one are the names of the resources.
    """
    groups: dict[str, list[ChangeView]] = {}
    for change in changes:
        groups.setdefault(_same(change), []).append(change)
    return [view for group in groups.values() for view in (group if len(group) < FEWEST else [_merge(group)])]


def _same(change: ChangeView) -> str:
    """Equal for changes that may stand in one line; the id makes every other one a group of its own."""
    if change.action != "modify" or not change.deltas or change.management or change.findings or change.refusals:
        return change.id + change.address
    deltas = [[d.path, d.action, d.before, d.after, d.noise, d.replaces, d.ineffective] for d in change.deltas]
    return json.dumps([deltas, change.risk, change.risk_why, change.noise, change.potential], default=str)


def _merge(group: list[ChangeView]) -> ChangeView:
    members = tuple(f"{change.kind} {label(change)}" for change in group)
    first = group[0]
    return replace(
        first,
        kind="several",
        address=f"{len(group)} resources",
        id="",
        type="",
        before=None,
        after=None,
        where="",
        because="",
        members=members,
    )

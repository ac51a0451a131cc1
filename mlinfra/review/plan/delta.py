"""Compare two bodies of one resource, property by property."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import item, keyed_item, member
from mlinfra.review.plan import equivalence
from mlinfra.review.plan.change import Delta, DeltaAction, Noise

MAX_DEPTH = 60
"""Deeper bodies are compared as a whole from there on; no resource comes near."""

_ABSENT = object()
_KEYS = ("name", "id", "key", "category")


def property_delta(before: Json, after: Json, *, live: bool = False) -> tuple[Delta, ...]:
    """What differs between two bodies, in the order of the bodies.

    Lists of objects are matched by their ``name``, ``id``, ``key`` or ``category`` where all items have one, others by position;
    lists of plain values by value. The path names an item by the key that it was matched by (``logs[Writes].enabled``),
    ids apart; an index is that of ``after``, of ``before`` for what is gone.
    What only spells the same differently comes as ``no_effect`` with the reason. ``live``: ``before`` is what
    Azure returned, so that null and absent are one.
    """
    return tuple(_differ("", "", before, after, live, 0))


def _differ(path: str, key: str, before: Json, after: Json, live: bool, depth: int) -> Iterator[Delta]:
    if before is after:
        return
    if depth < MAX_DEPTH:
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _objects(path, before, after, live, depth + 1)
            return
        if isinstance(before, list) and isinstance(after, list):
            yield from _lists(path, key, before, after, live, depth + 1)
            return
    if not equal(before, after):
        yield _modify(path, before, after, equivalence.same(key, before, after))


def _modify(path: str, before: Json, after: Json, noise: Noise | None) -> Delta:
    return Delta(path, DeltaAction.NO_EFFECT if noise else DeltaAction.MODIFY, before, after, noise)


def _gone(path: str, before: Json) -> Delta:
    if before in ([], {}):
        return Delta(path, DeltaAction.NO_EFFECT, before, None, equivalence.EMPTY)
    return Delta(path, DeltaAction.DELETE, before, None)


def _new(path: str, after: Json) -> Delta:
    if after in ([], {}):
        return Delta(path, DeltaAction.NO_EFFECT, None, after, equivalence.EMPTY)
    return Delta(path, DeltaAction.CREATE, None, after)


def equal(before: Json, after: Json) -> bool:
    """Whether two JSON values are one; true is not 1, other than in Python, and 1 is 1.0."""
    if type(before) is not type(after):
        if isinstance(before, bool) or isinstance(after, bool):
            return False
        return bool(before == after)
    if isinstance(before, (dict, list)):
        return bool(before == after) and _dump(before) == _dump(after)
    return bool(before == after)


def _dump(value: Json) -> str:
    """A text that tells all values apart, whatever the order of members; where it nests too deep, Python's word."""
    try:
        return json.dumps(value, sort_keys=True, default=str)
    except RecursionError:
        return "deep"


def _objects(
    path: str, before: Mapping[str, Json], after: Mapping[str, Json], live: bool, depth: int
) -> Iterator[Delta]:
    twins = _respelled(before, after)
    for key, old in before.items():
        new = after.get(key, _ABSENT)
        here = member(path, key)
        if new is _ABSENT and key in twins:
            yield Delta(here, DeltaAction.NO_EFFECT, key, twins[key], equivalence.ID_CASE)
            new = after[twins[key]]
        if new is _ABSENT or (live and new is None):
            if not (live and old is None):
                yield _gone(here, old)
        elif live and old is None:
            yield _new(here, new)
        else:
            yield from _differ(here, key.casefold(), old, new, live, depth)
    matched = set(twins.values())
    for key, new in after.items():
        if key not in before and key not in matched and not (live and new is None):
            yield _new(member(path, key), new)


def _respelled(before: Mapping[str, Json], after: Mapping[str, Json]) -> dict[str, str]:
    """Keys that are resource ids, spelled differently on the two sides."""
    lost = {key.casefold(): key for key in before if key[:1] == "/" and key not in after}
    return {
        lost[key.casefold()]: key for key in after if key[:1] == "/" and key not in before and key.casefold() in lost
    }


def _lists(path: str, key: str, before: list[Json], after: list[Json], live: bool, depth: int) -> Iterator[Delta]:
    if equal(before, after):
        return
    if keyed := _keyed(before, after):
        yield from _by_key(path, before, after, keyed, live, depth)
    elif equivalence.ordered(key):
        yield from _by_place(path, key, before, after, live, depth)
    elif _same_items(before, after):
        yield Delta(path, DeltaAction.NO_EFFECT, before, after, equivalence.ORDER)
    elif _plain(before) and _plain(after):
        yield from _by_value(path, key, before, after)
    else:
        yield from _by_place(path, key, before, after, live, depth)


def list_key(before: list[Json], after: list[Json]) -> str | None:
    """The member by which the items of two lists are matched and named; None where they go by position."""
    keyed = _keyed(before, after)
    return keyed[0] if keyed and keyed[0] != "id" else None


def _keyed(before: list[Json], after: list[Json]) -> tuple[str, dict[str, int], dict[str, int]] | None:
    """The first of these members that tells all items apart, and the places of the items on both sides by it."""
    if not before or not after:
        return None
    for field in _KEYS:
        old, new = _places(before, field), _places(after, field)
        if old is not None and new is not None:
            return field, old, new
    return None


def _places(items: list[Json], field: str) -> dict[str, int] | None:
    places: dict[str, int] = {}
    for at, element in enumerate(items):
        value = element.get(field) if isinstance(element, dict) else None
        if not isinstance(value, str) or value.casefold() in places:
            return None
        places[value.casefold()] = at
    return places


def _by_key(
    path: str,
    before: list[Json],
    after: list[Json],
    keyed: tuple[str, dict[str, int], dict[str, int]],
    live: bool,
    depth: int,
) -> Iterator[Delta]:
    field, old, new = keyed

    def place(items: list[Json], at: int) -> str:
        return item(path, at) if field == "id" else keyed_item(path, items[at][field])

    for name, at in old.items():
        if name in new:
            yield from _differ(place(after, new[name]), "", before[at], after[new[name]], live, depth)
        else:
            yield _gone(place(before, at), before[at])
    for name, at in new.items():
        if name not in old:
            yield _new(place(after, at), after[at])
    if old.keys() == new.keys() and list(old) != list(new):
        yield Delta(path, DeltaAction.NO_EFFECT, list(old), list(new), equivalence.ORDER)


def _by_value(path: str, key: str, before: Sequence[Json], after: Sequence[Json]) -> Iterator[Delta]:
    """Plain values: what only one side holds. One for one at the same place is a modification."""
    lost, won = _surplus(before, after), _surplus(after, before)
    respelled = {
        at: noise
        for at in lost.keys() & won.keys()
        if (noise := equivalence.same(key, before[at], after[at])) is not None
    }
    for at, old in lost.items():
        yield _modify(item(path, at), old, after[at], respelled[at]) if at in respelled else _gone(item(path, at), old)
    for at, new in won.items():
        if at not in respelled:
            yield _new(item(path, at), new)


def _surplus(items: Sequence[Json], others: Sequence[Json]) -> dict[int, Json]:
    left = Counter(map(_dump, others))
    surplus: dict[int, Json] = {}
    for at, element in enumerate(items):
        text = _dump(element)
        if left[text]:
            left[text] -= 1
        else:
            surplus[at] = element
    return surplus


def _by_place(path: str, key: str, before: list[Json], after: list[Json], live: bool, depth: int) -> Iterator[Delta]:
    shared = min(len(before), len(after))
    for at in range(shared):
        yield from _differ(item(path, at), key, before[at], after[at], live, depth)
    for at in range(shared, len(before)):
        yield _gone(item(path, at), before[at])
    for at in range(shared, len(after)):
        yield _new(item(path, at), after[at])


def _same_items(before: list[Json], after: list[Json]) -> bool:
    return len(before) == len(after) and Counter(map(_dump, before)) == Counter(map(_dump, after))


def _plain(items: list[Json]) -> TypeGuard[list[Json]]:
    return not any(isinstance(element, (dict, list)) for element in items)

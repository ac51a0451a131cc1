"""List the properties in which two bodies of one resource differ, down to single values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import item, keyed_item, member

_KEYS = ("name", "key", "category", "id")
_MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs; None stands for a property that is absent.

    ``path`` reads ``properties.networkAcls.ipRules``, an item of a list of objects ``subnets[snet-ml].properties``.
    """

    path: str
    before: Json
    after: Json


def differences(before: Json, after: Json, path: str = "") -> Iterator[Difference]:
    """Every value that differs, as Azure compares: null is absent, names of properties have no letter case.

    An object that is new or gone is told member by member, so that a rule for one of them meets it. Items of lists of
    objects are matched by ``name``, ``key``, ``category`` or ``id``; other lists are values. Example: from
    ``{"properties": {"managedNetwork": {"isolationMode": "AllowInternetOutbound"}}}`` to ``{"properties": {}}`` gives
    ``properties.managedNetwork.isolationMode`` with ``after`` None.
    """
    yield from _differ(before, after, path, 0)


def _differ(before: Json, after: Json, path: str, depth: int) -> Iterator[Difference]:
    if depth < _MAX_DEPTH and _objects(before, after):
        yield from _members(before or {}, after or {}, path, depth + 1)
    elif depth < _MAX_DEPTH and (key := _list_key(before, after)):
        old, new = _by_key(before or (), key), _by_key(after or (), key)
        for name in dict.fromkeys((*old, *new)):
            yield from _differ(old.get(name), new.get(name), keyed_item(path, name), depth + 1)
    elif before != after or isinstance(before, bool) is not isinstance(after, bool):
        yield Difference(path, before, after)


def _objects(before: Json, after: Json) -> bool:
    values = [value for value in (before, after) if value is not None]
    return bool(values) and all(isinstance(value, Mapping) for value in values)


def _members(before: Mapping[str, Json], after: Mapping[str, Json], path: str, depth: int) -> Iterator[Difference]:
    others = {str(name).casefold(): value for name, value in after.items()}
    seen = set()
    for name, value in before.items():
        seen.add(str(name).casefold())
        yield from _differ(value, others.get(str(name).casefold()), member(path, str(name)), depth)
    for name, value in after.items():
        if str(name).casefold() not in seen:
            yield from _differ(None, value, member(path, str(name)), depth)


def _list_key(before: Json, after: Json) -> str | None:
    """The member that names every item of both lists; None where they are lists of other values."""
    lists = [value for value in (before, after) if value is not None]
    if not lists or not all(isinstance(value, Sequence) and not isinstance(value, str) and value for value in lists):
        return None
    return next((key for key in _KEYS if all(_named(value, key) for value in lists)), None)


def _named(items: Sequence[Json], key: str) -> bool:
    names = [element.get(key) for element in items if isinstance(element, Mapping)]
    texts = {name.casefold() for name in names if isinstance(name, str)}
    return len(texts) == len(items)


def _by_key(items: Sequence[Json], key: str) -> dict[str, Json]:
    return {str(element[key]).casefold(): element for element in items}


def leaves(value: Json, path: str, depth: int = 0) -> Iterator[tuple[str, Json]]:
    """The single values of a property that is new or gone as a whole, each with its path."""
    if isinstance(value, Mapping) and value and depth < _MAX_DEPTH:
        for name, inner in value.items():
            yield from leaves(inner, member(path, str(name)), depth + 1)
    elif isinstance(value, list) and any(isinstance(element, Mapping) for element in value) and depth < _MAX_DEPTH:
        for place, element in enumerate(value):
            yield from leaves(element, item(path, place), depth + 1)
    else:
        yield path, value

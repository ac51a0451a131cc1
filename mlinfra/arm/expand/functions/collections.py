"""Make, search and take apart arrays and objects; most functions look only at structure, so parts may be open."""

from __future__ import annotations

from mlinfra.arm.expand.functions.strings import int32
from mlinfra.arm.expand.registry import ANY, STAY, function
from mlinfra.arm.expand.text import clusters, units, uppered
from mlinfra.arm.expand.values import (
    MISSING,
    Open,
    Value,
    find,
    find_key,
    has_open_key,
    is_open,
    kind_of,
    member,
    open_key,
    text_of,
)
from mlinfra.base.errors import TemplateError


@function("createArray", rest=ANY, partial=True)
def _create_array(*items: Value) -> Value:
    return list(items)


@function("createObject", rest=ANY, partial=True)
def _create_object(*parts: Value) -> Value:
    if len(parts) % 2:
        raise TemplateError(f"createObject() takes keys and values by turns, {len(parts)} arguments are given")
    members: dict[str, Value] = {}
    for key, value in zip(parts[::2], parts[1::2], strict=True):
        if type(key) is Open:
            members[open_key(key)] = value
            continue
        if type(key) is not str:
            raise TemplateError(f"a key of createObject() must be a text, not {kind_of(key)}")
        if key in members:
            raise TemplateError(f"createObject() is given the key {key!r} twice")
        members[key] = value
    return members


@function("array", ANY, partial=True, result="part")
def _array(value: Value) -> Value:
    if type(value) is Open:
        return STAY
    return value if type(value) is list else [value]


@function("length", "sao", partial=True)
def _length(value: Value) -> Value:
    if type(value) is Open:
        return STAY
    return len(units(value) if type(value) is str else value)


@function("empty", "saon", partial=True)
def _empty(value: Value) -> Value:
    return STAY if type(value) is Open else not value


@function("first", "sa", partial=True, result="part")
def _first(value: Value) -> Value:
    return _end(value, 0)


@function("last", "sa", partial=True, result="part")
def _last(value: Value) -> Value:
    return _end(value, -1)


def _end(value: Value, at: int) -> Value:
    if type(value) is Open:
        return STAY
    if type(value) is str:
        return units(value)[at] if value else ""
    return value[at] if value else None


@function("contains", "sao", ANY, partial=True, checks="none")
def _contains(value: Value, wanted: Value) -> Value:
    if type(value) is list:
        return _holds(value, wanted)
    if type(wanted) is not str:
        raise TemplateError(f"contains() looks for a text in {kind_of(value)}, not for {kind_of(wanted)}")
    return units(wanted) in units(value) if type(value) is str else find_key(value, wanted) is not None


def _holds(items: list[Value], wanted: Value) -> bool:
    kind = type(wanted)
    alike = [item for item in items if type(item) is kind]
    if kind is str:
        return wanted in alike
    form = canonical(wanted)
    return any(canonical(item) == form for item in alike)


@function("indexOf", "sa", ANY, partial=True, checks="none")
def _index_of(value: Value, wanted: Value) -> Value:
    return _position("indexOf", value, wanted, last=False)


@function("lastIndexOf", "sa", ANY, partial=True, checks="none")
def _last_index_of(value: Value, wanted: Value) -> Value:
    return _position("lastIndexOf", value, wanted, last=True)


def _position(name: str, value: Value, wanted: Value, *, last: bool) -> Value:
    if type(value) is list:
        return _item_position(value, wanted, last=last)
    if type(wanted) is not str:
        raise TemplateError(f"{name}() looks for a text in a text, not for {kind_of(wanted)}")
    if not wanted:
        return max(len(units(value)) - 1, 0) if last else 0
    if value.isascii() and wanted.isascii():
        return _place(value.lower(), wanted.lower(), last=last)
    return _cluster_position(clusters(value), [text for _, text in clusters(wanted)], last=last)


def _place(value: str, wanted: str, *, last: bool) -> int:
    """The position of a text in another one; ``find`` is quick for all texts, ``rfind`` is not."""
    if not last:
        return value.find(wanted)
    place = value[::-1].find(wanted[::-1])
    return place if place < 0 else len(value) - place - len(wanted)


def _item_position(items: list[Value], wanted: Value, *, last: bool) -> Value:
    """Where an item stands; the search can't pass an item that is open, even in part."""
    if is_open(wanted):
        return STAY
    form = canonical(wanted)
    places = range(len(items))
    for at in reversed(places) if last else places:
        if is_open(items[at]):
            return STAY
        if canonical(items[at]) == form:
            return at
    return -1


def _cluster_position(letters: list[tuple[int, str]], wanted: list[str], *, last: bool) -> int:
    """The position of letters with their accents; every different letter becomes one character, to search quickly."""
    marks: dict[str, str] = {}
    value, part = (
        "".join(marks.setdefault(letter, chr(len(marks) + 1)) for letter in some)
        for some in ([letter for _, letter in letters], wanted)
    )
    place = _place(value, part, last=last)
    return place if place < 0 else letters[place][0]


def canonical(value: Value) -> object:
    """What two values have in common that are equal: kinds count, the order of keys does not."""
    kind = type(value)
    if kind is dict:
        return frozenset((str(key), canonical(item)) for key, item in value.items())
    if kind is list:
        return tuple(map(canonical, value))
    if kind is Open:
        return kind, text_of(value.node)
    return kind, ("NaN" if value != value else value)  # ruff: ignore[comparison-with-itself]  NaN equals NaN here


@function("equals", ANY, ANY, partial=True)
def _equals(left: Value, right: Value) -> Value:
    if type(left) is Open or type(right) is Open:
        return STAY
    return canonical(left) == canonical(right)


@function("flatten", "a", partial=True)
def _flatten(items: Value) -> Value:
    if type(items) is Open:
        return STAY
    for item in items:
        if type(item) not in {list, Open}:
            raise TemplateError(f"flatten() takes an array of arrays, but an item is {kind_of(item)}")
    if any(type(item) is Open for item in items):
        return STAY
    return [part for item in items for part in item]


@function("range", "i", "i", checks="before", result="new")
def _range(start: int, count: int) -> list[int]:
    int32("range", start)
    int32("range", count)
    if not 0 <= count <= 10_000:
        raise TemplateError(f"range() makes 0 to 10000 numbers, not {count}")
    if start + count > 1 << 31:
        raise TemplateError(f"range() ends at 2147483647, {start} + {count} is beyond")
    return list(range(start, start + count))


@function("items", "o", partial=True, result="new")
def _items(value: Value) -> Value:
    if type(value) is Open or has_open_key(value):
        return STAY
    return [{"key": key, "value": value[key]} for key in sorted(value, key=_ordinal)]


@function("objectKeys", "o", partial=True)
def _object_keys(value: Value) -> Value:
    return STAY if type(value) is Open or has_open_key(value) else sorted(value, key=_ordinal)


def _ordinal(key: str) -> str:
    return units(uppered(key))


@function("tryGet", ANY, "si", rest=ANY, partial=True, checks="none", result="part")
def _try_get(value: Value, key: Value, *keys: Value) -> Value:
    item = find(value, key) if type(value) in {list, dict} else MISSING
    return None if item is MISSING else _further(item, keys)


def _further(value: Value, keys: tuple[Value, ...]) -> Value:
    for key in keys:
        if value is None:
            return None
        if type(key) is dict:
            index, from_end = find(key, "value"), find(key, "fromEnd")
            if type(index) is not int or type(from_end) is not bool:
                raise TemplateError("a key of tryGet() is a text, a number or an object with value and fromEnd")
            value = index_from_end(value, index) if from_end else member(value, index)
        else:
            value = member(value, key)
    return value


def index_from_end(value: Value, index: int) -> Value:
    """An item counted from the end, 1 is the last."""
    if type(value) is not list:
        raise TemplateError(f"indexFromEnd() takes an array, not {kind_of(value)}")
    if not 1 <= index <= len(value):
        raise TemplateError(f"the index {index} from the end is outside of the array of {len(value)}")
    return value[-index]


@function("indexFromEnd", "a", "i", partial=True, checks="before", result="part")
def _index_from_end(value: Value, index: Value) -> Value:
    return index_from_end(value, index)


@function("tryIndexFromEnd", ANY, ANY, rest=ANY, partial=True, checks="none", result="part")
def _try_index_from_end(value: Value, index: Value, *keys: Value) -> Value:
    if type(value) is list and type(index) is int:
        int32("tryIndexFromEnd", index)
    if type(value) is not list or type(index) is not int or not 1 <= index <= len(value):
        return None
    return _further(value[-index], keys)

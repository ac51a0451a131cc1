"""Texts -> texts: case, parts, searching and replacing, all in UTF-16 units and ordinal, as .NET counts and compares."""

from __future__ import annotations

from collections.abc import Callable

from mlinfra.arm.expand.number_format import composite, plain_text
from mlinfra.arm.expand.registry import ANY, STAY, function
from mlinfra.arm.expand.text import folded, from_units, lowered, paired, units, uppered
from mlinfra.arm.expand.values import Open, Value, json_text, kind_of
from mlinfra.base.errors import TemplateError

_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_INT32 = range(-(1 << 31), 1 << 31)


def int32(name: str, value: int) -> int:
    """A number that must fit 32 bits."""
    if value not in _INT32:
        raise TemplateError(f"{name}() takes 32-bit numbers, {value} is none")
    return value


@function("format", "s", rest=ANY)
def _format(pattern: str, *args: Value) -> Value:
    return paired(composite(pattern, args))


@function("string", "sibao")
def _string(value: Value) -> Value:
    return plain_text(value) if type(value) in {str, int, bool} else json_text(value)


@function("toLower", "s")
def _to_lower(value: str) -> str:
    return lowered(value)


@function("toUpper", "s")
def _to_upper(value: str) -> str:
    return uppered(value)


@function("trim", "s")
def _trim(value: str) -> str:
    return value.strip(_WHITE)


@function("concat", rest=ANY, partial=True)
def _concat(*args: Value) -> Value:
    if any(type(arg) is Open for arg in args):
        return STAY
    if args and all(type(arg) is list for arg in args):
        return [item for arg in args for item in arg]
    for arg in args:
        if type(arg) not in {str, int, bool}:
            raise TemplateError(f"concat() joins arrays, or texts, whole numbers and Booleans, not {kind_of(arg)}")
    return paired("".join(map(plain_text, args)))


@function("substring", "s", "i", "i", optional=1)
def _substring(value: str, start: int, length: int | None = None) -> str:
    text = units(value)
    end = len(text) if length is None else start + length
    if start < 0 or (length or 0) < 0 or start > len(text) or end > len(text):
        raise TemplateError(f"substring() from {start} to {end} is outside of a text of length {len(text)}")
    return from_units(text[start:end])


@function("take", "saf", "i", partial=True)
def _take(value: Value, count: Value) -> Value:
    return _cut("take", value, count, lambda n: slice(0, max(n, 0)))


@function("skip", "saf", "i", partial=True)
def _skip(value: Value, count: Value) -> Value:
    return _cut("skip", value, count, lambda n: slice(max(n, 0), None))


def _cut(name: str, value: Value, count: Value, part: Callable[[int], slice]) -> Value:
    if type(value) is Open or type(count) is Open:
        return STAY
    int32(name, count)
    return value[part(count)] if type(value) is list else from_units(units(value)[part(count)])


@function("replace", "s", "s", "s")
def _replace(value: str, old: str, new: str) -> str:
    if not old:
        raise TemplateError("replace() can't replace an empty text")
    return paired(value.replace(old, new))


@function("split", "s", "sa")
def _split(value: str, delimiter: Value) -> list[str]:
    delimiters = [delimiter] if type(delimiter) is str else delimiter
    if any(type(one) is not str for one in delimiters):
        raise TemplateError("split() takes texts as delimiters")
    found: list[str] = []
    start = at = 0
    useful = [one for one in delimiters if one]
    if len(useful) == 1:
        return value.split(useful[0])
    while at < len(value):
        match = next((one for one in useful if value.startswith(one, at)), None)
        if match is None:
            at += 1
            continue
        found.append(value[start:at])
        start = at = at + len(match)
    return [*found, value[start:]]


@function("join", "a", "s")
def _join(items: list[Value], separator: str) -> str:
    for item in items:
        if type(item) not in {str, int, bool}:
            raise TemplateError(f"join() joins texts, whole numbers and Booleans, not {kind_of(item)}")
    return paired(separator.join(map(plain_text, items)))


@function("startsWith", "s", "s")
def _starts_with(value: str, start: str) -> bool:
    return folded(value).startswith(folded(start))


@function("endsWith", "s", "s")
def _ends_with(value: str, end: str) -> bool:
    return folded(value).endswith(folded(end))


@function("padLeft", "si", "i", "s", optional=1)
def _pad_left(value: Value, width: int, fill: str = " ") -> str:
    if not 1 <= width <= 16:
        raise TemplateError(f"padLeft() pads to 1 to 16 characters, not {width}")
    if len(units(fill)) != 1:
        raise TemplateError("padLeft() pads with one character")
    text = plain_text(value)
    return fill * (width - len(units(text))) + text


@function("like", "s", "s")
def _like(value: str, pattern: str) -> bool:
    first, *rest = folded(pattern).split("*")
    text = folded(value)
    if not rest:
        return text == first
    if not text.startswith(first) or len(text) < len(first) + len(rest[-1]) or not text.endswith(rest[-1]):
        return False
    at, end = len(first), len(text) - len(rest[-1])
    for part in rest[:-1]:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


@function("fail", "s")
def _fail(message: str) -> Value:
    raise TemplateError(message)

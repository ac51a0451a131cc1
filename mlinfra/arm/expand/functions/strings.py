"""Change, cut, join and search texts in UTF-16 units, as .NET counts and compares."""

from __future__ import annotations

from collections.abc import Callable

from mlinfra.arm.expand.composite_format import composite, plain_text
from mlinfra.arm.expand.limits import LONGEST_TEXT, too_long
from mlinfra.arm.expand.registry import ANY, STAY, function
from mlinfra.arm.expand.text import folded, from_units, lowered, paired, units, uppered
from mlinfra.arm.expand.values import Open, Value, is_open, json_text, kind_of
from mlinfra.base.errors import TemplateError

_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_INT32 = range(-(1 << 31), 1 << 31)


def int32(name: str, value: int) -> int:
    """A number that must fit 32 bits."""
    if value not in _INT32:
        raise TemplateError(f"{name}() takes 32-bit numbers, {value} is none")
    return value


@function("format", "s", rest=ANY, checks="none", slow=16)
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


@function("concat", rest=ANY, partial=True, checks="none")
def _concat(*args: Value) -> Value:
    if args and all(type(arg) is list for arg in args):
        return [item for arg in args for item in arg]
    for arg in args:
        if type(arg) not in {str, int, bool}:
            raise TemplateError(f"concat() joins arrays, or texts, whole numbers and Booleans, not {kind_of(arg)}")
    return _joined("concat", list(map(plain_text, args)), "")


def _joined(name: str, texts: list[str], separator: str) -> str:
    if sum(map(len, texts)) + len(separator) * (len(texts) - 1) > LONGEST_TEXT:
        raise too_long(name)
    return paired(separator.join(texts))


@function("substring", "s", "i", "i", optional=1, checks="none")
def _substring(value: str, start: int, length: int | None = None) -> str:
    text = units(value)
    end = len(text) if length is None else start + length
    if start < 0 or (length or 0) < 0 or start > len(text) or end > len(text):
        raise TemplateError(f"substring() from {start} to {end} is outside of a text of length {len(text)}")
    return from_units(text[start:end])


@function("take", "sa", "i", partial=True, checks="none")
def _take(value: Value, count: Value) -> Value:
    return _cut("take", value, count, lambda n: slice(0, max(n, 0))) if value or type(value) is list else ""


@function("skip", "sa", "i", partial=True, checks="none")
def _skip(value: Value, count: Value) -> Value:
    return _cut("skip", value, count, lambda n: slice(max(n, 0), None))


def _cut(name: str, value: Value, count: Value, part: Callable[[int], slice]) -> Value:
    int32(name, count)
    return value[part(count)] if type(value) is list else from_units(units(value)[part(count)])


@function("replace", "s", "s", "s", checks="before")
def _replace(value: str, old: str, new: str) -> str:
    if not old:
        raise TemplateError("replace() can't replace an empty text")
    if len(value) + value.count(old) * (len(new) - len(old)) > LONGEST_TEXT:
        raise too_long("replace")
    return paired(value.replace(old, new))


@function("split", "s", "sa", partial=True, checks="before", result="new")
def _split(value: str, delimiter: Value) -> Value:
    delimiters = [delimiter] if type(delimiter) is str else delimiter
    if any(type(text) not in {str, Open} for text in delimiters):
        raise TemplateError("split() takes texts as delimiters")
    if is_open(delimiters):
        return STAY
    if not delimiters:
        delimiters = list(_WHITE)
    useful = [text for text in delimiters if text]
    if len(useful) == 1:
        return value.split(useful[0])
    if not useful:
        return [value]
    import re

    return re.split("|".join(map(re.escape, useful)), value)


@function("join", "a", "s", partial=True, checks="before")
def _join(items: list[Value], separator: str) -> Value:
    for item in items:
        if type(item) not in {str, int, bool, Open}:
            raise TemplateError(f"join() joins texts, whole numbers and Booleans, not {kind_of(item)}")
    if any(type(item) is Open for item in items):
        return STAY
    return _joined("join", list(map(plain_text, items)), separator)


@function("startsWith", "s", "s", checks="before")
def _starts_with(value: str, start: str) -> bool:
    from mlinfra.arm.expand.text_comparison import begins_with

    return begins_with(value, start)


@function("endsWith", "s", "s", checks="before")
def _ends_with(value: str, end: str) -> bool:
    from mlinfra.arm.expand.text_comparison import finishes_with

    return finishes_with(value, end)


@function("padLeft", "si", "i", "s", optional=1, checks="none")
def _pad_left(value: Value, width: int, fill: str = " ") -> str:
    if not 1 <= width <= 16:
        raise TemplateError(f"padLeft() pads to 1 to 16 characters, not {width}")
    if len(units(fill)) != 1:
        raise TemplateError("padLeft() pads with one character")
    text = plain_text(value)
    return fill * (width - len(units(text))) + text


@function("like", "s", "s", checks="before")
def _like(value: str, pattern: str) -> bool:
    first, *rest = folded(pattern).split("*")
    text = folded(value)
    if not rest:
        return text == first
    if not text.startswith(first) or len(text) < len(first) + len(rest[-1]) or not text.endswith(rest[-1]):
        return False
    at, end = len(first), len(text) - len(rest[-1])
    for part in rest[:-1]:
        place = text.find(part, at, end)
        if place < 0:
            return False
        at = place + len(part)
    return True


@function("fail", "s")
def _fail(message: str) -> Value:
    raise TemplateError(message)

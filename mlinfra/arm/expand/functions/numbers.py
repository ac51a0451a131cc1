"""Numbers and Booleans -> numbers and Booleans; conversions between kinds."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from mlinfra.arm.expand.registry import ANY, function
from mlinfra.arm.expand.sort_order import collation_key
from mlinfra.arm.expand.values import Value, kind_of
from mlinfra.base.errors import TemplateError

_INT64 = range(-(1 << 63), 1 << 63)


def _bounded(name: str, value: int) -> int:
    if value not in _INT64:
        raise TemplateError(f"the result of {name}() does not fit 64 bits")
    return value


@function("add", "i", "i")
def _add(left: int, right: int) -> int:
    return _bounded("add", left + right)


@function("sub", "i", "i")
def _sub(left: int, right: int) -> int:
    return _bounded("sub", left - right)


@function("mul", "i", "i")
def _mul(left: int, right: int) -> int:
    return _bounded("mul", left * right)


@function("div", "i", "i")
def _div(left: int, right: int) -> int:
    return _bounded("div", _quotient("div", left, right))


@function("mod", "i", "i")
def _mod(left: int, right: int) -> int:
    _bounded("mod", _quotient("mod", left, right))
    return left - right * _quotient("mod", left, right)


def _quotient(name: str, left: int, right: int) -> int:
    if right == 0:
        raise TemplateError(f"{name}() by zero")
    size = abs(left) // abs(right)
    return size if (left < 0) == (right < 0) else -size


@function("min", ANY, rest=ANY)
def _min(*args: Value) -> Value:
    return min(_numbers("min", args))


@function("max", ANY, rest=ANY)
def _max(*args: Value) -> Value:
    return max(_numbers("max", args))


def _numbers(name: str, args: tuple[Value, ...]) -> list[float]:
    numbers = args[0] if len(args) == 1 and type(args[0]) is list else list(args)
    if not numbers or any(type(number) not in {int, float} for number in numbers):
        raise TemplateError(f"{name}() takes numbers, or one array of them, at least one")
    return numbers


@function("true")
def _true() -> bool:
    return True


@function("false")
def _false() -> bool:
    return False


@function("null")
def _null() -> None:
    return None


@function("not", "b")
def _not(value: bool) -> bool:
    return not value


def _comparison(name: str, compare: Callable[[Value, Value], bool]) -> None:
    @function(name, ANY, ANY)
    def _compare(left: Value, right: Value) -> bool:
        if type(left) is str and type(right) is str:
            return compare(collation_key(left), collation_key(right))
        if type(left) in {int, float} and type(right) in {int, float}:
            return compare(left, right)
        raise TemplateError(f"{name}() compares two numbers or two texts, not {kind_of(left)} and {kind_of(right)}")


_comparison("less", operator.lt)
_comparison("lessOrEquals", operator.le)
_comparison("greater", operator.gt)
_comparison("greaterOrEquals", operator.ge)

_WHOLE = re.compile(r"\s*[+-]?[0-9]+\s*")
_FRACTION = re.compile(r"[+-]?[0-9,]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")


@function("int", "is")
def _int(value: Value) -> int:
    number = int(value) if type(value) is int or _WHOLE.fullmatch(value) else None
    if number is None or number not in _INT64:
        raise TemplateError(f"int() can't read {value!r} as a whole number of 64 bits")
    return number


@function("float", ANY)
def _float(value: Value) -> float:
    if type(value) in {int, float}:
        return float(value)
    text = value.strip() if type(value) is str else ""
    if not re.search(r"[0-9]", text) or text[0] == "," or not _FRACTION.fullmatch(text):
        raise TemplateError(f"float() can't read {value!r} as a number")
    return float(text.replace(",", ""))


@function("bool", ANY)
def _bool(value: Value) -> bool:
    if type(value) in {bool, int, float}:
        return bool(value)
    word = value.strip().lower() if type(value) is str else ""
    if word not in {"true", "false"}:
        raise TemplateError(f"bool() can't read {value!r} as a Boolean")
    return word == "true"

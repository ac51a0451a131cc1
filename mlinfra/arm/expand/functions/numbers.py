"""Compute with numbers and Booleans, compare, and convert between types."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable

from mlinfra.arm.expand.registry import ANY, STAY, function
from mlinfra.arm.expand.text_comparison import collation_key
from mlinfra.arm.expand.values import Open, Value, kind_of, open_call
from mlinfra.base.errors import TemplateError

_INT64 = range(-(1 << 63), 1 << 63)


def _bounded(name: str, value: int) -> int:
    if value not in _INT64:
        raise TemplateError(f"the result of {name}() does not fit 64 bits")
    return value


def _operand(name: str, value: int) -> int:
    if value not in _INT64:
        raise TemplateError(f"{name}() takes numbers of 64 bits, {value} is beyond")
    return value


def _arithmetic(name: str, compute: Callable[[int, int], int]) -> None:
    @function(name, "i", "i", checks="before")
    def _compute(left: int, right: int) -> int:
        return _bounded(name, compute(_operand(name, left), _operand(name, right)))


def _quotient(left: int, right: int) -> int:
    """A whole quotient, cut towards zero."""
    if right == 0:
        raise TemplateError("a number can't be divided by zero")
    size = abs(left) // abs(right)
    return size if (left < 0) == (right < 0) else -size


_arithmetic("add", operator.add)
_arithmetic("sub", operator.sub)
_arithmetic("mul", operator.mul)
_arithmetic("div", _quotient)


@function("mod", "i", "i", checks="before")
def _mod(left: int, right: int) -> int:
    _bounded("mod", _quotient(_operand("mod", left), _operand("mod", right)))
    return left - right * _quotient(left, right)


def _extreme(name: str, choose: Callable[[list[float]], float]) -> None:
    """``min`` or ``max``: over numbers, or the items of one array."""

    def _apply(numbers: list[Value], *, lone_array: bool) -> Value:
        for number in numbers:
            if type(number) not in {int, float, Open}:
                raise TemplateError(f"{name}() takes numbers, or one array of them, not {kind_of(number)}")
            if type(number) is int:
                _operand(name, number)
        if not numbers:
            raise TemplateError(f"{name}() takes at least one number")
        if any(type(number) is Open for number in numbers):
            return open_call(name, *numbers) if lone_array else STAY
        # NaN comes out of any comparison; of a whole number and an equal fraction, the fraction does.
        nan = next((number for number in numbers if number != number), None)  # ruff: ignore[comparison-with-itself]
        value = choose(numbers)
        equal = next((number for number in numbers if type(number) is float and number == value), value)
        return equal if nan is None else nan

    @function(name, ANY, rest=ANY, partial=True)
    def _extreme_of(*args: Value) -> Value:
        lone_array = len(args) == 1 and type(args[0]) is list
        return _apply(args[0] if lone_array else list(args), lone_array=lone_array)


_extreme("min", min)
_extreme("max", max)


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
    @function(name, "sif", "sif", checks="none", slow=2)
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

_WHOLE = re.compile(r"\s*([+-]?)0*([0-9]{1,20})\s*")
_FRACTION = re.compile(r"[+-]?[0-9,]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?")


@function("int", "is")
def _int(value: Value) -> int:
    if type(value) is int:
        return value  # beyond 64 bits too
    match = _WHOLE.fullmatch(value)
    number = int(match[1] + match[2]) if match else None
    if number is None or number not in _INT64:
        raise TemplateError(f"int() can't read {value!r} as a whole number of 64 bits")
    return number


@function("float", "sif")
def _float(value: Value) -> float:
    if type(value) is str:
        return _read_float(value)
    return _cut_off(value) if type(value) is int else float(value)


def _cut_off(value: int) -> float:
    """A whole number as a fraction of 53 bits; what is too much is cut off, not rounded."""
    surplus = max(abs(value).bit_length() - 53, 0)
    size = abs(value) >> surplus << surplus
    try:
        return float(size if value >= 0 else -size)
    except OverflowError:
        return math.copysign(math.inf, value)


_SPECIAL = re.compile(r"(?P<nan>[+-]?nan)|(?P<sign>[+-]?)(?:infinity|∞)", re.IGNORECASE)


def _read_float(text: str) -> float:
    digits = text.strip()
    special = _SPECIAL.fullmatch(digits)
    if special is not None:
        return math.nan if special["nan"] else math.copysign(math.inf, -1 if special["sign"] == "-" else 1)
    if not re.search(r"[0-9]", digits) or digits[0] == "," or not _FRACTION.fullmatch(digits):
        raise TemplateError(f"float() can't read {text!r} as a number")
    return float(digits.replace(",", ""))


@function("bool", "sibf")
def _bool(value: Value) -> bool:
    if type(value) is not str:
        return bool(value)
    word = value.strip().lower()
    if word not in {"true", "false"}:
        raise TemplateError(f"bool() can't read {value!r} as a Boolean")
    return word == "true"

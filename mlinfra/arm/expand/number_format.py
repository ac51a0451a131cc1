"""Format numbers as .NET does, in the invariant culture."""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from math import isfinite

from mlinfra.arm.expand.composite_format import plain_text
from mlinfra.arm.expand.custom_number_format import pictured
from mlinfra.arm.expand.limits import LONGEST_TEXT, too_long
from mlinfra.arm.expand.values import Value, json_text
from mlinfra.base.errors import TemplateError

_STANDARD = re.compile(r"([A-Za-z])(\d{0,9})")
_EXACT = Context(prec=2 * LONGEST_TEXT, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""No number is too large or too precise to be written out."""


def formatted(value: Value, specifier: str) -> str:
    """A value by a format specifier, which counts only for numbers."""
    if type(value) in {list, dict}:
        return json_text(value).replace('"', "'")
    if not specifier or type(value) not in {int, float}:
        return plain_text(value)
    if type(value) is float and not isfinite(value):
        return general(value)
    with localcontext(_EXACT):
        return _by_specifier(value, specifier)


def _by_specifier(value: float, specifier: str) -> str:
    standard = _STANDARD.fullmatch(specifier)
    if standard:
        digits = int(standard[2]) if standard[2] else None
        if (digits or 0) > LONGEST_TEXT:
            raise too_long("format")
        return _by_letter(value, standard[1], digits)
    return pictured(Decimal(f"{value:.14e}") if type(value) is float else Decimal(value), specifier)


def _by_letter(value: float, letter: str, digits: int | None) -> str:
    kind = letter.upper()
    if kind in "DXB":
        return _whole(value, letter, digits or 0)
    if kind == "R":
        return general(value) if type(value) is float else str(value)
    if kind == "G":
        return _significant(value, digits or 0, letter)
    if kind == "E":
        even = ROUND_HALF_EVEN if type(value) is float else ROUND_HALF_UP
        return _exponential(Decimal(value), 6 if digits is None else digits, letter, 3, even)
    places = 2 if digits is None else digits
    # Ties of fractions go to the even digit, those of whole numbers up: they have other code in .NET.
    number, rounding = Decimal(value), ROUND_HALF_EVEN if type(value) is float else ROUND_HALF_UP
    if kind == "P":
        return _grouped(number * 100, places, rounding) + " %"
    if kind == "F":
        return _fixed(number, places, rounding)
    if kind == "N":
        return _grouped(number, places, rounding)
    if kind == "C":
        text = _grouped(abs(number), places, rounding)
        return f"(¤{text})" if number < 0 else f"¤{text}"
    raise TemplateError(f"format() knows no specifier {letter!r}")


def _whole(value: float, letter: str, digits: int) -> str:
    if type(value) is not int:
        raise TemplateError(f"format() takes {letter!r} only for whole numbers")
    if letter in "Dd":
        return f"{'-' if value < 0 else ''}{abs(value):0{digits}d}"
    form = "b" if letter in "Bb" else letter
    if -(1 << 63) <= value < 1 << 63:
        return f"{value % (1 << 64):{form}}".rjust(digits, "0")
    return _large_whole(value, form, digits)


def _large_whole(value: int, form: str, digits: int) -> str:
    """A number beyond 64 bits in two's complement, as short as shows its sign: ``F8`` rounded up to ``0F8``."""
    bits = 1 if form == "b" else 4
    count = (value if value >= 0 else ~value).bit_length() // bits + 1
    text = f"{value % (1 << count * bits):{form}}".rjust(count, "0")
    filler = "0" if value >= 0 else {"b": "1", "x": "f", "X": "F"}[form]
    return text.rjust(digits, filler)


def _fixed(number: Decimal, places: int, rounding: str) -> str:
    return f"{_rounded(number, places, rounding):.{places}f}"


def _rounded(number: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding)


def _grouped(number: Decimal, places: int, rounding: str) -> str:
    return f"{_rounded(number, places, rounding):,.{places}f}"


def _exponential(number: Decimal, places: int, letter: str, least: int, rounding: str = ROUND_HALF_UP) -> str:
    if number == 0:
        mantissa, exponent = Decimal(0), 0
    else:
        exponent = number.adjusted()
        mantissa = _rounded(number.scaleb(-exponent), places, rounding)
        if abs(mantissa) >= 10:
            exponent += 1
            mantissa = _rounded(number.scaleb(-exponent), places, rounding)
    return f"{mantissa:.{places}f}{letter}{'-' if exponent < 0 else '+'}{abs(exponent):0{least}d}"


def general(value: float) -> str:
    """A fraction without a specifier: in full up to 15 digits."""
    text = repr(value)
    special = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(text)
    if special:
        return special
    number = Decimal(text)
    if number == 0:
        return "-0" if text[0] == "-" else "0"
    if -5 <= number.adjusted() < 15:
        return f"{number.normalize():f}"
    digits = len(number.normalize().as_tuple().digits)
    return _exponential(number, digits - 1, "E", 2)


def _significant(value: float, digits: int, letter: str) -> str:
    if digits == 0:
        return general(value) if type(value) is float else str(value)
    number = Decimal(repr(value)) if type(value) is float else Decimal(value)
    if number == 0:
        return "0"
    places = digits - 1 - number.adjusted()
    short = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN if type(value) is float else ROUND_HALF_UP)
    exponent = short.adjusted()
    if -5 <= exponent < digits:
        return f"{short.normalize():f}"
    mantissa = short.normalize()
    return _exponential(mantissa, len(mantissa.as_tuple().digits) - 1, "E" if letter == "G" else "e", 2)

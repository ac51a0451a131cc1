"""Values and .NET format specifiers -> text, in the invariant culture."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from mlinfra.arm.expand.custom_number_format import pictured
from mlinfra.arm.expand.values import Value, json_text
from mlinfra.base.errors import TemplateError

_HOLE = re.compile(r"(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?")
_STANDARD = re.compile(r"([A-Za-z])(\d{0,9})")


def plain_text(value: Value) -> str:
    """A value as .NET prints it: ``True``, ``2``, the text itself; nothing for null."""
    if type(value) is bool:
        return "True" if value else "False"
    if type(value) is float:
        return _general(value)
    if value is None:
        return ""
    return value if type(value) is str else str(value)


class _Hole(NamedTuple):
    argument: int
    width: int
    specifier: str


def composite(pattern: str, args: tuple[Value, ...]) -> str:
    """.NET's composite formatting: ``{0}``, ``{0,5}``, ``{0:D3}``, doubled braces."""
    return "".join(piece if isinstance(piece, str) else _filled_hole(piece, args) for piece in _pieces(pattern))


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[str | _Hole, ...]:
    """A pattern as texts and holes."""
    pieces: list[str | _Hole] = []
    at = 0
    while at < len(pattern):
        brace = _next_brace(pattern, at)
        pieces.append(pattern[at:brace])
        if brace == len(pattern):
            break
        if pattern[brace : brace + 2] in {"{{", "}}"}:
            pieces.append(pattern[brace])
            at = brace + 2
            continue
        match = _HOLE.match(pattern, brace + 1) if pattern[brace] == "{" else None
        if match is None or pattern[match.end() : match.end() + 1] != "}":
            raise TemplateError(f"format() can't read {pattern!r} at position {brace}")
        pieces.append(_Hole(int(match[1]), int(match[2] or 0), match[3] or ""))
        at = match.end() + 1
    return tuple(pieces)


def _next_brace(pattern: str, at: int) -> int:
    found = [position for position in (pattern.find("{", at), pattern.find("}", at)) if position >= 0]
    return min(found, default=len(pattern))


def _filled_hole(hole: _Hole, args: tuple[Value, ...]) -> str:
    if hole.argument >= len(args):
        raise TemplateError(f"format() has no argument {{{hole.argument}}}, {len(args)} are given")
    value = args[hole.argument]
    text = value if type(value) is str else formatted(value, hole.specifier)
    return text.ljust(-hole.width) if hole.width < 0 else text.rjust(hole.width)


def formatted(value: Value, specifier: str) -> str:
    """A value by a format specifier; those of numbers work on numbers alone."""
    if type(value) in {list, dict}:
        return json_text(value).replace('"', "'")
    if not specifier or type(value) not in {int, float}:
        return plain_text(value)
    standard = _STANDARD.fullmatch(specifier)
    if standard:
        return _by_letter(value, standard[1], int(standard[2]) if standard[2] else None)
    return pictured(Decimal(repr(value)) if type(value) is float else Decimal(value), specifier)


def _by_letter(value: float, letter: str, digits: int | None) -> str:
    kind = letter.upper()
    if kind in "DXB":
        return _whole(value, letter, digits or 0)
    if kind == "R":
        return _general(value) if type(value) is float else str(value)
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
        raise TemplateError(f"format() takes {letter!r} for whole numbers alone")
    if letter in "Dd":
        return f"{'-' if value < 0 else ''}{abs(value):0{digits}d}"
    text = f"{value % (1 << 64):{'b' if letter in 'Bb' else letter}}"
    return text.rjust(digits, "0")


def _fixed(number: Decimal, places: int, rounding: str) -> str:
    text = f"{_rounded(number, places, rounding):.{places}f}"
    return text[1:] if text[0] == "-" and not text.strip("-0.") else text


def _rounded(number: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), rounding)


def _grouped(number: Decimal, places: int, rounding: str) -> str:
    text = f"{_rounded(number, places, rounding):,.{places}f}"
    return text[1:] if text[0] == "-" and not text.strip("-0.,") else text


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


def _general(value: float) -> str:
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
        return _general(value) if type(value) is float else str(value)
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

"""Format values as .NET does, in the invariant culture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from mlinfra.arm.expand.custom_number_format import pictured
from mlinfra.arm.expand.limits import LONGEST_TEXT, too_long
from mlinfra.arm.expand.values import Value, json_text
from mlinfra.base.errors import TemplateError

_HOLE = re.compile(r"(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::([^{}]*))?")
_STANDARD = re.compile(r"([A-Za-z])(\d{0,9})")
_WIDEST = 999_999
"""Characters to which .NET pads."""
_EXACT = Context(prec=2 * LONGEST_TEXT, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""No number is too large or too precise to be written out."""


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
    with localcontext(_EXACT):
        return "".join(
            _limited(piece if isinstance(piece, str) else _filled_hole(piece, args) for piece in _pieces(pattern))
        )


def _limited(texts: Iterator[str]) -> Iterator[str]:
    """Texts as long as they are together no longer than a text may be."""
    length = 0
    for text in texts:
        length += len(text)
        if length > LONGEST_TEXT:
            raise too_long("format")
        yield text


def _pieces(pattern: str) -> tuple[str | _Hole, ...]:
    """A pattern as texts and holes."""
    return _remembered(pattern) if len(pattern) < 1000 else _read_pieces(pattern)


def _read_pieces(pattern: str) -> tuple[str | _Hole, ...]:
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
        width = int(match[2]) if match[2] and len(match[2]) < 8 else 0
        if len(match[1]) > 7 or len(match[2] or "") > 7 or abs(width) > _WIDEST:
            raise TemplateError(f"format() can't read {pattern[:200]!r} at position {brace}: the number is too large")
        pieces.append(_Hole(int(match[1]), width, match[3] or ""))
        at = match.end() + 1
    return tuple(pieces)


_remembered = lru_cache(maxsize=4096)(_read_pieces)


def _next_brace(pattern: str, at: int) -> int:
    braces = [position for position in (pattern.find("{", at), pattern.find("}", at)) if position >= 0]
    return min(braces, default=len(pattern))


def _filled_hole(hole: _Hole, args: tuple[Value, ...]) -> str:
    if hole.argument >= len(args):
        raise TemplateError(f"format() has no argument {{{hole.argument}}}, {len(args)} are given")
    value = args[hole.argument]
    if abs(hole.width) > LONGEST_TEXT:
        raise too_long("format")
    text = value if type(value) is str else formatted(value, hole.specifier)
    return text.ljust(-hole.width) if hole.width < 0 else text.rjust(hole.width)


def formatted(value: Value, specifier: str) -> str:
    """A value by a format specifier, which counts only for numbers."""
    if type(value) in {list, dict}:
        return json_text(value).replace('"', "'")
    if not specifier or type(value) not in {int, float}:
        return plain_text(value)
    if type(value) is float and not isfinite(value):
        return _general(value)
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

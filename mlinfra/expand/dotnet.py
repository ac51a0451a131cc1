"""Values and .NET format specifiers -> text, in the invariant culture."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from mlinfra.errors import TemplateError
from mlinfra.expand.values import Value, json_text

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


def composite(pattern: str, args: tuple[Value, ...]) -> str:
    """.NET's composite formatting: ``{0}``, ``{0,5}``, ``{0:D3}``, doubled braces."""
    pieces: list[str] = []
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
        pieces.append(_hole(match, args))
        at = match.end() + 1
    return "".join(pieces)


def _next_brace(pattern: str, at: int) -> int:
    found = [position for position in (pattern.find("{", at), pattern.find("}", at)) if position >= 0]
    return min(found, default=len(pattern))


def _hole(match: re.Match[str], args: tuple[Value, ...]) -> str:
    index = int(match[1])
    if index >= len(args):
        raise TemplateError(f"format() has no argument {{{index}}}, {len(args)} are given")
    value = args[index]
    text = formatted(value, match[3] or "")
    width = int(match[2] or 0)
    return text.ljust(-width) if width < 0 else text.rjust(width)


def formatted(value: Value, specifier: str) -> str:
    """A value by a format specifier; those of numbers work on numbers alone."""
    if type(value) in {list, dict}:
        return json_text(value).replace('"', "'")
    if not specifier or type(value) not in {int, float}:
        return plain_text(value)
    standard = _STANDARD.fullmatch(specifier)
    if standard:
        return _by_letter(value, standard[1], int(standard[2]) if standard[2] else None)
    return _custom(value, specifier)


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


_SECTION = re.compile(r"""((?:\\.|'[^']*'|"[^"]*"|[^;'"\\])*)(;|$)""", re.DOTALL)
_PIECE = re.compile(r"""\\(?P<escaped>.)|'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<exponent>[eE][+-]?0+)|(?P<char>.)""", re.DOTALL)


def _custom(value: float, specifier: str) -> str:
    number = Decimal(repr(value)) if type(value) is float else Decimal(value)
    sections = [match[1] for match in _SECTION.finditer(specifier)]
    if len(sections) > 1 and not sections[-1] and specifier[-1:] != ";":
        sections.pop()
    section, signed = _section(number, sections)
    text, zero = _section_text(abs(number), section)
    if zero and len(sections) > 2 and number != 0:
        return _section_text(Decimal(0), sections[2])[0]
    return f"-{text}" if signed and number < 0 and not zero else text


def _section(number: Decimal, sections: list[str]) -> tuple[str, bool]:
    if number == 0 and len(sections) > 2 and sections[2]:
        return sections[2], False
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], False
    return sections[0], True


def _section_text(number: Decimal, section: str) -> tuple[str, bool]:
    """The text of a number without its sign, and whether it came out as zero."""
    pieces = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _PIECE.finditer(section)]
    slots = [text for kind, text in pieces if kind == "char" and text in "0#.,%‰"]
    for mark, factor in (("%", 100), ("‰", 1000)):
        number *= factor ** slots.count(mark)
    layout = "".join(slots).replace("%", "").replace("‰", "")
    point = layout.find(".")
    before = layout if point < 0 else layout[:point]
    after = "" if point < 0 else layout[point + 1 :].replace(".", "").replace(",", "")
    digits = before.rstrip(",")
    number = number.scaleb(-3 * (len(before) - len(digits)))
    exponent = next((text for kind, text in pieces if kind == "exponent"), None)
    shift = 0
    whole_slots = digits.replace(",", "")
    if exponent and number != 0:
        shift = number.adjusted() - (len(whole_slots) - 1)
        number = number.scaleb(-shift)
    rounded = _rounded(number, len(after))
    whole, _, fraction = f"{rounded:.{len(after)}f}".partition(".")
    grouped = "," in digits.strip(",")
    return _filled(pieces, _whole_digits(whole, whole_slots), _fraction_digits(fraction, after), shift, grouped), rounded == 0


def _whole_digits(whole: str, slots: str) -> str:
    least = len(slots) - slots.index("0") if "0" in slots else 0
    return whole.lstrip("0").rjust(least, "0")


def _fraction_digits(fraction: str, slots: str) -> str:
    least = slots.rindex("0") + 1 if "0" in slots else 0
    return fraction[:least] + fraction[least:].rstrip("0")


def _filled(pieces: list[tuple[str, str]], whole: str, fraction: str, shift: int, grouped: bool) -> str:
    slots = 0
    for kind, text in pieces:
        if kind == "char" and text == ".":
            break
        slots += kind == "char" and text in "0#"
    out: list[str] = []
    left, seen, rest, started = len(whole), 0, fraction, False
    in_fraction = False

    def digit(char: str) -> None:
        nonlocal left
        out.append(char)
        left -= 1
        if grouped and left and left % 3 == 0:
            out.append(",")

    for kind, text in pieces:
        if kind != "char":
            out.append(_exponent(text, shift) if kind == "exponent" else text)
        elif text in "0#" and not in_fraction:
            remaining = slots - seen
            seen += 1
            while left >= remaining and (left > remaining or left == remaining) and left:
                first = left > remaining
                digit(whole[len(whole) - left])
                if not first:
                    break
            started = True
        elif text in "0#":
            out.append(rest[:1])
            rest = rest[1:]
        elif text == "." and not in_fraction:
            in_fraction = True
            if not started and left:
                while left:
                    digit(whole[len(whole) - left])
            if fraction:
                out.append(".")
        elif text not in ",.":
            out.append(text)
    return "".join(out)


def _exponent(text: str, shift: int) -> str:
    sign = "-" if shift < 0 else "+" if "+" in text else ""
    return f"{text[0]}{sign}{abs(shift):0{text.count('0')}d}"

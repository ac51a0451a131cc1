"""Format numbers by custom .NET formats such as ``#,##0.00``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from mlinfra.arm.expand.limits import LONGEST_TEXT
from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import dataclass

_SECTION = re.compile(r"""((?:\\.|'[^']*'|"[^"]*"|[^;'"\\])*)(;|$)""", re.DOTALL)
_PIECE = re.compile(
    r"""\\(?P<escaped>.)|'(?P<single>[^']*)'|"(?P<double>[^"]*)"|(?P<exponent>[eE][+-]?0+)|(?P<char>.)""", re.DOTALL
)


def pictured(number: Decimal, specifier: str) -> str:
    """A number laid out by a format of one to three sections: positive, negative, zero."""
    sections = [match[1] for match in _SECTION.finditer(specifier)]
    section, signed = _section(number, sections)
    text, zero = _text(abs(number), section)
    if zero and number != 0 and len(sections) > 2 and sections[2]:
        return _text(Decimal(0), sections[2])[0]
    return f"-{text}" if signed and number < 0 and not zero else text


def _section(number: Decimal, sections: list[str]) -> tuple[str, bool]:
    """The section for a number, and whether it needs a sign."""
    if number == 0 and len(sections) > 2 and sections[2]:
        return sections[2], False
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], False
    return sections[0], True


@dataclass(frozen=True, slots=True)
class _Picture:
    """A section taken apart."""

    pieces: list[tuple[str, str]]
    whole: str
    """The slots before the point, commas left out."""
    fraction: str
    grouped: bool
    thousands: int
    """Commas right before the point: each divides by a thousand."""
    exponent: bool


def _picture(section: str) -> _Picture:
    pieces = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _PIECE.finditer(section)]
    layout = "".join(text for kind, text in pieces if kind == "char" and text in "0#.,")
    before, _, after = layout.partition(".")
    digits = before.rstrip(",")
    return _Picture(
        pieces,
        digits.replace(",", ""),
        after.replace(".", "").replace(",", ""),
        "," in digits.strip(","),
        len(before) - len(digits),
        any(kind == "exponent" for kind, _ in pieces),
    )


def _text(number: Decimal, section: str) -> tuple[str, bool]:
    """The text of a number without its sign, and whether it came out as zero."""
    picture = _picture(section)
    for mark, zeros in (("%", 2), ("‰", 3)):
        number = number.scaleb(zeros * sum(piece == ("char", mark) for piece in picture.pieces))
    number = number.scaleb(-3 * picture.thousands)
    if number.adjusted() > LONGEST_TEXT:
        raise TemplateError(f"format() would write a number of more than {LONGEST_TEXT} digits")
    shift = number.adjusted() - (len(picture.whole) - 1) if picture.exponent and number else 0
    rounded = number.scaleb(-shift).quantize(Decimal(1).scaleb(-len(picture.fraction)), ROUND_HALF_UP)
    whole, _, fraction = f"{rounded:f}".partition(".")
    return "".join(
        _laid_out(picture, _least(whole, picture.whole), _most(fraction, picture.fraction), shift)
    ), rounded == 0


def _least(whole: str, slots: str) -> str:
    """The digits before the point, as many as the zeros ask for."""
    least = len(slots) - slots.index("0") if "0" in slots else 0
    return whole.lstrip("0").rjust(least, "0")


def _most(fraction: str, slots: str) -> str:
    """The digits after the point, without zeros that are not asked for."""
    least = slots.rindex("0") + 1 if "0" in slots else 0
    return fraction[:least] + fraction[least:].rstrip("0")


def _spread(whole: str, slots: int, *, grouped: bool) -> list[str]:
    """The digits that each slot before the point shows; the first one takes all that are too many."""
    digits = [
        f"{digit}," if grouped and (right := len(whole) - 1 - at) and right % 3 == 0 else digit
        for at, digit in enumerate(whole)
    ]
    ends = [max(len(whole) - slots + at + 1, 0) for at in range(slots)]
    return ["".join(digits[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _laid_out(picture: _Picture, whole: str, fraction: str, shift: int) -> Iterator[str]:
    slots = iter(_spread(whole, len(picture.whole), grouped=picture.grouped))
    pointed = False
    for kind, text in picture.pieces:
        if kind == "exponent":
            yield _exponent(text, shift)
        elif kind != "char":
            yield text
        elif text in "0#":
            yield next(slots, "")
        elif text == "." and not pointed:
            yield "" if picture.whole else whole
            yield "." if fraction else ""
            slots, pointed = iter(fraction), True
        elif text not in ".,":
            yield text


def _exponent(text: str, shift: int) -> str:
    sign = "-" if shift < 0 else "+" if "+" in text else ""
    return f"{text[0]}{sign}{abs(shift):0{text.count('0')}d}"

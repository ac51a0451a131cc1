"""Read and format dates as .NET does, in the invariant culture and UTC."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from mlinfra.base.errors import TemplateError
from mlinfra.base.frozen import dataclass

_TICKS = 10_000_000
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_YEAR_ONE = datetime(1, 1, 1)  # ruff: ignore[call-datetime-without-tzinfo]  the offset stands beside it
EPOCH_DAY = 62_135_596_800
"""Seconds from the year 1 to 1970."""
_LAST = 3_652_059 * 86_400 * _TICKS

_TIME = (
    r"(?P<hour>\d{1,2})(?:(?::(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,](?P<fraction>\d+))?)?)"
    r"(?:\s*(?P<half>[AaPp][Mm]?))?|\s*(?P<only_half>[AaPp][Mm]?))"
)
_ZONE = r"\s*(?P<zone>Z|z|GMT|UTC|[+-]\d{1,2}(?::?\d{2})?)?"
_NAME = r"(?P<name>[A-Za-z]{3,9})"
_DATES = (
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?",
    r"(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})[-/.](?P<year>\d{4})",
    _NAME + r"\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
    r"(?P<day>\d{1,2})[\s-]+" + _NAME + r"\.?,?[\s-]+(?P<year>\d{4})",
    _NAME + r"\.?,?\s+(?P<year>\d{4})",
    r"(?P<month>\d{1,2})[-/](?P<day>\d{1,2})",
    _NAME + r"\.?\s+(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})[\s-]+" + _NAME + r"\.?",
)
"""The ways to write a date; the last three leave the year to today."""
_SHAPES = [
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)" + _ZONE),
    *(re.compile(r"(?:[A-Za-z]{3,9},\s*)?" + date + rf"(?:[Tt\s]\s*{_TIME})?" + _ZONE) for date in _DATES),
    re.compile(_TIME + _ZONE),
]


@dataclass(frozen=True, slots=True)
class Moment:
    """A local time in ticks since the year 1, and its offset from UTC in minutes."""

    ticks: int
    offset: int

    def plus(self, ticks: int) -> Moment:
        """A later (or earlier) moment. Raises TemplateError outside of the years 1 to 9999."""
        if not 0 <= self.ticks + ticks < _LAST:
            raise TemplateError("the date is outside of the years 1 to 9999")
        return Moment(self.ticks + ticks, self.offset)


def read_moment(text: str, function: str) -> Moment:
    """The moment a text names; without an offset it is UTC, without a date today. Raises TemplateError where it names none."""
    for shape in _SHAPES:
        match = shape.fullmatch(text.strip())
        moment = match and _moment(match)
        if moment:
            return moment
    raise TemplateError(f"{function}() can't read {text!r} as a date")


def _moment(match: re.Match[str]) -> Moment | None:
    parts = match.groupdict()
    hour = int(parts.get("hour") or 0)
    half = (parts.get("half") or parts.get("only_half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    try:
        whole = datetime(  # ruff: ignore[call-datetime-without-tzinfo]  as above
            *_date(parts),
            hour,
            int(parts.get("minute") or 0),
            int(parts.get("second") or 0),
        )
    except ValueError:
        return None
    seconds = (whole - _YEAR_ONE) // timedelta(seconds=1)
    fraction = int((parts.get("fraction") or "0")[:7].ljust(7, "0"))
    return Moment(seconds * _TICKS + fraction, _offset(parts["zone"] or ""))


def _date(parts: dict[str, str | None]) -> tuple[int, int, int]:
    """Year, month and day; what a text leaves out is today's, or the first day of a month that it names."""
    now = datetime.now(timezone.utc)
    name, month, year, day = (parts.get(key) for key in ("name", "month", "year", "day"))
    if not name and not month:
        return now.year, now.month, now.day
    return int(year) if year else now.year, _month(name) if name else int(month or 0), int(day) if day else 1


def _month(name: str) -> int:
    return next((at for at, month in enumerate(_MONTHS, 1) if name.lower() in {month.lower(), month[:3].lower()}), 0)


def _offset(zone: str) -> int:
    match = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", zone)
    if match is None:
        return 0
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    return -minutes if match[1] == "-" else minutes


_STANDARD = {
    "d": "MM/dd/yyyy", "D": "dddd, dd MMMM yyyy", "f": "dddd, dd MMMM yyyy HH:mm", "F": "dddd, dd MMMM yyyy HH:mm:ss",
    "g": "MM/dd/yyyy HH:mm", "G": "MM/dd/yyyy HH:mm:ss", "m": "MMMM dd", "M": "MMMM dd", "s": "yyyy-MM-ddTHH:mm:ss",
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffzzz", "O": "yyyy-MM-ddTHH:mm:ss.fffffffzzz", "t": "HH:mm", "T": "HH:mm:ss",
    "y": "yyyy MMMM", "Y": "yyyy MMMM", "": "MM/dd/yyyy HH:mm:ss zzz",
}  # fmt: skip
_UNIVERSAL = {
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "R": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
    "u": "yyyy-MM-dd HH:mm:ss'Z'",
}
_PIECE = re.compile(
    r"""\\(?P<escaped>.)|'(?P<single>[^']*)'|"(?P<double>[^"]*)"|%?(?P<code>([dfFghHKmMstyz])\5*)|(?P<char>.)""",
    re.DOTALL,
)


def format_moment(moment: Moment, pattern: str, *, literal_z: bool = False) -> str:
    """A moment by a .NET format. ``literal_z``: nothing of the offset is looked at."""
    if len(pattern) <= 1 and not literal_z:
        if pattern in _UNIVERSAL:
            return format_moment(Moment(moment.ticks, 0).plus(-moment.offset * 60 * _TICKS), _UNIVERSAL[pattern])
        if pattern not in _STANDARD:
            raise TemplateError(f"{pattern!r} is not a format of dates")
        pattern = _STANDARD[pattern]
    time = _YEAR_ONE + timedelta(seconds=moment.ticks // _TICKS)
    out: list[str] = []
    for match in _PIECE.finditer(pattern):
        kind = match.lastgroup or ""
        code = match["code"]
        if code:
            text = _code(code, time, moment)
            if not text and code[0] == "F" and out and out[-1] == ".":
                out.pop()
            out.append(text)
        else:
            out.append(match[kind])
    return "".join(out)


def _code(code: str, time: datetime, moment: Moment) -> str:
    letter, count = code[0], len(code)
    if letter in "fF":
        digits = f"{moment.ticks % _TICKS:07d}"[:count]
        return digits if letter == "f" else digits.rstrip("0")
    if letter in "zK":
        return _offset_text(moment.offset, 3 if letter == "K" else count)
    if letter == "g":
        return "A.D."
    if letter == "t":
        return ("AM" if time.hour < 12 else "PM")[:count]
    if letter == "y":
        return f"{time.year % 100:0{count}d}" if count <= 2 else f"{time.year:0{count}d}"
    if letter == "d" and count > 2:
        return _DAYS[time.weekday()][: 3 if count == 3 else None]
    if letter == "M" and count > 2:
        return _MONTHS[time.month - 1][: 3 if count == 3 else None]
    numbers = {
        "d": time.day,
        "M": time.month,
        "H": time.hour,
        "h": (time.hour - 1) % 12 + 1,
        "m": time.minute,
        "s": time.second,
    }
    return f"{numbers[letter]:0{min(count, 2)}d}"


def _offset_text(offset: int, count: int) -> str:
    hours, minutes = divmod(abs(offset), 60)
    text = f"{'-' if offset < 0 else '+'}{hours:0{min(count, 2)}d}"
    return f"{text}:{minutes:02d}" if count > 2 else text


def format_now(now: datetime, pattern: str) -> str:
    """A moment in UTC by a .NET format."""
    passed = now.replace(tzinfo=None) - _YEAR_ONE
    return format_moment(Moment(passed // timedelta(microseconds=1) * 10, 0), pattern)

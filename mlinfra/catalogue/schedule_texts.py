"""Judge texts of schedules: names of time zones, as Windows has them, and cron expressions.

Sources: the time zones of the client azure-ai-ml 1.35.2, with those that Windows got since, and the tables of cron
expressions on https://learn.microsoft.com/azure/machine-learning/how-to-schedule-pipeline-job.
"""

from __future__ import annotations

import re
from typing import Final

_ZONES: Final = """
Dateline Standard Time, UTC-11, Aleutian Standard Time, Hawaiian Standard Time, Marquesas Standard Time, Alaskan
Standard Time, UTC-09, Pacific Standard Time (Mexico), UTC-08, Pacific Standard Time, US Mountain Standard Time,
Mountain Standard Time (Mexico), Mountain Standard Time, Central America Standard Time, Central Standard Time, Easter
Island Standard Time, Central Standard Time (Mexico), Canada Central Standard Time, SA Pacific Standard Time, Eastern
Standard Time (Mexico), Eastern Standard Time, Haiti Standard Time, Cuba Standard Time, US Eastern Standard Time,
Paraguay Standard Time, Atlantic Standard Time, Venezuela Standard Time, Central Brazilian Standard Time, SA Western
Standard Time, Pacific SA Standard Time, Turks And Caicos Standard Time, Newfoundland Standard Time, Tocantins
Standard Time, E. South America Standard Time, SA Eastern Standard Time, Argentina Standard Time, Greenland Standard
Time, Montevideo Standard Time, Saint Pierre Standard Time, Bahia Standard Time, UTC-02, Mid-Atlantic Standard Time,
Azores Standard Time, Cape Verde Standard Time, UTC, Morocco Standard Time, GMT Standard Time, Greenwich Standard
Time, W. Europe Standard Time, Central Europe Standard Time, Romance Standard Time, Central European Standard Time, W.
Central Africa Standard Time, Namibia Standard Time, Jordan Standard Time, GTB Standard Time, Middle East Standard
Time, Egypt Standard Time, E. Europe Standard Time, Syria Standard Time, West Bank Standard Time, South Africa
Standard Time, FLE Standard Time, Turkey Standard Time, Israel Standard Time, Kaliningrad Standard Time, Libya
Standard Time, Arabic Standard Time, Arab Standard Time, Belarus Standard Time, Russian Standard Time, E. Africa
Standard Time, Iran Standard Time, Arabian Standard Time, Astrakhan Standard Time, Azerbaijan Standard Time, Russia
Time Zone 3, Mauritius Standard Time, Georgian Standard Time, Caucasus Standard Time, Afghanistan Standard Time, West
Asia Standard Time, Ekaterinburg Standard Time, Pakistan Standard Time, India Standard Time, Sri Lanka Standard Time,
Nepal Standard Time, Central Asia Standard Time, Bangladesh Standard Time, N. Central Asia Standard Time, Myanmar
Standard Time, SE Asia Standard Time, Altai Standard Time, W. Mongolia Standard Time, North Asia Standard Time, Tomsk
Standard Time, China Standard Time, North Asia East Standard Time, Singapore Standard Time, W. Australia Standard
Time, Taipei Standard Time, Ulaanbaatar Standard Time, North Korea Standard Time, Aus Central W. Standard Time,
Transbaikal Standard Time, Tokyo Standard Time, Korea Standard Time, Yakutsk Standard Time, Cen. Australia Standard
Time, AUS Central Standard Time, E. Australia Standard Time, AUS Eastern Standard Time, West Pacific Standard Time,
Tasmania Standard Time, Vladivostok Standard Time, Lord Howe Standard Time, Bougainville Standard Time, Russia Time
Zone 10, Magadan Standard Time, Norfolk Standard Time, Sakhalin Standard Time, Central Pacific Standard Time, Russia
Time Zone 11, New Zealand Standard Time, UTC+12, Fiji Standard Time, Kamchatka Standard Time, Chatham Islands Standard
Time, Tonga Standard Time, Samoa Standard Time, Line Islands Standard Time, UTC+13, Volgograd Standard Time, Saratov
Standard Time, Omsk Standard Time, Qyzylorda Standard Time, Sudan Standard Time, South Sudan Standard Time, Sao Tome
Standard Time, Magallanes Standard Time, Yukon Standard Time
"""
TIME_ZONES: Final = tuple(name.strip() for name in _ZONES.replace("\n", " ").split(","))
"""Names of Windows time zones, in Windows' spelling."""
_FOLDED: Final = {name.casefold(): name for name in TIME_ZONES}


def wrong_zone(text: str) -> tuple[str, str] | None:
    """What is wrong with the name of a time zone, and what to give; None for one that Windows has, in any letter case."""
    if text.casefold() in _FOLDED:
        return None
    import difflib

    near = difflib.get_close_matches(text.casefold(), _FOLDED, n=1, cutoff=0.8)
    fix = f"did you mean {_FOLDED[near[0]]}?" if near else "such as W. Europe Standard Time, or UTC"
    return f"Windows has no time zone {text!r}", fix


_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS: Final = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_FIELDS: Final[tuple[tuple[str, int, int, list[str]], ...]] = (
    ("minute", 0, 59, []),
    ("hour", 0, 23, []),
    ("day", 1, 31, []),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 6, _DAYS),
)
_PART: Final = r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d+))?"


def wrong_cron(text: str) -> tuple[str, str] | None:
    """What is wrong with a cron expression of five fields, and what to give; None for one that Azure takes."""
    fields = text.split()
    if len(fields) != len(_FIELDS):
        return f"{text!r} has not five fields", "minute, hour, day, month and day of the week: 0 6 * * 1-5"
    for field, (word, low, high, names) in zip(fields, _FIELDS, strict=True):
        if not all(_fits(part, low, high, names) for part in field.split(",")):
            return (
                f"{field!r} is no {word} of a cron expression",
                f"allowed: {low} to {high}, *, lists, ranges and steps",
            )
    return None


def _fits(part: str, low: int, high: int, names: list[str]) -> bool:
    match = re.fullmatch(_PART, part)
    if match is None or match["step"] == "0":
        return False
    ends = [_number(match[name], low, names) for name in ("first", "last") if match[name] is not None]
    return all(end is not None and low <= end <= high for end in ends)


def _number(text: str, low: int, names: list[str]) -> int | None:
    if text.isdigit():
        return int(text)
    return names.index(text.lower()) + low if text.lower() in names else None

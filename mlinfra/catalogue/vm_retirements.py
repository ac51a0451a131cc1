"""VM series that are retired or will be; from Microsoft's list of retirements, read in September 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retirement:
    """A series by the pattern of its size names; ``gone`` when the date had passed when the register was read."""

    sizes: re.Pattern[str]
    series: str
    date: str
    gone: bool
    successor: str


def _row(pattern: str, series: str, date: str, successor: str, *, gone: bool) -> Retirement:
    return Retirement(re.compile(rf"standard_(?:{pattern})", re.IGNORECASE), series, date, gone, successor)


RETIREMENTS = (
    _row(r"nc(6|12|24r?)(_promo)?", "NC", "2023-09-06", "Standard_NC4as_T4_v3", gone=True),
    _row(r"nc(6|12|24)r?s_v2", "NCv2", "2023-09-06", "Standard_NC4as_T4_v3", gone=True),
    _row(r"nd(6|12|24r?)s", "ND", "2023-09-06", "Standard_NC24ads_A100_v4", gone=True),
    _row(r"nv(6|12|24)(_promo)?", "NV", "2023-09-06", "Standard_NV6ads_A10_v5", gone=True),
    _row(r"nc24rs_v3", "NC24rs_v3", "2025-03-31", "Standard_NC24ads_A100_v4", gone=True),
    _row(r"nc(6|12|24)s_v3", "NCv3", "2025-09-30", "Standard_NC4as_T4_v3 or Standard_NC24ads_A100_v4", gone=True),
    _row(r"nv(12|24|48)s_v3|nv\d+as_v4", "NVv3 and NVv4", "2026-09-30", "Standard_NV6ads_A10_v5", gone=True),
    _row(
        r"ds?(11|12|13|14|1|2|3|4|15|5)(-\d+)?(_v2)?(_promo)?", "D and Dv2", "2028-05-01", "Standard_D4s_v5", gone=False
    ),
    _row(r"fs?(1|2|4|8|16)|f\d+s_v2", "F and Fsv2", "2028-11-15", "Standard_D4s_v5", gone=False),
    _row(
        r"a\d+m?_v2|b\d+m?s?|gs?\d(-\d+)?|l\d+s_v2", "Av2, B, G and Lsv2", "2028-11-15", "Standard_D4s_v5", gone=False
    ),
)


def retirement(size: str) -> Retirement | None:
    """The retirement of a VM size; None when none is known."""
    return next((row for row in RETIREMENTS if row.sizes.fullmatch(size)), None)

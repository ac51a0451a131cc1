"""Series of virtual machines: the names of their sizes, the family of their quota, when they retire, and sizes of them.

Sources: Microsoft's list of retirements
(https://learn.microsoft.com/azure/virtual-machines/sizes/retirement/retired-sizes-list) and its pages of the series, read in
September 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mlinfra.base.frozen import dataclass

READ: Final = "2026-09-30"
"""The day on which the list of retirements was read."""


@dataclass(frozen=True, slots=True)
class Size:
    """A size of a series: vCPUs, memory in GB, GPUs."""

    name: str
    cores: int
    memory: int
    gpus: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A series by the pattern of its size names, without ``Standard_``."""

    pattern: str
    name: str
    family: str = ""
    """The name of its quota; empty where no size of it is listed here."""
    retires: str = ""
    """The day, ISO 8601; empty where none is announced."""
    successor: str = ""
    """The size to take instead."""
    sizes: tuple[Size, ...] = ()
    """A selection, not Azure's list."""

    @property
    def gone(self) -> bool:
        """Whether the day had passed when the list was read."""
        return "" < self.retires <= READ


_T4, _A10, _A100, _D4 = "Standard_NC4as_T4_v3", "Standard_NV6ads_A10_v5", "Standard_NC24ads_A100_v4", "Standard_D4s_v5"

SERIES: Final = (
    Series(
        r"ds?(11|12|13|14|1|2|3|4|15|5)(-\d+)?(_v2)?(_promo)?", "D and Dv2", "standardDSv2Family", "2028-05-01", _D4,
        (Size("Standard_DS3_v2", 4, 14), Size("Standard_DS11_v2", 2, 14)),
    ),
    Series(
        r"d\d+s_v3", "Dsv3", "standardDSv3Family",
        sizes=(Size("Standard_D2s_v3", 2, 8), Size("Standard_D4s_v3", 4, 16)),
    ),
    Series(
        r"d\d+s_v5", "Dsv5", "standardDSv5Family",
        sizes=(Size("Standard_D2s_v5", 2, 8), Size("Standard_D4s_v5", 4, 16), Size("Standard_D8s_v5", 8, 32)),
    ),
    Series(r"e\d+ds_v4", "Edsv4", "standardEDSv4Family", sizes=(Size("Standard_E4ds_v4", 4, 32),)),
    Series(r"e\d+s_v5", "Esv5", "standardESv5Family", sizes=(Size("Standard_E8s_v5", 8, 64),)),
    Series(
        r"fs?(1|2|4|8|16)|f\d+s_v2", "F and Fsv2", "standardFSv2Family", "2028-11-15", _D4,
        (Size("Standard_F4s_v2", 4, 8),),
    ),
    Series(r"a\d+m?_v2|b\d+m?s?|gs?\d(-\d+)?|l\d+s_v2", "Av2, B, G and Lsv2", "", "2028-11-15", _D4),
    Series(
        r"nc\d+as_t4_v3", "NCasT4_v3", "Standard NCASv3_T4 Family",
        sizes=(Size("Standard_NC4as_T4_v3", 4, 28, 1), Size("Standard_NC16as_T4_v3", 16, 110, 1)),
    ),
    Series(r"nc(6|12|24r?)(_promo)?", "NC", "", "2023-09-06", _T4),
    Series(r"nc(6|12|24)r?s_v2", "NCv2", "", "2023-09-06", _T4),
    Series(r"nc24rs_v3", "NC24rs_v3", "", "2025-03-31", _A100),
    Series(
        r"nc(6|12|24)s_v3", "NCv3", "standardNCSv3Family", "2025-09-30", f"{_T4} or {_A100}",
        (Size("Standard_NC6s_v3", 6, 112, 1),),
    ),
    Series(
        r"nc\d+ads_a100_v4", "NCads_A100_v4", "StandardNCADSA100v4Family",
        sizes=(Size("Standard_NC24ads_A100_v4", 24, 220, 1),),
    ),
    Series(
        r"nc\d+ads_h100_v5", "NCads_H100_v5", "StandardNCadsH100v5Family",
        sizes=(Size("Standard_NC40ads_H100_v5", 40, 320, 1),),
    ),
    Series(r"nd(6|12|24r?)s", "ND", "", "2023-09-06", _A100),
    Series(
        r"nd96amsr_a100_v4", "NDm_A100_v4", "Standard NDAMSv4_A100Family",
        sizes=(Size("Standard_ND96amsr_A100_v4", 96, 1900, 8),),
    ),
    Series(r"nv(6|12|24)(_promo)?", "NV", "", "2023-09-06", _A10),
    Series(r"nv(12|24|48)s_v3|nv\d+as_v4", "NVv3 and NVv4", "", "2026-09-30", _A10),
)  # fmt: skip
"""Those that retire or are gone, and those of which the local target offers a size."""

_NAMES: Final = tuple((re.compile(rf"standard_(?:{row.pattern})", re.IGNORECASE), row) for row in SERIES)


def retirement(size: str) -> Series | None:
    """The series of a size that retires or is gone; None where nothing of that is known."""
    return next((row for names, row in _NAMES if row.retires and names.fullmatch(size)), None)


def offered() -> Iterator[tuple[Series, Size]]:
    """Every size of which cores and memory are known and that can still be had."""
    return ((row, size) for row in SERIES if not row.gone for size in row.sizes)

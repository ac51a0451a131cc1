"""Tell which names cannot be the size of a virtual machine.

Microsoft's naming convention: family, vCPUs, constrained vCPUs, features, accelerator, version
(https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions). Azure's list of sizes changes by the month and
by region, so a name that follows the convention is taken.
"""

from __future__ import annotations

import re
from typing import Final

from mlinfra.catalogue.vm_sizes import retirement

_FAMILIES: Final = "a|b|d|dc|ds|e|ec|f|fs|fx|g|gs|h|hb|hc|hx|l|ls|m|nc|nd|ng|nm|np|nv"
_SIZE: Final = re.compile(
    rf"(?:standard|basic)_(?:{_FAMILIES})\d+(?:-\d+)?[a-z]*(?:_[a-z]*\d*[a-z]*)*?(?:_v[1-9])?(?:_promo)?", re.IGNORECASE
)


def wrong_size(name: str) -> tuple[str, str] | None:
    """Why Azure refuses a size, and what to do; None for a name that can be one."""
    entry = retirement(name)
    if entry and entry.gone:
        return f"{name} ({entry.name}) was retired on {entry.retires}", f"take {entry.successor}"
    if _SIZE.fullmatch(name):
        return None
    return f"{name!r} is no size of a virtual machine", "write it as Azure does, such as Standard_D4s_v5"

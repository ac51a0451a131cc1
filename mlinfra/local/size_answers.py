"""Answer which VM sizes a region has, with cores in use and quota limits, as Azure's look-ups do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mlinfra.catalogue.vm_sizes import offered
from mlinfra.local.providers._base import Body

LOCATIONS: Final = (
    "westeurope",
    "northeurope",
    "swedencentral",
    "germanywestcentral",
    "uksouth",
    "francecentral",
    "eastus",
    "eastus2",
    "westus2",
)
"""The regions of the local target's look-ups; a resource may stand in any other."""
_LIMIT, _GPU_LIMIT = 350, 96


def sizes(location: str) -> list[Body]:
    """The sizes offered in a location."""
    return [
        {
            "name": size.name,
            "family": series.family,
            "vCPUs": size.cores,
            "gpus": size.gpus,
            "memoryGB": size.memory,
            "supportedComputeTypes": ["AmlCompute", "ComputeInstance"],
            "location": location,
        }
        for series, size in offered()
    ]


def usages(location: str, used: dict[str, int], refused: Callable[[str], bool]) -> list[Body]:
    """Cores in use and their limit for each family; 0 where a rehearsed failure says that quota is missing."""
    families: dict[str, Body] = {}
    for series, size in offered():
        usage = families.setdefault(
            series.family,
            {
                "id": f"{location}/{series.family}",
                "name": {"value": series.family, "localizedValue": series.family},
                "currentValue": 0,
                "limit": _GPU_LIMIT if size.gpus else _LIMIT,
                "unit": "Count",
            },
        )
        usage["currentValue"] += used.get(size.name.lower(), 0) * size.cores
        if refused(f"{size.name} {series.family} {'gpu' if size.gpus else ''}"):
            usage["limit"] = 0
    return list(families.values())

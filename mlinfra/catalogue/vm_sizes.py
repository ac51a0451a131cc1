"""VM sizes of a region, with cores in use and quota limits, as Azure's look-ups answer them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LOCATIONS = (
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

_SIZES: tuple[tuple[str, str, int, int, int], ...] = (
    ("Standard_DS3_v2", "standardDSv2Family", 4, 14, 0),
    ("Standard_DS11_v2", "standardDSv2Family", 2, 14, 0),
    ("Standard_D2s_v3", "standardDSv3Family", 2, 8, 0),
    ("Standard_D4s_v3", "standardDSv3Family", 4, 16, 0),
    ("Standard_D2s_v5", "standardDSv5Family", 2, 8, 0),
    ("Standard_D4s_v5", "standardDSv5Family", 4, 16, 0),
    ("Standard_D8s_v5", "standardDSv5Family", 8, 32, 0),
    ("Standard_E4ds_v4", "standardEDSv4Family", 4, 32, 0),
    ("Standard_E8s_v5", "standardESv5Family", 8, 64, 0),
    ("Standard_F4s_v2", "standardFSv2Family", 4, 8, 0),
    ("Standard_NC4as_T4_v3", "Standard NCASv3_T4 Family", 4, 28, 1),
    ("Standard_NC16as_T4_v3", "Standard NCASv3_T4 Family", 16, 110, 1),
    ("Standard_NC6s_v3", "standardNCSv3Family", 6, 112, 1),
    ("Standard_NC24ads_A100_v4", "StandardNCADSA100v4Family", 24, 220, 1),
    ("Standard_NC40ads_H100_v5", "StandardNCadsH100v5Family", 40, 320, 1),
    ("Standard_ND96amsr_A100_v4", "Standard NDAMSv4_A100Family", 96, 1900, 8),
)
"""Name, quota family, cores, memory in GB, GPUs: a selection, not Azure's list."""

_LIMIT, _GPU_LIMIT = 350, 96


def sizes(location: str) -> list[dict[str, Any]]:
    """The sizes offered in a location."""
    return [
        {
            "name": name,
            "family": family,
            "vCPUs": cores,
            "gpus": gpus,
            "memoryGB": memory,
            "supportedComputeTypes": ["AmlCompute", "ComputeInstance"],
            "location": location,
        }
        for name, family, cores, memory, gpus in _SIZES
    ]


def usages(location: str, used: dict[str, int], refused: Callable[[str], bool]) -> list[dict[str, Any]]:
    """Cores in use and their limit for each family; 0 where a rehearsed failure says that quota is missing."""
    families: dict[str, dict[str, Any]] = {}
    for name, family, cores, _, gpus in _SIZES:
        usage = families.setdefault(
            family,
            {
                "id": f"{location}/{family}",
                "name": {"value": family, "localizedValue": family},
                "currentValue": 0,
                "limit": _GPU_LIMIT if gpus else _LIMIT,
                "unit": "Count",
            },
        )
        usage["currentValue"] += used.get(name.lower(), 0) * cores
        if refused(f"{name} {family} {'gpu' if gpus else ''}"):
            usage["limit"] = 0
    return list(families.values())

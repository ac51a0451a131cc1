"""Write the table of API versions of resource types from a checkout of Azure/bicep-types-az.

    python scripts/api_versions.py FOLDER             # FOLDER holds generated/**/types.json
    python scripts/api_versions.py FOLDER --compare   # changes nothing; exit code 1 when the table would differ

The repository holds what the Bicep compiler knows: every type in every version that Microsoft published a specification of.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from resource_types import WHOLE

FILE = Path(__file__).parents[1] / "mlinfra" / "catalogue" / "api_versions.json"
NAMESPACES = (*WHOLE, "Microsoft.CognitiveServices", "Microsoft.Consumption", "Microsoft.EventHub", "Microsoft.Search")
_NAME = re.compile(r'"\$type":\s*"ResourceType",\s*"name":\s*"([^"/@]+)/([^"@]+)@([^"]+)"')


def main(arguments: list[str]) -> int:
    """Write, or compare."""
    text = json.dumps(_table(Path(arguments[0])), indent=1) + "\n"
    if "--compare" in arguments:
        return int(text != FILE.read_text(encoding="utf-8"))
    FILE.write_text(text, encoding="utf-8")
    return 0


def _table(folder: Path) -> dict[str, dict[str, str | dict[str, str]]]:
    wanted = {name.lower(): name for name in NAMESPACES}
    versions: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in NAMESPACES}
    for path in sorted(folder.rglob("types.json")):
        if path.parents[1].name in wanted:
            for namespace, kind, version in _NAME.findall(path.read_text(encoding="utf-8")):
                if namespace.lower() in wanted:
                    versions[wanted[namespace.lower()]][kind.lower()].add(version)
    return {name: _packed(kinds) for name, kinds in sorted(versions.items())}


def _packed(kinds: dict[str, set[str]]) -> dict[str, str | dict[str, str]]:
    """All versions of a namespace, the oldest first, and for each type which of them it has: ``0-3 7``."""
    every = sorted(set().union(*kinds.values()))
    types = {kind: _ranges(every.index(version) for version in kinds[kind]) for kind in sorted(kinds)}
    return {"versions": " ".join(every), "types": types}


def _ranges(numbers: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(f"{first}-{last}" if first < last else f"{first}" for first, last in runs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

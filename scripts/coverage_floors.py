"""Compare the line coverage that `make test` measured with the least that is allowed, for each folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOORS = {"mlinfra/": 90.0, "mlinfra/azure/": 95.0}
"""The least share of lines, in percent, of all files below a folder. Where effects happen, more is asked."""


def share(files: dict[str, dict[str, list[int]]], folder: str) -> float:
    """Count the lines that ran among those that can, in percent, of all files below a folder."""
    below = [lines for name, lines in files.items() if name.replace("\\", "/").startswith(folder)]
    ran = sum(len(lines["executed_lines"]) for lines in below)
    return 100 * ran / max(ran + sum(len(lines["missing_lines"]) for lines in below), 1)


def main(measured: Path) -> int:
    """Print the share of each folder; 1 when one is below its floor."""
    files = json.loads(measured.read_text(encoding="utf-8"))["files"]
    shares = {folder: share(files, folder) for folder in FLOORS}
    for folder, percent in shares.items():
        print(f"{folder} {percent:.1f}% of lines, at least {FLOORS[folder]:g}%")
    return int(any(percent < FLOORS[folder] for folder, percent in shares.items()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

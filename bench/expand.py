"""Expand 1, 100 and 1,000 rendered templates as a whole process, against one that only dumps the snapshots.

Run: ``python bench/expand.py [ROUNDS]``; without a number 9 of one template, fewer of many.

Prints a line for each size; exits with 1 when a ratio is over its limit, or the growth is not linear.
"""

from __future__ import annotations

import collections
import json
import marshal
import os
import sys
from collections.abc import Iterator, Sequence

SIZES = (1, 100, 1000)
LIMIT = 6.0
"""How many times the floor may be taken."""


def expand_all(folder: str, count: int) -> Iterator[str]:
    """The snapshots of so many rendered templates, as text.

    The process that is measured imports what expands a template, and opens files as the floor does: what measures it,
    and a search of a folder of a thousand for the first of them, would be half as much again for one template.
    """
    from mlinfra.arm.expand import expand, snapshot_text
    from mlinfra.base.scope import DeploymentScope

    scope = DeploymentScope(
        subscription="00000000-0000-0000-0000-000000000001", resource_group="rg", location="westeurope"
    )
    for name in sorted(os.listdir(folder))[:count]:  # ruff: ignore[os-listdir]  as said above
        with open(f"{folder}/{name}/main.json", "rb") as file:  # ruff: ignore[builtin-open]  as said above
            template = json.load(file)
        yield snapshot_text(expand(template, {}, scope))


def main(argv: list[str]) -> int:
    """Expand so many templates of a folder, or measure every size."""
    if argv[:1] == ["expand"]:
        collections.deque(expand_all(argv[1], int(argv[2])), maxlen=0)
        return 0
    if argv[:1] == ["keep"]:
        snapshots = [json.loads(text) for text in expand_all(argv[1], int(argv[2]))]
        with open(argv[3], "wb") as file:  # ruff: ignore[builtin-open]  as said above
            marshal.dump(snapshots, file)
        return 0
    return measure(int(argv[0]) if argv else None)


def measure(rounds_of_each: int | None) -> int:
    """Measure every size, print what came of it."""
    import tempfile
    from pathlib import Path

    from processes import FLOOR, compare, linear, run

    failed, times = False, list[float]()
    print("templates     floor    expand   ratio   memory")
    with tempfile.TemporaryDirectory() as place:
        stamps, folder, values = Path(__file__).with_name("stamps.py"), f"{place}/rendered", f"{place}/values"
        run(["-m", "mlinfra", "render", str(stamps), "--out", folder], STAMPS=str(SIZES[-1]))
        for size in SIZES:
            run([__file__, "keep", folder, str(size), values])
            rounds = rounds_of_each or (9 if size == 1 else 5 if size < 1000 else 3)
            compared = compare(
                rounds,
                lambda: run(["-c", FLOOR, values]),
                lambda size=size: run([__file__, "expand", folder, str(size)]),
            )
            expanded = compared.workload
            bad = compared.ratio > LIMIT
            failed, times = failed or bad, [*times, expanded.own]
            print(
                f"{size:9} {compared.floor.seconds * 1000:6.0f} ms {expanded.seconds * 1000:6.0f} ms"
                f" {compared.ratio:6.1f}x {expanded.memory:5.0f} MB{'   over the limit' if bad else ''}"
            )
    even = linear(SIZES, times)
    print(f"growth is {'linear' if even else 'NOT linear'}: {_each(times)}")
    return 0 if even and not failed else 1


def _each(times: Sequence[float]) -> str:
    """What one template more costs between two sizes."""
    steps = zip(SIZES, SIZES[1:], times, times[1:], strict=False)
    more = ", ".join(f"{(b - a) / (n - m) * 1000:.1f} ms from {m} to {n}" for m, n, a, b in steps)
    return f"one template more costs {more}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

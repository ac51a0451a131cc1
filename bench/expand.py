"""Expand 1, 100 and 1,000 rendered templates as a whole process, against one that only dumps the snapshots.

Run: ``python bench/expand.py [ROUNDS]``; without a number 9 of one template, fewer of many.

Prints a line for each size; exits with 1 when a ratio is over its limit, or the growth is not linear.
"""

from __future__ import annotations

import collections
import json
import marshal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from processes import FLOOR, compare, linear, run

SIZES = (1, 100, 1000)
LIMIT = 6.0
"""How many times the floor may be taken."""
STAMPS = Path(__file__).with_name("stamps.py")


def expand_all(folder: Path, count: int) -> Iterator[str]:
    """The snapshots of so many rendered templates, as text."""
    from mlinfra.arm.expand import expand, snapshot_text
    from mlinfra.base.scope import DeploymentScope

    scope = DeploymentScope(
        subscription="00000000-0000-0000-0000-000000000001", resource_group="rg", location="westeurope"
    )
    for path in sorted(folder.glob("*/main.json"))[:count]:
        yield snapshot_text(expand(json.loads(path.read_bytes()), {}, scope))


def main(argv: list[str]) -> int:
    """Measure every size, print what came of it."""
    if argv[:1] == ["expand"]:
        collections.deque(expand_all(Path(argv[1]), int(argv[2])), maxlen=0)
        return 0
    if argv[:1] == ["keep"]:
        snapshots = [json.loads(text) for text in expand_all(Path(argv[1]), int(argv[2]))]
        Path(argv[3]).write_bytes(marshal.dumps(snapshots))
        return 0
    failed, times = False, list[float]()
    print("templates     floor    expand   ratio   memory")
    with tempfile.TemporaryDirectory() as folder:
        run(["-m", "mlinfra", "render", str(STAMPS), "--out", folder], STAMPS=str(SIZES[-1]))
        values = Path(folder, "values")
        for size in SIZES:
            run([__file__, "keep", folder, str(size), str(values)])
            rounds = int(argv[0]) if argv else 9 if size == 1 else 5 if size < 1000 else 3
            compared = compare(
                rounds,
                lambda: run(["-c", FLOOR, str(values)]),
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

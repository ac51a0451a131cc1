"""Render both outputs of 1, 100 and 1,000 stamps as a whole process, against one that only dumps the ARM JSON.

Run: ``python bench/render.py [ROUNDS]``; without a number 7 of one stamp, fewer of many.

Prints a line for each size; exits with 1 when a ratio, the memory or the growth is over its limit. Many stamps take all
processors that this process may use; the memory is that of the largest process.
"""

from __future__ import annotations

import json
import marshal
import sys
import tempfile
from pathlib import Path

from processes import FLOOR, Compared, Cost, compare, linear, run

LIMITS = {1: 7.0, 100: 9.0, 1000: 10.0}
"""How many times the floor may be taken, by stamps."""
MEMORY = 60.0
"""MB."""
STAMPS = Path(__file__).with_name("stamps.py")
BUILD = Path(__file__).parents[1] / "build"
"""Files are written where a user's would be."""


def render(folder: Path, stamps: int) -> Cost:
    """What a user types, into a new folder each time: a file system is slow to use again what was just removed."""
    out = tempfile.mkdtemp(dir=folder)
    return run(["-m", "mlinfra", "render", str(STAMPS), "--out", out], STAMPS=str(stamps))


def keep(out: Path, values: Path) -> None:
    """Keep the values that were printed in ``out``, in a form that is read at once: for the floor."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(out.glob("*/*/main.json")))
    values.write_bytes(marshal.dumps([json.loads(text) for text in texts]))


def measure(folder: Path, stamps: int, rounds: int) -> Compared:
    """The floor and the rendering of so many stamps."""
    folder.mkdir()
    render(folder, stamps)
    values = folder / "values"
    run([__file__, "keep", str(folder), str(values)])
    return compare(rounds, lambda: run(["-c", FLOOR, str(values)]), lambda: render(folder, stamps))


def main(argv: list[str]) -> int:
    """Measure every size, print what came of it."""
    if argv[:1] == ["keep"]:
        keep(Path(argv[1]), Path(argv[2]))
        return 0
    failed, times = False, []
    BUILD.mkdir(exist_ok=True)
    print("stamps     floor    render   ratio  limit   memory")
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:
        for stamps, limit in LIMITS.items():
            rounds = int(argv[0]) if argv else 15 if stamps == 1 else 7 if stamps < 1000 else 3
            compared = measure(Path(folder, f"{stamps}"), stamps, rounds)
            dumped, rendered = compared.floor, compared.workload
            bad = compared.ratio > limit or rendered.memory > MEMORY
            failed, times = failed or bad, [*times, rendered.own]
            print(
                f"{stamps:6} {dumped.seconds * 1000:6.0f} ms {rendered.seconds * 1000:6.0f} ms {compared.ratio:6.1f}x"
                f" {limit:5.0f}x {rendered.memory:5.0f} MB{'   over the limit' if bad else ''}"
            )
    even = linear(list(LIMITS), times)
    print(f"growth is {'linear' if even else 'NOT linear'}")
    return 1 if failed or not even else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

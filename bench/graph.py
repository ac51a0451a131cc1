"""Resolve 1, 100 and 1,000 stamps of ten resources, and one stack of 50, 200 and 800 workspaces, as whole processes.

Run: ``python bench/graph.py [ROUNDS]``; without a number 5 rounds.

Prints a line for each size; exits with 1 when resolving takes longer than its limit, the memory is over its limit, or the
growth is not linear.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from processes import Cost, linear, medians, run, turns

STAMPS = Path(__file__).with_name("stamps.py")
LIMIT = 4.0
"""How many times the seconds that loading the stamps takes, resolving them may take."""
MEMORY = 60.0
"""MB."""
SHAPES = {"stamps": (1, 100, 1000), "workspaces": (50, 200, 800)}
"""What is counted: stacks of ten resources each, or workspaces with a cluster in one stack."""


def child(shape: str, *, resolved: bool) -> None:
    """Load the stacks, and resolve them where asked."""
    from mlinfra import ComputeCluster, ResourceGroup, Stack, Workspace
    from mlinfra.landing_zone.graph.resolve import resolve
    from mlinfra.landing_zone.load import load_stacks

    if shape == "stamps":
        stacks = load_stacks(STAMPS)
    else:
        names = [f"mlw-{number:04}" for number in range(int(os.environ["STAMPS"]))]
        zones = [Workspace(name, computes=[ComputeCluster("cpu", size="Standard_D4s_v5")]) for name in names]
        stacks = [Stack("one", scope=ResourceGroup("rg-one", location="westeurope"), resources=zones)]
    kept = [resolve(stack) for stack in stacks] if resolved else stacks
    sys.stdout.write(f"{len(kept)}\n")


def measure(shape: str, size: int, rounds: int) -> tuple[Cost, Cost]:
    """Loading, and loading with resolving."""
    words = ("load", "resolve")
    loaded, resolved = medians(
        turns(rounds, *(partial(run, [__file__, word, shape], STAMPS=str(size)) for word in words))
    )
    return loaded, resolved


def main(argv: list[str]) -> int:
    """Measure every shape and size, print what came of it."""
    if argv and argv[0] in {"load", "resolve"}:
        child(argv[1], resolved=argv[0] == "resolve")
        return 0
    rounds = int(argv[0]) if argv else 5
    print("stacks of      size    loading  resolving   memory")
    fine = [_shape(shape, sizes, rounds) for shape, sizes in SHAPES.items()]
    return int(not all(fine))


def _shape(shape: str, sizes: tuple[int, ...], rounds: int) -> bool:
    """Measure one shape; whether all is within the limits."""
    fine, times = True, []
    for size in sizes:
        loaded, resolved = measure(shape, size, rounds)
        own = resolved.own - loaded.own
        slow = shape == "stamps" and size == sizes[-1] and own > LIMIT * loaded.own
        bad = slow or resolved.memory > MEMORY
        fine, times = fine and not bad, [*times, own]
        print(
            f"{shape:12} {size:6} {loaded.own * 1000:7.0f} ms {own * 1000:7.0f} ms {resolved.memory:5.0f} MB"
            f"{'   over the limit' if bad else ''}"
        )
    even = linear(sizes, times)
    print(f"growth is {'linear' if even else 'NOT linear'}")
    return fine and even


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Command lines go in, the least seconds and the most memory of each as a whole process come out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FLOOR = (
    "import json, marshal, sys\nfor value in marshal.load(open(sys.argv[1], 'rb')):\n    json.dumps(value, indent=2)\n"
)
"""What the ratios are to: a process that prints values that somebody else has made."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds from start to end, seconds of it spent in Python itself, and MB at most."""

    seconds: float
    own: float
    memory: float


def run(arguments: Sequence[str], **environ: str) -> Cost:
    """Run Python once; a failure ends the benchmark.

    The caller must be small itself: until the child becomes Python, its memory is that of the caller.
    """
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env={**os.environ, **environ})
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"failed: python {' '.join(arguments)}")
    return Cost(seconds, usage.ru_utime, usage.ru_maxrss / 1024)


def best(rounds: int, *runs: Callable[[], Cost]) -> list[Cost]:
    """The best of some rounds of each; they take turns, so that a busy moment hits them all."""
    taken = [[one() for one in runs] for _ in range(rounds)]
    return [
        Cost(min(one.seconds for one in of), min(one.own for one in of), max(one.memory for one in of))
        for of in zip(*taken, strict=True)
    ]


def linear(sizes: Sequence[int], seconds: Sequence[float], slack: float = 1.25) -> bool:
    """Whether one more costs at the end what it costs at the start; ``slack`` is what a busy machine may add.

    Give it the processes' own seconds: those of the disk grow as its journal likes.
    """
    steps = [
        (after - before) / (more - less)
        for less, more, before, after in zip(sizes, sizes[1:], seconds, seconds[1:], strict=False)
    ]
    return steps[-1] <= slack * steps[0]

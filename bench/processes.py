"""Command lines go in, the median seconds and the most memory of each as a whole process come out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

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
    child = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, env={**_environ(), **environ})
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"failed: python {' '.join(arguments)}")
    return Cost(seconds, usage.ru_utime, usage.ru_maxrss / 1024)


def _environ() -> dict[str, str]:
    """The environment, in which Python keeps the bytecode of modules, as pip does when it installs them."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A workload beside its floor: the median of each, and of what the workload takes in the unit of the floor beside it."""

    floor: Cost
    workload: Cost
    ratio: float


def compare(rounds: int, floor: Callable[[], Cost], workload: Callable[[], Cost]) -> Compared:
    """Run pairs, a floor and a workload at a time, and judge them by their median.

    A busy moment hits both of a pair, and the median leaves the pair aside whose halves it did not hit alike.
    The best of several runs would not do: the best of nine short ones is luckier than the best of three long ones, so
    that a workload which grows evenly seemed to grow faster than that.
    """
    pairs = turns(rounds, floor, workload)
    ratio = median(done.seconds / least.seconds for least, done in pairs)
    return Compared(*medians(pairs), ratio)


def turns(rounds: int, *runs: Callable[[], Cost]) -> list[list[Cost]]:
    """What each run takes, in rounds in which all take their turn."""
    return [[one() for one in runs] for _ in range(rounds)]


def medians(taken: Sequence[Sequence[Cost]]) -> list[Cost]:
    """The median of each run over all rounds."""
    return [_median(costs) for costs in zip(*taken, strict=True)]


def _median(costs: Sequence[Cost]) -> Cost:
    """The median seconds, and the most memory."""
    return Cost(
        median(cost.seconds for cost in costs), median(cost.own for cost in costs), max(cost.memory for cost in costs)
    )


def linear(sizes: Sequence[int], seconds: Sequence[float], slack: float = 1.25) -> bool:
    """Whether one more costs at the end what it costs at the start; ``slack`` is what a busy machine may add.

    Give it the processes' own seconds: those of the disk grow as its journal likes.
    """
    steps = [
        (after - before) / (more - less)
        for less, more, before, after in zip(sizes, sizes[1:], seconds, seconds[1:], strict=False)
    ]
    return steps[-1] <= slack * steps[0]

"""Plan and deploy several stacks of one file to the local target: at the same time against one alone, and many of them.

Run: ``python bench/stacks.py [LATENCY [STACKS]]``; without numbers 2 seconds for each resource, and 45 stacks.

Prints the time of four slow stacks as a ratio to the longest of them alone (1 would be perfect, 4 is one by one), then
seconds and seconds of processor of a plan, a first deployment, and a deployment with nothing to do, of many stacks that
take no time themselves, as ratios to the same with one stack. Exits with 1 when the first ratio is over 1.3.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

STAMPS = Path(__file__).with_name("stamps.py")
SLOW = 4
MOST = 1.3
LOCAL = ("--target", "local", "--state")


@dataclass(frozen=True, slots=True)
class Spent:
    """What one command took: seconds, and seconds of processor."""

    seconds: float
    processor: float


def command(*words: str | Path, **environ: str) -> Spent:
    """Run ``mlinfra WORDS`` once; a failure ends the benchmark."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    program = [sys.executable, "-m", "mlinfra", *map(str, words)]
    done = subprocess.run(program, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"failed: mlinfra {' '.join(map(str, words))}\n{done.stderr}")
    return Spent(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def slow(folder: Path, latency: float) -> float:
    """The time of four stacks at once to that of the longest alone, where each resource takes a while."""
    faults = {"MLINFRA_FAULTS": f"latency={latency}", "STAMPS": str(SLOW)}
    alone = [
        command("deploy", STAMPS, "--select", f"ml-team{n:04}", "--yes", *LOCAL, folder / f"{n}.db", **faults).seconds
        for n in range(SLOW)
    ]
    together = command("deploy", STAMPS, "--yes", *LOCAL, folder / "together.db", **faults).seconds
    ratio = together / max(alone)
    told = ", ".join(f"{seconds:.1f}" for seconds in alone)
    print(
        f"{SLOW} stacks, {latency:g} s for each resource: {together:.1f} s together; alone {told} s; ratio {ratio:.2f}"
    )
    return ratio


def many(folder: Path, stacks: int) -> None:
    """Plan and deploy stacks that take no time themselves, and one of them alone."""
    steps = (("plan",), ("deploy", "--yes"), ("plan",), ("deploy", "--yes"))
    names = ("plan, nothing there", "deploy", "plan, nothing to do", "deploy, nothing to do")
    for name, (verb, *options) in zip(names, steps, strict=True):
        one, all_ = (
            command(verb, STAMPS, *options, *LOCAL, folder / f"{number}.db", STAMPS=str(number))
            for number in (1, stacks)
        )
        ratio = all_.processor / one.processor
        print(
            f"{stacks} stacks, {name}: {all_.seconds:.1f} s, {all_.processor:.1f} s of processor; "
            f"one stack {one.seconds:.1f} s, {one.processor:.1f} s; ratio of processor {ratio:.1f}"
        )


def main() -> int:
    """Run both."""
    latency, stacks = (float(sys.argv[1]) if sys.argv[1:] else 2.0), int(sys.argv[2]) if sys.argv[2:] else 45
    with tempfile.TemporaryDirectory() as folder:
        ratio = slow(Path(folder), latency)
        many(Path(folder), stacks)
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())

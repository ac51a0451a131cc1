"""Work on many values in several processes, as many as there are processors for this one."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise, zip_longest
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")

_LEAST = 16
"""Fewer values than this are not worth a process: to start one takes as long as to render two stacks."""


def work_on_all(work: Callable[[S], T], values: Sequence[S]) -> Iterator[T]:
    """What ``work`` returns for each value, in order; raises what it raises for the first one for which it fails.

    A child process starts with all that this process has in memory and works on a share of the values. What it does not
    finish, since ``work`` raised there or the child was ended, is worked on here: so errors are those of one process.
    What ``work`` remembers in memory stays in the child, and what it returns must be a value that `pickle` takes.
    """
    first, *others = _shares(values)
    if not others:
        yield from map(work, first)
        return
    from mlinfra.app.child_process import ChildProcess

    children: list[ChildProcess] = []
    try:
        with suppress(OSError):  # the system may have no process left
            children += (ChildProcess.start(work, share) for share in others)
        yield from map(work, first)
        for child, share in zip_longest(children, others):
            results: list[T] = child.results() if child else []
            yield from results
            yield from map(work, share[len(results) :])
    finally:
        for child in children:
            child.end()


def _shares(values: Sequence[S]) -> list[Sequence[S]]:
    """The values in as many parts of about one length as there are processes to be."""
    count = max(1, min(_processors(), len(values) // _LEAST))
    length, more = divmod(len(values), count)
    starts = [number * length + min(number, more) for number in range(count + 1)]
    return [values[start:end] for start, end in pairwise(starts)]


def _processors() -> int:
    """How many processors this process may use; 1 where it cannot be copied.

    Windows has no way to do so, macOS none that is safe with libraries of the system, and threads are not copied.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))

"""Work on many values in several processes, as many as there are processors for this one."""

from __future__ import annotations

import os
import pickle  # ruff: ignore[suspicious-pickle-import]  of our own making
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise, zip_longest
from typing import TypeVar

from mlinfra.base.frozen import dataclass

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
    children: list[_Child] = []
    try:
        with suppress(OSError):  # the system may have no process left
            children += (_Child.start(work, share) for share in others)
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


@dataclass(frozen=True, slots=True)
class _Child:
    """A process that works on a share, and the end of a pipe at which its results arrive."""

    pid: int
    pipe: int

    @staticmethod
    def start(work: Callable[[S], T], share: Sequence[S]) -> _Child:
        """Copy this process: what it has yet to print is printed before, as the copy would print it too."""
        _flush()
        here, there = os.pipe()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the copy can take it
        try:
            pid = os.fork()
            if pid == 0:
                os.close(here)
                _work(work, share, there)
        except OSError:
            os.close(here)
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            os.close(there)
        return _Child(pid, here)

    def results(self) -> list[T]:
        """What it finished: all of its share, or what came before the value at which it failed."""
        with open(self.pipe, "rb", closefd=False) as pipe, suppress(EOFError, pickle.UnpicklingError, OSError):
            results: list[T] = pickle.load(pipe)  # ruff: ignore[suspicious-pickle-usage]  as above
            return results
        return []

    def end(self) -> None:
        """Let it end after the value that it works on, if it is still at work, and wait for that."""
        os.close(self.pipe)
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGINT)
        os.waitpid(self.pid, 0)


def _work(work: Callable[[S], T], share: Sequence[S], pipe: int) -> None:
    """What a child does: it works on its share, tells its results, and ends without what ends the program."""
    try:
        stopped: list[int] = []
        signal.signal(signal.SIGINT, lambda number, _: stopped.append(number))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        results = _results(work, share, stopped)
        _flush()
        with open(pipe, "wb") as file:
            pickle.dump(results, file)
    finally:
        os._exit(0)


def _results(work: Callable[[S], T], share: Sequence[S], stopped: Sequence[int]) -> list[T]:
    results: list[T] = []
    with suppress(Exception):  # the first process meets the same, and tells it
        for value in share:
            if stopped:
                break
            results.append(work(value))
    return results


def _flush() -> None:
    """Print what is waiting to be printed."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()

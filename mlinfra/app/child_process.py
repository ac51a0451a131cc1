"""Copy this process, and let the copy work on a share of the values."""

from __future__ import annotations

import os
import pickle  # ruff: ignore[suspicious-pickle-import]  of our own making
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from mlinfra.base.frozen import dataclass
from mlinfra.base.streams import flush_output

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ChildProcess:
    """A process that works on a share, and the end of a pipe at which its results arrive."""

    pid: int
    pipe: int

    @staticmethod
    def start(work: Callable[[S], T], share: Sequence[S]) -> ChildProcess:
        """Copy this process: what it has yet to print is printed before, as the copy would print it too."""
        flush_output()
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
        return ChildProcess(pid, here)

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
        flush_output()
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

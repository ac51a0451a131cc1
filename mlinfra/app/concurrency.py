"""Run one job for each stack at the same time: in threads, as many as Azure takes, each after those that it waits for."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

T = TypeVar("T")

PER_SUBSCRIPTION = 20
"""Jobs in one subscription at once. Azure Resource Manager lets a caller read 25 times a second there, after a first 250.

A deployment that is followed reads two to four times in five seconds, so that twenty take at most two thirds of it.
"""
AT_ONCE = 60
"""Jobs in all subscriptions at once: each is a thread with connections of its own."""
_LOOK = 1.0
"""Seconds after which the waiting thread wakes: on some systems nothing else lets Ctrl-C through."""

Result: TypeAlias = T | BaseException
"""What a job returned, or raised."""


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """What is to be done for one stack; ``after`` are names of jobs that must have succeeded before it begins."""

    name: str
    subscription: str
    run: Callable[[], T]
    after: tuple[str, ...] = ()


def _returned(result: object) -> bool:
    return not isinstance(result, BaseException)


def _raise_interrupt() -> None:
    raise KeyboardInterrupt


def run_jobs(
    jobs: Sequence[Job[T]],
    *,
    succeeded: Callable[[Result[T]], bool] = _returned,
    keep_going: bool = True,
    ended: Callable[[str, Result[T]], None] | None = None,
    interrupted: Callable[[], None] = _raise_interrupt,
) -> dict[str, Result[T]]:
    """Run the jobs, and return the results of those that began, in the order of ``jobs``.

    A job whose ``after`` did not succeed does not begin; without ``keep_going`` no job begins after one that failed.
    ``ended`` is told each result in the calling thread. On Ctrl-C no further job begins and ``interrupted`` is called
    once, to make those that run come to their end; a second Ctrl-C, or one without it, passes.
    """
    run = _Run({job.name: job for job in jobs}, succeeded, keep_going, ended, interrupted)
    run.until_the_end()
    return {job.name: run.results[job.name] for job in jobs if job.name in run.results}


@dataclass(slots=True)
class _Run(Generic[T]):
    """One run: jobs go from ``waiting`` to ``running`` to ``results``.

    Only the calling thread changes these; the others write to ``returned`` alone, so that Ctrl-C loses no result wherever
    it comes.
    """

    waiting: dict[str, Job[T]]
    succeeded: Callable[[Result[T]], bool]
    keep_going: bool
    ended: Callable[[str, Result[T]], None] | None
    interrupted: Callable[[], None]
    running: dict[str, Job[T]] = field(default_factory=dict)
    returned: dict[str, Result[T]] = field(default_factory=dict)
    results: dict[str, Result[T]] = field(default_factory=dict)
    wake: threading.Event = field(default_factory=threading.Event)
    closed: bool = False
    """Whether no further job begins."""

    def until_the_end(self) -> None:
        going = True
        while going:
            try:
                self._begin()
                going = bool(self.running)
                self._collect()
            except KeyboardInterrupt:  # ruff: ignore[try-except-in-loop] - at most one, then a second passes
                asked, self.interrupted = self.interrupted, _raise_interrupt
                self.closed = True
                asked()

    def _collect(self) -> None:
        """Wait for a job to end, and take the results that are there."""
        if self.running:
            self.wake.wait(_LOOK)
        self.wake.clear()
        for name in [name for name in self.running if name in self.returned]:
            self.results[name] = self.returned[name]
            del self.running[name]
            if self.ended:
                self.ended(name, self.results[name])
            self.closed = self.closed or not (self.keep_going or self.succeeded(self.results[name]))

    def _begin(self) -> None:
        """Start what may start: daemon threads, so that a second Ctrl-C ends the process and not only this run."""
        for job in list(self._startable()):
            self.running[job.name] = self.waiting.pop(job.name)
            threading.Thread(target=self._work, args=(job,), name=job.name, daemon=True).start()

    def _startable(self) -> Iterator[Job[T]]:
        if self.closed:
            return
        room = AT_ONCE - len(self.running)
        busy = Counter(job.subscription for job in self.running.values())
        for job in self.waiting.values():
            if room > 0 and busy[job.subscription] < PER_SUBSCRIPTION and all(map(self._is_done, job.after)):
                busy[job.subscription] += 1
                room -= 1
                yield job

    def _is_done(self, name: str) -> bool:
        return name in self.results and self.succeeded(self.results[name])

    def _work(self, job: Job[T]) -> None:
        try:
            self.returned[job.name] = job.run()
        except BaseException as error:  # ruff: ignore[blind-except] - the calling thread waits for it, whatever it is
            self.returned[job.name] = error
        self.wake.set()

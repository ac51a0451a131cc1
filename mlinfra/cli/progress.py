"""Tell on stderr what runs: each resource once when it is done, and in one line what takes long."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from mlinfra.cli.screen import live_line, note

if TYPE_CHECKING:
    from mlinfra.azure.deploy.outcome import Operation, Progress
    from mlinfra.azure.protocol import Watch

_MOST = 3
"""So many things stand in the line by name; more are counted."""


class RunningLine:
    """What runs now, in one line: rewritten on a terminal, printed now and then elsewhere. For use by several threads."""

    def __init__(self) -> None:
        self.terminal = sys.stderr is not None and sys.stderr.isatty() and "CI" not in os.environ
        self._lock = threading.Lock()
        self._running: dict[str, tuple[str, float]] = {}
        self._told = 0.0

    def put(self, key: str, text: str, seconds: float, *, every: float) -> None:
        """Say that something runs for so long; without a terminal it is printed after ``every`` seconds."""
        with self._lock:
            self._running[key] = (text, seconds)
            longest = max(seconds for _, seconds in self._running.values())
            self._told = min(self._told, longest)
            if self.terminal:
                live_line(self._line(longest))
            elif longest - self._told >= every:
                note(self._line(longest))
                self._told = longest

    def drop(self, key: str) -> None:
        """It has ended."""
        with self._lock:
            self._running.pop(key, None)
            if self.terminal and self._running:
                live_line(self._line(max(seconds for _, seconds in self._running.values())))
            elif self.terminal:
                live_line("")

    def _line(self, seconds: float) -> str:
        texts = [text for text, _ in self._running.values()]
        more = f" and {len(texts) - _MOST} more" if len(texts) > _MOST else ""
        return f"{', '.join(texts[:_MOST])}{more} ... {seconds:.0f} s"

    @contextlib.contextmanager
    def waiting(self, doing: str) -> Generator[Watch]:
        """Tell of something that takes long for as long as the block lasts."""

        def watch(seconds: float) -> None:
            self.put(doing, doing, seconds, every=30)

        try:
            yield watch
        finally:
            self.drop(doing)

    @contextlib.contextmanager
    def following(self, stack: str, *, quiet: bool, several: bool) -> Generator[Callable[[Progress], None]]:
        """Tell of a deployment; with ``several`` at once each line names the stack."""
        try:
            yield Following(self, stack, f"{stack}: " if several else "", quiet=quiet)
        finally:
            self.drop(stack)


class Following:
    """Tells what one deployment does, at each look at it."""

    def __init__(self, line: RunningLine, stack: str, lead: str, *, quiet: bool) -> None:
        self.line, self.stack, self.lead, self.quiet = line, stack, lead, quiet
        self.told: set[tuple[str, str]] = set()
        self.started = False

    def __call__(self, progress: Progress) -> None:
        """One look."""
        if self.quiet:
            return
        if not self.started:
            note(f"{self.lead}{'following' if progress.attached else 'started'} {progress.deployment}")
            self.started = True
        for operation in progress.operations:
            key = operation.id, operation.action
            if operation.state in {"Succeeded", "Failed", "Canceled"} and key not in self.told:
                self.told.add(key)
                note(f"{self.lead or '  '}{_told(operation)}")
        running = [each.name for each in progress.operations if (each.id, each.action) not in self.told]
        if running:
            what = f"{len(running)} running" if self.line.terminal else f"{', '.join(running)} running"
            self.line.put(self.stack, f"{self.lead or '  '}{what}", progress.elapsed, every=60)


def _told(operation: Operation) -> str:
    from mlinfra.catalogue.lookup import word_of
    from mlinfra.review.report.outcome import duration

    done = "gone" if operation.action == "delete" else "done"
    sign = {"Succeeded": done, "Failed": "FAILED"}.get(operation.state, operation.state.lower())
    return f"{sign:<6} {word_of(operation.type):<12} {operation.name}  {duration(operation.duration)}"

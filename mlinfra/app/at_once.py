"""Ask a target about several stacks at the same time; Ctrl-C ends all of it and leaves nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from mlinfra.app.concurrency import Job, Result, run_jobs
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import HasPlace, Unrendered
from mlinfra.app.stack_failure import StackFailure

if TYPE_CHECKING:
    from mlinfra.azure.protocol import Cloud, Watch

Stack = TypeVar("Stack", bound=HasPlace)
T = TypeVar("T")


def ask_at_once(
    stacks: Sequence[Stack], cloud: Cloud, ask: Callable[[Stack, Watch], T], observer: Observer, *, doing: str
) -> dict[str, Result[T]]:
    """What ``ask`` returns or raises for each stack, by name; its ``Watch`` is called about once per poll.

    ``doing``: what a person is told that waits, before the stack's name.
    """
    stop = threading.Event()
    jobs = [
        Job(stack.name, str(stack.scope.on(cloud.subscription).subscription), _run(stack, ask, observer, stop, doing))
        for stack in stacks
    ]
    results = run_jobs(jobs, interrupted=stop.set)
    if stop.is_set():
        raise KeyboardInterrupt
    return results


class _Stopped(Exception):
    """Ends a question from within, so that what it made in Azure is removed."""


def _run(
    stack: Stack, ask: Callable[[Stack, Watch], T], observer: Observer, stop: threading.Event, doing: str
) -> Callable[[], T]:
    def run() -> T:
        with observer.waiting(f"{doing} {stack.name}") as told:

            def watch(seconds: float) -> None:
                if stop.is_set():
                    raise _Stopped
                if told:
                    told(seconds)

            return ask(stack, watch)

    return run


def results_of(stacks: Sequence[Stack], make: Callable[[Stack], T]) -> dict[str, Result[T]]:
    """What ``make`` returns or raises for each stack, one after the other: for what asks nobody."""
    return {stack.name: _result_of(stack, make) for stack in stacks}


def _result_of(stack: Stack, make: Callable[[Stack], T]) -> Result[T]:
    try:
        return make(stack)
    except Exception as error:  # ruff: ignore[blind-except] - it is told as the result of this stack
        return error


def each_result(
    stacks: Sequence[HasPlace | Unrendered], results: Mapping[str, Result[T]]
) -> tuple[T | StackFailure, ...]:
    """The result of each stack, in the order of ``stacks``; of a single one an error is raised.

    What was not rendered has its error for a result.
    """
    told: list[T | StackFailure] = []
    for stack in stacks:
        result = stack.error if isinstance(stack, Unrendered) else results[stack.name]
        if isinstance(result, BaseException):
            if len(stacks) == 1:
                raise result
            told.append(StackFailure.of(stack.name, result))
        else:
            told.append(result)
    return tuple(told)

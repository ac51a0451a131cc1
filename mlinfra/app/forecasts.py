"""Forecast several stacks at the same time; Ctrl-C ends all forecasts and leaves nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from mlinfra.app.concurrency import Job, Result, run_jobs
from mlinfra.app.deployable import Deployable
from mlinfra.app.observer import Observer

if TYPE_CHECKING:
    from mlinfra.azure.protocol import Cloud, Watch

T = TypeVar("T")


def forecast_at_once(
    work: Sequence[Deployable], cloud: Cloud, forecast: Callable[[Deployable, Watch], T], observer: Observer
) -> dict[str, Result[T]]:
    """What ``forecast`` returns or raises for each stack, by name; its ``Watch`` is called about once per poll."""
    stop = threading.Event()
    jobs = [
        Job(
            deployable.name,
            str(deployable.on(cloud.subscription).subscription),
            _run(deployable, forecast, observer, stop),
        )
        for deployable in work
    ]
    results = run_jobs(jobs, interrupted=stop.set)
    if stop.is_set():
        raise KeyboardInterrupt
    return results


class _Stopped(Exception):
    """Ends a forecast from within, so that what it made in Azure is removed."""


def _run(
    deployable: Deployable, forecast: Callable[[Deployable, Watch], T], observer: Observer, stop: threading.Event
) -> Callable[[], T]:
    def run() -> T:
        with observer.waiting(f"planning {deployable.name}") as told:

            def watch(seconds: float) -> None:
                if stop.is_set():
                    raise _Stopped
                if told:
                    told(seconds)

            return forecast(deployable, watch)

    return run

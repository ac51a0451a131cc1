"""Jobs of several stacks: at the same time, within limits, in order, and what a failure or Ctrl-C stops."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Callable, Generator

import pytest

from mlinfra.app import concurrency
from mlinfra.app.concurrency import Job, run_jobs


def _job(name: str, run: Callable[[], str], *after: str, subscription: str = "s") -> Job[str]:
    return Job(name, subscription, run, after)


def _fails() -> str:
    raise RuntimeError("no")


def test_jobs_run_at_the_same_time() -> None:
    """Three that wait for each other all end: none waits for the end of another."""
    meet = threading.Barrier(3, timeout=10)
    results = run_jobs([_job(name, lambda: str(meet.wait())) for name in "abc"])
    assert list(results) == ["a", "b", "c"]
    assert sorted(map(str, results.values())) == ["0", "1", "2"]


def test_a_job_begins_after_those_that_it_waits_for() -> None:
    """In a chain and in a diamond, whatever the order in which the jobs stand."""
    order: list[str] = []
    needs = {"d": "bc", "c": "a", "b": "a", "a": ""}

    def done(name: str) -> Callable[[], str]:
        return lambda: order.append(name) or name  # type: ignore[func-returns-value]  # append is for its effect

    run_jobs([_job(name, done(name), *before) for name, before in needs.items()])
    assert order[0] == "a"
    assert order[3] == "d"


def test_no_more_run_at_once_than_one_subscription_and_all_together_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each subscription has its limit, so that Azure's throttling is not met; another one does not wait for it."""
    monkeypatch.setattr(concurrency, "PER_SUBSCRIPTION", 2)
    monkeypatch.setattr(concurrency, "AT_ONCE", 3)
    lock, now, most = threading.Lock(), Counter[str](), Counter[str]()

    def run(subscription: str) -> str:
        with lock:
            now.update([subscription, "all"])
            most.update({key: max(0, now[key] - most[key]) for key in (subscription, "all")})
        threading.Event().wait(0.02)
        with lock:
            now.subtract([subscription, "all"])
        return subscription

    jobs = [
        _job(f"{place}{number}", lambda place=place: run(place), subscription=place)
        for place in "st"
        for number in range(6)
    ]
    assert len(run_jobs(jobs)) == 12
    assert most == {"s": 2, "t": 2, "all": 3}


def test_a_failure_stops_what_depends_on_it_and_what_has_not_begun() -> None:
    """With ``keep_going`` the rest runs; what depends on the failed one, also by way of others, never does."""
    hold = threading.Event()

    def slow() -> str:
        hold.wait(10)
        return "slow"

    jobs = [
        _job("bad", _fails),
        _job("slow", slow),
        _job("late", lambda: "late", "slow"),
        _job("next", lambda: "x", "bad"),
    ]
    told: list[str] = []

    def ended(name: str, _result: object) -> None:
        told.append(name)
        hold.set()

    assert list(run_jobs(jobs, keep_going=False, ended=ended)) == ["bad", "slow"]
    assert told == ["bad", "slow"]
    assert list(run_jobs(jobs, keep_going=True, ended=ended)) == ["bad", "slow", "late"]
    assert isinstance(run_jobs(jobs)["bad"], RuntimeError)


@pytest.fixture
def interruptible() -> Generator[None]:
    """Let SIGINT raise KeyboardInterrupt, as in a terminal: tests may run where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_lets_what_runs_come_to_its_end() -> None:
    """Nothing further begins, what runs is told once, and its results are there."""
    stop = threading.Event()

    def run() -> str:
        signal.raise_signal(signal.SIGINT) if not stop.is_set() else None
        stop.wait(10)
        return "ended"

    jobs = [_job("a", run), _job("b", lambda: "never", "a")]
    assert run_jobs(jobs, interrupted=stop.set) == {"a": "ended"}
    stop.clear()
    with pytest.raises(KeyboardInterrupt):
        run_jobs(jobs)
    stop.set()

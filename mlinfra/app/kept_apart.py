"""Run a command in a temporary folder of which nothing is left, not even after a kill."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

_PREFIX = "mlinfra-revision-"


@contextmanager
def temporary_folder() -> Generator[Path]:
    """A folder for as long as the block lasts; it goes with SIGTERM too.

    After a SIGKILL it is removed by the command that runs in it (see `end_with_parent`), or by the next folder made
    here: its name says which process it belongs to.
    """
    _sweep()
    with _ended_by_sigterm(), tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
        yield Path(folder).resolve()


def _sweep() -> None:
    """Remove the folders of processes that have gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and os.name == "posix" and not _runs(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


@contextmanager
def _ended_by_sigterm() -> Generator[None]:
    """Let SIGTERM end the process as an exception does, so that what was begun is cleaned up."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _exit)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _exit(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def run_apart(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], seconds: float
) -> subprocess.CompletedProcess[bytes]:
    """Run a command, and end it with all that it started when the time is over or this process is interrupted.

    Its standard input is a pipe that closes when this process ends, however it ends. Raises TimeoutExpired.
    """
    with subprocess.Popen(
        command,
        env=dict(environment),
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            out, err = _communicate(process, seconds)
        finally:
            _kill(process)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def _communicate(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bytes]:
    """What the process printed; ``communicate`` closes its input, so that is kept aside."""
    held, process.stdin = process.stdin, None
    try:
        return process.communicate(timeout=seconds)
    finally:
        process.stdin = held


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def end_with_parent(folder: Path) -> None:
    """End this process, and remove ``folder``, as soon as the process that started it has gone.

    For commands of `run_apart`. Nothing can be read from standard input afterwards.
    """
    pipe = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=_watch, args=(pipe, folder), daemon=True).start()


def _watch(pipe: int, folder: Path) -> None:
    with suppress(OSError):
        while os.read(pipe, 1):
            pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)

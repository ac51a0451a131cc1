"""Name a process, and say whether the process of a name still runs."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


def _started(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[-1].split()[19]
    except (OSError, IndexError):
        return ""


@cache
def _named(pid: int) -> str:
    return f"{pid}:{_started(pid)}"


def this_process() -> str:
    """The name of this process."""
    return _named(os.getpid())


def is_running(name: str) -> bool:
    """Whether the process of a name still runs; a number that was given to another process since does not count."""
    if name == this_process():
        return True
    number, _, started = name.partition(":")
    if os.name != "posix" or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _started(int(number)) == started

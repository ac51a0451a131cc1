"""Say what went wrong in the local target itself: its state file, its disk, or an error that nobody foresaw."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import traceback
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path
from typing import NamedTuple

from mlinfra.local.errors import NOT_AGAIN, ArmError

UNEXPECTED = "LocalTargetError"
"""Code of an error that nobody foresaw."""
STORAGE = "StateFileError"
"""Code of an error of the state file or its disk."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LARGEST_LOG = 1_000_000
_LEAST_FREE = 65_536


class StorageTrouble(NamedTuple):
    """Why the state file can't be used, and what to do."""

    message: str
    hint: str


class OtherFile(sqlite3.DatabaseError):
    """A sound database that is not a state file of this release."""


def storage_trouble(error: sqlite3.Error | OSError, state: Path) -> StorageTrouble:
    """What an error of SQLite or of the system means for the state file."""
    text = str(error).lower()
    if isinstance(error, OtherFile):
        return StorageTrouble(str(error), "name another file with --state")
    if _full(error, text, state):
        return StorageTrouble(
            f"the disk takes no more data: {error}",
            "make room on the disk, or name a file on another one with --state, and run the command again; "
            "what was stored before is kept",
        )
    if "locked" in text:
        return StorageTrouble("another process is writing to it", "wait for that process, and run the command again")
    if "readonly" in text or "unable to open" in text or isinstance(error, OSError):
        hint = "give a file that can be read and written, in a folder where files can be made"
        return StorageTrouble(f"it can't be opened or written: {error}", hint)
    return StorageTrouble(
        f"it is damaged, or no state file: {error}",
        "put a backup in its place, or name another file with --state; without a backup, delete it to start with an "
        "empty target",
    )


def _full(error: sqlite3.Error | OSError, text: str, state: Path) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    if "disk is full" in text or "disk i/o error" in text:
        return True
    with suppress(OSError):
        return "unable to open" in text and shutil.disk_usage(state.parent).free < _LEAST_FREE
    return False


def storage_error(error: sqlite3.Error | OSError, state: Path) -> ArmError:
    """The answer to a request that the state file did not let through; nothing of the request was stored.

    409 and not 507: the SDKs of Azure repeat whatever is answered with 500 or more.
    """
    trouble = storage_trouble(error, state)
    message = f"The local target can't use its state file '{state}': {trouble.message}. To do: {trouble.hint}."
    return ArmError(409, STORAGE, message, headers=NOT_AGAIN)


def unexpected_error(error: BaseException, state: Path) -> ArmError:
    """The answer after an error that nobody foresaw; its traceback goes to a file beside the state file."""
    log = state.with_name(f"{state.stem}.errors.log")
    kept = "Its traceback is in" if _log(error, log) else "Its traceback could not be written to"
    message = (
        f"The local target failed unexpectedly ({type(error).__name__}): a fault of mlinfra, not of the request. "
        f"{kept} '{log.resolve()}'; please report it."
    )
    return ArmError(500, UNEXPECTED, message, headers=NOT_AGAIN)


def _log(error: BaseException, log: Path) -> bool:
    """Append the traceback; a log that has grown too large begins anew. False where it can't be written."""
    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    moment = datetime.now(timezone.utc).isoformat(timespec="seconds")
    with suppress(OSError):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        if log.exists() and log.stat().st_size > _LARGEST_LOG:
            flags |= os.O_TRUNC
        with os.fdopen(os.open(log, flags, 0o600), "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{moment}\n{text}\n")
        return True
    return False

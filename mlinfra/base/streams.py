"""Print what is waiting to be printed."""

from __future__ import annotations

import sys


def flush_output() -> None:
    """Write out stdout and stderr, where they are there. Raises OSError or ValueError for one that takes nothing more."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()

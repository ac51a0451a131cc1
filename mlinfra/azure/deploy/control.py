"""Tell running deployments, from another thread, to be cancelled or to be left alone."""

from __future__ import annotations

import threading
import time
from typing import Literal


class Control:
    """What is wanted of the deployments of one run; each looks at it between two polls."""

    def __init__(self) -> None:
        self._changed = threading.Event()
        self._wanted: Literal["", "cancel", "leave"] = ""

    @property
    def wanted(self) -> Literal["", "cancel", "leave"]:
        """``cancel``: stop and wait for the end; ``leave``: follow no longer; empty: go on."""
        return self._wanted

    def cancel(self) -> None:
        """Have them cancelled."""
        self._wanted = "cancel"
        self._changed.set()

    def leave(self) -> None:
        """Have them no longer followed; they go on in Azure."""
        self._wanted = "leave"
        self._changed.set()

    def wait(self, seconds: float, known: str) -> None:
        """Sleep, but not longer than until something else than ``known`` is wanted."""
        if known and self._wanted == known:
            time.sleep(seconds)
        else:
            self._changed.wait(seconds)

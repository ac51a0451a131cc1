"""Serve the local target, an Azure Resource Manager on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mlinfra.app.settings import STATE


def emulator(
    port: int = 8420,
    *,
    state: Path = STATE,
    faults: str | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted; ``started`` is told the URL. ``port`` 0 takes any free one.

    ``faults`` rehearses failure, such as ``seed=7,throttle=0.2``; default: MLINFRA_FAULTS. Raises `InvalidInput` for
    faults that don't exist and `TargetUnavailable` for a port in use or a broken state file.
    """
    from mlinfra.local.faults import Faults
    from mlinfra.local.server import serve

    serve(state, port, Faults.parse(os.environ.get("MLINFRA_FAULTS", "") if faults is None else faults), started)

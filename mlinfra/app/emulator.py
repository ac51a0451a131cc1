"""Serve the local target, an Azure Resource Manager on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from mlinfra.app.configuration import read_configuration
from mlinfra.app.settings import LOCAL_STATE


def emulator(
    port: int = 8420,
    *,
    state: Path | None = None,
    faults: str | None = None,
    started: Callable[[str, Path], None] | None = None,
) -> None:
    """Serve until interrupted; ``started`` is told the URL and the state file. ``port`` 0 takes any free one.

    ``state``: the SQLite file; default: `mlinfra.toml`, else `.mlinfra/local.db` in the current folder.
    ``faults`` rehearses failure, such as ``seed=7,throttle=0.2``; default: MLINFRA_FAULTS. Raises `InvalidInput` for
    faults that don't exist and `TargetUnavailable` for a port in use or a broken state file.
    """
    from mlinfra.local.faults import Faults
    from mlinfra.local.server import serve

    chosen = Faults.parse(os.environ.get("MLINFRA_FAULTS", "") if faults is None else faults)
    file = read_configuration(Path(), os.environ, {"state": state}).state or LOCAL_STATE
    serve(file, port, chosen, (lambda url: started(url, file)) if started else None)

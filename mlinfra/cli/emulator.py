"""``mlinfra emulator``: the local target as a server."""

from __future__ import annotations

from pathlib import Path

import click

from mlinfra.cli.options import output_format
from mlinfra.cli.screen import show


@click.command("emulator")
@click.option("--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="0 takes any free port.")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help="State file, which survives restarts; default: .mlinfra/local.db.",
)
@click.option("--faults", metavar="TEXT", help="Rehearse failure, such as 'seed=7,throttle=0.2,drop=0.1'.")
@output_format("text", "json")
def command(port: int, state: Path | None, faults: str | None, format_: str) -> int:
    r"""Serve the local target: an Azure Resource Manager on loopback.

    Runs until interrupted. Exit codes: 0 stopped, 1 an error, such as a port in use.

    \b
    Examples:
      mlinfra emulator
      mlinfra emulator --port 9000 --state /tmp/azure.db --faults seed=1,throttle=0.3
    """
    import json

    from mlinfra.app.emulator import emulator

    def started(url: str, state: Path) -> None:
        data = {"format_version": "1.0", "kind": "emulator", "url": url, "state": str(state)}
        show(
            json.dumps(data)
            if format_ == "json"
            else f"Azure Resource Manager on {url}, state in {state}; Ctrl-C stops it"
        )

    emulator(port, state=state, faults=faults, started=started)
    return 0

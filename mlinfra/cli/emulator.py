"""``mlinfra emulator``: the local target as a server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinfra.cli.options import output_format
from mlinfra.cli.screen import show

if TYPE_CHECKING:
    from mlinfra.app.emulator import Served


@click.command("emulator")
@click.option("--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="0 takes any free port.")
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help="State file, which survives restarts; default: .mlinfra/local.db.",
)
@click.option("--faults", metavar="TEXT", help="Rehearse failure, such as 'seed=7,throttle=0.2,drop=0.1'.")
@click.option("--tls", is_flag=True, help="Speak TLS, and print what clients need to trust the certificate.")
@click.option("--public-url", metavar="URL", default="", help="Where clients reach it behind a proxy.")
@click.option("--subscription", metavar="GUID", multiple=True, help="A subscription that exists beside its own.")
@output_format("text", "json")
def command(
    port: int,
    state: Path | None,
    faults: str | None,
    tls: bool,
    public_url: str,
    subscription: tuple[str, ...],
    format_: str,
) -> int:
    r"""Serve the local target: an Azure Resource Manager on loopback.

    Runs until interrupted. With --log-requests or --log-file it tells each request that it serves. Azure's own clients
    send tokens over TLS only: --tls makes a certificate beside the state file. Exit codes: 0 stopped, 1 an error, such
    as a port in use.

    \b
    Examples:
      mlinfra emulator
      mlinfra emulator --tls
      mlinfra emulator --port 9000 --state /tmp/azure.db --faults seed=1,throttle=0.3
    """
    import json

    from mlinfra.app.documents import emulator_document
    from mlinfra.app.emulator import emulator

    def started(served: Served) -> None:
        show(json.dumps(emulator_document(served)) if format_ == "json" else _as_text(served))

    emulator(
        port, state=state, faults=faults, tls=tls, public_url=public_url, subscriptions=subscription, started=started
    )
    return 0


def _as_text(served: Served) -> str:
    lines = [f"Azure Resource Manager on {served.url}, state in {served.state}; Ctrl-C stops it"]
    if served.authority:
        lines += ["", "For Azure's clients, in their shell:"]
        lines += [f"  export {name}='{value}'" for name, value in served.environment.items()]
        lines += [
            "",
            f"For the Azure CLI: az cloud register -n local --endpoint-resource-manager {served.public_url}",
        ]
        lines += ["  az cloud set -n local && az login --identity"]
    return "\n".join(lines)

"""``-v`` and ``--log-file``: tell each request to Azure or the local target, with the ids that Azure's support asks for."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import click

from mlinfra.cli.screen import note

LOGGER = "mlinfra.requests"


class _Notes(logging.Handler):
    """Prints on stderr, as notes are printed."""

    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())


def add_log_options(command: click.Command) -> None:
    """Give a command ``-v`` and ``--log-file``, unless it has them."""
    if any("--log-file" in parameter.opts for parameter in command.params):
        return
    verbose = click.Option(
        ["-v", "--log-requests"],
        is_flag=True,
        expose_value=False,
        callback=_log_to_stderr,
        help="Print each request and its ids on stderr.",
    )
    file = click.Option(
        ["--log-file"],
        type=click.Path(path_type=Path, dir_okay=False),
        expose_value=False,
        callback=_log_to_file,
        help="Append each request and its ids to a file.",
    )
    command.params += [verbose, file]


def _log_to_stderr(_context: click.Context, _option: Any, wanted: bool) -> None:
    if wanted:
        _add(_Notes())


def _log_to_file(_context: click.Context, _option: Any, path: Path | None) -> None:
    if path is not None:
        handler = logging.FileHandler(path, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        _add(handler)


def _add(handler: logging.Handler) -> None:
    logger = logging.getLogger(LOGGER)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def stop_logging() -> None:
    """Close what was opened: the process may run another command."""
    logger = logging.getLogger(LOGGER)
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()

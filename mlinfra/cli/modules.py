"""``mlinfra modules``: vendor modules of registries."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mlinfra.cli.options import output_format
from mlinfra.cli.screen import show


@click.command("modules")
@click.argument("action", type=click.Choice(["add"]))
@click.argument("reference", metavar="REFERENCE")
@click.option(
    "--from",
    "source",
    metavar="FILE|CACHE",
    type=click.Path(exists=True, path_type=Path),
    help="The compiled JSON file, or a folder with Bicep's restore cache; else ~/.bicep.",
)
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of the stack files; else the current one.",
)
@output_format("text", "json")
def command(action: str, reference: str, source: Path | None, folder: Path, format_: str) -> int:
    r"""Vendor a module of a registry: copy its compiled template beside the stack files, and note its digest.

    Writes modules/vendor/NAME.json and mlinfra-modules.json, beside one that there is above the folder. Commit both: a copy
    that changes afterwards is refused. Nothing is downloaded.

    Exit codes: 0, 1 an error.

    \b
    Examples:
      mlinfra modules add br/public:avm/res/key-vault/vault:0.13.3
      mlinfra modules add br:crplatform.azurecr.io/bicep/logs:1.2.0 --from logs.json
    """
    from mlinfra.app.documents import module_document
    from mlinfra.app.modules import modules

    file = modules(action, reference, folder, source=source)
    show(json.dumps(module_document(reference, file), indent=2) if format_ == "json" else file.as_posix())
    return 0

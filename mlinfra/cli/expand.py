"""``mlinfra expand``: list the resources a stack, or anyone's ARM template, would deploy, offline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.cli.options import compiler_version, output_format, own_code, scope_options, settings_options
from mlinfra.cli.screen import note, show

if TYPE_CHECKING:
    from mlinfra.arm.expand import Snapshot


@click.command("expand")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--select", metavar="GLOB", default="*", help="Only the stacks whose name matches; one must, without a folder."
)
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON).")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Write here instead of on stdout; a folder takes STACK.json for each stack.",
)
@compiler_version
@own_code
@scope_options
@output_format("json")
def command(
    file: Path,
    out: Path | None,
    format_: str,  # ruff: ignore[unused-function-argument]  there is one format, and every command has the option
    **options: Any,
) -> int:
    r"""List the resources a template would deploy, offline.

    FILE is a stack file, or ARM JSON of any origin. The result has the JSON shape of `bicep snapshot`: every resource
    with what is known of it; the rest stays an expression. Scope options that are left out stay unknown. Types of which
    mlinfra has no property table are named on stderr, and in `unjudgedTypes` beside what Bicep writes.
    Exit codes: 0 expanded, 1 an error, such as one the deployment engine would report.

    \b
    Examples:
      mlinfra expand stack.py
      mlinfra expand stacks.py -o snapshots     # then: mlinfra plan stacks.py --against snapshot:snapshots
      mlinfra expand main.json --parameters main.parameters.json --resource-group rg --location westeurope
    """
    from mlinfra.app.expand import expand, expand_each, snapshot_document
    from mlinfra.app.snapshot_files import is_folder, snapshot_file

    given = settings_options(options)
    if out is None:
        snapshot = expand(file, **given)
        _tell(snapshot)
        show(snapshot_document(snapshot))
        return 0
    if is_folder(out):
        snapshots = {snapshot_file(out, name): snapshot for name, snapshot in expand_each(file, **given).items()}
    else:
        snapshots = {out: expand(file, **given)}
    for path, snapshot in snapshots.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _tell(snapshot)
        path.write_text(snapshot_document(snapshot), encoding="utf-8")
    return 0


def _tell(snapshot: Snapshot) -> None:
    """Name on stderr the types that the catalogue cannot judge."""
    from mlinfra.app.refusals import not_judged, unjudged_types

    if types := unjudged_types(snapshot.resources):
        note(not_judged(types))

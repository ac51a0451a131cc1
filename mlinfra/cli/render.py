"""``mlinfra render``: write Bicep for people and ARM JSON for Azure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mlinfra.cli.observer import ScreenObserver
from mlinfra.cli.options import compiler_version, output_format, own_code, stack_file, templates_folder
from mlinfra.cli.screen import show

if TYPE_CHECKING:
    from mlinfra.app.render import RenderedStack


@click.command("render")
@stack_file
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True, help="Folder.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the files on disk differ.")
@click.option("--verify", is_flag=True, help="Compare with an installed Bicep compiler, if there is one.")
@compiler_version
@own_code
@templates_folder
@output_format("text", "json")
def command(
    file: Path,
    select: str,
    out: Path,
    check: bool,
    verify: bool,
    compiler: str | None,
    templates: Path | None,
    allow_code: bool,
    format_: str,
) -> int:
    r"""Write Bicep for people and ARM JSON for Azure.

    Writes OUT/STACK/ with main.bicep, modules/*.bicep, main.bicepparam, main.json and main.parameters.json (this one
    only when no value comes from the environment: such values are never written to disk). --verify compares what
    mlinfra prints for the version of the installed compiler.
    Exit codes: 0 written (or equal), 1 an error, or files differ (--check), or the compiler disagrees (--verify).

    \b
    Examples:
      mlinfra render stack.py
      mlinfra render stack.py --check --out infra    # in CI: are the reviewed files up to date?
      mlinfra render stack.py --verify               # with bicep on PATH, MLINFRA_BICEP or az bicep
    """
    from mlinfra.app.documents import rendered_document
    from mlinfra.app.render import render

    stacks = render(
        file,
        out,
        check=check,
        verify=verify,
        observer=ScreenObserver(),
        select=select,
        compiler=compiler,
        templates=templates,
        allow_code=allow_code,
    )
    if format_ == "json":
        show(json.dumps(rendered_document(stacks), indent=2))
    else:
        for stack in stacks:
            _print(stack, check=check)
    return 1 if any(stack.failed for stack in stacks) else 0


def _print(stack: RenderedStack, *, check: bool) -> None:
    folder = stack.folder.as_posix()
    if check:
        show("\n".join(stack.differences) or f"{folder}: up to date")
    else:
        written = set(stack.written)
        lines = [f"  {'+' if name in written else '='} {folder}/{name}" for name in stack.files]
        lines += [f"  - {folder}/{name}" for name in sorted(written - set(stack.files))]
        show("\n".join(lines))
    for mismatch in stack.mismatches:
        show(f"the compiler disagrees: {mismatch}")

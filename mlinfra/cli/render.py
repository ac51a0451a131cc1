"""``mlinfra render``: write Bicep for people and ARM JSON for Azure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.cli.options import compiler_version, output_format, own_templates, stack_file, templates_folder
from mlinfra.cli.screen import remark, show

if TYPE_CHECKING:
    from mlinfra.arm.render import Rendered
    from mlinfra.landing_zone.model.stack import Stack


@click.command("render")
@stack_file
@click.option("-o", "--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True, help="Folder.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when the files on disk differ.")
@click.option("--verify", "verify_", is_flag=True, help="Compare with a real Bicep compiler, if one is at hand.")
@compiler_version
@templates_folder
@output_format("text", "json")
def command(
    file: Path,
    select: str,
    out: Path,
    check: bool,
    verify_: bool,
    compiler: str | None,
    templates: Path | None,
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
    from mlinfra.app.stages import prepare
    from mlinfra.arm.printers.compiler import NEWEST, compiler_of
    from mlinfra.landing_zone.load import load_stacks

    own, report = own_templates(templates, file), []
    prints = compiler_of(compiler) if compiler else NEWEST
    for stack in load_stacks(file, select):  # one after the other: a thousand rendered stacks need not be in memory
        entry = _entry(stack.name, prepare(stack, own, prints).rendered, out / stack.name, check=check)
        report.append(entry | {"mismatches": _mismatches(stack, own) if verify_ else []})
    if format_ == "json":
        show(json.dumps({"format_version": "1.0", "kind": "render", "stacks": report}, indent=2))
    else:
        for entry in report:
            _print(entry, check=check)
    return 1 if any(entry["mismatches"] or (check and entry["differences"]) for entry in report) else 0


def _entry(name: str, files: Rendered, folder: Path, *, check: bool) -> dict[str, Any]:
    from mlinfra.arm.render import differences, write

    lines = differences(files, folder) if check else ()
    written = () if check else write(files, folder)
    return {
        "stack": name,
        "folder": folder.as_posix(),
        "files": list(files.files),
        "written": list(written),
        "differences": list(lines),
    }


def _mismatches(stack: Stack, templates: Path | None) -> list[str]:
    from mlinfra.app.stages import prepare
    from mlinfra.app.verify import find_compiler, verify
    from mlinfra.arm.printers.compiler import COMPILERS, NEWEST

    compiler = find_compiler()
    if compiler is None:
        remark("not verified: no Bicep compiler on PATH, in MLINFRA_BICEP or in az; `az bicep install` brings one")
        return []
    rendered = prepare(stack, templates, COMPILERS.get(compiler.version(), NEWEST)).rendered
    return [str(mismatch) for mismatch in verify(rendered, compiler)]


def _print(entry: dict[str, Any], *, check: bool) -> None:
    if check:
        show("\n".join(entry["differences"]) or f"{entry['folder']}: up to date")
    else:
        written = set(entry["written"])
        for name in entry["files"]:
            show(f"  {'+' if name in written else '='} {entry['folder']}/{name}")
        for name in written - set(entry["files"]):
            show(f"  - {entry['folder']}/{name}")
    for mismatch in entry["mismatches"]:
        show(f"the compiler disagrees: {mismatch}")

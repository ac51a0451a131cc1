"""``mlinfra expand``: what a stack, or anyone's ARM template, would deploy, evaluated offline."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.cli.options import output_format, scope_fields, scope_options
from mlinfra.cli.screen import show

if TYPE_CHECKING:
    from mlinfra.arm.expand import Snapshot


@click.command("expand")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--select", metavar="GLOB", default="*", help="Only the stacks whose name matches; one must.")
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON).")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Write here instead of on stdout.")
@scope_options
@output_format("json")
def command(
    file: Path,
    select: str,
    parameters: Path | None,
    out: Path | None,
    format_: str,  # ruff: ignore[unused-function-argument]  there is one format, and every command has the option
    **where: str | None,
) -> int:
    r"""Say offline what a stack or an ARM template would deploy.

    FILE is a stack file, or ARM JSON of any origin. The result has the JSON shape of `bicep snapshot`: every resource
    with what is known of it; the rest stays an expression. Scope options that are left out stay unknown.
    Exit codes: 0 expanded, 1 an error, such as one the deployment engine would report.

    \b
    Examples:
      mlinfra expand stack.py
      mlinfra expand main.json --parameters main.parameters.json --resource-group rg --location westeurope
    """
    from mlinfra.arm.expand import snapshot_text

    made = _template(file, parameters, where) if file.suffix == ".json" else _stack(file, select, parameters, where)
    text = snapshot_text(made)
    if out is None:
        show(text)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
    return 0


def _template(file: Path, parameters: Path | None, where: dict[str, str | None]) -> Snapshot:
    from mlinfra.app.deployable import read_json
    from mlinfra.arm.expand import expand, read_parameters, template_scope
    from mlinfra.base.scope import DeploymentScope

    template = read_json(file)
    values = read_parameters(read_json(parameters)) if parameters else {}
    fields: dict[str, Any] = scope_fields(where)
    return expand(template, values, DeploymentScope(template_scope(template), **fields))


def _stack(file: Path, select: str, parameters: Path | None, where: dict[str, str | None]) -> Snapshot:
    from mlinfra.app.deployable import read_json
    from mlinfra.app.stages import prepare
    from mlinfra.arm.expand import expand, read_parameters
    from mlinfra.base.errors import LoadError
    from mlinfra.landing_zone.load import load_stacks

    stacks = load_stacks(file, select)
    if len(stacks) > 1:
        names = ", ".join(stack.name for stack in stacks)
        raise LoadError("expand prints one snapshot", where=str(file), hint=f"choose with --select one of: {names}")
    prepared = prepare(stacks[0])
    given: dict[str, Any] = {name: value for name, value in scope_fields(where).items() if value is not None}
    values = read_parameters(read_json(parameters)) if parameters else prepared.values(None).sent
    return expand(prepared.template, values, replace(prepared.lowered.scope, **given))

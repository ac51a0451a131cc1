"""``mlinfra new``: a repository that works at once."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.base.errors import InvalidInput
from mlinfra.cli.observer import ScreenObserver
from mlinfra.cli.options import output_format
from mlinfra.cli.screen import show

if TYPE_CHECKING:
    from mlinfra.app.new import Form


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--blueprint", default="starter", show_default=True, help="starter, team, private or zone.")
@click.option("--name", help="Part of every name in Azure; default: the folder's name.")
@click.option("--location", default="westeurope", show_default=True, help="Azure region.")
@click.option(
    "--stage", "stages", multiple=True, help="A stage, such as dev; repeat it in order. Default: the blueprint's."
)
@click.option("--eject", is_flag=True, help="Write the stack in full, instead of stamping the blueprint.")
@click.option("--yaml", "yaml_", is_flag=True, help="Write the stack in full, as YAML.")
@click.option(
    "--ci",
    type=click.Choice(["none", "github", "azure-pipelines"]),
    default="none",
    show_default=True,
    help="Write a pipeline: plan on pull requests, deploy the reviewed plan, watch for drift.",
)
@click.option(
    "--mlinfra",
    metavar="WHEEL_OR_URL",
    help="Where pipelines install mlinfra from: a wheel, its address, or an index. Pins get hashes then.",
)
@click.option("--identities", is_flag=True, help="Write the script that makes the pipeline's identities in Azure.")
@output_format("text", "json")
def command(folder: Path, eject: bool, yaml_: bool, format_: str, **options: Any) -> int:
    r"""Make a repository that works at once, from a blueprint.

    Its requirements.txt pins mlinfra and all that it needs to what is installed here.
    Exit codes: 0 made, 1 an error; nothing that is there already is overwritten.

    \b
    Examples:
      mlinfra new demo
      mlinfra new churn --blueprint team --ci github --identities
      mlinfra new shop --stage dev --stage prod --location northeurope --yaml
      mlinfra new demo --ci github --mlinfra dist/mlinfra_azure-0.1.0-py3-none-any.whl
    """
    from mlinfra.app.documents import new_document
    from mlinfra.app.new import new

    if eject and yaml_:
        raise InvalidInput("--eject writes Python, --yaml writes YAML", hint="give one of them")
    form: Form = "python" if eject else "yaml" if yaml_ else "blueprint"
    files = new(folder, form=form, observer=ScreenObserver(quiet=format_ != "text"), **options)
    if format_ == "json":
        show(json.dumps(new_document(folder, files)))
        return 0
    for path in files:
        show(f"  + {path}")
    show(
        f"\nNext: cd {shlex.quote(str(folder))} && mlinfra plan {files[0].relative_to(folder).as_posix()} --target local"
    )
    return 0

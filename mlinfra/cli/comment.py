"""``mlinfra comment``: post plans to a pull request."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from mlinfra.cli.options import output_format, templates_folder
from mlinfra.cli.screen import note, show


@click.command("comment")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--per", type=click.Choice(["run", "stack"]), default="run", show_default=True, help="One comment for each."
)
@click.option("--tag", default="plan", show_default=True, help="Tells several comments of one pull request apart.")
@click.option(
    "--pull-request", "number", type=int, default=0, help="Number of the pull request, where the job does not know it."
)
@click.option(
    "--allow-missing", is_flag=True, help="Let a file that is not there stand for a plan that failed, and say so."
)
@templates_folder
@output_format("text", "json")
def command(files: tuple[Path, ...], format_: str, **options: Any) -> int:
    r"""Post plans to a pull request, as one comment that is kept up to date.

    Works in GitHub Actions and Azure Pipelines. Also writes the job summary and sets the outputs has-changes and
    destructive. Outside a pull request, or with a fork's token that may only read, it does the latter alone.
    Exit codes: 0 done, 1 an error, such as a token without the permission to comment.

    \b
    Examples:
      mlinfra comment plan.json
      mlinfra comment dev.json prod.json --per stack
    """
    from mlinfra.app.comment import comment
    from mlinfra.app.documents import comment_document

    done = comment(files, **options)
    if format_ == "json":
        show(json.dumps(comment_document(done), indent=2))
    for line in done.commands:
        show(line, "github", err=format_ == "json")
    if format_ == "text":
        for url in done.urls:
            show(f"commented: {url}")
    if done.skipped:
        note(f"no comment: {done.skipped}")
    return 0

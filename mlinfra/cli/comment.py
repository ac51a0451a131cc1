"""``mlinfra comment``: post plans to a pull request."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from mlinfra.cli.options import output_format, templates_folder
from mlinfra.cli.screen import remark, show


@click.command("comment")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option(
    "--per", type=click.Choice(["run", "stack"]), default="run", show_default=True, help="One comment for each."
)
@click.option("--tag", default="plan", show_default=True, help="Tells several comments of one pull request apart.")
@click.option(
    "--pull-request", "number", type=int, default=0, help="Number of the pull request, where the job does not know it."
)
@templates_folder
@output_format("text", "json")
def command(files: tuple[Path, ...], per: Any, tag: str, number: int, templates: Path | None, format_: str) -> int:
    r"""Post plans to a pull request, as one comment that is kept up to date.

    Works in GitHub Actions and Azure Pipelines. Also writes the job summary and sets the outputs has-changes and
    destructive. Outside a pull request, or with a fork's token that may only read, it does the latter alone.
    Exit codes: 0 done, 1 an error, such as a token without the permission to comment.

    \b
    Examples:
      mlinfra comment plan.json
      mlinfra comment dev.json prod.json --per stack
    """
    from mlinfra.review.pull_request.comment import comment

    plans = [plan for file in files for plan in read_plans_file(file)]
    done = comment(plans, os.environ, per=per, tag=tag, number=number, templates=templates)
    if format_ == "json":
        data = {"format_version": "1.0", "kind": "comment", "urls": list(done.urls), "skipped": done.skipped}
        show(json.dumps(data, indent=2))
    for line in done.commands:
        show(line, "github", err=format_ == "json")
    if format_ == "text":
        for url in done.urls:
            show(f"commented: {url}")
    if done.skipped:
        remark(f"no comment: {done.skipped}")
    return 0


def read_plans_file(file: Path) -> list[dict[str, Any]]:
    """The plans in a file that ``plan -o`` or ``plan --format json`` wrote: one, or several."""
    from mlinfra.base.errors import ReportError

    hint = "give a file that `mlinfra plan -o FILE.json` wrote"
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ReportError(f"there is no file {file}", hint=hint) from None
    except (OSError, ValueError) as error:
        raise ReportError(f"not a plan: {error}", where=str(file), hint=hint) from None
    plans = data.get("plans", [data]) if isinstance(data, dict) else []
    if not plans or not all(isinstance(plan, dict) and plan.get("kind") == "plan" for plan in plans):
        raise ReportError("this is not a plan", where=str(file), hint=hint)
    return list(plans)

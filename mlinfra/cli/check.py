"""``mlinfra check``: check stacks, or an ARM template, for problems, offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mlinfra import __version__
from mlinfra.cli.options import compiler_version, output_format, own_code, scope_options, settings_options, stack_file
from mlinfra.cli.screen import look, show


@click.command("check")
@stack_file
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON) of an ARM template.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--complete", is_flag=True, help="Fail with 5 where a rule could not be evaluated.")
@compiler_version
@own_code
@scope_options
@output_format("text", "json", "sarif", "junit", "github", "azure")
def command(file: Path, strict: bool, complete: bool, format_: str, **options: Any) -> int:
    r"""Check stacks for problems, offline.

    FILE is a stack file, or ARM JSON of any origin. Needs no credential and no network. A rule that looks at a value
    which only the deployment knows is counted as not evaluated. Exit codes: 0 no error, 1 an error was found (with
    --strict: or a warning); with --complete 5 when a rule could not be evaluated.

    \b
    Examples:
      mlinfra check stack.py
      mlinfra check stack.py --strict --format sarif > findings.sarif
      mlinfra check main.json --parameters main.parameters.json --complete
    """
    from mlinfra.app.check import check
    from mlinfra.app.exit_codes import of_check
    from mlinfra.review.report import findings

    checked = check(file, **settings_options(options))
    if format_ == "text" and not checked.findings and not checked.not_evaluated:
        ignored = f" (not checked: {', '.join(checked.rules.ignore)})" if checked.rules.ignore else ""
        opened = f", {findings.open_words(len(checked.open_values))}" if checked.open_values else ""
        show(f"{', '.join(checked.stacks)}: nothing to report{opened}{ignored}")
    else:
        show(_report(checked.to_json(), format_), format_)
    return of_check(checked, strict=strict, complete=complete)


def _report(data: dict[str, Any], format_: str) -> str:
    from mlinfra.review.report import annotations, findings, junit, sarif

    screen, listed = look(), (data["findings"], data["not_evaluated"])
    formats: dict[str, Callable[[], str]] = {
        "text": lambda: findings.findings_text(
            *listed, open_values=len(data["open_values"]), width=screen.width, color=screen.color
        ),
        "json": lambda: json.dumps(data, indent=2, ensure_ascii=False),
        "sarif": lambda: sarif.findings_sarif(*listed, version=__version__),
        "junit": lambda: junit.findings_junit(*listed),
        "github": lambda: annotations.findings_github(*listed),
        "azure": lambda: annotations.findings_azure(*listed),
    }
    return formats[format_]()

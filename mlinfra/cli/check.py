"""``mlinfra check``: check a stack for problems, offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mlinfra import __version__
from mlinfra.cli.options import compiler_version, output_format, stack_file
from mlinfra.cli.screen import look, show


@click.command("check")
@stack_file
@compiler_version
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@output_format("text", "json", "sarif", "junit", "github", "azure")
def command(file: Path, select: str, compiler: str | None, strict: bool, format_: str) -> int:
    r"""Check a stack for problems, offline.

    Needs no credential and no network. Exit codes: 0 no error, 1 an error was found (with --strict: or a warning).

    \b
    Examples:
      mlinfra check stack.py
      mlinfra check stack.py --strict --format sarif > findings.sarif
    """
    from mlinfra.app.check import check

    checked = check(file, select=select, compiler=compiler)
    if format_ == "text" and not checked.findings:
        ignored = f" (not checked: {', '.join(checked.rules.ignore)})" if checked.rules.ignore else ""
        show(f"{', '.join(checked.stacks)}: nothing to report{ignored}")
    else:
        show(_report(checked.to_json(), format_), format_)
    return 1 if checked.failed(strict=strict) else 0


def _report(data: dict[str, Any], format_: str) -> str:
    from mlinfra.review.report import annotations, findings, junit, sarif

    screen, listed = look(), data["findings"]
    formats: dict[str, Callable[[], str]] = {
        "text": lambda: findings.findings_text(listed, width=screen.width, color=screen.color),
        "json": lambda: json.dumps(data, indent=2, ensure_ascii=False),
        "sarif": lambda: sarif.findings_sarif(listed, version=__version__),
        "junit": lambda: junit.findings_junit(listed),
        "github": lambda: annotations.findings_github(listed),
        "azure": lambda: annotations.findings_azure(listed),
    }
    return formats[format_]()

"""``mlinfra check``: name what would fail, before it does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra import __version__
from mlinfra.cli.options import output_format, stack_file
from mlinfra.cli.screen import look, show

if TYPE_CHECKING:
    from mlinfra.base.finding import Finding


@click.command("check")
@stack_file
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@output_format("text", "json", "sarif", "junit", "github", "azure")
def command(file: Path, select: str, strict: bool, format_: str) -> int:
    r"""Name what would fail, before it does.

    Asks nobody: no credential, no network. Exit codes: 0 fine, 1 an error was found (with --strict: or a warning).

    \b
    Examples:
      mlinfra check stack.py
      mlinfra check stack.py --strict --format sarif > findings.sarif
    """
    from mlinfra.base.finding import findings_json
    from mlinfra.landing_zone.checks import check
    from mlinfra.landing_zone.graph.resolve import resolve
    from mlinfra.landing_zone.load import load_stacks

    stacks = load_stacks(file, select)
    found = tuple(_placed(finding, file) for stack in stacks for finding in check(resolve(stack)))
    data = findings_json(found)
    if format_ == "text" and not found:
        show(f"{', '.join(stack.name for stack in stacks)}: nothing to report")
    else:
        show(_report(data, format_), format_)
    failing = {"error", "warning"} if strict else {"error"}
    return 1 if any(finding.severity in failing for finding in found) else 0


def _placed(finding: Finding, file: Path) -> Finding:
    """Give the place as a path that editors and annotations find."""
    name, _, line = finding.where.rpartition(":")
    return replace(finding, where=f"{file.as_posix()}:{line}") if name == file.name else finding


def _report(data: dict[str, Any], format_: str) -> str:
    from mlinfra.review.report import annotations, findings, junit, sarif

    look_ = look()
    found = data["findings"]
    formats: dict[str, Callable[[], str]] = {
        "text": lambda: findings.findings_text(found, width=look_.width, color=look_.color),
        "json": lambda: json.dumps(data, indent=2, ensure_ascii=False),
        "sarif": lambda: sarif.findings_sarif(found, version=__version__),
        "junit": lambda: junit.findings_junit(found),
        "github": lambda: annotations.findings_github(found),
        "azure": lambda: annotations.findings_azure(found),
    }
    return formats[format_]()

"""Print plans in the format that was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mlinfra.cli.screen import look


def plan_text(
    documents: list[dict[str, Any]],
    format_: str,
    *,
    templates: Path | None,
    show_noise: bool = False,
    verbose: bool = False,
) -> str:
    """The plans as text, Markdown, HTML, JSON or annotations; ``templates`` is the user's folder of Jinja templates."""
    from mlinfra.app.plan_files import plan_report

    if format_ == "text":
        from mlinfra.review.report.text import report_text

        screen = look()
        return report_text(documents, show_noise=show_noise, verbose=verbose, width=screen.width, color=screen.color)
    if format_ in {"github", "azure"}:
        from mlinfra.review.report.annotations import report_azure_annotations, report_github_annotations

        return report_github_annotations(documents) if format_ == "github" else report_azure_annotations(documents)
    return plan_report(documents, format_, templates=templates, show_noise=show_noise)

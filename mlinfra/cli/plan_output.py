"""Print plans in the format that was asked for, and save them as files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mlinfra.base.errors import InvalidInput
from mlinfra.cli.screen import look

_FORMATS = {".json": "json", ".md": "markdown", ".html": "html"}
_FILES = {"plan.json": "json", "plan.md": "markdown", "report.html": "html"}


def plan_text(
    documents: list[dict[str, Any]],
    format_: str,
    *,
    templates: Path | None,
    show_noise: bool = False,
    verbose: bool = False,
) -> str:
    """The plans as text, Markdown, HTML, JSON or annotations; ``templates`` is the user's folder of Jinja templates."""
    if format_ == "text":
        from mlinfra.review.report.text import report_text

        screen = look()
        return report_text(documents, show_noise=show_noise, verbose=verbose, width=screen.width, color=screen.color)
    if format_ == "markdown":
        from mlinfra.review.report.markdown import report_markdown

        return report_markdown(documents, show_noise=show_noise, templates=templates)
    if format_ == "html":
        from mlinfra.review.report.html import report_html

        return report_html(documents, templates=templates)
    if format_ in {"github", "azure"}:
        from mlinfra.review.report.annotations import report_azure_annotations, report_github_annotations

        return report_github_annotations(documents) if format_ == "github" else report_azure_annotations(documents)
    from mlinfra.review.report.as_json import report_json

    return report_json(documents if len(documents) > 1 else documents[0])


def refuse_unknown_endings(paths: Iterable[Path]) -> None:
    """Refuse a file whose ending says no format: a path without an ending, or that is a folder, takes all three."""
    for path in paths:
        if path.suffix and path.suffix not in _FORMATS and not path.is_dir():
            hint = f"end it in {', '.join(_FORMATS)}, or name a folder"
            raise InvalidInput(f"no format of plans is called {path.suffix!r}", where=f"-o {path}", hint=hint)


def save_plans(path: Path, documents: list[dict[str, Any]], templates: Path | None) -> None:
    """Write one file by its ending, or all three kinds for each stack into a folder."""
    files: dict[Path, tuple[list[dict[str, Any]], str]] = {}
    if path.suffix in _FORMATS:
        files[path] = (documents, _FORMATS[path.suffix])
    else:
        for plan in documents:
            files |= {path / plan["stack"] / name: ([plan], format_) for name, format_ in _FILES.items()}
    for target, (plans, format_) in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        text = plan_text(plans, format_, templates=templates)
        target.write_text(text.rstrip("\n") + "\n", encoding="utf-8")

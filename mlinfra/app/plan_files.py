"""Save plans as files: JSON to deploy, Markdown and HTML to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mlinfra.base.errors import InvalidInput

if TYPE_CHECKING:
    from mlinfra.app.plan import Planned

_FORMATS = {".json": "json", ".md": "markdown", ".html": "html"}
_FILES = {"plan.json": "json", "plan.md": "markdown", "report.html": "html"}


def plan_report(
    documents: list[dict[str, Any]], format_: str, *, templates: Path | None = None, show_noise: bool = False
) -> str:
    """The documents of plans as ``json``, ``markdown`` or ``html``; ``templates`` is the user's folder of Jinja templates."""
    if format_ == "markdown":
        from mlinfra.review.report.markdown import report_markdown

        return report_markdown(documents, show_noise=show_noise, templates=templates)
    if format_ == "html":
        from mlinfra.review.report.html import report_html

        return report_html(documents, templates=templates)
    from mlinfra.review.report.as_json import report_json

    return report_json(documents if len(documents) > 1 else documents[0])


def refuse_unknown_endings(paths: Iterable[Path]) -> None:
    """Refuse a file whose ending says no format: a path without an ending, or that is a folder, takes all three."""
    for path in paths:
        if path.suffix and path.suffix not in _FORMATS and not path.is_dir():
            hint = f"end it in {', '.join(_FORMATS)}, or name a folder"
            raise InvalidInput(f"no format of plans is called {path.suffix!r}", where=f"-o {path}", hint=hint)


def save_plans(path: Path | str, planned: Sequence[Planned], *, templates: Path | None = None) -> None:
    """Save what `plan` returned: one file by its ending (``.json``, ``.md``, ``.html``), or all three by stack in a folder.

    The JSON is what `deploy` takes. ``templates``: folder with the user's own layouts of the reports; default: the
    bundled ones. Raises `InvalidInput` for another ending.
    """
    refuse_unknown_endings([Path(path)])
    save_documents(Path(path), [stack_plan.to_json() for stack_plan in planned], templates)


def save_documents(path: Path, documents: list[dict[str, Any]], templates: Path | None) -> None:
    """The same for plans that are JSON already."""
    files: dict[Path, tuple[list[dict[str, Any]], str]] = {}
    if path.suffix in _FORMATS:
        files[path] = (documents, _FORMATS[path.suffix])
    else:
        for plan in documents:
            files |= {path / plan["stack"] / name: ([plan], format_) for name, format_ in _FILES.items()}
    for target, (plans, format_) in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        text = plan_report(plans, format_, templates=templates)
        target.write_text(text.rstrip("\n") + "\n", encoding="utf-8")

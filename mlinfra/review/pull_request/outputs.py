"""Write what the rest of a pipeline reads: the job summary, and the outputs has-changes and destructive."""

from __future__ import annotations

from pathlib import Path

from mlinfra.review.pull_request.run import Run
from mlinfra.review.report.markdown import report_markdown
from mlinfra.review.report.reading import read_plans
from mlinfra.review.report.view import Plans

SUMMARY_LIMIT = 250_000
"""Characters; GitHub refuses summaries of more than one mebibyte, and a character may take four bytes."""


def outputs(plans: Plans) -> dict[str, str]:
    """The outputs by name. A plan that failed counts as neither: its job fails anyway."""
    views = read_plans(plans)
    return {
        "has-changes": str(any(view.has_changes for view in views)).lower(),
        "destructive": str(any(view.destructive for view in views)).lower(),
    }


def publish(plans: Plans, run: Run, *, templates: Path | None = None) -> tuple[str, ...]:
    """Write the job summary and the outputs; returns the lines that Azure Pipelines must read on stdout."""
    text, values = report_markdown(plans, limit=SUMMARY_LIMIT, templates=templates), outputs(plans)
    if run.platform == "github":
        _append(run.summary, text)
        _append(run.outputs, "".join(f"{name}={value}\n" for name, value in values.items()))
        return ()
    commands = [f"##vso[task.setvariable variable={name};isOutput=true]{value}" for name, value in values.items()]
    if run.folder:
        file = run.folder / "mlinfra-plan.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        commands.append(f"##vso[task.uploadsummary]{file.resolve()}")
    return tuple(commands)


def _append(path: Path | None, text: str) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)

"""``mlinfra drift``: show live changes since the last deployment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.app.stack_failure import StackFailure
from mlinfra.cli.observer import ScreenObserver
from mlinfra.cli.options import (
    compiler_version,
    output_format,
    own_code,
    scope_options,
    settings_options,
    stack_file,
    target_choice,
    target_options,
)
from mlinfra.cli.screen import look, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlinfra.azure.deploy.drift import Drift


@click.command("drift")
@stack_file
@target_choice
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON) of an ARM template.")
@click.option("--show-noise", is_flag=True, help="Print what is folded as noise, each with its reason.")
@compiler_version
@own_code
@scope_options
@target_options
@output_format("text", "markdown", "json")
def command(file: Path, show_noise: bool, format_: str, **options: Any) -> int:
    r"""Show drift: live changes since the last deployment.

    Two forecasts: of the template that Azure keeps from the last deployment, and of today's code. What the first would
    put right was changed live; what only the second would change comes from the code.
    Exit codes: 0 no drift, 3 drift, 1 failed.

    \b
    Examples:
      mlinfra drift stack.py
      mlinfra drift stack.py --target local --format json
    """
    from mlinfra.app.drift import drift
    from mlinfra.app.exit_codes import of_drift

    drifts = drift(file, observer=ScreenObserver(), **settings_options(options))
    show(_formatted(drifts, format_, show_noise=show_noise))
    return of_drift(drifts)


def _formatted(drifts: Sequence[Drift | StackFailure], format_: str, *, show_noise: bool) -> str:
    if format_ == "json":
        from mlinfra.app.documents import drift_document

        return json.dumps(drift_document(drifts), indent=2)
    if format_ == "markdown":
        return _markdown(drifts, show_noise=show_noise)
    return "\n".join(_text(stack_drift, show_noise=show_noise) for stack_drift in drifts)


def _markdown(drifts: Sequence[Drift | StackFailure], *, show_noise: bool) -> str:
    from mlinfra.review.plan.codec import to_json
    from mlinfra.review.report.escape import code, prose
    from mlinfra.review.report.markdown import report_markdown

    plans = [to_json(drift.live) for drift in drifts if not isinstance(drift, StackFailure)]
    texts = [report_markdown(plans, show_noise=show_noise)] if plans else []
    failures = [drift for drift in drifts if isinstance(drift, StackFailure)]
    for failure in failures:
        told = prose(" ".join(str(failure.error).split()), 2_000)
        texts.append(f"**Failed:** {code(failure.stack)} {told}\n")
    return "\n".join(texts)


def _text(drift: Drift | StackFailure, *, show_noise: bool) -> str:
    if isinstance(drift, StackFailure):
        return f"{drift.stack}: error: {drift.error}\n"
    from mlinfra.review.plan.codec import to_json
    from mlinfra.review.report.text import report_text

    if drift.clean and not show_noise:
        return f"{drift.live.stack}: no drift since it was last deployed ({drift.when}, {drift.deployment})\n"
    screen, texts = look(), [f"{drift.live.stack}: last deployed {drift.when} as {drift.deployment}\n"]
    titles = {"Live drift (a redeployment would put changes right)": drift.live, "From the code": drift.code}
    for title, plan in titles.items():
        if not plan.has_changes and plan.complete and not show_noise:
            texts.append(f"{title}: nothing\n")
            continue
        text = report_text([to_json(plan)], show_noise=show_noise, width=screen.width, color=screen.color)
        texts.append(f"{title}:\n{text}")
    return "\n".join(texts)

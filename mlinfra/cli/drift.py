"""``mlinfra drift``: tell live changes apart from what the code changed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.cli.options import output_format, scope_fields, scope_options, stack_file, target_choice, target_options
from mlinfra.cli.screen import look, progress, show

if TYPE_CHECKING:
    from mlinfra.azure.deploy.drift import Drift


@click.command("drift")
@stack_file
@target_choice
@click.option("--parameters", type=click.Path(path_type=Path), help="Parameter file (JSON) of an ARM template.")
@click.option("--show-noise", is_flag=True, help="Print what is folded as noise, each with its reason.")
@scope_options
@target_options
@output_format("text", "markdown", "json")
def command(
    file: Path,
    select: str,
    target: Any,
    parameters: Path | None,
    show_noise: bool,
    cloud: str | None,
    state: Path,
    format_: str,
    **where: str | None,
) -> int:
    r"""Tell live changes apart from what the code changed.

    Two forecasts: of the template that Azure keeps from the last deployment, and of today's code. What the first would
    put right was changed live; what only the second would change comes from the code.
    Exit codes: 0 no drift, 3 drift, 1 failed.

    \b
    Examples:
      mlinfra drift stack.py
      mlinfra drift stack.py --target local --format json
    """
    from mlinfra.app.deployable import deployables, subscription_for
    from mlinfra.app.forecast import context_for, request_for
    from mlinfra.azure.connect import connect
    from mlinfra.azure.deploy.drift import drift
    from mlinfra.review.plan.plan import Source

    found: dict[str, Drift] = {}
    work = deployables(file, select, scope_fields(where), parameters, os.environ, None)
    subscription = subscription_for(work, where["subscription"])
    with connect(target, subscription=subscription, cloud=cloud, state=state) as connection:
        for one in work:
            request = request_for(one, connection, review=True)
            context = context_for(one, request, Source(target, target), cloud_name=cloud)
            with progress(f"looking at {one.name}"):
                found[one.name] = drift(connection, request, context)
    show(_formatted(found, format_, show_noise=show_noise))
    failed = any(each.live.errored or each.code.errored for each in found.values())
    return 1 if failed else 3 if any(each.drifted for each in found.values()) else 0


def _formatted(found: dict[str, Drift], format_: str, *, show_noise: bool) -> str:
    from mlinfra.review.plan.codec import to_json
    from mlinfra.review.report.markdown import report_markdown
    from mlinfra.review.report.text import report_text

    if format_ == "json":
        return json.dumps(
            {"format_version": "1.0", "kind": "drift", "stacks": [_json(e) for e in found.values()]}, indent=2
        )
    if format_ == "markdown":
        plans = [to_json(each.live) for each in found.values()]
        return report_markdown(plans, show_noise=show_noise)
    seen, texts = look(), []
    for name, each in found.items():
        texts.append(f"{name}: last deployed {each.when} as {each.deployment}\n")
        for title, plan in (
            ("Live drift (a redeployment would put it right)", each.live),
            ("From the code", each.code),
        ):
            text = report_text([to_json(plan)], show_noise=show_noise, width=seen.width, color=seen.color)
            texts.append(f"{title}:\n{text}")
    return "\n".join(texts)


def _json(each: Drift) -> dict[str, Any]:
    from mlinfra.review.plan.codec import to_json

    return {
        "stack": each.live.stack,
        "deployment": each.deployment,
        "when": each.when,
        "drifted": each.drifted,
        "live": to_json(each.live),
        "code": to_json(each.code),
    }

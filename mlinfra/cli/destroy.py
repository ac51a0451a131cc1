"""``mlinfra destroy``: remove what the stack owns, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mlinfra.cli.options import output_format, scope_fields, scope_options, stack_file, target_choice, target_options
from mlinfra.cli.screen import ask, look, show

if TYPE_CHECKING:
    from mlinfra.azure.deploy.destroy import Destruction


@click.command("destroy")
@stack_file
@target_choice
@click.option("--purge", is_flag=True, help="Also free the names that deleted workspaces and vaults keep.")
@click.option("--yes", is_flag=True, help="Do not ask; needed where nobody can answer.")
@scope_options
@target_options
@output_format("text", "json")
def command(
    file: Path,
    select: str,
    target: Any,
    purge: bool,
    yes: bool,
    cloud: str | None,
    state: Path,
    format_: str,
    **where: str | None,
) -> int:
    r"""Remove what the stack owns, nothing else.

    What it owns is what its deployments made, by Azure's own history. What it only points to stays; a resource group
    goes only if mlinfra made it and it is empty by then. The list is shown before anything is deleted.
    Exit codes: 0 destroyed (or nothing to do), 1 something could not be deleted, or not confirmed.

    \b
    Examples:
      mlinfra destroy stack.py --target local
      mlinfra destroy stack.py --select churn-dev --purge --yes
    """
    from mlinfra.app.deployable import deployables, subscription_for
    from mlinfra.azure.connect import connect
    from mlinfra.azure.deploy.destroy import destroy, plan_destruction
    from mlinfra.azure.deploy.names import stack_name
    from mlinfra.review.report.outcome import outcome_text

    outcomes = []
    work = deployables(file, select, scope_fields(where), None, None, None)
    subscription = subscription_for(work, where["subscription"])
    with connect(target, subscription=subscription, cloud=cloud, state=state) as connection:
        for one in reversed(work):
            scope = one.on(connection.subscription)
            found = plan_destruction(connection, scope, one.name, deployment_stack=stack_name(one.name))
            _print(found, purge=purge, err=format_ != "text")
            if found.empty:
                continue
            if not yes:
                ask(f"Delete {_counted(found)}?", abort=True)
            outcomes.append(destroy(connection, found, purge=purge).to_json())
    seen = look()
    if format_ == "json":
        show(json.dumps({"format_version": "1.0", "kind": "outcomes", "outcomes": outcomes}, indent=2))
    elif outcomes:
        show(outcome_text(outcomes, brief=True, width=seen.width, color=seen.color))
    return 0 if all(outcome["state"] == "Succeeded" for outcome in outcomes) else 1


def _counted(found: Destruction) -> str:
    """What goes, in one phrase."""
    number = len(found.deletions)
    groups = f" and {len(found.groups)} resource group(s), if empty by then" if found.groups else ""
    return f"these {number} resources{groups}" if number != 1 else f"this resource{groups}"


def _print(found: Destruction, *, purge: bool, err: bool) -> None:
    """Show what would go before it is asked about; names are Azure's and may hold anything."""
    from mlinfra.arm.id_parts import parse_id
    from mlinfra.review.report.kinds import kind_of
    from mlinfra.review.report.values import visible

    lines = [f"{found.stack} -> {found.scope.id}"]
    if found.deployment_stack:
        lines.append(f"  - {'stack':<12} {found.deployment_stack}, the deployment stack itself")
    for each in found.deletions:
        held = "" if each.purgeable or not purge else "   keeps its name: purge protection"
        lines.append(f"  - {kind_of(each.type):<12} {parse_id(each.id).address}{held}")
    lines += [f"  = {kept.id}  stays: {kept.reason}" for kept in found.kept]
    lines += [f"  - {group}  if it is empty by then" for group in found.groups]
    lines += ["  nothing to destroy"] * found.empty
    show("\n".join(map(visible, lines)), err=err)

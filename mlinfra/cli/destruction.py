"""Show what `mlinfra destroy` would delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinfra.azure.deploy.destroy import Destruction


def counted(destruction: Destruction) -> str:
    """What goes, in one phrase."""
    number = len(destruction.deletions)
    groups = f" and {len(destruction.groups)} resource group(s), if empty by then" if destruction.groups else ""
    return f"these {number} resources{groups}" if number != 1 else f"this resource{groups}"


def destruction_text(destruction: Destruction, *, purge: bool) -> str:
    """What goes and what stays, a line each; names are Azure's and may hold anything, so they are made printable."""
    from mlinfra.arm.id_parts import parse_id
    from mlinfra.review.report.kinds import kind_of
    from mlinfra.review.report.values import visible

    lines = [f"{destruction.stack} -> {destruction.scope.id}"]
    if destruction.deployment_stack:
        lines.append(f"  - {'stack':<12} {destruction.deployment_stack}, the deployment stack itself")
    for deletion in destruction.deletions:
        held = "" if deletion.purgeable or not purge else "   keeps its name: purge protection"
        lines.append(f"  - {kind_of(deletion.type):<12} {parse_id(deletion.id).address}{held}")
    lines += [f"  = {kept.id}  stays: {kept.reason}" for kept in destruction.kept]
    lines += [f"  - {group}  if it is empty by then" for group in destruction.groups]
    lines += ["  nothing to destroy"] * destruction.empty
    return "\n".join(map(visible, lines))

"""Show what `mlinfra destroy` and `mlinfra prune` would delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlinfra.app.prune import Pruning
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.review.report.view import OrphanView


def counted(destruction: Destruction) -> str:
    """What goes, in one phrase."""
    from mlinfra.review.report.words import plural

    number = len(destruction.deletions)
    groups = f" and {plural(len(destruction.groups), 'resource group')}, if empty by then" if destruction.groups else ""
    return f"these {number} resources{groups}" if number != 1 else f"this resource{groups}"


def destruction_text(destruction: Destruction, *, purge: bool) -> str:
    """What goes and what stays, a line each; names are Azure's and may hold anything, so they are made printable."""
    from mlinfra.catalogue.lookup import word_of
    from mlinfra.review.report.values import visible

    lines = [f"{destruction.stack} -> {destruction.scope.id}"]
    if destruction.deployment_stack:
        lines.append(f"  - {'stack':<12} {destruction.deployment_stack}, the deployment stack itself")
    for deletion in destruction.deletions:
        held = "" if deletion.purgeable or not purge else "   keeps its name: purge protection"
        lines.append(f"  - {word_of(deletion.type):<12} {deletion.name}{held}")
    lines += [f"  = {kept.id}  stays: {kept.reason}" for kept in destruction.kept]
    lines += [f"  - {group}  if it is empty by then" for group in destruction.groups]
    lines += ["  nothing to destroy"] * destruction.empty
    return "\n".join(map(visible, lines))


def _orphans(pruning: Pruning) -> list[OrphanView]:
    """The orphaned resources for people, in the order in which they go."""
    from mlinfra.review.plan.codec import to_json
    from mlinfra.review.report.reading import read_plans

    (view,) = read_plans(to_json(pruning.plan))
    order = [*(deletion.id for deletion in pruning.destruction.deletions), *pruning.destruction.groups]
    place = {resource_id: number for number, resource_id in enumerate(order)}
    return sorted(view.orphans, key=lambda orphan: place.get(orphan.resource.id, 0))


def pruning_text(pruning: Pruning) -> str:
    """What goes, a line each, with what it holds."""
    from mlinfra.review.report.key_properties import label
    from mlinfra.review.report.values import visible
    from mlinfra.review.report.words import orphan_notes

    lines = [f"{pruning.plan.stack} -> {pruning.plan.scope.id}"]
    for orphan in _orphans(pruning):
        last = ["if it is empty by then"] if orphan.resource.id in pruning.destruction.groups else []
        notes = "; ".join([*orphan_notes(orphan), *last])
        lines.append(f"  - {orphan.resource.kind:<12} {label(orphan.resource)}{f'   {notes}' if notes else ''}")
    lines += ["  nothing to prune"] * pruning.destruction.empty
    return "\n".join(map(visible, lines))


def pruning_question(pruning: Pruning) -> str:
    """What goes, in one phrase; what holds data by name."""
    number = len(pruning.destruction.deletions) + len(pruning.destruction.groups)
    holders = [orphan.resource.address for orphan in _orphans(pruning) if orphan.holds]
    data = f", with what {', '.join(holders)} {'hold' if len(holders) > 1 else 'holds'}" if holders else ""
    return f"Delete {f'these {number} resources' if number != 1 else 'this resource'}{data}?"

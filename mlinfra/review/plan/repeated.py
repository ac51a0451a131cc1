"""Bring the changes of a forecast to one for each resource: an id may be deployed several times in one deployment."""

from __future__ import annotations

from collections.abc import Container, Iterable

from mlinfra.arm.resource_id import ResourceId
from mlinfra.review.plan.change import Action, Change
from mlinfra.review.plan.plan import Diagnostic


def once_each(changes: Iterable[Change], rewritten: Container[str] = ()) -> tuple[list[Change], tuple[Diagnostic, ...]]:
    """One change for each id, in the order of their first mention, and a remark for each id deployed several times.

    The last one stays, as it does in Azure; of what the stack writes again on purpose (``rewritten``) nothing is said. What is said to be ignored is not deployed, so it neither counts nor stays; a
    change that only may happen gives way to one that is certain.
    """
    by_id: dict[str, list[Change]] = {}
    for number, change in enumerate(changes):  # equal expressions may name several resources
        key = change.id.casefold() if change.id.startswith("/") else f"{number} {change.id}"
        by_id.setdefault(key, []).append(change)
    kept, remarks = [], []
    for same in by_id.values():
        certain = [change for change in same if change.certainty == "definite"] or same
        deployed = [change for change in certain if change.action is not Action.IGNORE] or certain[-1:]
        kept.append(deployed[-1])
        if len(deployed) > 1 and ResourceId(deployed[-1].id).below_group not in rewritten:
            remarks.append(_remark(deployed))
    return kept, tuple(remarks)


def _remark(deployed: list[Change]) -> Diagnostic:
    last = deployed[-1]
    said = f"{last.address} is deployed {len(deployed)} times in this deployment, the last one stays"
    return Diagnostic("Warning", "DeployedSeveralTimes", said, last.id)

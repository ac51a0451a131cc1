"""Attach each finding of the checks to the change that brings it, and raise that change's risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mlinfra.base.json_value import Json
from mlinfra.base.property_paths import names
from mlinfra.review.plan.change import Action, Change, Level, Risk

_COST = "ML4"
"""Rules about money: what they find is paid from the deployment on."""
_ORDER: tuple[Level, ...] = ("none", "low", "medium", "high")

Findings = tuple[Mapping[str, Json], ...]


def with_findings(changes: Iterable[Change], findings: Iterable[Mapping[str, Json]]) -> tuple[list[Change], Findings]:
    """The changes with their risks raised, and the findings, each with the id of the change that brings it.

    A created or replaced resource brings all its findings. A modified one brings those about a property that differs:
    ``minNodeCount: 0 => 1`` brings ML401, a new tag does not. The other findings keep ``change`` null: they were true
    before, or concern what does not change.
    """
    changes, attached = list(changes), []
    for finding in findings:
        place = next((place for place, change in enumerate(changes) if _brings(change, finding)), None)
        attached.append({**finding, "change": None if place is None else changes[place].id})
        if place is not None:
            changes[place] = replace(changes[place], risk=_raised(changes[place].risk, finding))
    return changes, tuple(attached)


def _brings(change: Change, finding: Mapping[str, Json]) -> bool:
    if not change.visible or change.address.casefold() != str(finding.get("address")).casefold():
        return False
    if finding.get("type") and change.type.casefold() != str(finding["type"]).casefold():
        return False
    if change.action in {Action.CREATE, Action.REPLACE, Action.DEPLOY}:
        return True
    about = {str(name).casefold() for name in finding.get("properties") or ()}
    shown = (delta.path for delta in change.deltas if delta.noise is None)
    return change.action is Action.MODIFY and any(not about.isdisjoint(names(path)) for path in shown)


def _raised(risk: Risk, finding: Mapping[str, Json]) -> Risk:
    """The risk with the finding's own reason in front where it is the higher one, else behind.

    ``high: ML401: keeps 1 Standard_NC24ads_A100_v4 node(s) even when idle (idle nodes are billed around the clock)``.
    """
    level = _level(finding)
    if level == "none":
        return risk
    why = f"{finding.get('code')}: {finding.get('message')} ({finding.get('why')})"
    if _ORDER.index(level) > _ORDER.index(risk.level):
        return Risk(level, why if risk.level in {"none", "low"} else f"{why}; {risk.why}")
    return Risk(risk.level, f"{risk.why}; {why}" if risk.why else why)


def _level(finding: Mapping[str, Json]) -> Level:
    if finding.get("exempted"):
        return "none"
    if finding.get("severity") == "warning":
        return "high" if str(finding.get("code")).startswith(_COST) else "medium"
    return "high" if finding.get("severity") == "error" else "none"

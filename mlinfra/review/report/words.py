"""The sentences that every renderer says about a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import starmap

from mlinfra.review.report.findings import FindingView
from mlinfra.review.report.values import literal
from mlinfra.review.report.view import SYMBOLS, ChangeView, DeltaView, OrphanView, PlanView, RefusalView

VERBS = {
    "create": "to create",
    "modify": "to modify",
    "delete": "to delete",
    "replace": "to replace",
    "refused": "refused",
    "no_effect": "without effect",
    "deploy": "to deploy",
    "detach": "to detach",
    "no_change": "unchanged",
    "ignore": "ignored",
    "unsupported": "not analysed",
    "other": "of unknown kind",
    "orphaned": "orphaned",
    "no_longer_in_code": "no longer in the code",
}
_ALWAYS = ("create", "modify", "delete")


def plural(number: int, singular: str, many: str = "") -> str:
    """``1 change``, ``2 changes``."""
    return f"{number:,} {singular if number == 1 else many or singular + 's'}"


def count_words(counts: Mapping[str, int], always: Iterable[str] = ()) -> str:
    """``3 to create, 1 to modify``: actions that occur, and those named in ``always`` even if they do not."""
    shown = [action for action in VERBS if counts.get(action) or action in always]
    shown += [action for action in counts if action not in VERBS and counts[action]]
    return ", ".join(f"{counts.get(action, 0):,} {VERBS.get(action, action)}" for action in shown)


def count_actions(changes: Iterable[ChangeView]) -> dict[str, int]:
    """How many changes of each action there are."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.action] = counts.get(change.action, 0) + change.number
    return {action: counts[action] for action in sorted(counts, key=lambda a: (a not in SYMBOLS, a))}


def summary(plan: PlanView) -> str:
    """The last line of a plan: ``12 to create, 0 to modify, 0 to delete, 4 unchanged.``"""
    if plan.error:
        orphaned = plan.counts.get("orphaned")
        left = f" {orphaned:,} {VERBS['orphaned']} all the same." if orphaned else ""
        return f"No plan: the forecast failed.{left}"
    may = f" {plural(plan.potential, 'of them only may happen', 'of them only may happen')}." if plan.potential else ""
    incomplete = "" if plan.complete else " The analysis is incomplete."
    return f"{count_words(plan.counts, _ALWAYS)}.{may}{incomplete}"


def needs_rights_elsewhere(plan: PlanView) -> str:
    """That changes lie outside the plan's own scope, where the deploying identity needs rights too; or nothing."""
    number = len(plan.outside)
    lie = plural(number, "change lies", "changes lie")
    return f" {lie} outside {plan.place.split(' ')[0]}: you need rights there." if number else ""


_SOURCES = {
    "azure": "forecast by Azure",
    "stack": "forecast by Azure for the deployment stack",
    "local": "forecast by the local target",
}


def source(plan: PlanView) -> str:
    """Who made the forecast, or what the stack was compared with offline."""
    kind, _, detail = plan.source.partition(":")
    known = _SOURCES.get(kind)
    if known:
        return known
    return f"compared offline with {detail or kind}" if plan.source else ""


def known_only_at_deploy_time(plan: PlanView) -> str:
    """How many values only the deployment itself will know; or nothing."""
    number = sum(not gap.blocking and gap.kind == "unresolved" for gap in plan.gaps)
    return f"{plural(number, 'value is', 'values are')} known only while deploying" if number else ""


ORPHANED = "Orphaned: an earlier deployment made it, the code no longer has it, and it still stands in Azure"
LEFT_CODE = (
    "No longer in the code: an ordinary deployment leaves it in Azure, a deployment stack deletes or detaches it"
)


def orphan_heading(plan: PlanView) -> str:
    """What the resources that left the code have in common; empty where there are none."""
    if not plan.orphans:
        return ""
    return f"{ORPHANED}; `mlinfra prune` removes it" if any(orphan.stands for orphan in plan.orphans) else LEFT_CODE


def orphan_notes(orphan: OrphanView) -> list[str]:
    """What a reader must know about a resource that left the code."""
    who = f" of {orphan.principal}" if orphan.principal else ""
    return [*([f"access that stays{who}"] if orphan.access else []), *([orphan.holds] if orphan.holds else [])]


def cause_lines(plan: PlanView) -> list[str]:
    """Each innermost error of a failed forecast in one line: its code, what it is about, and its message."""
    lines = []
    for cause in plan.causes:
        target = f" ({cause['target']})" if cause.get("target") else ""
        explanation = f" {cause['explanation']}" if cause.get("explanation") else ""
        lines.append(f"{cause.get('code', '')}{target}: {cause.get('message', '')}{explanation}")
    return lines


def head(plan: PlanView) -> str:
    """The first line of a plan: ``churn-prod -> rg-churn-prod (westeurope)``."""
    return f"{plan.stack} -> {plan.place}"


def delta_values(delta: DeltaView, limit: int = 120) -> str:
    """``"a" => "b"`` for a property that is modified, the one value otherwise."""
    if delta.action == "create":
        return literal(delta.after, limit)
    if delta.action == "delete":
        return literal(delta.before, limit)
    return f"{literal(delta.before, limit)} => {literal(delta.after, limit)}"


def delta_notes(delta: DeltaView) -> list[str]:
    """What a reader must know about a property besides its values."""
    return [
        *(["cannot change in place"] if delta.replaces else []),
        *([f"has no effect: {delta.ineffective}"] if delta.ineffective else []),
        *(["security"] if delta.security else []),
        *([f"noise {delta.noise}"] if delta.noise else []),
    ]


def change_notes(change: ChangeView) -> list[str]:
    """What a reader must know about a change besides its properties, one sentence each."""
    place = f" ({change.where})" if change.where else ""
    stack = list(starmap(_transition, change.management.items()))
    return [
        *([f"because {change.because}{place}"] if change.because else [f"declared in {change.where}"] * bool(place)),
        *([f"risk {change.risk}: {change.risk_why}"] if change.risk_why and change.risk != "none" else []),
        *(["may not happen: it depends on values known while deploying"] if change.potential else []),
        *map(_refusal_note, change.refusals),
        *([f"not analysed: {change.unsupported}"] if change.unsupported else []),
        *([f"folded, noise {change.noise}"] if change.noise else []),
        *(note for note in stack if note),
        *map(_finding_note, change.findings),
        *([_some(change.members)] if change.members else []),
    ]


def _some(members: Sequence[str]) -> str:
    """The first resources of many by name."""
    more = len(members) - _MOST_MEMBERS
    return ", ".join([*members[:_MOST_MEMBERS], *([f"and {more:,} more"] if more > 0 else [])])


_MOST_MEMBERS = 12


def _refusal_note(refusal: RefusalView) -> str:
    """``refused R006 properties.properties.vmSize: it is fixed when the resource is created -> take the old value back``."""
    if refusal.accepted:
        return f"accepted {refusal.code} {refusal.path}: {refusal.message}, sent as: {refusal.accepted}"
    return f"refused {refusal.code} {refusal.path}: {refusal.message} -> {refusal.fix}"


def _finding_note(finding: FindingView) -> str:
    """``ML401 cluster-idle-floor: keeps 1 node(s) even when idle -> Autoscale(0, 4)``."""
    fix = f" -> {finding.fix}" if finding.fix and not finding.exempted else ""
    return f"{finding.code} {finding.slug}: {finding.said}{fix}"


def totals(views: Sequence[PlanView]) -> dict[str, int]:
    """The counts of several plans together, by action."""
    counted: Counter[str] = Counter()
    for view in views:
        counted.update(view.counts)
    return dict(counted)


def totals_line(views: Sequence[PlanView]) -> str:
    """``3 stacks, 2 with changes: 12 to create, 0 to modify, 1 to delete``."""
    changed, failed = sum(view.has_changes for view in views), sum(bool(view.error) for view in views)
    trouble = f", {failed} failed" if failed else ""
    return f"{plural(len(views), 'stack')}, {changed} with changes{trouble}: {count_words(totals(views), _ALWAYS)}"


def stacks_line(stacks: int, changed: int, failed: int = 0, not_started: int = 0) -> str:
    """What became of all stacks: ``45 stacks: 15 with changes, 1 failed``."""
    trouble = f", {failed:,} failed" if failed else ""
    unsent = f", {not_started:,} not started" if not_started else ""
    return f"{plural(stacks, 'stack')}: {changed:,} with changes{trouble}{unsent}"


def unchanged(views: Sequence[PlanView]) -> list[PlanView]:
    """Of several stacks those that one line can stand for: seen in full, and nothing to deploy or to remove."""
    if len(views) < 2:
        return []
    return [view for view in views if view.complete and not view.has_changes and not view.error]


def unchanged_notes(views: Sequence[PlanView]) -> str:
    """What the line of the unchanged stacks leaves out: ``3 findings``; or nothing."""
    findings = sum(len(view.findings) for view in views)
    notes = sum(len(view.diagnostics) + len(view.stale_ignores) for view in views)
    hidden = sum(view.hidden for view in views)
    parts = [plural(findings, "finding")] * bool(findings) + [plural(notes, "note")] * bool(notes)
    parts += [f"{plural(hidden, 'property', 'properties')} folded as noise"] * bool(hidden)
    return ", ".join(parts)


def _transition(name: str, value: object) -> str:
    """``stack: notManaged => managed``; nothing when both sides are equal."""
    if not isinstance(value, Mapping) or value.get("before") == value.get("after"):
        return ""
    title = {"status": "stack", "deny": "deny"}.get(name, name)
    return f"{title}: {literal(value.get('before'))} => {literal(value.get('after'))}"


def verdict(views: Sequence[PlanView]) -> tuple[str, str]:
    """The one sentence that a hurried reader needs, and how loud it is."""
    failed = sum(bool(view.error) for view in views)
    gone = sum(change.action in {"delete", "replace"} for view in views for change in view.visible_changes)
    refused = sum(change.action == "refused" for view in views for change in view.visible_changes)
    stay = sum(len(view.orphans) for view in views)
    blind = sum(not view.complete and not view.error for view in views)
    if failed:
        return f"The forecast failed for {plural(failed, 'stack')}.", "danger"
    if gone:
        return f"{plural(gone, 'resource', 'resources')} will be deleted or replaced.", "danger"
    if refused:
        return f"{plural(refused, 'change')} will be refused by Azure: nothing is sent.", "danger"
    if blind:
        return f"The analysis of {plural(blind, 'stack')} is incomplete: more may change than is shown.", "warning"
    if stay and not any(view.visible_changes for view in views):
        return f"{plural(stay, 'resource')} left the code and no deployment removes what left it.", "warning"
    return ("", "") if any(view.has_changes for view in views) else ("Nothing changes.", "calm")

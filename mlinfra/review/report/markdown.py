"""Show plans as the Markdown of a pull-request comment: the most dangerous first, never over the limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mlinfra.review.report.escape import code, prose, size
from mlinfra.review.report.findings import read_findings
from mlinfra.review.report.grouping import merged
from mlinfra.review.report.key_properties import label
from mlinfra.review.report.layout import lay_out
from mlinfra.review.report.markdown_change import change_block, change_line
from mlinfra.review.report.reading import read_plans
from mlinfra.review.report.view import ChangeView, Plans, PlanView
from mlinfra.review.report.words import (
    VERBS,
    cause_lines,
    count_actions,
    count_words,
    known_only_at_deploy_time,
    needs_rights_elsewhere,
    orphan_heading,
    orphan_notes,
    plural,
    source,
    summary,
    totals,
    unchanged,
    unchanged_notes,
    verdict,
)

GITHUB_LIMIT = 65_536
"""Characters that GitHub takes in one comment; Azure DevOps takes 150,000."""

SMALLEST_LIMIT = 4_000
_COLUMNS = ("create", "modify", "delete", "replace")
_MOST_NOTES, _MOST_TARGETS, _MOST_ORPHANS = 20, 5, 50


@dataclass(slots=True)
class _Section:
    """One plan on its way into the document: ``pieces`` of shown changes, and how many are cut to a name or wholly."""

    plan: PlanView
    changes: list[ChangeView]
    pieces: list[str] = field(default_factory=list)


def report_markdown(
    plans: Plans, *, limit: int = GITHUB_LIMIT, show_noise: bool = False, templates: Path | None = None
) -> str:
    """The plans as Markdown of at most ``limit`` characters (never less than ``SMALLEST_LIMIT``).

    What does not fit is cut from the least dangerous end, to one line each first, and the text says what was cut.
    ``templates`` holds the user's own ``report/plan.md.j2``. Raises ReportError for what is no plan.
    """
    views = sorted(read_plans(plans), key=_urgency)
    limit, room = max(limit, SMALLEST_LIMIT), max(limit, SMALLEST_LIMIT)
    while True:
        text = _document(views, room, show_noise=show_noise, templates=templates)
        excess = size(text) - limit
        if excess <= 0 or room <= 0:
            return text if excess <= 0 else _bare(views)
        room -= excess + 100


def _bare(views: Sequence[PlanView]) -> str:
    """What is left when a user's own template alone is over the limit."""
    changed = sum(view.has_changes for view in views)
    return f"{plural(len(views), 'stack')}, {changed} with changes. The report does not fit into a comment.\n"


def _urgency(plan: PlanView) -> tuple[bool, bool, bool, bool]:
    return (not plan.error, not plan.destructive, not plan.has_changes, plan.complete)


def _document(views: Sequence[PlanView], room: int, *, show_noise: bool, templates: Path | None) -> str:
    folded = unchanged(views)
    told = [view for view in views if view not in folded]
    rows = _within([*_total(views), *(_row(view) for view in told)], room // 4)
    more_stacks = len(told) - len(rows) + len(_total(views))
    rows += _unchanged(folded, room // 8)
    worth = [
        view
        for view in told
        if view.error or view.visible_changes or view.orphans or view.gaps or view.findings or view.hidden
    ]
    frames = _within([_frame(view) for view in worth], room // 3)
    sections = [_Section(view, _shown(view, show_noise=show_noise)) for view in worth[: len(frames)]]
    spare = room - sum(map(size, rows)) - sum(map(size, frames)) - 8 * len(frames) - 1_200
    by_name, hidden = _fill(sections, spare, show_noise=show_noise)
    values = {
        "title": _title(views),
        "verdict": verdict(views)[0],
        "columns": _COLUMNS,
        "rows": rows,
        "more_rows": plural(more_stacks, "more stack") if more_stacks else "",
        "cut": _cut(by_name, hidden, len(worth) - len(frames)),
        "sections": [
            {"frame": frame, "pieces": section.pieces} for section, frame in zip(sections, frames, strict=True)
        ],
    }
    return lay_out("report/plan.md.j2", values, templates)


def _within(texts: list[str], room: int) -> list[str]:
    """As many of the texts, from the first on, as have room; the first always has."""
    kept: list[str] = []
    for text in texts:
        room -= size(text)
        if room < 0 and kept:
            break
        kept.append(text)
    return kept


def _shown(view: PlanView, *, show_noise: bool) -> list[ChangeView]:
    noise = [change for change in view.changes if change.noise] if show_noise else []
    return merged(view.visible_changes + noise)


def _fill(sections: list[_Section], room: int, *, show_noise: bool) -> tuple[list[ChangeView], list[ChangeView]]:
    """Give every change a block while there is room, then a line, the most dangerous of all plans first."""
    todo = [(change, section) for section in sections for change in section.changes]
    todo.sort(key=lambda pair: pair[0].sort_key)
    lines = _within([change_line(change) for change, _ in todo], max(room // 2, 0)) if todo and room > 0 else []
    room -= sum(map(size, lines)) + len(lines)
    by_name: list[ChangeView] = []
    for (change, section), line in zip(todo, lines, strict=False):
        block = change_block(change, show_noise=show_noise) if room > 0 else ""
        more = size(block) - size(line)
        fits = bool(block) and more <= room
        room -= more if fits else 0
        section.pieces.append(block if fits else line)
        by_name += [] if fits else [change]
    return by_name, [change for change, _ in todo[len(lines) :]]


def _cut(by_name: list[ChangeView], hidden: list[ChangeView], stacks: int) -> str:
    """What was cut, exactly; empty when nothing was."""
    parts = [
        *([f"Shown by name only: {prose(count_words(count_actions(by_name)))}"] if by_name else []),
        *([f"Not shown: {prose(count_words(count_actions(hidden)))}"] if hidden else []),
        *([f"Not shown: the details of {plural(stacks, 'stack')}"] if stacks else []),
    ]
    return f"Cut to fit into a comment, the least dangerous first. {'. '.join(parts)}." if parts else ""


def _title(views: Sequence[PlanView]) -> str:
    if len(views) == 1:
        return f"mlinfra plan: {code(views[0].stack)}"
    changed, failed = sum(view.has_changes for view in views), sum(bool(view.error) for view in views)
    trouble = f", {failed} failed" if failed else ""
    return f"mlinfra plan: {plural(len(views), 'stack')}, {changed} with changes{trouble}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _total(views: Sequence[PlanView]) -> list[str]:
    """The row of all stacks together; none for a single one."""
    if len(views) < 2:
        return []
    sums = totals(views)
    numbers = [f"**{sums[action]:,}**" if sums.get(action) else "" for action in _COLUMNS]
    return [f"| {' | '.join(['**All**', plural(len(views), 'stack'), *numbers, ''])} |"]


def _unchanged(views: Sequence[PlanView], room: int) -> list[str]:
    """The row of all unchanged stacks; none without any, and a single one has its own."""
    if len(views) < 2:
        return [_row(view) for view in views]
    facts = ", ".join(filter(None, ["no changes", unchanged_notes(views)]))
    shown = len(_within([f"{code(view.stack)}, " for view in views], room))
    names = _some([view.stack for view in views], shown)
    return [f"| {' | '.join([f'{len(views):,} unchanged', names, *('' for _ in _COLUMNS), facts])} |"]


def _row(view: PlanView) -> str:
    numbers = [f"{view.counts[action]:,}" if view.counts.get(action) else "" for action in _COLUMNS]
    facts = [
        *(["**failed**"] if view.error else []),
        *(["**destructive**"] if view.destructive else []),
        *(["**refused**"] if view.counts.get("refused") else []),
        *(
            [
                f"{orphans:,} {VERBS[status]}"
                for status in ("orphaned", "no_longer_in_code")
                if (orphans := view.counts.get(status, 0))
            ]
        ),
        *([] if view.complete or view.error else ["**incomplete**"]),
        *([] if view.error or view.has_changes else ["no changes"]),
    ]
    return f"| {' | '.join([code(view.stack), code(view.place), *numbers, ', '.join(facts)])} |"


def _frame(view: PlanView) -> str:
    """What is said of a plan besides its changes."""
    head = f"#### {code(view.stack)} → {code(view.place)}"
    causes = "".join(f"\n- {prose(cause, 600)}" for cause in cause_lines(view)[:_MOST_NOTES])
    failed = f"**Failed.** {_failure(view.error)}{causes}" if view.error else ""
    told = f"{prose(summary(view))}{prose(needs_rights_elsewhere(view))} {prose(_upper(source(view)))}."
    return "\n\n".join(part for part in (head, failed, told, _orphans(view), _notes(view)) if part)


def _orphans(view: PlanView) -> str:
    """The resources that left the code, in a list of their own."""
    if not view.orphans:
        return ""
    lines = []
    for orphan in view.orphans[:_MOST_ORPHANS]:
        notes = "; ".join(prose(note) for note in orphan_notes(orphan))
        name = f"- **{prose(orphan.resource.kind)}** {code(label(orphan.resource))}"
        lines.append(f"{name} · {notes}" if notes else name)
    more = len(view.orphans) - _MOST_ORPHANS
    lines += [f"- … and {more:,} more"] * (more > 0)
    return f"**{prose(orphan_heading(view))}:**\n\n" + "\n".join(lines)


def _failure(error: Mapping[str, str]) -> str:
    parts = (code(error.get("code", "")), prose(error.get("message", ""), 2_000), prose(error.get("hint", "")))
    return " ".join(part for part in parts if part)


def _notes(view: PlanView) -> str:
    gaps = [
        f"- Not analysed ({prose(kind)}): {prose(message)}: {_some(targets)}"
        for (kind, message), targets in view.blind_spots.items()
    ]
    findings = [
        f"- {finding.level.capitalize()} {code(finding.code)}: {prose(finding.said)} {code(finding.where)}".rstrip()
        for finding in read_findings(view.findings)
    ]
    remarks = [f"- {code(remark.get('code', ''))} {prose(remark.get('message', ''))}" for remark in view.diagnostics]
    hidden = [f"- {plural(view.hidden, 'property', 'properties')} folded as noise"] if view.hidden else []
    hidden += [f"- {known_only_at_deploy_time(view)}"] if known_only_at_deploy_time(view) else []
    notes = [*findings, *gaps, *remarks, *hidden, *(f"- {prose(text)}" for text in view.stale_ignores)]
    more = len(notes) - _MOST_NOTES
    return "\n".join([*notes[:_MOST_NOTES], *([f"- … {plural(more, 'more note')}"] if more > 0 else [])])


def _some(targets: Sequence[str], most: int = _MOST_TARGETS) -> str:
    shown, more = ", ".join(code(target) for target in targets[:most]), len(targets) - most
    return f"{shown} and {more:,} more" if more > 0 else shown

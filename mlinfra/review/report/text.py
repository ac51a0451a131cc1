"""Show plans as the text that ``mlinfra plan`` prints: one line per change, what differs below it."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.review.report.findings import finding_lines
from mlinfra.review.report.grouping import merged
from mlinfra.review.report.key_properties import facts, label
from mlinfra.review.report.reading import read_plans
from mlinfra.review.report.terminal import Line, Look, Part, print_lines
from mlinfra.review.report.values import leaves
from mlinfra.review.report.view import ChangeView, DeltaView, Plans, PlanView
from mlinfra.review.report.words import (
    cause_lines,
    change_notes,
    count_words,
    delta_notes,
    delta_values,
    head,
    known_only_at_deploy_time,
    needs_rights_elsewhere,
    orphan_heading,
    orphan_notes,
    plural,
    source,
    stacks_line,
    summary,
    totals_line,
    unchanged,
    unchanged_notes,
)

STYLES = {
    "create": "green",
    "modify": "yellow",
    "delete": "red",
    "replace": "bold red",
    "refused": "bold red",
    "no_effect": "yellow",
    "detach": "magenta",
    "deploy": "cyan",
    "unsupported": "magenta",
    "other": "magenta",
}
_DIM = "bright_black"
_WIDEST = 44
"""Addresses up to this length share one column; a longer one moves what follows it to the right."""


def report_text(
    plans: Plans,
    *,
    show_noise: bool = False,
    verbose: bool = False,
    width: int | None = None,
    color: bool = False,
) -> str:
    """The plans as terminal text; see ``terminal.detect`` for ``width`` (None: no wrapping) and ``color``.

    ``show_noise`` also prints what noise rules fold, each with its reason; ``verbose`` prints every property of
    created resources, unchanged resources by name, and where each thing is declared. Raises ReportError for what is no plan.
    """
    views = read_plans(plans)
    return print_lines(_all(views, show_noise=show_noise, verbose=verbose), Look(width, color))


def _all(views: tuple[PlanView, ...], *, show_noise: bool, verbose: bool) -> Iterator[Line]:
    if len(views) > 1:
        yield Line(((f"{totals_line(views)}.", "bold"),))
    folded = [] if verbose else [view for view in unchanged(views) if not (show_noise and view.hidden)]
    for place, plan in enumerate(view for view in views if view not in folded):
        if place or len(views) > 1:
            yield Line(())
        yield from _plan(plan, show_noise=show_noise, verbose=verbose)
    if folded:
        yield Line(())
        yield _unchanged(folded)
    if len(views) > 1:
        yield Line(())
        changed, failed = sum(v.has_changes for v in views), sum(bool(v.error) for v in views)
        yield Line(((f"{stacks_line(len(views), changed, failed)}.", "bold"),))


def _unchanged(views: list[PlanView]) -> Line:
    """All unchanged stacks, in one line."""
    notes = unchanged_notes(views)
    left_out = f" ({notes}; --verbose shows them)" if notes else ""
    names = ", ".join(view.stack for view in views)
    return Line((("= ", _DIM),), ((f"{plural(len(views), 'stack')} unchanged: {names}{left_out}", _DIM),))


def _plan(plan: PlanView, *, show_noise: bool, verbose: bool) -> Iterator[Line]:
    yield Line(((head(plan), "bold"), (f"   {source(plan)}", _DIM)))
    if plan.error:
        yield from _error(plan)
    shown = [c for c in plan.changes if c.noise and show_noise] if show_noise else []
    changes = merged(plan.visible_changes + shown)
    symbols = max((len(c.symbol) for c in changes), default=1)
    kinds = min(max((len(c.kind) for c in changes), default=0), 12)
    names = max((n for n in (len(label(c)) for c in changes) if n <= _WIDEST), default=0)
    for change in changes:
        yield from _change(change, (symbols, kinds, names), show_noise=show_noise, verbose=verbose)
    yield from _orphans(plan)
    yield from _folded(plan, show_noise=show_noise, verbose=verbose)
    yield from _coverage(plan, verbose=verbose)
    yield from finding_lines(plan.findings)
    style = "bold red" if plan.error or plan.destructive else "bold"
    yield Line((), ((summary(plan), style), (needs_rights_elsewhere(plan), "")))


def _error(plan: PlanView) -> Iterator[Line]:
    error = plan.error
    place = f"{error['where']}: " if error.get("where") else ""
    code = f"{error['code']}: " if error.get("code") else ""
    yield Line((("  error: ", "bold red"),), ((f"{place}{code}{error.get('message', '')}", ""),))
    yield from (Line((("    - ", "red"),), ((cause, ""),)) for cause in cause_lines(plan))
    if error.get("hint"):
        yield Line((("    -> ", ""),), ((error["hint"], ""),))


def _change(change: ChangeView, widths: tuple[int, int, int], *, show_noise: bool, verbose: bool) -> Iterator[Line]:
    symbols, kinds, names = widths
    style = STYLES.get(change.action, "")
    said = facts(change) if change.action == "create" or change.members else ""
    lead = f"  {change.symbol:<{symbols}} {change.kind:<{kinds}}  "
    may = " (may not happen)" if change.potential else ""
    yield Line(
        ((lead, style),),
        (
            (f"{label(change):<{names}}", style if change.action != "create" else ""),
            (f"{may}   {said}" if said else may, ""),
        ),
    )
    indent = " " * (symbols + kinds + 5)
    for delta in change.deltas if not change.members or len(change.deltas) > 1 or verbose else ():
        if show_noise or not delta.noise:
            yield _delta(delta, indent)
    if verbose and change.action == "create" and change.after:
        yield from (Line(((indent, ""),), ((f"{path}: {value}", _DIM),)) for path, value in leaves(change.after))
    # Said only on request: where each new thing is declared, and that a plain change is a small risk.
    quiet = ("risk low", *(["declared in"] if change.action == "create" else []))
    for note in change_notes(change):
        if verbose or not note.startswith(tuple(quiet)):
            yield Line(((indent, ""),), ((note, _DIM),))


def _orphans(plan: PlanView) -> Iterator[Line]:
    """The resources that left the code, in a group of their own."""
    if heading := orphan_heading(plan):
        yield Line((("  ", ""),), ((f"{heading}:", "bold yellow"),))
    for orphan in plan.orphans:
        notes = "; ".join(orphan_notes(orphan))
        name = label(orphan.resource)
        said = f"   {notes}" if notes else ""
        yield Line(((f"    {orphan.resource.kind:<12} ", "yellow"),), ((name, ""), (said, "yellow")))


def _delta(delta: DeltaView, indent: str) -> Line:
    notes = ", ".join(delta_notes(delta))
    style = "red" if delta.replaces or delta.security else _DIM
    value = (delta_values(delta), "")
    return Line(
        ((f"{indent}{delta.symbol} ", STYLES.get(delta.action, _DIM)),),
        ((f"{delta.label}: ", ""), value, (f"  ({notes})" if notes else "", style)),
    )


def _folded(plan: PlanView, *, show_noise: bool, verbose: bool) -> Iterator[Line]:
    """What is there and not worth a line of its own."""
    for action, why in (("no_change", ""), ("ignore", " (live, but not part of this stack or not looked at)")):
        changes = [c for c in plan.changes if c.action == action and not c.noise]
        number = plan.counts.get(action, len(changes))
        symbol = "=" if action == "no_change" else "*"
        if number:
            yield Line(((f"  {symbol} ", _DIM),), ((f"{count_words({action: number})}{why}", _DIM),))
        yield from (Line((("      ", ""),), ((c.address, _DIM),)) for c in changes if verbose)
    whole = sum(bool(c.noise) for c in plan.changes)
    if (plan.hidden or whole) and not show_noise:
        parts = [plural(plan.hidden, "property", "properties")] * bool(plan.hidden) + [
            plural(whole, "resource")
        ] * bool(whole)
        yield Line(
            (("  . ", _DIM),),
            ((f"{' and '.join(parts)} folded as noise; --show-noise prints each with its reason", _DIM),),
        )
    yield from (Line((("  . ", "yellow"),), ((text, "yellow"),)) for text in plan.stale_ignores)


def _coverage(plan: PlanView, *, verbose: bool) -> Iterator[Line]:
    if plan.blocking_gaps:
        yield Line((("  Not analysed:", "magenta"),))
    for (kind, message), targets in plan.blind_spots.items():
        single = targets[0] if len(targets) == 1 else ""
        yield Line(((f"    {kind}  ", "magenta"),), _sentence(single, message))
        yield from (Line((("      ", ""),), ((target, ""),)) for target in targets if not single)
    for gap in plan.gaps:
        if verbose and not gap.blocking:
            yield Line(((f"    {gap.kind}  ", _DIM),), _sentence(gap.target, gap.message))
    if known_only_at_deploy_time(plan) and not verbose:
        yield Line((("  . ", _DIM),), ((f"{known_only_at_deploy_time(plan)}; --verbose lists them", _DIM),))
    for diagnostic in plan.diagnostics:
        level = diagnostic.get("level", "").lower()
        yield Line(
            ((f"  {level or 'note'}: ", "yellow"),),
            _sentence(diagnostic.get("code", ""), diagnostic.get("message", "")),
        )


def _sentence(subject: str, message: str) -> tuple[Part, ...]:
    return ((f"{subject}: " if subject else "", ""), (message, ""))

"""Show one change as Markdown: a folded block with what differs, or one line where there is no room."""

from __future__ import annotations

from collections.abc import Iterator

from mlinfra.review.report.escape import clip, code, fence, prose
from mlinfra.review.report.key_properties import facts, label
from mlinfra.review.report.values import leaves, literal
from mlinfra.review.report.view import ChangeView, DeltaView
from mlinfra.review.report.words import change_notes, delta_notes, plural

MOST_LINES = 60
"""Properties of one change that are shown; the most important stand first, the rest is counted."""


def change_line(change: ChangeView) -> str:
    """The change as one list item."""
    return f"- {_title(change, bold='**')}"


def change_block(change: ChangeView, *, show_noise: bool) -> str:
    """The change as a folded section: a title, what differs as a diff, and why it is there."""
    notes = [f"- {prose(note)}" for note in change_notes(change) if not (_risk(change) and note.startswith("risk "))]
    rows = list(_rows(change, show_noise=show_noise))
    if not rows and not notes:
        return change_line(change)
    cut = len(rows) - MOST_LINES
    shown = [line for row in rows[:MOST_LINES] for line in row]
    more = [f"# … {plural(cut, 'more property', 'more properties')}, not shown"] if cut > 0 else []
    body = "\n\n".join(part for part in (fence(shown + more) if shown else "", "\n".join(notes)) if part)
    title = _title(change, bold="")
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>\n"


def _title(change: ChangeView, bold: str) -> str:
    kind = prose(change.kind)
    strong = f"{bold}{kind}{bold}" if bold else f"<b>{kind}</b>"
    said = prose(facts(change), 160)
    may = "may not happen" if change.potential else ""
    reason = _risk(change) or (f"because {prose(change.because, 120)}" if change.because else "")
    tail = "; ".join(part for part in (said, reason, may) if part)
    return f"{code(change.symbol)} {strong} {code(label(change))}{f' · {tail}' if tail else ''}"


def _risk(change: ChangeView) -> str:
    """The risk worth a place in the title."""
    if change.risk not in {"medium", "high"}:
        return ""
    return f"{change.risk} risk{f', {prose(change.risk_why, 160)}' if change.risk_why else ''}"


def _rows(change: ChangeView, *, show_noise: bool) -> Iterator[list[str]]:
    """One property a row: its lines in the diff; what is dangerous comes first."""
    deltas = [delta for delta in change.deltas if show_noise or not delta.noise]
    for delta in sorted(deltas, key=lambda d: (not d.replaces, not d.security)):
        yield [clip(line, 600) for line in _delta(delta)]
    if not change.deltas and change.action in {"create", "delete"}:
        mark, body = ("+", change.after) if change.action == "create" else ("-", change.before)
        yield from ([clip(f"{mark} {path}: {value}", 600)] for path, value in leaves(body or {}))


def _delta(delta: DeltaView) -> Iterator[str]:
    if delta.action != "create":
        yield f"- {delta.label}: {literal(delta.before, 240)}"
    if delta.action != "delete":
        yield f"+ {delta.label}: {literal(delta.after, 240)}"
    yield from (f"! {note}" for note in delta_notes(delta))

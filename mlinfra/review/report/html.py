"""Show plans as one HTML page that asks the network for nothing and runs one known script."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap
from pathlib import Path
from typing import Any

from mlinfra.review.report.findings import read_findings
from mlinfra.review.report.grouping import merged
from mlinfra.review.report.key_properties import facts, label
from mlinfra.review.report.layout import lay_out, source_text
from mlinfra.review.report.reading import read_plans
from mlinfra.review.report.values import literal
from mlinfra.review.report.view import QUIET, SYMBOLS, ChangeView, DeltaView, GapView, OrphanView, Plans, PlanView
from mlinfra.review.report.words import (
    VERBS,
    cause_lines,
    change_notes,
    delta_notes,
    known_only_at_deploy_time,
    needs_rights_elsewhere,
    orphan_heading,
    orphan_notes,
    plural,
    source,
    totals_line,
    unchanged,
    unchanged_notes,
    verdict,
)

_LONGEST_VALUE = 4_000


def report_html(plans: Plans, *, templates: Path | None = None) -> str:
    """The plans as one page that opens from disk.

    ``templates`` holds the user's own ``report/plan.html.j2``, ``report/plan.css`` or ``report/plan.js``.
    Raises ReportError for what is no plan.
    """
    from markupsafe import Markup

    views = read_plans(plans)
    style, script = (source_text(f"report/plan.{kind}", templates) for kind in ("css", "js"))
    text, level = verdict(views)
    folded = unchanged(views) if len(unchanged(views)) > 1 else []
    values = {
        "title": f"{views[0].stack} → {views[0].place}" if len(views) == 1 else plural(len(views), "stack"),
        "verdict": text,
        "verdict_level": level,
        "totals": totals_line(views) if len(views) > 1 else "",
        "plans": [_card(view) for view in views if view not in folded],
        "unchanged": _unchanged(folded) if folded else None,
        "style": Markup(style),  # ruff: ignore[unsafe-markup-use]  our own file, or the user's
        "style_hash": _digest(style),
        "script": Markup(script),  # ruff: ignore[unsafe-markup-use]  as above
        "script_hash": _digest(script),
        "data": Markup(_data(views)),  # ruff: ignore[unsafe-markup-use]  embedded() leaves nothing that HTML reads
    }
    return lay_out("report/plan.html.j2", values, templates)


def _unchanged(views: Sequence[PlanView]) -> dict[str, str]:
    """All unchanged stacks, in one line."""
    names, notes = ", ".join(view.stack for view in views), unchanged_notes(views)
    return {"heading": f"{plural(len(views), 'stack')} unchanged", "names": f"{names}{f'; {notes}' if notes else ''}"}


def _digest(text: str) -> str:
    """The hash by which the page's policy knows its own script and style."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def embedded(value: Any) -> str:
    """JSON that can stand in a script element: no character that ends it, opens a comment or is a line end in JS.

    Nor one that a pipeline reads as a command when the page is printed into its log.
    """
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), default=str).replace("##", "#\\u0023")
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(views: Sequence[PlanView]) -> str:
    changes = [(change, place) for place, view in enumerate(views) for change in merged(view.changes)]
    changes += [(_as_change(orphan), place) for place, view in enumerate(views) for orphan in view.orphans]
    changes.sort(key=lambda pair: (bool(pair[0].noise), pair[0].action in QUIET, pair[0].sort_key))
    return embedded(
        {
            "symbols": SYMBOLS,
            "quiet": sorted(QUIET),
            "stacks": [view.stack for view in views],
            "changes": list(starmap(_change, changes)),
        }
    )


def _as_change(orphan: OrphanView) -> ChangeView:
    """What left the code as a row of the list; its notes stand where a change has its reason."""
    return replace(orphan.resource, because="; ".join(orphan_notes(orphan)))


def _change(change: ChangeView, place: int) -> dict[str, Any]:
    return {
        "plan": place,
        "action": change.action,
        "symbol": change.symbol,
        "kind": change.kind,
        "address": label(change),
        "id": change.id,
        "type": change.type,
        "facts": facts(change),
        "why": _reason(change),
        "number": change.number,
        "risk": "" if change.risk == "none" else change.risk,
        "potential": change.potential,
        "noise": change.noise,
        "notes": change_notes(change),
        "deltas": [_delta(delta) for delta in change.deltas],
        "before": change.before,
        "after": None if change.after == change.before else change.after,
    }


def _reason(change: ChangeView) -> str:
    """Why a row deserves a look, or why it is there."""
    return change.risk_why if change.risk in {"medium", "high"} else change.because and f"because {change.because}"


def _delta(delta: DeltaView) -> dict[str, Any]:
    return {
        "symbol": delta.symbol,
        "path": delta.label,
        "before": None if delta.action == "create" else literal(delta.before, _LONGEST_VALUE),
        "after": None if delta.action == "delete" else literal(delta.after, _LONGEST_VALUE),
        "notes": delta_notes(delta),
        "strong": delta.replaces or delta.security,
        "noise": delta.noise,
    }


def _card(view: PlanView) -> dict[str, Any]:
    origin = source(view)
    words = f"{origin[:1].upper()}{origin[1:]}." if origin else ""
    return {
        "stack": view.stack,
        "place": view.place,
        "counts": [
            {"action": action, "number": f"{view.counts[action]:,}", "verb": VERBS.get(action, action)}
            for action in (*SYMBOLS, *(a for a in view.counts if a not in SYMBOLS))
            if view.counts.get(action)
        ],
        "error": {key: view.error.get(key, "") for key in ("code", "message", "hint")} if view.error else None,
        "destructive": view.destructive,
        "source": f"{words}{needs_rights_elsewhere(view)}",
        "notes": list(_notes(view)),
    }


def _notes(view: PlanView) -> list[dict[str, str]]:
    findings = [
        _note(
            "advice" if finding.exempted else finding.severity,
            f"{finding.code} {finding.where}".strip(),
            f"{finding.address}: {finding.said}",
            "" if finding.exempted else finding.fix,
        )
        for finding in read_findings(view.findings)
    ]
    causes = [_note("error", "", cause) for cause in cause_lines(view)]
    heading = orphan_heading(view)
    left = (
        [_note("warning", heading.partition(":")[0], f"{_names(view)}.{heading.partition(':')[2]}")] if heading else []
    )
    gaps = [_note("warning", "Not analysed:", _said(gap)) for gap in view.blocking_gaps]
    gaps += [_note("", "Later:", known_only_at_deploy_time(view))] if known_only_at_deploy_time(view) else []
    remarks = [
        _note(remark.get("level", "").lower(), remark.get("code", ""), remark.get("message", ""))
        for remark in view.diagnostics
    ]
    return [
        *causes,
        *left,
        *findings,
        *gaps,
        *remarks,
        *(_note("warning", "Noise", text) for text in view.stale_ignores),
    ]


def _names(view: PlanView) -> str:
    """The resources that left the code, named."""
    return ", ".join(f"{orphan.resource.kind} {label(orphan.resource)}" for orphan in view.orphans)


def _said(gap: GapView) -> str:
    return f"{gap.target}: {gap.message}" if gap.target else gap.message


def _note(level: str, label: str, text: str, fix: str = "") -> dict[str, str]:
    return {"level": level, "label": label, "text": text, "fix": fix}

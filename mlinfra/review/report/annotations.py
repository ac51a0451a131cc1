"""Show plans and findings beside the code, as workflow commands of GitHub and Azure Pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlinfra.review.report.findings import read_findings, read_not_evaluated
from mlinfra.review.report.key_properties import label
from mlinfra.review.report.reading import read_plans
from mlinfra.review.report.view import DANGEROUS, ChangeView, Plans, PlanView
from mlinfra.review.report.words import VERBS, cause_lines, delta_values, head, orphan_heading, orphan_notes

_FILE = re.compile(r"[^\s/][^\s]*\.(?:py|ya?ml|json)(?::\d+)?")
"""A place in a file; Azure's word for what an error is about is none."""


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation; ``where`` is ``file:line`` or empty, ``level`` error, warning or notice."""

    level: str
    title: str
    message: str
    where: str = ""


def report_github_annotations(plans: Plans) -> str:
    """The plans' errors, deletions, replacements, security changes, gaps and findings as GitHub workflow commands.

    The most severe come first: GitHub shows ten of each level per step. Raises ReportError for what is no plan.
    """
    return "".join(f"{_github(note)}\n" for note in _notes(plans))


def report_azure_annotations(plans: Plans) -> str:
    """The same as Azure Pipelines logging commands, which know errors and warnings only."""
    return "".join(f"{_azure(note)}\n" for note in _notes(plans))


def findings_github(findings: Sequence[Mapping[str, Any]], not_evaluated: Sequence[Mapping[str, Any]] = ()) -> str:
    """Findings as GitHub workflow commands, errors first, and what rules could not tell."""
    return "".join(f"{_github(note)}\n" for note in _finding_notes(findings, not_evaluated))


def findings_azure(findings: Sequence[Mapping[str, Any]], not_evaluated: Sequence[Mapping[str, Any]] = ()) -> str:
    """Findings as Azure Pipelines logging commands, errors first, and what rules could not tell."""
    return "".join(f"{_azure(note)}\n" for note in _finding_notes(findings, not_evaluated))


def _notes(plans: Plans) -> list[Note]:
    rank = {"error": 0, "warning": 1, "notice": 2}
    notes = [note for plan in read_plans(plans) for note in _plan_notes(plan)]
    return sorted(notes, key=lambda note: rank[note.level])


def _plan_notes(plan: PlanView) -> Iterator[Note]:
    if plan.error:
        title = f"{plan.stack}: {plan.error.get('code') or 'the forecast failed'}"
        message = "\n".join([plan.error.get("message", ""), *cause_lines(plan)])
        where = plan.error.get("where", "")
        yield Note("error", title, message, where if _FILE.fullmatch(where) else "")
    for change in plan.visible_changes:
        yield from _change_notes(plan, change)
    for orphan in plan.orphans:
        notes = "; ".join(orphan_notes(orphan))
        said = f"{head(plan)}. {orphan_heading(plan)}.{f' {notes}.' if notes else ''}"
        status = VERBS.get(orphan.resource.action, orphan.resource.action)
        yield Note("warning", f"{label(orphan.resource)}: {status}", said)
    for gap in plan.blocking_gaps:
        yield Note("warning", f"{plan.stack}: not analysed ({gap.kind})", f"{gap.target}: {gap.message}")
    yield from _finding_notes(plan.findings)


def _change_notes(plan: PlanView, change: ChangeView) -> Iterator[Note]:
    if change.action in DANGEROUS:
        why = f" {change.risk_why}" if change.risk_why else ""
        yield Note(
            "error" if change.action == "refused" else "warning",
            f"{change.address}: {change.action}",
            f"{head(plan)}.{why}",
            change.where,
        )
    for delta in change.deltas:
        if delta.security and not delta.noise:
            gone = "removed, it was " if delta.action == "delete" else ""
            message = f"{delta.label}: {gone}{delta_values(delta)}"
            yield Note("warning", f"{change.address}: security-relevant change", message, change.where)


def _finding_notes(
    findings: Iterable[Mapping[str, Any]], not_evaluated: Iterable[Mapping[str, Any]] = ()
) -> Iterator[Note]:
    missed = (view.as_finding() for view in read_not_evaluated(not_evaluated))
    for finding in (*(view for view in read_findings(findings) if not view.exempted), *missed):
        level = "notice" if finding.severity == "advice" else finding.severity
        subject = f"{finding.address}: " if finding.address else ""
        fix = f" -> {finding.fix}" if finding.fix else ""
        yield Note(level, f"{finding.code} {finding.slug}".strip(), f"{subject}{finding.message}{fix}", finding.where)


def _place(where: str) -> tuple[str, str]:
    file, _, line = where.rpartition(":")
    return (file, line) if line.isdigit() else (where, "")


def _github(note: Note) -> str:
    file, line = _place(note.where)
    values = {"file": file, "line": line, "title": note.title}
    properties = ",".join(f"{key}={_github_property(value)}" for key, value in values.items() if value)
    return f"::{note.level} {properties}::{_github_text(note.message)}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def _azure(note: Note) -> str:
    file, line = _place(note.where)
    level = "error" if note.level == "error" else "warning"
    values = {"type": level, "sourcepath": file, "linenumber": line}
    properties = ";".join(f"{key}={_azure_text(value, ';]')}" for key, value in values.items() if value)
    return f"##vso[task.logissue {properties}]{_azure_text(f'{note.title}: {note.message}')}"


def _azure_text(text: str, also: str = "") -> str:
    """Escaped as the agent reads it back; in properties ``;`` and ``]`` end the value."""
    text = text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")
    for mark in also:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text

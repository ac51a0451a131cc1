"""Show findings as text and as annotations of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlinfra.review.report.terminal import Line, Look, print_lines
from mlinfra.review.report.values import plain

_STYLES = {"error": "bold red", "warning": "yellow", "advice": "cyan"}


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; ``file`` and ``line`` are empty and 0 where the thing was derived, not written."""

    code: str
    slug: str
    severity: str
    message: str
    address: str
    file: str
    line: int
    why: str
    fix: str
    stack: str

    @property
    def where(self) -> str:
        """``file:line``, or empty."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file


def read_findings(findings: Iterable[Mapping[str, Any]]) -> list[FindingView]:
    """The views, errors first."""
    views = [_finding(finding) for finding in findings if isinstance(finding, Mapping)]
    rank = {severity: place for place, severity in enumerate(_STYLES)}
    return sorted(views, key=lambda view: rank.get(view.severity, len(rank)))


def _finding(data: Mapping[str, Any]) -> FindingView:
    file, _, line = plain(data.get("where")).rpartition(":")
    known = line.isascii() and line.isdigit()
    text = {key: plain(data.get(key)) for key in ("code", "slug", "message", "address", "why", "fix", "stack")}
    severity = plain(data.get("severity"))
    return FindingView(
        severity=severity if severity in _STYLES else "warning",
        file=file if known else plain(data.get("where")),
        line=int(line) if known else 0,
        **text,
    )


def finding_lines(findings: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
    """Each finding as its sentence, what happens otherwise, and what to write instead."""
    for finding in read_findings(findings):
        place = f"{finding.where}: " if finding.where else ""
        name = f" {finding.slug}" if finding.slug else ""
        lead = f"  {finding.severity} {finding.code}{name}  "
        yield Line(((lead, _STYLES[finding.severity]),), ((f"{place}{_subject(finding)}{finding.message}", ""),))
        if finding.why:
            yield Line((("      ", ""),), ((finding.why, "bright_black"),))
        if finding.fix:
            yield Line((("      -> ", ""),), ((finding.fix, ""),))


def _subject(finding: FindingView) -> str:
    return f"{finding.address}: " if finding.address else ""


def findings_text(findings: Sequence[Mapping[str, Any]], *, width: int | None = None, color: bool = False) -> str:
    """The findings as terminal text, errors first, with their number in the last line."""
    views = read_findings(findings)
    counts = [(severity, sum(v.severity == severity for v in views)) for severity in _STYLES]
    words = {"error": "errors", "warning": "warnings", "advice": "pieces of advice"}
    singular = {"advice": "piece of advice"}
    told = [f"{n} {words[s] if n != 1 else singular.get(s, s)}" for s, n in counts if n]
    last = Line(((f"{', '.join(told) or 'Nothing found'}.", "bold"),))
    return print_lines([*finding_lines(findings), last], Look(width, color))

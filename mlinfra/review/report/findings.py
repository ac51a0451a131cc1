"""Show findings as text, and what rules could not tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mlinfra.review.report.terminal import Line, Look, print_lines
from mlinfra.review.report.values import plain

_NAMED = 3
"""Resources that a line names before it counts."""
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
    link: str = ""
    """The page of Microsoft's documentation."""
    exempted: str = ""
    """Why it is let stand; empty where it is not."""

    @property
    def level(self) -> str:
        """What it counts as: its severity, or ``exempted``."""
        return "exempted" if self.exempted else self.severity

    @property
    def said(self) -> str:
        """The message, with the reason for which it is let stand."""
        return f"{self.message} (let stand: {self.exempted})" if self.exempted else self.message

    @property
    def where(self) -> str:
        """``file:line``, or empty."""
        return f"{self.file}:{self.line}" if self.file and self.line else self.file


def read_findings(findings: Iterable[Mapping[str, Any]]) -> list[FindingView]:
    """The views, errors first."""
    views = [_finding(finding) for finding in findings if isinstance(finding, Mapping)]
    rank = {severity: place for place, severity in enumerate(_STYLES)}
    return sorted(views, key=lambda view: (bool(view.exempted), rank.get(view.severity, len(rank))))


@dataclass(frozen=True, slots=True)
class OpenView:
    """One rule that could not tell of one resource, and why."""

    code: str
    slug: str
    address: str
    where: str
    stack: str
    message: str

    def as_finding(self) -> FindingView:
        """The same where only findings can be shown."""
        file, _, line = self.where.rpartition(":")
        number = int(line) if line.isascii() and line.isdigit() else 0
        place = (file, number) if number else (self.where, 0)
        said = f"not evaluated: {self.message}"
        return FindingView(self.code, self.slug, "advice", said, self.address, *place, "", "", self.stack)


def read_not_evaluated(listed: Iterable[Mapping[str, Any]]) -> list[OpenView]:
    """The views, by code."""
    names = ("code", "slug", "address", "where", "stack", "message")
    views = [
        OpenView(**{name: plain(data.get(name)) for name in names}) for data in listed if isinstance(data, Mapping)
    ]
    return sorted(views, key=lambda view: view.code)


def _finding(data: Mapping[str, Any]) -> FindingView:
    file, _, line = plain(data.get("where")).rpartition(":")
    known = line.isascii() and line.isdigit()
    text = {
        key: plain(data.get(key))
        for key in ("code", "slug", "message", "address", "why", "fix", "stack", "link", "exempted")
    }
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
        lead, style = f"  {finding.level} {finding.code}{name}  ", "" if finding.exempted else _STYLES[finding.severity]
        yield Line(((lead, style),), ((f"{place}{_subject(finding)}{finding.message}", ""),))
        if finding.exempted:
            yield Line((("      ", ""),), ((f"let stand: {finding.exempted}", "bright_black"),))
            continue
        if finding.why:
            yield Line((("      ", ""),), ((finding.why, "bright_black"),))
        if finding.fix:
            yield Line((("      -> ", ""),), ((finding.fix, ""),))


def _subject(finding: FindingView) -> str:
    return f"{finding.address}: " if finding.address else ""


def not_evaluated_lines(listed: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
    """One line for each rule that could not tell, with the resources."""
    by_rule: dict[tuple[str, str], list[OpenView]] = {}
    for view in read_not_evaluated(listed):
        by_rule.setdefault((view.code, view.slug), []).append(view)
    for (code, slug), views in by_rule.items():
        addresses = list(dict.fromkeys(view.address for view in views if view.address))
        more = f" and {len(addresses) - _NAMED} more" if len(addresses) > _NAMED else ""
        place = f"{', '.join(addresses[:_NAMED])}{more}: " if addresses else ""
        said = place + ", ".join(dict.fromkeys(view.message for view in views))
        yield Line(((f"  not evaluated {code} {slug}  ", "bright_black"),), ((said, ""),))


def open_words(count: int) -> str:
    """``2 values known only while deploying``: whether Azure takes them was not judged."""
    return f"{count} value{'s' * (count != 1)} known only while deploying"


def findings_text(
    findings: Sequence[Mapping[str, Any]],
    not_evaluated: Sequence[Mapping[str, Any]] = (),
    *,
    open_values: int = 0,
    width: int | None = None,
    color: bool = False,
) -> str:
    """The findings as terminal text, errors first, with their number in the last line, and what rules could not tell."""
    views = read_findings(findings)
    standing = [view for view in views if not view.exempted]
    counts = [(severity, sum(v.severity == severity for v in standing)) for severity in _STYLES]
    words = {"error": "errors", "warning": "warnings", "advice": "pieces of advice"}
    singular = {"advice": "piece of advice"}
    told = [f"{n} {words[s] if n != 1 else singular.get(s, s)}" for s, n in counts if n]
    told = told or ["Nothing found"]
    let_stand = len(views) - len(standing)
    told += [f"{let_stand} exempted"] * bool(let_stand)
    told += [f"{len(not_evaluated)} not evaluated"] * bool(not_evaluated)
    told += [open_words(open_values)] * bool(open_values)
    last = Line(((f"{', '.join(told)}.", "bold"),))
    return print_lines([*finding_lines(findings), *not_evaluated_lines(not_evaluated), last], Look(width, color))

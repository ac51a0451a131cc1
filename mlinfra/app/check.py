"""Check the stacks of a file for problems, offline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from typing_extensions import Unpack

from mlinfra.app.configuration import RuleSettings
from mlinfra.app.configuration_keys import is_rule
from mlinfra.app.settings import StackOptions, settings_for
from mlinfra.base.finding import RANK, Finding, findings_json


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found."""

    stacks: tuple[str, ...]
    """Names of the stacks that were checked."""
    findings: tuple[Finding, ...]
    """Of all stacks; ``where`` is a path that editors and annotations find."""
    rules: RuleSettings
    """Which rules ran, and with which severity, by the configuration."""

    def failed(self, *, strict: bool = False) -> bool:
        """Whether an error was found; ``strict``: or a warning."""
        failing = {"error", "warning"} if strict else {"error"}
        return any(finding.severity in failing for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The document that reports read."""
        return findings_json(self.findings)


def check(file: Path | str, **options: Unpack[StackOptions]) -> Checked:
    """Check the selected stacks of a file, each and together; nothing is asked of Azure. What `render` refuses is refused.

    Raises `LoadError`, `InvalidInput`, `ResolveError` and `Unprintable`.
    """
    from mlinfra.app.stages import prepare
    from mlinfra.landing_zone.checks import check as check_graph
    from mlinfra.landing_zone.checks import check_stacks
    from mlinfra.landing_zone.checks.refusals import refusals

    settings = settings_for(file, **options)
    stacks = settings.stacks()
    rules = settings.configuration.rules
    graphs = [prepare(stack, compiler=settings.compiler).graph for stack in stacks]
    findings: list[Finding] = []
    for graph in graphs:
        findings += (*refusals(graph, date.today()), *configured(check_graph(graph), rules))  # ruff: ignore[call-date-today]  an expiry date means the reader's own day
    findings += configured(check_stacks(graphs), rules)
    placed_findings = tuple(placed(finding, settings.file) for finding in findings)
    return Checked(tuple(stack.name for stack in stacks), placed_findings, rules)


def configured(findings: Iterable[Finding], rules: RuleSettings) -> tuple[Finding, ...]:
    """The findings of the rules that the configuration lets run, with its severities, the most severe first."""
    kept = [_with_severity(finding, rules) for finding in findings if _runs(finding, rules)]
    return tuple(sorted(kept, key=lambda finding: RANK[finding.severity]))


def _runs(finding: Finding, rules: RuleSettings) -> bool:
    def named(entries: tuple[str, ...]) -> bool:
        return any(is_rule(entry, finding.code, finding.slug) for entry in entries)

    return (not rules.select or named(rules.select)) and not named(rules.ignore)


def _with_severity(finding: Finding, rules: RuleSettings) -> Finding:
    """The finding with the severity of the longest entry that means its rule: ML402 wins over ML4."""
    entries = [entry for entry in rules.severity if is_rule(entry, finding.code, finding.slug)]
    return replace(finding, severity=rules.severity[max(entries, key=len)]) if entries else finding


def placed(finding: Finding, file: Path) -> Finding:
    """Give the place as a path that editors and annotations find."""
    name, _, line = finding.where.rpartition(":")
    return replace(finding, where=f"{file.as_posix()}:{line}") if name == file.name else finding

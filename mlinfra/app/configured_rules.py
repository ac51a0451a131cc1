"""Apply the configuration of the rules to what they told: which run, how severe they are, what is let stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from mlinfra.app.configuration import RuleSettings
from mlinfra.app.configuration_keys import is_rule
from mlinfra.base.finding import RANK, Finding, NotEvaluated, OpenValue, Severity

Told = TypeVar("Told", Finding, NotEvaluated)
Placed = TypeVar("Placed", Finding, NotEvaluated, OpenValue)


def configured(told: Iterable[Told], rules: RuleSettings) -> tuple[Told, ...]:
    """What is told of the rules that the configuration lets run, with its severities, the most severe first."""
    kept = [_with_severity(entry, rules) for entry in told if runs(entry.code, entry.slug, rules)]
    return tuple(sorted(kept, key=lambda entry: RANK[entry.severity] if isinstance(entry, Finding) else 0))


def runs(code: str, slug: str, rules: RuleSettings) -> bool:
    """Whether a rule runs."""

    def named(entries: tuple[str, ...]) -> bool:
        return any(is_rule(entry, code, slug) for entry in entries)

    return (not rules.select or named(rules.select)) and not named(rules.ignore)


def _with_severity(told: Told, rules: RuleSettings) -> Told:
    """The finding with the severity of the longest entry that means its rule: ML402 wins over ML4, a stage over all stages."""
    if isinstance(told, NotEvaluated):
        return told
    for table in (*_stages(told.stack, rules), rules.severity):
        entries = [entry for entry in table if is_rule(entry, told.code, told.slug)]
        if entries:
            return replace(told, severity=table[max(entries, key=len)])
    return told


def _stages(stack: str, rules: RuleSettings) -> Iterator[Mapping[str, Severity]]:
    """The severities of the stages that a stack belongs to, the longest pattern first."""
    for pattern in sorted(rules.stages, key=len, reverse=True):
        if fnmatchcase(stack, pattern):
            yield rules.stages[pattern]


def placed(told: Placed, file: Path) -> Placed:
    """Give the place as a path that editors and annotations find."""
    name, _, line = told.where.rpartition(":")
    return replace(told, where=f"{file.as_posix()}:{line}") if name == file.name else told

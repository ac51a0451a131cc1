"""Check the stacks of a file, or anyone's ARM template, for problems, offline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from typing_extensions import Unpack

from mlinfra.app.configuration import RuleSettings
from mlinfra.app.configuration_keys import is_rule
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.app.stack_failure import StackFailure
from mlinfra.base.finding import RANK, Finding, NotEvaluated, OpenValue, findings_json

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable

Told = TypeVar("Told", Finding, NotEvaluated)
Placed = TypeVar("Placed", Finding, NotEvaluated, OpenValue)


@dataclass(frozen=True, slots=True)
class Checked:
    """What `check` found."""

    stacks: tuple[str, ...]
    """Names of the stacks that were checked; of a template, the name of its deployment."""
    findings: tuple[Finding, ...]
    """Of all stacks; ``where`` is a path that editors and annotations find."""
    rules: RuleSettings
    """Which rules ran, and with which severity, by the configuration."""
    not_evaluated: tuple[NotEvaluated, ...] = ()
    """Where a rule could not tell, as a value is known only while deploying."""

    open_values: tuple[OpenValue, ...] = ()
    """Values that are known only while deploying, so that whether Azure takes them was not judged."""

    def failed(self, *, strict: bool = False) -> bool:
        """Whether an error was found; ``strict``: or a warning. What is exempted does not fail."""
        failing = {"error", "warning"} if strict else {"error"}
        return any(finding.severity in failing and not finding.exempted for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """The document that reports read."""
        return findings_json(self.findings, self.not_evaluated, self.open_values)


def check(file: Path | str, **options: Unpack[Options]) -> Checked:
    """Check the selected stacks of a file, each and together, or an ARM template; nothing is asked of Azure.

    What `render` refuses is refused. ``scope`` and ``parameters`` are for a template; without them an example stands for
    the scope, and parameters without a value are open. Of several stacks one that cannot be rendered is an error among the
    findings, with the code ``not-rendered``; of a single one the error passes. Raises `LoadError`, `InvalidInput`,
    `ResolveError`, `Unprintable` and `TemplateError`.
    """
    from mlinfra.app.at_once import each_result, results_of
    from mlinfra.app.read_stacks import read_stacks, rendered_of

    settings = settings_for(file, **options)
    findings: list[Finding] = []
    not_evaluated: list[NotEvaluated] = []
    open_values: list[OpenValue] = []
    stacks = read_stacks(settings, None, complete=False)
    for told in each_result(stacks, results_of(rendered_of(stacks), partial(_check, settings))):
        if isinstance(told, StackFailure):
            findings.append(placed(_not_rendered(told), settings.file))
        else:
            findings += told.findings
            open_values += told.open_values
            not_evaluated += told.not_evaluated
    names = tuple(stack.name for stack in stacks)
    return Checked(names, tuple(findings), settings.configuration.rules, tuple(not_evaluated), tuple(open_values))


def _check(settings: Settings, deployable: Deployable) -> Checked:
    """What is found in one stack."""
    from mlinfra.app.judging import evaluate, left_out, resources_of
    from mlinfra.landing_zone.checks.refusals import refusals

    resources, snapshot = resources_of(deployable, deployable.scope, settings.cloud)
    refused = refusals(deployable.name, resources, deployable.accepts(snapshot), date.today())  # ruff: ignore[call-date-today]  an expiry date means the reader's own day
    told = evaluate(deployable, resources)
    return Checked(
        (deployable.name,),
        (*(placed(finding, settings.file) for finding in refused.findings), *told.findings),
        deployable.rules,
        (*left_out(deployable, snapshot), *told.not_evaluated),
        tuple(placed(value, settings.file) for value in refused.open_values),
    )


def _not_rendered(failure: StackFailure) -> Finding:
    """The error of a stack that cannot be rendered, as a finding that no configuration switches off."""
    stack, error = failure.stack, failure.error
    first, _, second = error.where.partition(" and ")
    written = first.rpartition(":")[2].isdigit()
    message = error.message if written or error.where == stack else f"{error.where}: {error.message}"
    message = f"{message} (also {second})" if written and second else message
    where = first if written else ""
    why = "what it would deploy is not known, so nothing of it is sent"
    return Finding("not-rendered", "", "error", message, stack, where, why, error.hint, stack)


def configured(told: Iterable[Told], rules: RuleSettings) -> tuple[Told, ...]:
    """What is told of the rules that the configuration lets run, with its severities, the most severe first."""
    kept = [_with_severity(one, rules) for one in told if _runs(one, rules)]
    return tuple(sorted(kept, key=lambda one: RANK[one.severity] if isinstance(one, Finding) else 0))


def _runs(told: Told, rules: RuleSettings) -> bool:
    def named(entries: tuple[str, ...]) -> bool:
        return any(is_rule(entry, told.code, told.slug) for entry in entries)

    return (not rules.select or named(rules.select)) and not named(rules.ignore)


def _with_severity(told: Told, rules: RuleSettings) -> Told:
    """The finding with the severity of the longest entry that means its rule: ML402 wins over ML4."""
    entries = [entry for entry in rules.severity if is_rule(entry, told.code, told.slug)]
    if not entries or isinstance(told, NotEvaluated):
        return told
    return replace(told, severity=rules.severity[max(entries, key=len)])


def placed(told: Placed, file: Path) -> Placed:
    """Give the place as a path that editors and annotations find."""
    name, _, line = told.where.rpartition(":")
    return replace(told, where=f"{file.as_posix()}:{line}") if name == file.name else told

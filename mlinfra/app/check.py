"""Check the stacks of a file, or anyone's ARM template, for problems, offline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from mlinfra.app.configuration import RuleSettings
from mlinfra.app.configured_rules import placed
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.app.stack_failure import StackFailure
from mlinfra.base.finding import Finding, NotEvaluated, OpenValue, findings_json

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.app.judging import Judged


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
    from mlinfra.app.judging import stale_entries
    from mlinfra.app.read_stacks import read_stacks, rendered_of

    settings = settings_for(file, **options)
    findings: list[Finding] = []
    not_evaluated: list[NotEvaluated] = []
    open_values: list[OpenValue] = []
    judged: list[Judged] = []
    stacks = read_stacks(settings, None, complete=False)
    rendered = rendered_of(stacks)
    for told in each_result(stacks, results_of(rendered, partial(_check, settings))):
        if isinstance(told, StackFailure):
            findings.append(placed(_not_rendered(told), settings.file))
        else:
            findings += (*told.refused, *told.judged.findings)
            open_values += told.open_values
            not_evaluated += told.judged.not_evaluated
            judged.append(told.judged)
    if settings.select == "*":
        findings += stale_entries(rendered, judged)
    names = tuple(stack.name for stack in stacks)
    return Checked(names, tuple(findings), settings.configuration.rules, tuple(not_evaluated), tuple(open_values))


@dataclass(frozen=True, slots=True)
class _Told:
    """What is found in one stack."""

    judged: Judged
    refused: tuple[Finding, ...]
    open_values: tuple[OpenValue, ...]


def _check(settings: Settings, deployable: Deployable) -> _Told:
    from mlinfra.app.judging import evaluate, left_out, resources_of
    from mlinfra.landing_zone.checks.refusals import refusals

    resources, snapshot = resources_of(deployable, deployable.scope, settings.cloud)
    refused = refusals(deployable.name, resources, deployable.accepts(snapshot), date.today())  # ruff: ignore[call-date-today]  an expiry date means the reader's own day
    told = evaluate(deployable, resources)
    return _Told(
        replace(told, not_evaluated=(*left_out(deployable, snapshot), *told.not_evaluated)),
        tuple(placed(finding, settings.file) for finding in refused.findings),
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

"""Judge what one deployment would make: what Azure would refuse, what the rules find, and where they could not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from mlinfra.app.configured_rules import configured, placed, runs
from mlinfra.app.snapshots import UNKNOWN_SUBSCRIPTION
from mlinfra.arm.expand.snapshot import diagnostic
from mlinfra.arm.parameter_values import Values
from mlinfra.arm.resource_id import ResourceId
from mlinfra.arm.secure import member, secure_parameters
from mlinfra.base.errors import TemplateError
from mlinfra.base.exempt import Exemption
from mlinfra.base.finding import Finding, NotEvaluated, findings_json
from mlinfra.landing_zone.bodies.subjects import Resources, stack_resources, template_resources
from mlinfra.landing_zone.checks import RULES, check, check_exemptions
from mlinfra.landing_zone.checks.exemptions import exemptions_of, stale, with_exemptions
from mlinfra.review.plan.plan import Diagnostic
from mlinfra.review.plan.what_if import diagnostic_gaps
from mlinfra.review.report.words import plural

if TYPE_CHECKING:
    from mlinfra.app.configuration import RuleSettings
    from mlinfra.app.deployable import Deployable
    from mlinfra.arm.expand import Snapshot
    from mlinfra.base.scope import DeploymentScope
    from mlinfra.landing_zone.checks._rule import Rule

_OWN_RULES = "own-rules"
"""What is said instead of a rule's name where the user's own rules did not run."""
EXAMPLE_GROUP = "resource-group"
_OPEN = {"reference": {"keyVault": {"id": ""}, "secretName": ""}}
"""A parameter's value that an expansion leaves open."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of one deployment; ``used`` are the exemptions that let something stand."""

    findings: tuple[Finding, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()
    used: frozenset[Exemption] = frozenset()


def _example_scope(scope: DeploymentScope) -> DeploymentScope:
    """The scope with examples for what nobody said, so that resources can be told from each other by their ids."""
    group = EXAMPLE_GROUP if scope.kind == "resourceGroup" else None
    return replace(
        scope,
        subscription=scope.subscription or UNKNOWN_SUBSCRIPTION,
        resource_group=scope.resource_group or group,
        management_group=scope.management_group or ("group" if scope.kind == "managementGroup" else None),
    )


def resources_of(
    deployable: Deployable, scope: DeploymentScope, cloud: str | None = None, expanded: Snapshot | None = None
) -> tuple[Resources, Snapshot]:
    """What rules look at, and the expansion that it comes from: secret values and unknown ones are open.

    ``expanded``: what the deployment expands to in that scope, where that is known already. Raises `TemplateError` for what Azure would not deploy.
    """
    whole = _example_scope(scope)
    snapshot = _open_snapshot(deployable, whole, cloud, expanded if whole == scope else None)
    if deployable.lowered is not None:
        return stack_resources(deployable.lowered, snapshot, deployable.template), snapshot
    return template_resources(snapshot, deployable.template, deployable.lines), snapshot


def evaluate(deployable: Deployable, resources: Resources, rules: Sequence[Rule] | None = None) -> Judged:
    """Run the rules that the configuration lets run, and take those findings of all stacks of the file that are about this one.

    ``rules``: others than those of mlinfra and the user's own. Of exemptions that let nothing stand, those of resources are
    told; those of the configuration may be about another stack (`stale_entries`).
    """
    chosen, today = (*RULES, *deployable.rules.own) if rules is None else rules, date.today()  # ruff: ignore[call-date-today]  a last day means the reader's own day
    ran = check(deployable.name, resources, deployable.graph, chosen)
    together = (finding for finding in deployable.together if finding.stack == deployable.name)
    missed = (*configured(ran.not_evaluated, deployable.rules.settings), *_own_left_out(deployable))
    of_resources = exemptions_of(deployable.graph, resources) if deployable.graph else ()
    told = with_exemptions(
        configured([*ran.findings, *together], deployable.rules.settings),
        (*of_resources, *deployable.rules.settings.exempt),
        today,
    )
    old = tuple(stale(of_resources, told.used, missed, today, _running(chosen, deployable.rules.settings)))
    findings = (*told.findings, *configured(check_exemptions(deployable.name, old, chosen), deployable.rules.settings))
    return Judged(
        tuple(placed(finding, deployable.file) for finding in findings),
        tuple(placed(entry, deployable.file) for entry in missed),
        told.used,
    )


def stale_entries(deployable: Sequence[Deployable], judged: Sequence[Judged]) -> tuple[Finding, ...]:
    """The exemptions of the configuration that let nothing stand in any of these stacks."""
    if not deployable:
        return ()
    rules, today = deployable[0].rules.settings, date.today()  # ruff: ignore[call-date-today]  as above
    about = [entry for entry in rules.exempt if any(entry.is_about(deployable.name) for deployable in deployable)]
    used = {entry for told in judged for entry in told.used}
    missed = [entry for told in judged for entry in told.not_evaluated]
    old = tuple(stale(about, used, missed, today, _running((*RULES, *deployable[0].rules.own), rules)))
    return configured(check_exemptions(deployable[0].name, old), rules)


def _running(chosen: Iterable[Rule], settings: RuleSettings) -> dict[str, bool]:
    return {name.lower(): runs(rule.code, rule.slug, settings) for rule in chosen for name in (rule.code, rule.slug)}


def _own_left_out(deployable: Deployable) -> Iterator[NotEvaluated]:
    for entry in deployable.rules.left_out:
        message = "own rules are code, which does not run for a YAML stack or a template without --allow-code"
        yield NotEvaluated(entry, _OWN_RULES, "", "", deployable.name, "", (), message)


def left_out(deployable: Deployable, snapshot: Snapshot) -> Iterator[NotEvaluated]:
    """The nested deployments that could not be looked into: no rule judged what is in them."""
    remarks = (Diagnostic(**diagnostic(line)._asdict()) for line in snapshot.diagnostics)
    for gap in diagnostic_gaps(remarks):
        target = ResourceId(gap.target)
        slug = gap.kind.replace("_", "-")
        yield NotEvaluated(gap.kind, slug, target.address, "", deployable.name, target.type, (), gap.message)


def findings_of(evaluated: Judged) -> tuple[Mapping[str, Any], ...]:
    """The findings as plans hold them."""
    found = findings_json(evaluated.findings)["findings"]
    return tuple({**finding, "properties": list(finding["properties"])} for finding in found)


def remarks_of(evaluated: Judged) -> tuple[Diagnostic, ...]:
    """What a plan says of the rules that could not tell."""
    if not evaluated.not_evaluated:
        return ()
    resources = Counter(missed.code for missed in evaluated.not_evaluated if missed.slug != _OWN_RULES)
    told = [f"{code} on {plural(count, 'resource')}" for code, count in sorted(resources.items())]
    own = [
        f"the rules of {missed.code} (--allow-code)" for missed in evaluated.not_evaluated if missed.slug == _OWN_RULES
    ]
    named = ", ".join([*told, *own])
    said = f"Not evaluated; `mlinfra check` says why: {named}."
    return (Diagnostic("Info", "RulesNotEvaluated", said),)


def _open_snapshot(
    deployable: Deployable, scope: DeploymentScope, cloud: str | None, expanded: Snapshot | None
) -> Snapshot:
    """The expansion with every secret open, and every parameter that has no value here."""
    opened = dict.fromkeys(_unknown(deployable), _OPEN)
    if not opened:
        return expanded or deployable.snapshot(scope, cloud)
    values = Values({**deployable.values.plain, **opened}, live=deployable.values.live)
    try:
        return replace(deployable, values=values).snapshot(scope, cloud)
    except TemplateError:  # a name or a number of copies may need a value
        return expanded or deployable.snapshot(scope, cloud)


def _unknown(deployable: Deployable) -> Iterator[str]:
    declared: Mapping[str, Any] = member(deployable.template, "parameters") or {}
    given = {name.lower() for name in deployable.values.plain} - {
        name.lower() for name in deployable.unknown_parameters
    }
    secure = secure_parameters(deployable.template)
    for name, declaration in declared.items():
        has_value = name.lower() in given or (
            "defaultValue" in declaration and name not in deployable.unknown_parameters
        )
        if name.lower() in secure or not has_value:
            yield name

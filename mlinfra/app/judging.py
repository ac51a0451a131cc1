"""Judge what one deployment would make: what Azure would refuse, what the rules find, and where they could not tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mlinfra.app.check import configured, placed
from mlinfra.app.snapshots import UNKNOWN_SUBSCRIPTION
from mlinfra.arm.expand.snapshot import diagnostic
from mlinfra.arm.parameter_values import Values
from mlinfra.arm.resource_id import ResourceId
from mlinfra.arm.secure import member, secure_parameters
from mlinfra.base.errors import TemplateError
from mlinfra.base.finding import NotEvaluated, findings_json
from mlinfra.landing_zone.bodies.subjects import Resources, stack_resources, template_resources
from mlinfra.landing_zone.checks import RULES, Evaluated, check
from mlinfra.review.plan.plan import Diagnostic
from mlinfra.review.plan.what_if import diagnostic_gaps
from mlinfra.review.report.words import plural

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.arm.expand import Snapshot
    from mlinfra.base.scope import DeploymentScope
    from mlinfra.landing_zone.checks._rule import Rule

EXAMPLE_GROUP = "resource-group"
_OPEN = {"reference": {"keyVault": {"id": ""}, "secretName": ""}}
"""A parameter's value that an expansion leaves open."""


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
    work: Deployable, scope: DeploymentScope, cloud: str | None = None, expanded: Snapshot | None = None
) -> tuple[Resources, Snapshot]:
    """What rules look at, and the expansion that it comes from: secret values and unknown ones are open.

    ``expanded``: what the deployment expands to in that scope, where that is known already. Raises `TemplateError` for what Azure would not deploy.
    """
    whole = _example_scope(scope)
    snapshot = _open_snapshot(work, whole, cloud, expanded if whole == scope else None)
    if work.lowered is not None:
        return stack_resources(work.lowered, snapshot, work.template), snapshot
    return template_resources(snapshot, work.template, work.lines), snapshot


def evaluate(work: Deployable, resources: Resources, rules: Sequence[Rule] = RULES) -> Evaluated:
    """Run the rules that the configuration lets run, and those findings of all stacks of the file that are about this one."""
    ran = check(work.name, resources, work.graph, rules)
    together = (finding for finding in work.together if finding.stack == work.name)
    findings = configured([*ran.findings, *together], work.rules)
    missed = configured(ran.not_evaluated, work.rules)
    return Evaluated(
        tuple(placed(finding, work.file) for finding in findings), tuple(placed(rule, work.file) for rule in missed)
    )


def left_out(work: Deployable, snapshot: Snapshot) -> Iterator[NotEvaluated]:
    """The nested deployments that could not be looked into: no rule judged what is in them."""
    remarks = (Diagnostic(**diagnostic(line)._asdict()) for line in snapshot.diagnostics)
    for gap in diagnostic_gaps(remarks):
        target = ResourceId(gap.target)
        slug = gap.kind.replace("_", "-")
        yield NotEvaluated(gap.kind, slug, target.address, "", work.name, target.type, (), gap.message)


def findings_of(evaluated: Evaluated) -> tuple[Mapping[str, Any], ...]:
    """The findings as plans hold them."""
    found = findings_json(evaluated.findings)["findings"]
    return tuple({**finding, "properties": list(finding["properties"])} for finding in found)


def remarks_of(evaluated: Evaluated) -> tuple[Diagnostic, ...]:
    """What a plan says of the rules that could not tell."""
    if not evaluated.not_evaluated:
        return ()
    resources = Counter(missed.code for missed in evaluated.not_evaluated)
    named = ", ".join(f"{code} on {plural(count, 'resource')}" for code, count in sorted(resources.items()))
    said = f"Rules that could not tell, as values are known only while deploying: {named}."
    return (Diagnostic("Info", "RulesNotEvaluated", said),)


def _open_snapshot(work: Deployable, scope: DeploymentScope, cloud: str | None, expanded: Snapshot | None) -> Snapshot:
    """The expansion with every secret open, and every parameter that has no value here."""
    opened = dict.fromkeys(_unknown(work), _OPEN)
    if not opened:
        return expanded or work.snapshot(scope, cloud)
    values = Values({**work.values.plain, **opened})
    try:
        return replace(work, values=values).snapshot(scope, cloud)
    except TemplateError:  # a name or a number of copies may need a value
        return expanded or work.snapshot(scope, cloud)


def _unknown(work: Deployable) -> Iterator[str]:
    declared: Mapping[str, Any] = member(work.template, "parameters") or {}
    given = {name.lower() for name in work.values.plain} - {name.lower() for name in work.unknown_parameters}
    secure = secure_parameters(work.template)
    for name, declaration in declared.items():
        has_value = name.lower() in given or ("defaultValue" in declaration and name not in work.unknown_parameters)
        if name.lower() in secure or not has_value:
            yield name

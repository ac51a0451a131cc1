"""Run the rules over the resources of a deployment, and over the graphs of stacks, before Azure is asked anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from mlinfra.base.finding import RANK, Finding, NotEvaluated
from mlinfra.base.secret_texts import mask_secrets
from mlinfra.landing_zone.bodies.subjects import Met, Resources, Subject
from mlinfra.landing_zone.checks._rule import Problem, Rule
from mlinfra.landing_zone.checks.exemptions import Stale
from mlinfra.landing_zone.checks.rules import RULES
from mlinfra.landing_zone.graph.node import AnyNode, Graph, Node

__all__ = ["RULES", "Evaluated", "check", "check_exemptions", "check_stacks"]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What the rules found, the most severe first, and where they could not tell."""

    findings: tuple[Finding, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()


def check(stack: str, resources: Resources, graph: Graph | None = None, rules: Sequence[Rule] = RULES) -> Evaluated:
    """Run the rules about one deployment; ``graph`` None: it is a template. A rule that crashes becomes a finding."""
    findings: list[Finding] = []
    not_evaluated: list[NotEvaluated] = []
    for rule in rules:
        if graph is not None and rule.check:
            findings += _run(rule, partial(rule.check, graph), stack)
        for problems, missed in _judged(rule, resources):
            findings += (told := list(_run(rule, problems, stack)))
            addresses = {
                finding.address for finding in told
            }  # of a resource that a finding is about nothing more is said
            not_evaluated += (gap for gap in missed(stack) if gap.address not in addresses)
    return Evaluated(_sorted(findings), tuple(not_evaluated))


def check_stacks(graphs: Sequence[Graph], rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Run the rules about the stacks of a file together; each finding says which of them it belongs to."""
    first = graphs[0].stack.name if graphs else ""
    found = [_run(rule, partial(rule.check_stacks, graphs), first) for rule in rules if rule.check_stacks]
    return _sorted(finding for findings in found for finding in findings)


def check_exemptions(stack: str, entries: Sequence[Stale], rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Run the rule about exemptions that let nothing stand."""
    ran = [_run(rule, partial(rule.judge_exemptions, entries), stack) for rule in rules if rule.judge_exemptions]
    return _sorted(finding for findings in ran for finding in findings)


_Missed = Callable[[str], Iterable[NotEvaluated]]


def _judged(rule: Rule, resources: Resources) -> Iterator[tuple[Callable[[], Iterable[Problem]], _Missed]]:
    """Each judgement that a rule makes, and, once it was made, what it could not be made of."""
    if rule.judge_all:
        asked = resources.fresh()
        yield partial(rule.judge_all, asked), partial(_missed_by_all, rule, asked)
    if rule.judge:
        listed = resources.fresh()
        for subject in listed.of(*rule.types):
            asked = resources.fresh()
            bound = subject.asked(asked)
            yield partial(rule.judge, bound), partial(_missed, rule, bound, asked)
        yield tuple[Problem, ...], partial(_missed_by_all, rule, listed)  # lists of parts that nobody can read yet


def _missed(rule: Rule, subject: Subject, asked: Resources, stack: str) -> Iterator[NotEvaluated]:
    if asked.met:
        yield _not_evaluated(rule, subject, asked.met, stack)


def _missed_by_all(rule: Rule, asked: Resources, stack: str) -> Iterator[NotEvaluated]:
    by_id: dict[str, list[Met]] = {}
    for met in asked.met:
        by_id.setdefault(met.subject.id, []).append(met)
    for mets in by_id.values():
        yield _not_evaluated(rule, mets[0].subject, mets, stack)


def _not_evaluated(rule: Rule, subject: Subject, mets: Sequence[Met], stack: str) -> NotEvaluated:
    paths = tuple(dict.fromkeys(met.path for met in mets))
    message = ", ".join(dict.fromkeys(met.words for met in mets))
    place = (subject.address, subject.where, stack, subject.type)
    return NotEvaluated(rule.code, rule.slug, *place, paths, message)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (RANK[finding.severity], finding.address, finding.code)))


def _run(rule: Rule, check: Callable[[], Iterable[Problem]], stack: str) -> Iterator[Finding]:
    try:
        problems = list(check())
    except Exception as error:  # ruff: ignore[blind-except]  one broken rule must not silence the others
        fault = f"the rule crashed: {type(error).__name__}: {error}"
        yield Finding(rule.code, rule.slug, "error", fault, stack, "", "it was not checked", "report it", stack)
        return
    for problem in problems:
        yield _finding(rule, problem, problem.stack or stack)


def _finding(rule: Rule, problem: Problem, stack: str) -> Finding:
    address, where, arm_type = _place(problem.resource)
    return Finding(
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity,
        message=mask_secrets(problem.message),
        address=problem.address or address,
        where=problem.where or where,
        why=rule.why,
        fix=mask_secrets(_fix(problem)),
        stack=stack,
        type=arm_type,
        properties=problem.properties or rule.properties,
        link=rule.link,
    )


def _fix(problem: Problem) -> str:
    foreign = isinstance(problem.resource, Subject) and problem.resource.node is None
    return problem.body if foreign and problem.body else problem.fix


def _place(resource: Subject | AnyNode | None) -> tuple[str, str, str]:
    """Address, ``file:line`` and ARM type; empty for what concerns the stack or the template itself."""
    if isinstance(resource, Subject):
        return resource.address, resource.where, resource.type
    if isinstance(resource, Node):
        return "/".join(resource.id.names), resource.origin.where, resource.id.type
    return "", "", ""

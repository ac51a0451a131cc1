"""Run the rules over the graphs of stacks, before Azure is asked anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from mlinfra.base.finding import RANK, Finding
from mlinfra.base.secret_texts import mask_secrets
from mlinfra.landing_zone.checks import (
    ml101_owner_unknown,
    ml103_unknown_property,
    ml104_resource_in_two_stacks,
    ml105_name_in_two_stacks,
    ml201_datastore_unread,
    ml202_shared_keys,
    ml203_broad_grant,
    ml204_literal_secret,
    ml301_image_build,
    ml302_half_private,
    ml401_idle_floor,
    ml402_slow_release,
    ml403_instance_never_stops,
    ml404_gpu_instance,
    ml405_low_priority,
    ml406_fqdn_firewall,
    ml501_moving_image,
    ml502_unpinned_package,
    ml503_no_tracking,
    ml504_doubled_apostrophe,
    ml601_retired_size,
    ml602_retiring_size,
)
from mlinfra.landing_zone.checks._rule import Problem, Rule
from mlinfra.landing_zone.graph.node import AnyNode, Graph

_MODULES = (
    ml101_owner_unknown,
    ml103_unknown_property,
    ml104_resource_in_two_stacks,
    ml105_name_in_two_stacks,
    ml201_datastore_unread,
    ml202_shared_keys,
    ml203_broad_grant,
    ml204_literal_secret,
    ml301_image_build,
    ml302_half_private,
    ml401_idle_floor,
    ml402_slow_release,
    ml403_instance_never_stops,
    ml404_gpu_instance,
    ml405_low_priority,
    ml406_fqdn_firewall,
    ml501_moving_image,
    ml502_unpinned_package,
    ml503_no_tracking,
    ml504_doubled_apostrophe,
    ml601_retired_size,
    ml602_retiring_size,
)

RULES: tuple[Rule, ...] = tuple(Rule.of(module) for module in _MODULES)
"""Every rule, in the order of their codes."""


def check(graph: Graph) -> tuple[Finding, ...]:
    """Run the rules about one stack; the most severe findings first, then by address. One that crashes becomes a finding."""
    found = [_run(rule, partial(rule.check, graph), graph.stack.name) for rule in RULES if rule.check]
    return _sorted(finding for findings in found for finding in findings)


def check_stacks(graphs: Sequence[Graph]) -> tuple[Finding, ...]:
    """Run the rules about the stacks of a file together; each finding says which of them it belongs to."""
    first = graphs[0].stack.name if graphs else ""
    found = [_run(rule, partial(rule.check_stacks, graphs), first) for rule in RULES if rule.check_stacks]
    return _sorted(finding for findings in found for finding in findings)


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
    return Finding(
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity,
        message=mask_secrets(problem.message),
        address=_address(problem.node) if problem.node else "",
        where=problem.where or (problem.node.origin.where if problem.node else ""),
        why=rule.why,
        fix=mask_secrets(problem.fix),
        stack=stack,
        type=problem.node.id.type if problem.node else "",
        properties=problem.properties or rule.properties,
    )


def _address(node: AnyNode) -> str:
    return "/".join(node.id.names)

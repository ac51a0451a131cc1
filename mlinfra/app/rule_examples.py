"""Run the examples of a rule: it must be silent on the good one and speak on the bad one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mlinfra.app.deployable import of_stack
from mlinfra.app.judging import Judged, evaluate, resources_of
from mlinfra.app.stages import prepare
from mlinfra.landing_zone.checks import RULES, check_stacks
from mlinfra.landing_zone.graph.resolve import resolve

if TYPE_CHECKING:
    from mlinfra.base.finding import Finding
    from mlinfra.landing_zone.checks._rule import Rule
    from mlinfra.landing_zone.model.stack import Stack

_FILE = Path("example.py")


def stacks_of(example: str) -> list[Stack]:
    """The stacks that an example makes: its ``stacks``, or one around its ``workspace``."""
    import mlinfra

    names: dict[str, Any] = {name: getattr(mlinfra, name) for name in mlinfra.__all__}
    names["timedelta"] = timedelta
    exec(compile(example, _FILE, "exec"), names)  # ruff: ignore[exec-builtin]  the rule's own example
    group = mlinfra.ResourceGroup("rg-example", location="westeurope")
    given = names.get("stacks") or [mlinfra.Stack("example", scope=group, resources=[names["workspace"]])]
    return cast("list[Stack]", given)


def evaluate_example(example: str, rules: Sequence[Rule] = RULES) -> Judged:
    """What the rules say of an example."""
    stacks = stacks_of(example)
    together = check_stacks([resolve(stack) for stack in stacks], rules)
    evaluated = [evaluate_stack(stack, rules, together) for stack in stacks]
    findings = tuple(finding for told in evaluated for finding in told.findings)
    return Judged(findings, tuple(missed for told in evaluated for missed in told.not_evaluated))


def evaluate_stack(stack: Stack, rules: Sequence[Rule] = RULES, together: Sequence[Finding] = ()) -> Judged:
    """What the rules say of a stack; ``together`` is what they say of it among others."""
    deployable = of_stack(prepare(stack), _FILE, None, together=together)
    return evaluate(deployable, resources_of(deployable, deployable.scope)[0], rules)


def faults_of(rule: Rule) -> Iterator[str]:
    """What is wrong with a rule: its contract, and what it says of its own examples; nothing where it is right."""
    if not (rule.judge or rule.judge_all or rule.judge_exemptions or rule.only_stacks):
        yield "it has neither judge nor judge_all, and no ONLY_STACKS that says why"
    if rule.judge and not rule.types:
        yield "it has judge, but no TYPES that say of what"
    if not rule.link.startswith("https://"):
        yield "its LINK is no address"
    for word, example, speaks in (("GOOD", rule.good, False), ("BAD", rule.bad, True)):
        try:
            told = evaluate_example(example, RULES if rule in RULES else (*RULES, rule))
        except Exception as error:  # ruff: ignore[blind-except]  an example is anybody's code
            yield f"its {word} example cannot be run: {type(error).__name__}: {error}"
            continue
        messages = [finding.message for finding in told.findings if finding.code == rule.code]
        crash = next((message for message in messages if message.startswith("the rule crashed")), None)
        if crash or bool(messages) != speaks:
            yield f"{word}: {crash or ('it is silent on it' if speaks else f'it says {messages[0]!r} of it')}"

"""The contract of a rule: one module, whose docstring is its page and whose examples are its test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mlinfra.checks.finding import Severity
    from mlinfra.graph.node import Graph, Node


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule is broken: the node, what is wrong with it, and what to write instead."""

    node: Node
    message: str
    fix: str


Check: TypeAlias = "Callable[[Graph], Iterable[Problem]]"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``code`` is never reused (1 naming and limits, 2 identity and access, 3 network, 4 cost, 5 data and
    environments, 6 lifecycle); ``slug`` is its name; ``why`` says what Azure does if the problem stays;
    ``page`` is the module's docstring, printed by ``mlinfra explain``; ``good`` and ``bad`` are stack files.
    """

    code: str
    slug: str
    severity: Severity
    why: str
    check: Check
    page: str
    good: str
    bad: str

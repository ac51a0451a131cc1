"""The contract of a rule: one module, whose docstring is its page and whose examples are its test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from mlinfra.base.finding import Severity
    from mlinfra.landing_zone.graph.node import AnyNode, Graph


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule is broken: the node, what is wrong with it, and what to write instead.

    ``node`` is None for the stack itself; ``where`` (``file:line``) is more exact than the line of the node, or empty.
    """

    node: AnyNode | None
    message: str
    fix: str
    where: str = ""
    properties: tuple[str, ...] = ()
    """Names in the ARM body that this is about, where the rule's own do not say it."""
    stack: str = ""
    """Name of the stack, where the rule looks at several."""


Check: TypeAlias = "Callable[[Graph], Iterable[Problem]]"
CheckStacks: TypeAlias = "Callable[[Sequence[Graph]], Iterable[Problem]]"


class RuleModule(Protocol):
    """What a rule's module defines.

    ``CODE`` is never reused (1 naming and tags, 2 identity and access, 3 network, 4 cost, 5 data and environments,
    6 lifecycle); ``SLUG`` is its name; ``WHY`` says what happens in Azure if the problem stays. ``GOOD`` and ``BAD``
    are lines of Python that make a ``workspace``, or ``stacks``: the rule must be silent on the one and speak on the other.
    """

    CODE: str
    SLUG: str
    SEVERITY: Severity
    WHY: str
    GOOD: str
    BAD: str


class StackRuleModule(RuleModule, Protocol):
    """A rule about one stack at a time."""

    def check(self, graph: Graph, /) -> Iterable[Problem]:
        """Find the places where the rule is broken."""


class FileRuleModule(RuleModule, Protocol):
    """A rule about the stacks of a file together; its problems say of which stack they are."""

    def check_stacks(self, graphs: Sequence[Graph], /) -> Iterable[Problem]:
        """Find the places where the rule is broken."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a value; ``page`` is the docstring of its module, which ``mlinfra explain`` prints."""

    code: str
    slug: str
    severity: Severity
    why: str
    page: str
    good: str
    bad: str
    check: Check | None = None
    """Of a rule about one stack at a time."""
    check_stacks: CheckStacks | None = None
    """Of a rule about all stacks of a file together."""
    properties: tuple[str, ...] = ()
    """``PROPERTIES`` of its module: names in the ARM body that it judges. A change of one of them brings its finding."""

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.split("\n", 1)[0].rstrip(".")

    @classmethod
    def of(cls, module: RuleModule) -> Rule:
        """Make the value of a rule's module."""
        page = (module.__doc__ or "").strip()
        parts = (module.WHY, page, module.GOOD.strip(), module.BAD.strip())
        checks = (getattr(module, "check", None), getattr(module, "check_stacks", None))
        properties = tuple(getattr(module, "PROPERTIES", ()))
        return cls(module.CODE, module.SLUG, module.SEVERITY, *parts, *checks, properties)

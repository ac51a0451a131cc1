"""The contract of a rule: one module, whose docstring is its page and whose examples are its test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from mlinfra.base.finding import Severity
    from mlinfra.landing_zone.bodies.subjects import Resources, Subject
    from mlinfra.landing_zone.checks.exemptions import Stale
    from mlinfra.landing_zone.graph.node import AnyNode, Graph


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where a rule is broken: the resource, what is wrong with it, and what to write instead."""

    resource: Subject | AnyNode | None
    """The resource, or the node of a rule about a graph; None for the stack or template itself."""
    message: str
    fix: str
    where: str = ""
    """``file:line``, where it is more exact than the line of the resource."""
    properties: tuple[str, ...] = ()
    """Names in the ARM body that this is about, where the rule's own do not say it."""
    stack: str = ""
    """Name of the stack, where the rule looks at several."""
    address: str = ""
    """Of a part of the resource that has an address of its own."""
    body: str = ""
    """What to write instead in Azure's words, for who has a template and no stack: the fix of a foreign resource."""


Judge: TypeAlias = "Callable[[Subject], Iterable[Problem]]"
JudgeAll: TypeAlias = "Callable[[Resources], Iterable[Problem]]"
Check: TypeAlias = "Callable[[Graph], Iterable[Problem]]"
JudgeExemptions: TypeAlias = "Callable[[Sequence[Stale]], Iterable[Problem]]"
CheckStacks: TypeAlias = "Callable[[Sequence[Graph]], Iterable[Problem]]"


class RuleModule(Protocol):
    """What a rule's module defines, beside one of `judge`, `judge_all`, `check` and `check_stacks`.

    ``CODE`` is never reused (1 naming and tags, 2 identity and access, 3 network, 4 cost, 5 data and environments,
    6 lifecycle); ``SLUG`` is its name; ``WHY`` says what happens in Azure if the problem stays; ``LINK`` is the page of
    Microsoft's documentation. ``GOOD`` and ``BAD`` are lines of Python that make a ``workspace``, or ``stacks``: the rule
    must be silent on the one and speak on the other.
    """

    CODE: str
    SLUG: str
    SEVERITY: Severity
    WHY: str
    LINK: str
    GOOD: str
    BAD: str


class ResourceRuleModule(RuleModule, Protocol):
    """A rule about the body of one resource, which a field, ``extra=``, or anyone's template may have written."""

    TYPES: tuple[str, ...]

    def judge(self, resource: Subject, /) -> Iterable[Problem]:
        """Find what is wrong with a resource of one of the ``TYPES``."""


class DeploymentRuleModule(RuleModule, Protocol):
    """A rule about all bodies of a deployment together."""

    def judge_all(self, resources: Resources, /) -> Iterable[Problem]:
        """Find what is wrong with them."""


class StackRuleModule(RuleModule, Protocol):
    """A rule about words of a stack that no body holds; ``ONLY_STACKS`` says why templates do not have it."""

    ONLY_STACKS: str

    def check(self, graph: Graph, /) -> Iterable[Problem]:
        """Find the places where the rule is broken."""


class FileRuleModule(RuleModule, Protocol):
    """A rule about the stacks of a file together; its problems say of which stack they are."""

    ONLY_STACKS: str

    def check_stacks(self, graphs: Sequence[Graph], /) -> Iterable[Problem]:
        """Find the places where the rule is broken."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as a value; ``page`` is the docstring of its module, which ``mlinfra explain`` prints."""

    code: str
    slug: str
    severity: Severity
    why: str
    link: str
    """The page of Microsoft's documentation."""
    page: str
    good: str
    bad: str
    types: tuple[str, ...] = ()
    """The ARM types that ``judge`` looks at."""
    judge: Judge | None = None
    judge_all: JudgeAll | None = None
    judge_exemptions: JudgeExemptions | None = None
    """Of the rule about the exemptions from the others."""
    check: Check | None = None
    """Of a rule about one stack at a time."""
    check_stacks: CheckStacks | None = None
    """Of a rule about all stacks of a file together."""
    only_stacks: str = ""
    """Why it does not judge bodies; empty where it does."""
    properties: tuple[str, ...] = ()
    """``PROPERTIES`` of its module: names in the ARM body that it judges. A change of one of them brings its finding."""

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.split("\n", 1)[0].rstrip(".")

    @classmethod
    def of(cls, module: RuleModule) -> Rule:
        """Make the value of a rule's module."""
        return cls(
            code=module.CODE,
            slug=module.SLUG,
            severity=module.SEVERITY,
            why=module.WHY,
            link=module.LINK,
            page=(module.__doc__ or "").strip(),
            good=module.GOOD.strip(),
            bad=module.BAD.strip(),
            types=tuple(getattr(module, "TYPES", ())),
            judge=getattr(module, "judge", None),
            judge_all=getattr(module, "judge_all", None),
            judge_exemptions=getattr(module, "judge_exemptions", None),
            check=getattr(module, "check", None),
            check_stacks=getattr(module, "check_stacks", None),
            only_stacks=getattr(module, "ONLY_STACKS", ""),
            properties=tuple(getattr(module, "PROPERTIES", ())),
        )

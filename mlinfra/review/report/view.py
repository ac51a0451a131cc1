"""The typed view of a plan's JSON that every renderer reads: plans, changes, properties, all texts printable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from mlinfra.review.report.findings import FindingView

Json: TypeAlias = Mapping[str, Any]
Plans: TypeAlias = "Json | Sequence[Json]"
"""One plan, the document of several (``kind: plans``), or a list of plans."""

SYMBOLS = {
    "delete": "-",
    "replace": "-/+",
    "refused": "!!",
    "detach": "v",
    "modify": "~",
    "no_effect": "~?",
    "create": "+",
    "deploy": "!",
    "other": "?",
    "unsupported": "x",
    "no_change": "=",
    "ignore": "*",
}
"""Actions in order of danger, with the symbols Azure's own what-if uses."""

QUIET = frozenset({"no_change", "ignore"})
DANGEROUS = frozenset({"delete", "replace", "refused", "detach"})
_ORDER = {action: place for place, action in enumerate(SYMBOLS)}
RISKS = {"high": 0, "medium": 1, "low": 2, "none": 3}


@dataclass(frozen=True, slots=True)
class DeltaView:
    """One property that differs. ``noise`` is the reason why it is folded, or empty."""

    path: str
    action: str
    before: Any
    after: Any
    noise: str
    replaces: bool
    ineffective: str
    security: bool
    sensitive: bool
    field: str = ""

    @property
    def label(self) -> str:
        """What people read: ``size (properties.properties.vmSize)``, or the path alone where no field says it."""
        said = not self.field or self.path.partition(".")[0] == self.field
        return self.path if said else f"{self.field} ({self.path})"

    @property
    def symbol(self) -> str:
        """The property's symbol, as in Azure's what-if."""
        return "x" if self.action == "no_effect" else SYMBOLS.get(self.action, "?")


@dataclass(frozen=True, slots=True)
class RefusalView:
    """One value that Azure would refuse; ``accepted`` says why it is sent nevertheless, or is empty."""

    code: str
    path: str
    message: str
    fix: str
    accepted: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One resource. ``kind`` is the short name of its type, ``noise`` the reason why all of it is folded, or empty."""

    action: str
    symbol: str
    kind: str
    address: str
    id: str
    type: str
    scope: str
    potential: bool
    before: Json | None
    after: Json | None
    deltas: tuple[DeltaView, ...]
    where: str
    because: str
    risk: str
    risk_why: str
    noise: str
    unsupported: str
    management: Json
    findings: tuple[FindingView, ...] = ()
    """What the checks find in what this change makes."""
    refusals: tuple[RefusalView, ...] = ()
    """What Azure would refuse of it, and what is sent nevertheless."""
    role: str = ""
    """The name of a custom role that it gives, where the plan has its definition."""
    members: tuple[str, ...] = ()
    """The resources of one change that stands for many; empty for an ordinary one."""

    @property
    def number(self) -> int:
        """How many resources it is about."""
        return len(self.members) or 1

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """The sort key: what destroys first, then by risk, then by action."""
        return (
            self.action not in DANGEROUS,
            RISKS.get(self.risk, 3),
            _ORDER.get(self.action, _ORDER["other"]),
        )


@dataclass(frozen=True, slots=True)
class OrphanView:
    """One resource that left the code. ``resource`` names it; its action is the status, ``orphaned`` or ``no_longer_in_code``.

    ``access``: it is a role assignment, and ``principal`` keeps what it grants. ``holds`` says what would be lost with it.
    """

    resource: ChangeView
    access: bool
    principal: str
    holds: str

    @property
    def stands(self) -> bool:
        """Whether a live source saw it standing there; an offline comparison cannot."""
        return self.resource.action == "orphaned"


@dataclass(frozen=True, slots=True)
class GapView:
    """Something the forecast could not see; one that is not ``blocking`` leaves only a value of a known change open."""

    kind: str
    target: str
    message: str
    blocking: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """One stack's plan. ``place`` is its scope for people and ``scope`` the scope's id; ``changes`` are sorted by
    danger; ``diagnostics`` are those that no gap repeats.
    """

    stack: str
    place: str
    scope: str
    source: str
    complete: bool
    destructive: bool
    has_changes: bool
    error: Mapping[str, str]
    causes: tuple[Mapping[str, str], ...]
    changes: tuple[ChangeView, ...]
    orphans: tuple[OrphanView, ...]
    counts: Mapping[str, int]
    potential: int
    findings: tuple[Json, ...]
    gaps: tuple[GapView, ...]
    hidden: int
    stale_ignores: tuple[str, ...]
    diagnostics: tuple[Mapping[str, str], ...]

    @property
    def outside(self) -> list[ChangeView]:
        """The shown changes that lie outside the plan's own scope; none when that scope's id is not known."""
        if not self.scope or "?" in self.scope:
            return []
        own_scope = self.scope.casefold().rstrip("/") + "/"
        shown = (change for change in self.visible_changes if change.scope and f"{change.id.casefold()}/" != own_scope)
        return [change for change in shown if not f"{change.scope.casefold()}/".startswith(own_scope)]

    @property
    def blind_spots(self) -> dict[tuple[str, str], list[str]]:
        """The blocking gaps by kind and message, with their targets: one cause often has many."""
        spots: dict[tuple[str, str], list[str]] = {}
        for gap in self.blocking_gaps:
            spots.setdefault((gap.kind, gap.message), []).append(gap.target)
        return spots

    @property
    def blocking_gaps(self) -> list[GapView]:
        """The gaps that make the plan incomplete."""
        return [gap for gap in self.gaps if gap.blocking]

    @property
    def visible_changes(self) -> list[ChangeView]:
        """The changes that are shown by default: what differs, noise aside."""
        return [c for c in self.changes if not c.noise and c.action not in QUIET]

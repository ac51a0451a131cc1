"""Let what a rule finds stand, for a reason: on a resource, or in the configuration."""

from __future__ import annotations

from dataclasses import KW_ONLY
from datetime import date
from fnmatch import fnmatchcase
from typing import ClassVar

from mlinfra.base.finding import Finding, NotEvaluated
from mlinfra.base.frozen import dataclass
from mlinfra.base.json_value import Json
from mlinfra.base.reasoned import check_entry, is_over, reason_of


@dataclass(frozen=True, slots=True)
class Exempt:
    """Let what a rule finds on this resource stand.

    It stands on the resource (``exempt=[Exempt(...)]``). The finding stays in check, plan and comment, with the reason, and
    fails nothing. An entry that lets nothing stand, or whose last day is over, is a finding itself (ML106). Raises
    `InvalidInput` without a rule or a reason.
    """

    DECIDES: ClassVar[str] = "what rules let stand"

    rule: str
    """The code of the rule, such as ``ML403``, or its name."""
    reason: str
    """Why it may stay so here."""
    _: KW_ONLY
    until: date | None = None
    """The last day on which it holds; None: always."""

    def __post_init__(self) -> None:
        check_entry(self, ("rule", "reason"), "exempt", self.rule if isinstance(self.rule, str) else "")

    def expired(self, today: date) -> bool:
        """Whether it no longer holds on that day."""
        return is_over(self, today)

    @property
    def words(self) -> str:
        """The reason with the last day: ``moves to the cluster (until 2027-01-31)``."""
        return reason_of(self)


@dataclass(frozen=True, slots=True)
class Exemption:
    """One entry, from a resource or from the configuration; patterns may hold ``*``, in any letter case."""

    entry: Exempt
    address: str = "*"
    type: str = "*"
    stack: str = "*"
    where: str = ""
    """``file:line`` of the entry, or of its resource."""

    def covers(self, told: Finding | NotEvaluated) -> bool:
        """Whether it is about this rule at this place; of a part of a resource, what the resource's body says counts too."""
        if self.entry.rule.casefold() not in {told.code.casefold(), told.slug.casefold()}:
            return False
        types = (told.type, f"{told.type}/*") if told.type else ("*",)
        of_type = any(_matches(self.type, pattern) or _matches(told.type, self.type) for pattern in types)
        return of_type and _matches(told.address, self.address) and _matches(told.stack, self.stack)

    def is_about(self, stack: str) -> bool:
        """Whether a stack of this name is meant."""
        return _matches(stack, self.stack)

    def to_json(self) -> dict[str, Json]:
        """As `mlinfra.toml` says it."""
        until = self.entry.until.isoformat() if self.entry.until else None
        where = {"address": self.address, "type": self.type, "stack": self.stack}
        return {"rule": self.entry.rule, "reason": self.entry.reason, "until": until, **where}


def _matches(text: str, pattern: str) -> bool:
    return fnmatchcase(text.casefold(), pattern.casefold())

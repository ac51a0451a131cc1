"""What a plan compares with: the target's own forecast, a deployment stack, or something offline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from mlinfra.app.configuration import Target
from mlinfra.base.errors import InvalidInput
from mlinfra.review.plan.plan import Source

Kind: TypeAlias = Literal["target", "stack", "deployed", "snapshot", "git"]
HINT = "stack, deployed, snapshot:FILE or git:REF; without --against the target's own forecast"
_NEEDS_DETAIL: dict[str, bool] = {"stack": False, "deployed": False, "snapshot": True, "git": True}
_RENAMED = {"azure": "--target azure", "local": "--target local", "deployed:local": "--target local --against deployed"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """``target``: the forecast of Azure or the local target. The others are what ``--against`` names."""

    kind: Kind
    detail: str = ""
    """The file of ``snapshot:FILE``, the revision of ``git:REF``."""

    @classmethod
    def parse(cls, text: str | None) -> Comparison:
        """Read the option; None is ``target``. Raises `InvalidInput` for anything else, and for the old spelling."""
        if text is None:
            return cls("target")
        if text in _RENAMED:
            message = f"--against {text} is written {_RENAMED[text]} now"
            raise InvalidInput(message, hint="--target says where to work, --against what else to compare with")
        kind, _, detail = text.partition(":")
        if kind in _NEEDS_DETAIL and bool(detail) == _NEEDS_DETAIL[kind]:
            return cls(kind, detail)  # type: ignore[arg-type]  # the table has just these kinds
        raise InvalidInput(f"cannot plan against {text!r}", where="--against", hint=HINT)

    @property
    def offline(self) -> bool:
        """Whether no target is asked."""
        return self.kind in {"snapshot", "git"}

    def source(self, target: Target) -> Source:
        """What the plan says of its source."""
        if self.kind == "target":
            return Source(target, target)
        if self.kind == "deployed":
            return Source("snapshot", "snapshot:the last deployment")
        if self.kind == "stack":
            return Source("stack", "stack" if target == "azure" else STACK_ON_LOCAL)
        return Source(self.kind, f"{self.kind}:{self.detail}")


STACK_ON_LOCAL = "stack:local"


def target_of(source: Source) -> Target | None:
    """The target that forecast a plan; None for a plan that was made offline."""
    if source.kind in {"azure", "stack"}:
        return "local" if source.detail == STACK_ON_LOCAL else "azure"
    return "local" if source.kind == "local" else None

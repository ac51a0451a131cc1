"""Hold the reason why a verb failed with one of several stacks, while the others have their results."""

from __future__ import annotations

from typing import Any

from mlinfra.base.errors import MlinfraError, as_mlinfra_error
from mlinfra.base.frozen import dataclass


@dataclass(frozen=True, slots=True)
class StackFailure:
    """One of several stacks with which a verb failed; the others have their results."""

    stack: str
    """Its name."""
    error: MlinfraError
    """Why."""

    @classmethod
    def of(cls, stack: str, error: BaseException) -> StackFailure:
        """The failure behind an exception; one that is not ours is a `Bug`."""
        return cls(stack, as_mlinfra_error(error))

    def to_json(self) -> dict[str, Any]:
        """For reports: the name of the stack, and ``error`` with code, message, where and hint."""
        error = self.error
        detail = {"code": type(error).__name__, "message": error.message, "where": error.where, "hint": error.hint}
        return {"stack": self.stack, "error": detail}

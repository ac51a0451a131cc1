"""What a verb tells while it works, and what it asks before it changes something."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mlinfra.app.configuration import Target
    from mlinfra.app.prune import Pruning
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.deploy.outcome import Progress
    from mlinfra.azure.protocol import Watch
    from mlinfra.review.plan.plan import Plan

Follow: TypeAlias = "Callable[[Progress], None]"
"""Called at each look at a running deployment."""


class Observer:
    """Says nothing and agrees to everything: the default of the verbs in Python. The command line has its own."""

    def note(self, text: str) -> None:
        """Something worth knowing beside the result."""

    def waiting(self, doing: str) -> AbstractContextManager[Watch | None]:
        """Something that may take long begins; the value, if there is one, is called with the seconds that it took."""
        del doing
        return nullcontext()

    def planned(self, plan: Plan, *, reviewed: bool) -> None:
        """What a deployment would change; ``reviewed``: somebody has seen this plan already."""

    def approve(self, plan: Plan) -> bool:
        """Whether to deploy what the plan shows."""
        del plan
        return True

    def nothing_to_deploy(self, stack: str, stays: str) -> None:
        """A stack is live as the code says it, so nothing is sent; ``stays`` says what is orphaned, or is empty."""

    def following(self) -> AbstractContextManager[Follow | None]:
        """A deployment begins; the value, if there is one, is called at each look at it."""
        return nullcontext()

    def cancel(self, target: Target) -> bool:
        """Asked on Ctrl-C: whether to cancel the deployment that runs on a target."""
        del target
        return False

    def approve_pruning(self, pruning: Pruning) -> bool:
        """Whether to delete what left the code."""
        del pruning
        return True

    def approve_destruction(self, destruction: Destruction) -> bool:
        """Whether to delete what a stack owns."""
        del destruction
        return True

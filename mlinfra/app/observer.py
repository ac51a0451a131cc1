"""What a verb tells while it works, and what it asks before it changes something."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from mlinfra.app.configuration import Target
    from mlinfra.app.prune import Pruning
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.deploy.outcome import Outcome, Progress
    from mlinfra.azure.protocol import Watch
    from mlinfra.review.plan.plan import Plan

Follow: TypeAlias = "Callable[[Progress], None]"
"""Called at each look at a running deployment."""


class Observer:
    """Says nothing and agrees to everything: the default of the verbs in Python. The command line has its own.

    Several stacks are planned and deployed at the same time: `note`, `waiting`, `following`, and `planned` and `approve`
    for a stack that was planned again, are called from other threads too.
    """

    def note(self, text: str) -> None:
        """Something worth knowing beside the result."""

    def waiting(self, doing: str) -> AbstractContextManager[Watch | None]:
        """Something that may take long begins; the value, if there is one, is called with the seconds that it took."""
        del doing
        return nullcontext()

    def planned(self, plans: Sequence[Plan], *, reviewed: bool) -> None:
        """What a deployment would change; ``reviewed``: somebody has seen these plans already."""

    def approve(self, plans: Sequence[Plan]) -> bool:
        """Whether to deploy what these plans show."""
        del plans
        return True

    def nothing_to_deploy(self, stacks: Mapping[str, str]) -> None:
        """Stacks that are live as the code says it, so that nothing is sent, with what is orphaned and stays, or nothing."""

    def following(self, stack: str) -> AbstractContextManager[Follow | None]:
        """The deployment of a stack begins; the value, if there is one, is called at each look at it."""
        del stack
        return nullcontext()

    def ended(self, outcome: Outcome) -> None:
        """The deployment of a stack has ended, or will not begin; told also where the verb itself ends with an error."""

    def cancel(self, target: Target) -> bool:
        """Asked on Ctrl-C: whether to cancel the deployments that run on a target."""
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

"""Tell what a verb does as values, one after the other, and ask a function before something changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mlinfra.app.observer import Follow, Observer

if TYPE_CHECKING:
    from mlinfra.app.prune import Pruning
    from mlinfra.azure.deploy.destroy import Destruction
    from mlinfra.azure.deploy.outcome import Outcome, Progress
    from mlinfra.azure.protocol import Watch
    from mlinfra.review.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Noted:
    """Something worth knowing beside the result."""

    text: str


@dataclass(frozen=True, slots=True)
class Waited:
    """Something takes long; told when it begins, and while it goes on about once per look at the target."""

    doing: str
    """Such as ``planning churn-dev``."""
    seconds: float
    """Since it began."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a deployment would change."""

    plans: tuple[Plan, ...]
    reviewed: bool
    """Whether they are those of a saved plan, which somebody has seen."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Stacks that are live as the code says it, so that nothing is sent."""

    stacks: Mapping[str, str]
    """Name -> what is orphaned and stays, or nothing."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One look at a running deployment."""

    stack: str
    progress: Progress


@dataclass(frozen=True, slots=True)
class Ended:
    """The deployment of a stack has ended, or will not begin."""

    outcome: Outcome


Event: TypeAlias = Noted | Waited | Forecast | Unchanged | Followed | Ended
"""What a verb tells."""


@dataclass(frozen=True, slots=True)
class Deploying:
    """The question of `deploy`: whether to send what these plans show."""

    plans: tuple[Plan, ...]


Question: TypeAlias = "Deploying | Pruning | Destruction"
"""What is asked before something changes: by `deploy`, by `prune` and by `destroy`, with all that would change."""


class Listener(Observer):
    """Calls ``tell`` with each event and ``confirm`` with each question; without ``confirm`` the answer is yes.

    Several stacks are worked on at the same time, in threads; the calls come one after the other. What a function of
    yours raises ends the verb, or the stack that it was called about. On Ctrl-C what runs in Azure is left running.
    """

    def __init__(
        self, tell: Callable[[Event], None] | None = None, confirm: Callable[[Question], bool] | None = None
    ) -> None:
        self._tell, self._confirm = tell, confirm
        self._lock = threading.RLock()

    def _say(self, event: Event) -> None:
        if self._tell:
            with self._lock:
                self._tell(event)

    def _ask(self, question: Question) -> bool:
        if self._confirm is None:
            return True
        with self._lock:
            return self._confirm(question)

    def note(self, text: str) -> None:
        """See `Observer.note`."""
        self._say(Noted(text))

    @contextmanager
    def _waiting(self, doing: str) -> Generator[Watch, None, None]:
        self._say(Waited(doing, 0.0))
        yield lambda seconds: self._say(Waited(doing, seconds))

    def waiting(self, doing: str) -> AbstractContextManager[Watch]:
        """See `Observer.waiting`."""
        return self._waiting(doing)

    def planned(self, plans: Sequence[Plan], *, reviewed: bool) -> None:
        """See `Observer.planned`."""
        self._say(Forecast(tuple(plans), reviewed))

    def approve(self, plans: Sequence[Plan]) -> bool:
        """See `Observer.approve`."""
        return self._ask(Deploying(tuple(plans)))

    def nothing_to_deploy(self, stacks: Mapping[str, str]) -> None:
        """See `Observer.nothing_to_deploy`."""
        self._say(Unchanged(dict(stacks)))

    @contextmanager
    def _following(self, stack: str) -> Generator[Follow, None, None]:
        yield lambda progress: self._say(Followed(stack, progress))

    def following(self, stack: str) -> AbstractContextManager[Follow]:
        """See `Observer.following`."""
        return self._following(stack)

    def ended(self, outcome: Outcome) -> None:
        """See `Observer.ended`."""
        self._say(Ended(outcome))

    def approve_pruning(self, pruning: Pruning) -> bool:
        """See `Observer.approve_pruning`; nothing is asked where nothing would go."""
        return pruning.destruction.empty or self._ask(pruning)

    def approve_destruction(self, destruction: Destruction) -> bool:
        """See `Observer.approve_destruction`; nothing is asked where nothing would go."""
        return destruction.empty or self._ask(destruction)

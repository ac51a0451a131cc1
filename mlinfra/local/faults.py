"""Decide by a seed which requests fail, and how, to rehearse the failures of Azure."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, fields
from typing import Any, Literal, TypeAlias

from mlinfra.base.errors import InvalidInput

Fate: TypeAlias = Literal["serve", "throttle", "error", "drop", "lose"]
"""``drop`` closes the connection before the request is processed, ``lose`` after it."""

VARIABLE = "MLINFRA_FAULTS"


@dataclass(frozen=True, slots=True)
class Faults:
    """What goes wrong, and how often. Rates are 0 to 1; the defaults let everything through."""

    seed: int = 0
    """The same seed and the same order of requests give the same faults."""
    throttle: float = 0.0
    """429 with Retry-After, nothing processed."""
    error: float = 0.0
    """500, 502, 503 or 504, nothing processed."""
    drop: float = 0.0
    """The connection closes before the request is processed."""
    lose: float = 0.0
    """The request is processed, then the connection closes: the client can't know."""
    slow: float = 0.0
    """Long operations that answer "still running" up to four times more."""
    latency: float = 0.0
    """Seconds that each resource of a deployment takes."""
    retry_after: float = 1.0
    """Seconds, what 429 asks for."""
    refuse: tuple[str, ...] = ()
    """Refusals by name, each with an optional ``:text`` that the resource's id, type, size or location must contain."""

    def fate(self, number: int) -> Fate:
        """What happens to the request of this number."""
        draw = random.Random(f"{self.seed}/{number}").random()  # ruff: ignore[suspicious-non-cryptographic-random-usage] - a rehearsal repeats by its seed
        kinds: tuple[tuple[Fate, float], ...] = (
            ("throttle", self.throttle),
            ("error", self.error),
            ("drop", self.drop),
            ("lose", self.lose),
        )
        for kind, rate in kinds:
            if draw < rate:
                return kind
            draw -= rate
        return "serve"

    def extra_polls(self, operation: str) -> int:
        """How often a finished operation still answers "running"."""
        source = random.Random(f"{self.seed}/{operation}")  # ruff: ignore[suspicious-non-cryptographic-random-usage] - as above
        return source.randint(1, 4) if source.random() < self.slow else 0

    @classmethod
    def parse(cls, text: str) -> Faults:
        """``seed=7,throttle=0.2,refuse=quota:gpu,refuse=policy`` as a value. Raises InvalidInput for what it can't read."""
        known = {field.name: type(field.default) for field in fields(cls)}
        given: dict[str, Any] = {}
        refuse: list[str] = []
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            name, _, value = part.partition("=")
            if name == "refuse":
                refuse.append(value)
            else:
                given[name] = _number(known.get(name), value, part, tuple(known))
        from mlinfra.local.refusals import check_refusals

        return cls(**given, refuse=check_refusals(tuple(refuse)))


_RATES = frozenset({"throttle", "error", "drop", "lose", "slow"})
_MOST = 10**9


def _number(kind: type[Any] | None, value: str, part: str, names: tuple[str, ...]) -> Any:
    try:
        number = kind(value) if kind else None
    except ValueError:
        number = None
    rate = part.partition("=")[0] in _RATES
    if number is None or not 0 <= number <= (1 if rate else _MOST):
        hint = "a rate is 0 to 1" if rate and number is not None else f"write NAME=VALUE; names: {', '.join(names)}"
        raise InvalidInput(f"can't read the fault '{part}'", where=VARIABLE, hint=hint)
    return number


NONE = Faults()


def faults_from_environment() -> Faults:
    """What MLINFRA_FAULTS asks for."""
    return Faults.parse(os.environ.get(VARIABLE, ""))

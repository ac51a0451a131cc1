"""Make a plan of an input that could not be planned, so that whoever reads the plan is told why."""

from __future__ import annotations

from pathlib import Path

from mlinfra.app.plan import Planned
from mlinfra.base.errors import MlinfraError
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan.plan import Failure, Plan, Source, SourceKind

_KINDS: tuple[SourceKind, ...] = ("azure", "stack", "local", "snapshot", "git")


def errored_plan(file: Path, error: MlinfraError, against: str, scope: DeploymentScope) -> Planned:
    """The plan whose ``error`` is what loading, rendering or connecting raised; it is named after the file.

    ``scope``: as far as the options say it.
    """
    word = "snapshot" if against.startswith("deployed") else against.partition(":")[0]
    kind: SourceKind = next((known for known in _KINDS if known == word), "azure")
    failure = Failure(type(error).__name__, error.message, error.where, error.hint)
    return Planned(Plan(file.stem, scope, Source(kind, against), error=failure), file)

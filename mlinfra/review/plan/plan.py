"""The plan as a value: everything a forecast says about one stack, whatever the forecast's source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from mlinfra.base.ignore import Ignore
from mlinfra.base.json_value import Json
from mlinfra.base.scope import DeploymentScope
from mlinfra.review.plan.change import Action, Change
from mlinfra.review.plan.orphan import Orphan

SourceKind: TypeAlias = Literal["azure", "stack", "local", "snapshot", "git"]
GapKind: TypeAlias = Literal["unsupported", "short_circuit", "limit", "unresolved", "potential", "link", "history"]

Digest: TypeAlias = Annotated[str | None, {"pattern": "^sha256:[0-9a-f]{64}$"}]


@dataclass(frozen=True, slots=True)
class Source:
    """Who made the forecast: Azure's what-if, a stack what-if, the local target, or an offline comparison."""

    kind: SourceKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the forecast could not see.

    ``blocking`` gaps make the plan incomplete; the others only leave a value unknown whose change is certain. Of kind
    ``history``: what an earlier deployment made could not be told, so that orphaned resources may be missing.
    """

    kind: GapKind
    target: str
    message: str
    blocking: Annotated[bool, "It makes the plan incomplete."] = True


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the forecast reached: resources it analysed, and what it could not see."""

    analysed: int = 0
    gaps: tuple[Gap, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing that matters was left out."""
        return not any(gap.blocking for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class Folded:
    """What noise rules did: properties hidden, whole changes hidden, and the user's entries that need care."""

    hidden: int = 0
    changes: int = 0
    unused: tuple[Ignore, ...] = ()
    expired: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A remark of the deployment engine."""

    level: str
    code: str
    message: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class FailureCause:
    """One innermost error of a refused forecast; ``target`` is what Azure says it is about, no file."""

    code: str
    message: str
    target: str = ""
    explanation: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no forecast.

    ``code`` and ``message`` are those of the outermost error; ``causes`` are all innermost errors below it, in Azure's
    order, and empty where the error has none. ``where`` is the file, option or id that the failure is about.
    """

    code: str
    message: str
    where: str = ""
    hint: str = ""
    causes: tuple[FailureCause, ...] = ()


@dataclass(frozen=True, slots=True)
class Digests:
    """Fingerprints (``sha256:...``) that bind a saved plan to what was reviewed; None where unknown.

    ``live`` covers what Azure said about the resources as they are now.
    """

    template: Digest = None
    parameters: Digest = None
    scope: Digest = None
    changes: Digest = None
    live: Digest = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The forecast for one stack. Complete, destructive, has changes and errored are four facts and stay four.

    ``changes`` are sorted, the most dangerous first. ``orphans`` left the code and no deployment touches them. ``findings``
    and ``costs`` are the JSON of other stages.
    """

    stack: str
    scope: Annotated[DeploymentScope, "Where the deployment goes."]
    source: Source
    changes: Annotated[tuple[Change, ...], "The most dangerous first."] = ()
    orphans: Annotated[tuple[Orphan, ...], "What left the code and no deployment removes."] = ()
    coverage: Coverage = Coverage()
    error: Failure | None = None
    findings: tuple[Mapping[str, Json], ...] = ()
    noise: Folded = Folded()
    diagnostics: tuple[Diagnostic, ...] = ()
    costs: Mapping[str, Json] | None = None
    digests: Digests = Digests()
    replace: Annotated[tuple[str, ...], "The addresses that `--replace` named."] = ()

    @property
    def errored(self) -> bool:
        """Whether the forecast itself failed; then nothing else here may be relied on."""
        return self.error is not None

    @property
    def complete(self) -> bool:
        """Whether the forecast saw everything."""
        return not self.errored and self.coverage.complete

    @property
    def has_changes(self) -> bool:
        """Whether code and Azure differ, noise aside, or anything left the code."""
        return any(change.visible for change in self.changes) or bool(self.orphans)

    @property
    def would_send(self) -> bool:
        """Whether a deployment would make anything different, noise aside.

        Orphans alone send nothing, nor does what Azure takes and ignores.
        """
        return any(change.visible and change.action.sends for change in self.changes)

    @property
    def destructive(self) -> bool:
        """Whether a resource would be deleted or replaced."""
        return any(change.visible and change.action.destroys for change in self.changes)

    @property
    def refused(self) -> bool:
        """Whether Azure would refuse a change or a body."""
        return any(change.action is Action.REFUSED for change in self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """Every resource once: changes by action, most dangerous first, then what left the code, by status.

        A change that is folded as noise counts as no change.
        """
        counted = Counter(Action.NO_CHANGE if change.noise else change.action for change in self.changes)
        by_action = {action.value: counted[action] for action in sorted(counted, key=lambda a: a.sort_key)}
        return {**by_action, **Counter(orphan.status for orphan in self.orphans)}

    @property
    def potential(self) -> int:
        """Changes that only may happen: their existence depends on values known while deploying."""
        return sum(change.certainty == "potential" and change.visible for change in self.changes)

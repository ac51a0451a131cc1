"""The exception tree. Every error says what is wrong, where, why it matters and what to do.

MlinfraError
├── LoadError            a stack file that can't be read, raises, or exports no stack
├── InvalidInput         a value that the model refuses
├── ResolveError         the stack is not one consistent whole
│   ├── DuplicateResource
│   ├── DependencyCycle
│   └── OutsideReference
├── Unprintable          what cannot be written as Bicep or ARM JSON
├── TemplateError        a template the deployment engine would refuse (expansion)
├── ReportError          a file that is not a plan, or of a newer format
├── Bug                  an exception that no stage turned into a sentence
└── CloudError           what Azure, or the local target, answered
    ├── NotSignedIn
    ├── WhatIfFailed
    ├── DeploymentFailed
    ├── PlanStale
    └── TargetUnavailable   no answer, a port in use, a corrupt state file
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from types import TracebackType


class MlinfraError(Exception):
    """Base of all errors meant for users; ``str()`` of it is the whole message.

    ``where`` is ``file:line``, an address or a path in a template, empty when there is no such place;
    ``hint`` says what to do.
    """

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        message = _writable(message)
        super().__init__(message)
        self.message, self.where, self.hint = message, where, hint
        self.parts: tuple[MlinfraError, ...] = ()
        """The errors that this one tells together."""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  -> {self.hint}" if self.hint else ""
        return _writable(f"{place}{self.message}{advice}")


E = TypeVar("E", bound=MlinfraError)
T = TypeVar("T")
V = TypeVar("V")


class _Noting(Generic[E]):
    """What `noting` gives: a class, as a generator made into one takes three times as long, and passes note for each node."""

    __slots__ = ("errors", "kinds")

    def __init__(self, errors: list[E], kinds: tuple[type[E], ...]) -> None:
        self.errors, self.kinds = errors, kinds

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        if not isinstance(error, self.kinds):
            return False
        self.errors.append(error)
        return True


def noting(errors: list[E], *kinds: type[E]) -> _Noting[E]:
    """Note an error of these classes instead of raising it, so that more can be looked for; see `raise_noted`."""
    return _Noting(errors, kinds)


def raise_noted(errors: Sequence[MlinfraError]) -> None:
    """Raise what was noted: nothing, the one error, or one of the first's class that tells all, each with its line."""
    if not errors:
        return
    told = list({str(part): part for error in errors for part in error.parts or (error,)}.values())
    if len(told) == 1:
        raise told[0]
    if told:
        lines = "".join(f"\n- {error}" for error in told)
        together = type(told[0])(f"{len(told)} things are wrong:{lines}")
        together.parts = tuple(told)
        raise together


def all_of(read: Callable[[T], V], items: Iterable[T]) -> list[V]:
    """What reading each of them gives; what is wrong with any of them is raised after the last, together."""
    faults: list[MlinfraError] = []
    values = []
    for item in items:
        with noting(faults, MlinfraError):
            values.append(read(item))
    raise_noted(faults)
    return values


def _writable(text: str) -> str:
    """A text without halves of surrogate pairs, which a template may hold but no file."""
    return text.encode("utf-8", "replace").decode()


class LoadError(MlinfraError):
    """A stack file cannot be read, raises, or exports no stack."""


class InvalidInput(MlinfraError):
    """A value that the model refuses."""


class ResolveError(MlinfraError):
    """The stack is not one consistent whole."""


class DuplicateResource(ResolveError):
    """Two different resources have one id."""


class DependencyCycle(ResolveError):
    """Resources depend on each other, so that none can be deployed first."""


class OutsideReference(ResolveError):
    """Something refers to a resource that the stack does not contain."""


class Unprintable(MlinfraError):
    """A tree that cannot be written as Bicep or ARM JSON."""


class TemplateError(MlinfraError):
    """A template that the deployment engine would refuse; ``where`` is the path in the template."""


class ReportError(MlinfraError):
    """A file that is not a plan, or one of a newer format."""


class Bug(MlinfraError):
    """An exception that no stage turned into a sentence: a fault of mlinfra, not of the input."""


def as_mlinfra_error(error: BaseException) -> MlinfraError:
    """An error as users are told it; one that is not ours becomes a `Bug` that names the line."""
    if isinstance(error, MlinfraError):
        return error
    if isinstance(error, RecursionError):
        hint = "flatten it, or look for a value that holds itself"
        return InvalidInput("the input is nested deeper than mlinfra reads", hint=hint)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    file = trace.tb_frame.f_code.co_filename if trace else ""
    place = f" ({os.path.basename(file)}:{trace.tb_lineno})" if trace else ""  # ruff: ignore[os-path-basename]  a name, not a path to open
    bug = Bug(
        f"mlinfra has a bug: {type(error).__name__}: {error}{place}", hint="set MLINFRA_DEBUG=1 and report the trace"
    )
    bug.__cause__ = error
    return bug


class CloudError(MlinfraError):
    """What Azure, or the local target, answered."""


class NotSignedIn(CloudError):
    """No credential was found, or Azure refused it."""


class WhatIfFailed(CloudError):
    """The forecast failed."""


class DeploymentFailed(CloudError):
    """The deployment failed."""


class PlanStale(CloudError):
    """Template, parameters, scope or forecast are no longer the reviewed ones."""


class TargetUnavailable(CloudError):
    """No answer, a port in use, or a corrupt state file."""

"""Make of what verbs return the JSON documents that commands print with ``--format json``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from mlinfra.app.stack_failure import StackFailure

if TYPE_CHECKING:
    from pathlib import Path

    from mlinfra.app.emulator import Served
    from mlinfra.app.output import StackOutputs
    from mlinfra.app.render import RenderedStack
    from mlinfra.azure.deploy.drift import Drift
    from mlinfra.azure.deploy.outcome import Outcome
    from mlinfra.landing_zone.checks._rule import Rule
    from mlinfra.review.pull_request.comment import Commented

FORMAT_VERSION = "1.0"
Document: TypeAlias = "dict[str, Any]"
"""A JSON document."""


def _document(kind: str, **content: Any) -> Document:
    return {"format_version": FORMAT_VERSION, "kind": kind, **content}


def outcomes_document(outcomes: Sequence[Outcome], unchanged: Sequence[str] | None = None) -> Document:
    """What `deploy`, `prune` and `destroy` print; ``unchanged``: stacks with nothing to deploy, where that is told."""
    rest = {} if unchanged is None else {"unchanged": list(unchanged)}
    return _document("outcomes", outcomes=[outcome.to_json() for outcome in outcomes], **rest)


def rendered_document(stacks: Sequence[RenderedStack]) -> Document:
    """What `render` prints."""
    return _document("render", stacks=[stack.to_json() for stack in stacks])


def drift_document(drifts: Sequence[Drift | StackFailure]) -> Document:
    """What `drift` prints."""
    return _document("drift", stacks=[_drift(drift) for drift in drifts])


def _drift(drift: Drift | StackFailure) -> Document:
    if isinstance(drift, StackFailure):
        return drift.to_json()
    from mlinfra.review.plan.codec import to_json

    return {
        "stack": drift.live.stack,
        "deployment": drift.deployment,
        "when": drift.when,
        "drifted": drift.drifted,
        "live": to_json(drift.live),
        "code": to_json(drift.code),
    }


def outputs_document(stacks: Sequence[StackOutputs | StackFailure]) -> Document:
    """What `output` prints."""
    return _document("outputs", stacks=[_outputs(stack) for stack in stacks])


def _outputs(stack: StackOutputs | StackFailure) -> Document:
    if isinstance(stack, StackFailure):
        return stack.to_json()
    return {"stack": stack.stack, "deployment": stack.deployment, "outputs": dict(stack.outputs)}


def comment_document(done: Commented) -> Document:
    """What `comment` prints."""
    return _document("comment", urls=list(done.urls), skipped=done.skipped)


def new_document(folder: Path, files: Iterable[Path]) -> Document:
    """What `new` prints; files by their paths from the folder."""
    return _document("new", folder=str(folder), files=sorted(path.relative_to(folder).as_posix() for path in files))


def module_document(reference: str, file: Path) -> Document:
    """What `modules` prints."""
    return _document("module", reference=reference, file=file.as_posix())


def page_document(code: str, page: str) -> Document:
    """What `explain` prints of what has a page alone."""
    return _document("page", code=code, page=page)


def rules_document(rules: Sequence[Rule]) -> Document:
    """What `explain` prints of rules."""
    fields = ("code", "slug", "severity", "title", "why", "link", "page", "good", "bad", "only_stacks")
    return _document("rules", rules=[{name: getattr(rule, name) for name in fields} for rule in rules])


def emulator_document(served: Served) -> Document:
    """What `emulator` prints when it is reached; ``environment`` is for Azure's clients, over TLS alone."""
    return _document(
        "emulator",
        url=served.url,
        public_url=served.public_url,
        state=str(served.state),
        environment=served.environment,
    )


def completion_document(shell: str, script: str) -> Document:
    """What `completion` prints."""
    return _document("completion", shell=shell, script=script)


def error_document(code: str, message: str, where: str, hint: str) -> Document:
    """What a command prints that failed; ``code`` is the kind of error, such as ``LoadError``."""
    return _document("error", error={"code": code, "message": message, "where": where, "hint": hint})

"""Make of what verbs return the JSON documents that commands print with ``--format json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mlinfra.app.stack_failure import StackFailure

if TYPE_CHECKING:
    from mlinfra.app.output import StackOutputs
    from mlinfra.app.render import RenderedStack
    from mlinfra.azure.deploy.drift import Drift
    from mlinfra.azure.deploy.outcome import Outcome

FORMAT_VERSION = "1.0"


def _document(kind: str, **content: Any) -> dict[str, Any]:
    return {"format_version": FORMAT_VERSION, "kind": kind, **content}


def outcomes_document(outcomes: Sequence[Outcome], unchanged: Sequence[str] | None = None) -> dict[str, Any]:
    """What `deploy`, `prune` and `destroy` print; ``unchanged``: stacks with nothing to deploy, where that is told."""
    rest = {} if unchanged is None else {"unchanged": list(unchanged)}
    return _document("outcomes", outcomes=[outcome.to_json() for outcome in outcomes], **rest)


def rendered_document(stacks: Sequence[RenderedStack]) -> dict[str, Any]:
    """What `render` prints."""
    return _document("render", stacks=[stack.to_json() for stack in stacks])


def drift_document(drifts: Sequence[Drift | StackFailure]) -> dict[str, Any]:
    """What `drift` prints."""
    return _document("drift", stacks=[_drift(drift) for drift in drifts])


def _drift(drift: Drift | StackFailure) -> dict[str, Any]:
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


def outputs_document(stacks: Sequence[StackOutputs | StackFailure]) -> dict[str, Any]:
    """What `output` prints."""
    return _document("outputs", stacks=[_outputs(stack) for stack in stacks])


def _outputs(stack: StackOutputs | StackFailure) -> dict[str, Any]:
    if isinstance(stack, StackFailure):
        return stack.to_json()
    return {"stack": stack.stack, "deployment": stack.deployment, "outputs": dict(stack.outputs)}

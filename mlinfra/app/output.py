"""Read the outputs of the last deployment of a stack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from mlinfra.app.at_once import ask_at_once, each_result
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import read_stacks, rendered_of
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.app.stack_failure import StackFailure
from mlinfra.base.errors import InvalidInput

if TYPE_CHECKING:
    from mlinfra.app.deployable import Deployable
    from mlinfra.azure.protocol import Cloud, Watch


@dataclass(frozen=True, slots=True)
class StackOutputs:
    """The outputs of one stack's last successful deployment."""

    stack: str
    deployment: str
    """Name of the deployment."""
    outputs: Mapping[str, Mapping[str, Any]]
    """Name -> ``type`` and ``value``; secret values are masks, and secure outputs have no value."""


def output(
    file: Path | str, name: str | None = None, *, observer: Observer | None = None, **options: Unpack[Options]
) -> tuple[StackOutputs | StackFailure, ...]:
    """The outputs of each selected stack, or of what an ARM template deployed; with ``name`` only that one.

    All stacks are asked at the same time. Of several, one that cannot be rendered or was never deployed is a
    `StackFailure`; of a single one the error passes: `CloudError` where it was never deployed. Raises `InvalidInput` where
    no stack has an output ``name``.
    """
    settings, observer = settings_for(file, **options), observer or Observer()
    stacks = read_stacks(settings, None)
    rendered = rendered_of(stacks)
    if not rendered:
        nothing: dict[str, StackOutputs] = {}
        return each_result(stacks, nothing)
    with settings.connect(rendered, observer) as cloud:

        def look(deployable: Deployable, _: Watch) -> StackOutputs:
            return _outputs(cloud, deployable)

        results = each_result(stacks, ask_at_once(rendered, cloud, look, observer, doing="asking for"))
    return results if name is None else _named(name, results, settings)


def _named(
    name: str, results: tuple[StackOutputs | StackFailure, ...], settings: Settings
) -> tuple[StackOutputs | StackFailure, ...]:
    """The one output of each stack that has it, and the failures."""
    named = tuple(
        result
        if isinstance(result, StackFailure)
        else StackOutputs(result.stack, result.deployment, {name: result.outputs[name]})
        for result in results
        if isinstance(result, StackFailure) or name in result.outputs
    )
    if not named:
        known = sorted({known for result in results if isinstance(result, StackOutputs) for known in result.outputs})
        hint = f"there are: {', '.join(known)}" if known else "outputs={...} on the Stack declares some"
        raise InvalidInput(f"no output is called {name!r}", where=str(settings.file), hint=hint)
    return named


def _outputs(cloud: Cloud, deployable: Deployable) -> StackOutputs:
    """What Azure keeps of the last deployment, masked by the template that it was made with."""
    from mlinfra.app.forecast import request_for
    from mlinfra.arm.secure import shown_outputs
    from mlinfra.azure.deploy.drift import last_deployment

    scope, name, deployment = last_deployment(cloud, request_for(deployable, cloud))
    template = cloud.exported(scope, name) or deployable.template
    return StackOutputs(deployable.name, name, shown_outputs(deployment["properties"].get("outputs") or {}, template))

"""Read the outputs of the last deployment of a stack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typing_extensions import Unpack

from mlinfra.app.deployable import Deployable, deployables
from mlinfra.app.observer import Observer
from mlinfra.app.settings import Options, settings_for
from mlinfra.base.errors import InvalidInput

if TYPE_CHECKING:
    from mlinfra.azure.protocol import Cloud


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
) -> tuple[StackOutputs, ...]:
    """The outputs of each selected stack, or of what an ARM template deployed; with ``name`` only that one.

    Raises `CloudError` for a stack that was never deployed and `InvalidInput` where no stack has an output ``name``.
    """
    settings = settings_for(file, **options)
    work = deployables(settings, None)
    with settings.connect(work, observer or Observer()) as cloud:
        read = [_outputs(cloud, deployable) for deployable in work]
    if name is None:
        return tuple(read)
    named = tuple(
        StackOutputs(stack_outputs.stack, stack_outputs.deployment, {name: stack_outputs.outputs[name]})
        for stack_outputs in read
        if name in stack_outputs.outputs
    )
    if not named:
        known = sorted({known for stack_outputs in read for known in stack_outputs.outputs})
        hint = f"there are: {', '.join(known)}" if known else "outputs={...} on the Stack declares some"
        raise InvalidInput(f"no output is called {name!r}", where=str(settings.file), hint=hint)
    return named


def _outputs(cloud: Cloud, work: Deployable) -> StackOutputs:
    """What Azure keeps of the last deployment, masked by the template that it was made with."""
    from mlinfra.app.forecast import request_for
    from mlinfra.arm.secure import shown_outputs
    from mlinfra.azure.deploy.drift import last_deployment

    scope, name, deployment = last_deployment(cloud, request_for(work, cloud))
    template = cloud.exported(scope, name) or work.template
    return StackOutputs(work.name, name, shown_outputs(deployment["properties"].get("outputs") or {}, template))

"""Remove what a stack owns, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.deployable import deployables
from mlinfra.app.observer import Observer
from mlinfra.app.settings import Options, settings_for
from mlinfra.app.stack_order import in_order

if TYPE_CHECKING:
    from mlinfra.azure.deploy.outcome import Outcome


def destroy(
    file: Path | str, *, purge: bool = False, observer: Observer | None = None, **options: Unpack[Options]
) -> tuple[Outcome, ...]:
    """Delete what the deployments of each selected stack made, the last stack first, and each before those that
    it depends on; ``observer`` is asked before.

    ``purge`` also frees the names that deleted workspaces and vaults keep. Stacks that own nothing have no outcome.
    What could not be deleted is in the outcome, not an error.
    """
    from mlinfra.azure.deploy.destroy import destroy as delete
    from mlinfra.azure.deploy.destroy import plan_destruction
    from mlinfra.azure.deploy.names import stack_name

    settings, observer = settings_for(file, **options), observer or Observer()
    work, outcomes = deployables(settings, None), []
    with settings.connect(work, observer) as cloud:
        for deployable in reversed(in_order(work)):
            scope = deployable.on(cloud.subscription)
            destruction = plan_destruction(cloud, scope, deployable.name, deployment_stack=stack_name(deployable.name))
            if observer.approve_destruction(destruction) and not destruction.empty:
                outcomes.append(delete(cloud, destruction, purge=purge))
    return tuple(outcomes)

"""Show drift: live changes since the last deployment, apart from what the code changed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.at_once import ask_at_once, each_result
from mlinfra.app.deployable import Deployable
from mlinfra.app.observer import Observer
from mlinfra.app.read_stacks import read_stacks, rendered_of
from mlinfra.app.settings import Options, Settings, settings_for
from mlinfra.app.stack_failure import StackFailure

if TYPE_CHECKING:
    from mlinfra.azure.deploy.drift import Drift
    from mlinfra.azure.protocol import Cloud, Watch


def drift(
    file: Path | str, *, observer: Observer | None = None, **options: Unpack[Options]
) -> tuple[Drift | StackFailure, ...]:
    """The drift of each selected stack, or of what an ARM template deployed; nothing is changed by asking.

    All stacks are looked at at the same time. Of several, one that cannot be rendered or was never deployed is a
    `StackFailure`; of a single one the error passes: `CloudError` where it was never deployed, besides what `plan` raises.
    """
    settings, observer = settings_for(file, **options), observer or Observer()
    stacks = read_stacks(settings, os.environ)
    rendered = rendered_of(stacks)
    if not rendered:
        nothing: dict[str, Drift] = {}
        return each_result(stacks, nothing)
    with settings.connect(rendered, observer) as cloud:

        def look(deployable: Deployable, _: Watch) -> Drift:
            return _compare(settings, cloud, deployable)

        return each_result(stacks, ask_at_once(rendered, cloud, look, observer, doing="looking at"))


def _compare(settings: Settings, cloud: Cloud, deployable: Deployable) -> Drift:
    """The drift of one stack; what left the code and still stands there is told with what was changed live."""
    from mlinfra.app.forecast import context_of, request_for
    from mlinfra.app.left_code import left_code
    from mlinfra.app.live_values import with_live_values
    from mlinfra.azure.deploy.drift import drift as compare
    from mlinfra.review.plan.plan import Source

    deployable = with_live_values(deployable, cloud, cloud_name=settings.cloud)
    request, source = request_for(deployable, cloud, review=True), Source(settings.target, settings.target)
    snapshot = deployable.snapshot(request.scope, settings.cloud)
    context = context_of(deployable, request.scope, snapshot, source)
    drift = compare(cloud, request, context)
    left = left_code(drift.today, cloud, request, snapshot, deployable.others)
    return replace(drift, live=left.told_in(drift.live, context))

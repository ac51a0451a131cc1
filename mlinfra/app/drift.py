"""Show drift: live changes since the last deployment, apart from what the code changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from mlinfra.app.deployable import deployables
from mlinfra.app.observer import Observer
from mlinfra.app.settings import Options, settings_for

if TYPE_CHECKING:
    from mlinfra.azure.deploy.drift import Drift


def drift(file: Path | str, *, observer: Observer | None = None, **options: Unpack[Options]) -> tuple[Drift, ...]:
    """The drift of each selected stack, or of what an ARM template deployed; nothing is changed by asking.

    Raises `CloudError` for a stack that was never deployed, besides what `plan` raises.
    """
    from mlinfra.app.forecast import context_for, request_for
    from mlinfra.azure.deploy.drift import drift as compare
    from mlinfra.review.plan.plan import Source

    settings, observer = settings_for(file, **options), observer or Observer()
    work, drifts = deployables(settings, os.environ), []
    with settings.connect(work, observer) as cloud:
        for each in work:
            request = request_for(each, cloud, review=True)
            source = Source(settings.target, settings.target)
            context = context_for(each, request, source, cloud_name=settings.cloud)
            with observer.waiting(f"looking at {each.name}"):
                drifts.append(compare(cloud, request, context))
    return tuple(drifts)

"""Connect to a target by its name: ``with connect("local") as cloud: ...``."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mlinfra.azure.protocol import Cloud

if TYPE_CHECKING:
    from mlinfra.local.faults import Faults


def connect(
    target: Literal["azure", "local"] = "azure",
    *,
    subscription: str | None = None,
    cloud: str | None = None,
    state: Path = Path(".mlinfra/local.db"),
    faults: Faults | None = None,
) -> Cloud:
    """The cloud to work with; use it in a ``with`` block.

    ``subscription``: else AZURE_SUBSCRIPTION_ID, else what the Azure CLI has selected. ``cloud``: AzureCloud,
    AzureUSGovernment or AzureChinaCloud, else AZURE_CLOUD, else AzureCloud. ``state``: file of the local target;
    ``faults``: else what MLINFRA_FAULTS says. Raises InvalidInput for an unknown cloud; opening raises NotSignedIn and
    TargetUnavailable.
    """
    logging.getLogger("azure").addHandler(logging.NullHandler())  # what it warns of comes as an exception too
    if target == "local":
        from mlinfra.azure.local_cloud import LocalCloud

        return LocalCloud(state, faults=faults)
    from mlinfra.azure.azure_cloud import AzureCloud

    return AzureCloud(subscription=subscription, cloud=cloud)

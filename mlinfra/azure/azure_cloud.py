"""Connect to Azure itself, public or sovereign."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from mlinfra.azure.arm_cloud import ArmCloud
from mlinfra.azure.retry import AZURE, retry_policy
from mlinfra.azure.shared_credential import SharedCredential
from mlinfra.azure.signin import credential, default_subscription
from mlinfra.base.errors import InvalidInput
from mlinfra.catalogue.types.managed_identity import TOKEN_AUDIENCES


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where one of Azure's clouds answers, and where one signs in to it."""

    url: str
    scope: str
    authority: str
    audience: str
    """For which a pipeline's token is issued."""


ENDPOINTS = {
    "AzureCloud": Endpoint(
        "https://management.azure.com",
        "https://management.azure.com/.default",
        "login.microsoftonline.com",
        TOKEN_AUDIENCES["AzureCloud"],
    ),
    "AzureUSGovernment": Endpoint(
        "https://management.usgovcloudapi.net",
        "https://management.core.usgovcloudapi.net/.default",
        "login.microsoftonline.us",
        TOKEN_AUDIENCES["AzureUSGovernment"],
    ),
    "AzureChinaCloud": Endpoint(
        "https://management.chinacloudapi.cn",
        "https://management.chinacloudapi.cn/.default",
        "login.partner.microsoftonline.cn",
        TOKEN_AUDIENCES["AzureChinaCloud"],
    ),
}


def endpoint_of(cloud: str | None) -> Endpoint:
    """The endpoint of a cloud by name; None: what AZURE_CLOUD says, else the public one. Raises InvalidInput."""
    name = cloud or os.environ.get("AZURE_CLOUD") or "AzureCloud"
    for known, endpoint in ENDPOINTS.items():
        if known.casefold() == name.casefold():
            return endpoint
    raise InvalidInput(
        f"no cloud is called '{name}'", where="--cloud or AZURE_CLOUD", hint=f"one of {', '.join(ENDPOINTS)}"
    )


class AzureCloud(ArmCloud):
    """Azure. The first request signs in."""

    target = "azure"
    interval = 5.0
    retry = AZURE

    def __init__(self, *, subscription: str | None = None, cloud: str | None = None) -> None:
        super().__init__()
        self._given, self._endpoint = subscription, endpoint_of(cloud)

    def _open(self) -> tuple[Any, str, dict[str, Any]]:
        subscription = self._given or os.environ.get("AZURE_SUBSCRIPTION_ID") or default_subscription()
        from mlinfra.azure.request_log import RequestLog

        options = {
            "per_retry_policies": [RequestLog()],
            "base_url": self._endpoint.url,
            "credential_scopes": [self._endpoint.scope],
            "retry_policy": retry_policy(self.retry),
            "polling_interval": self.interval,
            "user_agent": "mlinfra",
        }
        shared = SharedCredential(credential(self._endpoint.authority, self._endpoint.audience))
        return shared, subscription, options

"""Connect to the local target through the same SDK: in this process, or over HTTP where one runs as a server."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mlinfra.azure.arm_cloud import ArmCloud
from mlinfra.azure.retry import LOCAL, retry_policy

if TYPE_CHECKING:
    from mlinfra.local.embedded import EmbeddedTarget
    from mlinfra.local.faults import Faults

SUBSCRIPTION = "00000000-0000-0000-0000-00000000d0c5"
"""The only subscription that the local target knows unless it is asked for another."""


class LocalCloud(ArmCloud):
    """The local target in this process, opened with it; with ``url`` one that runs as a server."""

    target = "local"
    interval = 0.02
    retry = LOCAL

    def __init__(self, state: Path, *, faults: Faults | None = None, url: str | None = None) -> None:
        super().__init__()
        self._state, self._faults, self._url = state, faults, url
        self._embedded: EmbeddedTarget | None = None
        self._closing = ExitStack()

    def _open(self) -> tuple[Any, str, dict[str, Any]]:
        from mlinfra.azure.request_log import RequestLog

        options: dict[str, Any] = {
            "per_retry_policies": [RequestLog()],
            "base_url": self._url,
            "authentication_policy": _header_policy(),
            "retry_policy": retry_policy(self.retry),
            "polling_interval": self.interval,
            "logging_enable": False,
            "use_env_settings": False,  # no proxy: it would get templates and secrets, and has no way back
        }
        if self._url is None:
            options |= self._open_embedded()
        return _Credential(), SUBSCRIPTION, options

    def _open_embedded(self) -> dict[str, Any]:
        """Open the local target in this process; the options of SDK clients that reach it."""
        from mlinfra.azure.local_transport import LocalTransport
        from mlinfra.local.embedded import URL, EmbeddedTarget
        from mlinfra.local.faults import faults_from_environment

        target = EmbeddedTarget(self._state, self._faults or faults_from_environment())
        self._embedded = self._closing.enter_context(target)
        return {"base_url": URL, "transport": LocalTransport(target)}

    def make_stand_ins(self, ids: Iterable[str], location: str = "westeurope") -> tuple[str, ...]:
        """Make plain resources for ids that a stack only points to: in Azure they exist; the ids that were made."""
        return self._embedded.make_stand_ins(ids, location) if self._embedded else ()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, trace)
        self._closing.close()
        self._embedded = None


class _Credential:
    """The SDK asks for one; the header policy below never does."""

    def get_token(self, *_scopes: str, **_options: Any) -> Any:
        from azure.core.credentials import AccessToken

        return AccessToken("local", 9_999_999_999)


def _header_policy() -> Any:
    """Bearer tokens are refused over plain http by the SDK's own policy; on loopback a constant header will do."""
    from azure.core.pipeline.policies import SansIOHTTPPolicy

    class Header(SansIOHTTPPolicy[Any, Any]):
        def on_request(self, request: Any) -> None:
            request.http_request.headers["Authorization"] = "Bearer local"

    return Header()

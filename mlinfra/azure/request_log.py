"""Log each request with its status, duration and the ids that Azure's support asks for; never a body or a header."""

from __future__ import annotations

import logging
import time
from typing import Any

from azure.core.pipeline.policies import SansIOHTTPPolicy

_LOGGER = logging.getLogger("mlinfra.requests")
_IDS = ("x-ms-request-id", "x-ms-correlation-request-id")
_STARTED = "mlinfra_started"


class RequestLog(SansIOHTTPPolicy[Any, Any]):
    """A policy of the SDK's pipeline: one line for each answer, also for each retry."""

    def on_request(self, request: Any) -> None:
        """Note when it was sent."""
        request.context[_STARTED] = time.monotonic()

    def on_response(self, request: Any, response: Any) -> None:
        """Log it, for example ``PUT https://... 201 in 0.2 s, x-ms-request-id 4f1c...``."""
        if not _LOGGER.isEnabledFor(logging.INFO):
            return
        answer, sent = response.http_response, request.http_request
        took = time.monotonic() - request.context.get(_STARTED, time.monotonic())
        ids = "".join(f", {name} {answer.headers[name]}" for name in _IDS if name in answer.headers)
        _LOGGER.info("%s %s %s in %.1f s%s", sent.method, sent.url, answer.status_code, took, ids)

    def on_exception(self, request: Any) -> None:
        """Log a request that got no answer."""
        _LOGGER.info("%s %s no answer", request.http_request.method, request.http_request.url)

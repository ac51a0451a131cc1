"""Log each request that the local target served: method, path, status, duration and id; never a body or a header."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_LOGGER = logging.getLogger("mlinfra.requests")


def log_request(request: Request, response: Response, seconds: float, *, dropped: bool) -> None:
    """One line, for example ``PUT /subscriptions/...?api-version=2025-04-01 201 in 0.004 s, x-ms-request-id 4f1c...``."""
    if not _LOGGER.isEnabledFor(logging.INFO):
        return
    raw: bytes = request.scope.get("raw_path", request.url.path.encode())
    query = request.url.query
    asked = raw.decode("ascii", "backslashreplace").partition("?")[0] + (f"?{query}" if query else "")
    status = "dropped" if dropped else str(response.status_code)
    identifier = response.headers.get("x-ms-request-id", "none")
    _LOGGER.info("%s %s %s in %.3f s, x-ms-request-id %s", request.method, asked, status, seconds, identifier)

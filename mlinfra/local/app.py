"""Make the ASGI application that answers as Azure Resource Manager does."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mlinfra.local.answers import Rehearsal, content_of, headers_of
from mlinfra.local.errors import ArmError
from mlinfra.local.faults import NONE, Faults
from mlinfra.local.http import Call, Reply, refusal
from mlinfra.local.request_checks import check_origin, read_json, read_limited, read_path
from mlinfra.local.routes.sign_in import principal_of
from mlinfra.local.served_requests import log_request
from mlinfra.local.service import Service
from mlinfra.local.store import Store

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

DROP = "mlinfra.drop"
"""What the server puts into the ASGI scope: a function that closes the connection at once."""


def create_app(
    store: Store, faults: Faults = NONE, public_url: str = "", subscriptions: Sequence[str] = (), *, log: bool = False
) -> Starlette:
    """The application; ``app.state.service`` is the Resource Manager behind it.

    ``public_url``: what polling URLs begin with; empty: the address that the client asked. ``subscriptions``: as for
    `Service`. ``log``: tell each request
    to the logger ``mlinfra.requests``.
    """
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import ClientDisconnect, Request

    service = Service(store, faults, subscriptions)
    rehearsal = Rehearsal(faults)
    allowed = (urlsplit(public_url).hostname or "",) if public_url else ()

    async def served(request: Request) -> Reply | None:
        check_origin(request.headers.get("host", ""), request.headers.get("origin", ""), allowed)
        fault = rehearsal.next_fault()
        if isinstance(fault, Reply):
            return fault
        if fault == "drop":
            return None
        raw = await read_limited(request.stream())
        reply = await run_in_threadpool(service.handle, _call(request, read_json(raw), public_url))
        return None if fault == "lose" else reply

    async def answer(request: Request) -> Reply | None:
        """None: the connection is dropped."""
        try:
            return await served(request)
        except ArmError as error:
            return refusal(error)
        except ClientDisconnect:
            return None

    async def endpoint(request: Request) -> Response:
        started = time.monotonic()
        reply = await answer(request)
        response = _dropped(request) if reply is None else _response(reply, request)
        if log:
            log_request(request, response, time.monotonic() - started, dropped=reply is None)
        return response

    async def every_path(scope: Scope, receive: Receive, send: Send) -> None:
        response = await endpoint(Request(scope, receive))
        await response(scope, receive, send)

    app = Starlette()
    app.router.default = every_path  # a route matches no line break, and answers what it doesn't match itself
    app.state.service = service
    return app


def _call(request: Request, body: Any, public_url: str) -> Call:
    return Call(
        request.method,
        read_path(request.scope.get("raw_path", request.url.path.encode())),
        {name.lower(): value for name, value in request.query_params.items()},
        body,
        (public_url or str(request.base_url)).rstrip("/"),
        principal_of(request.headers.get("authorization", "")),
        {name.lower(): value for name, value in request.headers.items()},
    )


def _response(reply: Reply, request: Request) -> Response:
    from starlette.responses import Response

    content = content_of(reply)
    headers = headers_of(reply, content, request.headers)
    return Response(content, reply.status, headers, media_type="application/json" if content else None)


def _dropped(request: Request) -> Response:
    from starlette.responses import Response

    drop: Any = request.scope.get(DROP)
    if drop:
        drop()
    return Response(b"", 503)

"""Make the ASGI application that answers as Azure Resource Manager does."""

from __future__ import annotations

import json
import random
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from uuid import UUID, uuid4

from mlinfra.local.errors import ArmError
from mlinfra.local.faults import NONE, Faults
from mlinfra.local.http import Call, Reply, refusal
from mlinfra.local.protection import OPERATOR
from mlinfra.local.request_checks import check_origin, read_json, read_limited
from mlinfra.local.service import Service
from mlinfra.local.store import Store

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

DROP = "mlinfra.drop"
"""What the server puts into the ASGI scope: a function that closes the connection at once."""
_OUTAGES = (500, 502, 503, 504)


def create_app(store: Store, faults: Faults = NONE) -> Starlette:
    """The application; ``app.state.service`` is the Resource Manager behind it."""
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import ClientDisconnect
    from starlette.routing import Route

    service = Service(store, faults)
    numbers = count()

    async def endpoint(request: Request) -> Response:
        try:
            check_origin(request.headers.get("host", ""), request.headers.get("origin", ""))
        except ArmError as error:
            return _response(refusal(error))
        number = next(numbers)
        fate = faults.fate(number)
        if fate == "drop":
            return _dropped(request)
        if fate in {"throttle", "error"}:
            return _response(_fault(fate, faults, number))
        try:
            raw = await read_limited(request.stream())
            reply = await run_in_threadpool(service.handle, _call(request, read_json(raw)))
        except ArmError as error:
            reply = refusal(error)
        except ClientDisconnect:
            return _dropped(request)
        return _dropped(request) if fate == "lose" else _response(reply)

    methods = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"]
    app = Starlette(routes=[Route("/{path:path}", endpoint, methods=methods)])
    app.state.service = service
    return app


def _principal(header: str) -> str:
    token = header.removeprefix("Bearer ").strip()
    try:
        return str(UUID(token))
    except ValueError:
        return OPERATOR


def _call(request: Request, body: Any) -> Call:
    path = unquote(request.scope.get("raw_path", request.url.path.encode()).decode("ascii").partition("?")[0])
    return Call(
        request.method,
        "/" + path.strip("/"),
        {name.lower(): value for name, value in request.query_params.items()},
        body,
        str(request.base_url).rstrip("/"),
        _principal(request.headers.get("authorization", "")),
    )


def _fault(fate: str, faults: Faults, number: int) -> Reply:
    if fate == "throttle":
        message = "Number of requests for subscription exceeded the limit. Please try again later."
        headers = {"Retry-After": f"{faults.retry_after:g}", "x-ms-ratelimit-remaining-subscription-reads": "0"}
        return Reply(429, {"error": {"code": "SubscriptionRequestsThrottled", "message": message}}, headers)
    status = random.Random(f"{faults.seed}/{number}/status").choice(_OUTAGES)  # ruff: ignore[suspicious-non-cryptographic-random-usage] - a rehearsal repeats
    return Reply(
        status, {"error": {"code": "InternalServerError", "message": "A rehearsed outage: nothing was processed."}}
    )


def _response(reply: Reply) -> Response:
    from starlette.responses import Response

    content: bytes = (
        b"" if reply.body is None else json.dumps(reply.body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    )
    headers = {
        "x-ms-request-id": str(uuid4()),
        "x-ms-ratelimit-remaining-subscription-reads": "1099",
        "Content-Length": str(len(content)),
        **reply.headers,
    }
    return Response(content, reply.status, headers, media_type="application/json" if content else None)


def _dropped(request: Request) -> Response:
    from starlette.responses import Response

    drop: Any = request.scope.get(DROP)
    if drop:
        drop()
    return Response(b"", 503)

"""Send a request to Resource Manager and follow a long operation to its end."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from mlinfra.azure.errors import calling, refused
from mlinfra.azure.protocol import Answer

_ENDED = {"succeeded", "failed", "canceled", "cancelled"}
_SAFE = "/-_.~()$:@"


def send(
    client: Any, interval: float, method: str, path: str, api_version: str, body: Any, query: Mapping[str, str]
) -> Answer:
    """Send one request through the SDK's pipeline; a list comes with all its pages. 404 is an answer, other refusals raise."""
    asked = f"{method} {path}"
    url = f"{quote(path, safe=_SAFE)}?{urlencode({'api-version': api_version, **query})}"
    with calling(asked):
        response = _once(client, method, url, body)
        answer = _answer(response, asked)
        if method == "GET":
            return _whole(client, answer, asked)
        place = response.headers.get("Azure-AsyncOperation") or response.headers.get("Location")
        if not place or response.status_code not in {200, 201, 202}:
            return answer
        ended = _follow(client, interval, response, asked)
        if method in {"PUT", "PATCH"}:
            return _answer(_once(client, "GET", url, None), asked)
        return ended if ended.body is not None else answer


def _once(client: Any, method: str, url: str, body: Any) -> Any:
    from azure.core.rest import HttpRequest

    return client.send_request(HttpRequest(method, url, json=body) if body is not None else HttpRequest(method, url))


def _answer(response: Any, asked: str) -> Answer:
    try:
        body = response.json() if response.content else None
    except ValueError:
        body = None
    if response.status_code >= 400 and response.status_code != 404:
        raise refused(response.status_code, body, asked)
    return Answer(response.status_code, body)


def _whole(client: Any, answer: Answer, asked: str) -> Answer:
    """The answer with the items of every page that follows it."""
    body = answer.body
    link = body.get("nextLink") if isinstance(body, Mapping) else None
    items = list(body["value"]) if link else []
    while link:
        page = _answer(_once(client, "GET", link, None), asked).body or {}
        items += page.get("value") or ()
        link = page.get("nextLink")
    return Answer(answer.status, {"value": items}) if items else answer


def _follow(client: Any, interval: float, response: Any, asked: str) -> Answer:
    """Poll until the operation ends. Raises Refused when it failed."""
    by_status = "Azure-AsyncOperation" in response.headers
    while True:
        place = response.headers.get("Azure-AsyncOperation" if by_status else "Location", _place(response))
        time.sleep(_pause(response, interval))
        response = _once(client, "GET", place, None)
        answer = _answer(response, asked)
        state = str((answer.body or {}).get("status", "")).lower() if isinstance(answer.body, Mapping) else ""
        if by_status and state in _ENDED - {"succeeded"}:
            raise refused(0, answer.body, asked)
        # some services forget an operation with the thing it deleted: 404, or an answer without a status, is an end too
        if state == "succeeded" or (response.status_code != 202 and not (by_status and state)):
            return answer


def _place(response: Any) -> str:
    """Where the last poll went: what to ask again when an answer names no other place."""
    return str(response.request.url)


def _pause(response: Any, interval: float) -> float:
    milliseconds = response.headers.get("x-ms-retry-after-ms")
    seconds = response.headers.get("Retry-After", "")
    if milliseconds and milliseconds.isdigit():
        return int(milliseconds) / 1000
    return float(seconds) if seconds.isdigit() and seconds != "0" else interval

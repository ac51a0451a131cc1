"""Answer requests however they come in: what a rehearsal lets fail fails, the service answers the rest."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, TypeAlias
from urllib.parse import quote
from uuid import uuid4

from mlinfra.local.faults import Faults
from mlinfra.local.http import Reply

_OUTAGES = (500, 502, 503, 504)
_PLAIN = "%/:?#[]@!$&'()*+,;=~ \"<>"
"""What a header keeps as it is; other letters, such as those of a group's name in a polling URL, are escaped."""

Fault: TypeAlias = Reply | Literal["drop", "lose"] | None
"""What goes wrong with a request: the service does not see it, or no answer comes, before or after it was processed."""


@dataclass(slots=True)
class Rehearsal:
    """The faults of one run, request by request."""

    faults: Faults
    _numbers: Iterator[int] = field(default_factory=count)

    def next_fault(self) -> Fault:
        """What goes wrong with the next request; None: nothing."""
        number = next(self._numbers)
        fate = self.faults.fate(number)
        if fate == "throttle":
            return self._throttled()
        if fate == "error":
            return self._outage(number)
        return None if fate == "serve" else fate

    def _throttled(self) -> Reply:
        message = "Number of requests for subscription exceeded the limit. Please try again later."
        headers = {
            "Retry-After": f"{self.faults.retry_after:g}",
            "x-ms-ratelimit-remaining-subscription-reads": "0",
        }
        return Reply(429, {"error": {"code": "SubscriptionRequestsThrottled", "message": message}}, headers)

    def _outage(self, number: int) -> Reply:
        status = random.Random(f"{self.faults.seed}/{number}/status").choice(_OUTAGES)  # ruff: ignore[suspicious-non-cryptographic-random-usage] - a rehearsal repeats
        message = "A rehearsed outage: nothing was processed."
        return Reply(status, {"error": {"code": "InternalServerError", "message": message}})


def content_of(reply: Reply) -> bytes:
    """The body as it is sent."""
    return b"" if reply.body is None else json.dumps(reply.body, ensure_ascii=False).encode("utf-8", "surrogatepass")


def headers_of(reply: Reply, content: bytes, asked: Mapping[str, str]) -> dict[str, str]:
    """The headers as they are sent; ``asked``: those of the request, names in lower case."""
    identifier = str(uuid4())
    given = {"x-ms-correlation-request-id": asked.get("x-ms-correlation-request-id", identifier), **reply.headers}
    return {
        "x-ms-request-id": identifier,
        "x-ms-ratelimit-remaining-subscription-reads": "1099",
        "Content-Length": str(len(content)),
        **{name: quote(value, safe=_PLAIN) for name, value in given.items()},
    }

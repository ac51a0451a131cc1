"""Carry the SDK's requests to the local target in this process: a transport without a connection."""

from __future__ import annotations

import json
from collections.abc import Iterator, MutableMapping
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Any

from azure.core.exceptions import HttpResponseError, ServiceResponseError
from azure.core.pipeline.transport import HttpTransport
from azure.core.rest import HttpRequest, HttpResponse
from azure.core.utils import case_insensitive_dict

from mlinfra.local.embedded import Answered, EmbeddedTarget

if TYPE_CHECKING:
    from typing_extensions import Self


class LocalTransport(HttpTransport[HttpRequest, HttpResponse]):
    """What lies under the SDK's pipeline; retries, polling and pages are the SDK's, as with Azure."""

    def __init__(self, target: EmbeddedTarget) -> None:
        self._target = target

    def send(self, request: HttpRequest, **_: Any) -> HttpResponse:
        """One request. Raises ServiceResponseError, as for a lost connection, where no answer comes."""
        given: Any = request.content or b""
        content = given.encode() if isinstance(given, str) else bytes(given)
        answered = self._target.answer(request.method, request.url, request.headers, content)
        if answered is None:
            raise ServiceResponseError("Connection aborted: the local target closed it without an answer")
        return LocalResponse(request, answered)

    def open(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close: the target is closed by who opened it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        """Nothing to close."""


class LocalResponse(HttpResponse):
    """An answer that is there in full; the SDK may read it as a stream too."""

    def __init__(self, request: HttpRequest, answered: Answered) -> None:
        self._request, self._answered = request, answered
        self._headers: MutableMapping[str, str] = case_insensitive_dict(answered.headers)
        self._encoding: str | None = None

    @property
    def request(self) -> HttpRequest:
        """The request that it answers."""
        return self._request

    @property
    def status_code(self) -> int:
        """The status."""
        return self._answered.status

    @property
    def headers(self) -> MutableMapping[str, str]:
        """The headers; their names in any case."""
        return self._headers

    @property
    def reason(self) -> str:
        """The words for the status."""
        return HTTPStatus(self._answered.status).phrase

    @property
    def content_type(self) -> str | None:
        """``application/json`` where there is a body."""
        return self._headers.get("content-type")

    @property
    def is_closed(self) -> bool:
        """Always: there is no connection."""
        return True

    @property
    def is_stream_consumed(self) -> bool:
        """Never: it can be read again."""
        return False

    @property
    def encoding(self) -> str | None:
        """The encoding that was set; else it is UTF-8."""
        return self._encoding

    @encoding.setter
    def encoding(self, value: str | None) -> None:
        self._encoding = value

    @property
    def url(self) -> str:
        """What was asked."""
        return self._request.url

    @property
    def content(self) -> bytes:
        """The body."""
        return self._answered.content

    def text(self, encoding: str | None = None) -> str:
        """The body as text."""
        return self.content.decode(encoding or self._encoding or "utf-8-sig")

    def json(self) -> Any:
        """The body as a value."""
        return json.loads(self.text())

    def raise_for_status(self) -> None:
        """Raise HttpResponseError for 400 and above."""
        if self.status_code >= HTTPStatus.BAD_REQUEST:
            raise HttpResponseError(response=self)

    def read(self) -> bytes:
        """The body."""
        return self.content

    def iter_raw(self, **_: Any) -> Iterator[bytes]:
        """The body in one piece."""
        yield self.content

    def iter_bytes(self, **_: Any) -> Iterator[bytes]:
        """The body in one piece."""
        yield self.content

    def close(self) -> None:
        """Nothing to close."""

    def __enter__(self) -> HttpResponse:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""

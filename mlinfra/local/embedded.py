"""Answer the process that the local target is part of: the same service, without a server and without a socket."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from mlinfra.local.answers import Rehearsal, content_of, headers_of
from mlinfra.local.errors import ArmError
from mlinfra.local.faults import NONE, Faults
from mlinfra.local.http import Call, Reply, refusal
from mlinfra.local.request_checks import check_size, read_json, read_path
from mlinfra.local.routes.sign_in import principal_of
from mlinfra.local.service import Service
from mlinfra.local.store import Store

if TYPE_CHECKING:
    from typing_extensions import Self

URL = "http://127.0.0.1"
"""What the URLs of requests and of polling begin with; nobody listens there."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it would go over a connection."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class EmbeddedTarget(AbstractContextManager["EmbeddedTarget"]):
    """The local target for the length of a ``with`` block, for this process alone; several threads may ask it.

    ``state``: the SQLite file, made when it isn't there. Entering raises TargetUnavailable when it is not one of ours.
    """

    def __init__(self, state: Path, faults: Faults = NONE) -> None:
        self._state, self._faults = state, faults
        self._rehearsal = Rehearsal(faults)

    def __enter__(self) -> Self:
        self.service = Service(Store(self._state), self._faults)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.service.close()

    def make_stand_ins(self, ids: Iterable[str], location: str = "westeurope") -> tuple[str, ...]:
        """Make plain resources for ids that a stack only points to, where they are missing; the ids that were made.

        In Azure they are there; in an empty local target nobody would have made them.
        """
        from mlinfra.local.stand_ins import make_stand_ins

        return make_stand_ins(self.service.store, ids, location)

    def answer(self, method: str, url: str, headers: Mapping[str, str], content: bytes) -> Answered | None:
        """The answer to one request; None where the connection would close without one."""
        asked = {name.lower(): value for name, value in headers.items()}
        reply = self._reply(method, url, asked, content)
        if reply is None:
            return None
        sent = content_of(reply)
        kind = {"content-type": "application/json"} if sent else {}
        return Answered(reply.status, {**headers_of(reply, sent, asked), **kind}, sent)

    def _reply(self, method: str, url: str, headers: Mapping[str, str], content: bytes) -> Reply | None:
        fault = self._rehearsal.next_fault()
        if isinstance(fault, Reply):
            return fault
        if fault == "drop":
            return None
        try:
            check_size(len(content))
            reply = self.service.handle(_call(method, url, headers, content))
        except ArmError as error:
            return refusal(error)
        return None if fault == "lose" else reply


def _call(method: str, url: str, headers: Mapping[str, str], content: bytes) -> Call:
    parts = urlsplit(url)
    return Call(
        method,
        read_path(parts.path.encode()),
        {name.lower(): value for name, value in parse_qsl(parts.query, keep_blank_values=True)},
        read_json(content),
        URL,
        principal_of(headers.get("authorization", "")),
        headers,
    )

"""A state file -> a Resource Manager on 127.0.0.1, in a thread or for as long as the command runs."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from mlinfra.emulator.faults import NONE, Faults
from mlinfra.errors import TargetUnavailable

if TYPE_CHECKING:
    import uvicorn
    from typing_extensions import Self

    from mlinfra.emulator.service import Service

HOST = "127.0.0.1"


def _listen(port: int) -> socket.socket:
    # with the protocol named, asyncio turns off Nagle: each answer would wait 40 ms for an acknowledgement otherwise
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise TargetUnavailable(
            f"port {port} on {HOST} can't be used: {error.strerror}",
            hint="stop the program that listens there, or choose another port (0 takes any free one)",
        ) from error
    return listener


def _server(state: Path, faults: Faults) -> tuple[uvicorn.Server, Service]:
    import uvicorn
    from uvicorn.protocols.http.h11_impl import H11Protocol

    from mlinfra.emulator.app import DROP, create_app
    from mlinfra.emulator.store import Store

    class Protocol(H11Protocol):
        """As uvicorn's, but the application may close the connection without an answer."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            app = self.app

            async def reachable(scope: Any, receive: Any, send: Any) -> None:
                await app({**scope, DROP: self.transport.abort}, receive, send)

            self.app = reachable

    app = create_app(Store(state), faults)
    config = uvicorn.Config(
        app, http=Protocol, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    service: Service = app.state.service
    return uvicorn.Server(config), service


class LocalTarget:
    """The local target for the length of a ``with`` block.

    ``state``: the SQLite file, made when it isn't there. ``port`` 0 takes any free one. Entering raises
    TargetUnavailable when the port is in use or the state file is not one.
    """

    def __init__(self, state: Path, *, faults: Faults | None = None, port: int = 0) -> None:
        self.state, self.faults, self._port = state, faults or NONE, port
        self.url = ""
        """``http://127.0.0.1:PORT`` while it runs."""
        self._server: Any = None
        self._service: Any = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        listener = _listen(self._port)
        try:
            self._server, self._service = _server(self.state, self.faults)
        except BaseException:
            listener.close()
            raise
        self.url = f"http://{HOST}:{listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="local target", daemon=True)
        self._thread.start()
        return self

    def bring_along(self, ids: Iterable[str], location: str = "westeurope") -> tuple[str, ...]:
        """Make plain resources for ids that a stack only points to, where they are missing; the ids that were made.

        In Azure they are there; in an empty local target nobody would have made them.
        """
        from mlinfra.emulator.bring_along import bring_along

        return bring_along(self._service.store, ids, location)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = self._server.force_exit = True
        if self._thread:
            self._thread.join(5)
        self._service.close()


def serve(state: Path, port: int, faults: Faults | None = None) -> None:
    """Serve until interrupted. Raises TargetUnavailable as LocalTarget does."""
    listener = _listen(port)
    try:
        server, service = _server(state, faults or NONE)
        server.run([listener])
    finally:
        listener.close()
    service.close()

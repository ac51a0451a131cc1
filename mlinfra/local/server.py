"""Serve the local target on 127.0.0.1, in a thread or for as long as the command runs."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from mlinfra.base.errors import TargetUnavailable
from mlinfra.local.faults import NONE, Faults

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from typing_extensions import Self

    from mlinfra.local.certificate import Certificate
    from mlinfra.local.http_server import Embedded
    from mlinfra.local.service import Service

HOST = "127.0.0.1"


def _listen(port: int) -> socket.socket:
    # with the protocol named, asyncio turns off Nagle: each answer would wait 40 ms for an acknowledgement otherwise
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise TargetUnavailable(
            f"port {port} on {HOST} can't be used: {getattr(error, 'strerror', None) or error}",
            hint="stop the program that listens there, or choose another port (0 takes any free one)",
        ) from error
    return listener


def _app(
    state: Path, faults: Faults, public_url: str = "", subscriptions: Sequence[str] = (), *, log: bool = False
) -> Starlette:
    from mlinfra.local.app import create_app
    from mlinfra.local.store import Store

    return create_app(Store(state), faults, public_url, subscriptions, log=log)


class LocalTarget:
    """The local target for the length of a ``with`` block.

    ``state``: the SQLite file, made when it isn't there. ``port`` 0 takes any free one. Entering raises
    TargetUnavailable when the port is in use or the state file is not one.
    """

    def __init__(self, state: Path, *, faults: Faults | None = None, port: int = 0) -> None:
        self.state, self.faults, self._port = state, faults or NONE, port
        self.url = ""
        """``http://127.0.0.1:PORT`` while it runs."""
        self._server: Embedded | None = None
        self._service: Service | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        listener = _listen(self._port)
        try:
            app = _app(self.state, self.faults)
        except BaseException:
            listener.close()
            raise
        from mlinfra.local.http_server import Embedded

        self._server, self._service = Embedded(app), app.state.service
        self.url = f"http://{HOST}:{listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._server.run, args=([listener],), name="local target", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            self._server.stop()
        if self._thread:
            self._thread.join(5)
        if self._service:
            self._service.close()


def serve(
    state: Path,
    port: int,
    faults: Faults | None = None,
    started: Callable[[str], None] | None = None,
    *,
    tls: Certificate | None = None,
    public_url: str = "",
    subscriptions: Sequence[str] = (),
) -> None:
    """Serve until interrupted; ``started`` is told the URL. Raises TargetUnavailable as LocalTarget does.

    ``tls``: speak it, with this certificate. ``public_url``: what polling URLs begin with, where clients reach the
    server through a proxy that tells neither ``Host`` nor ``X-Forwarded-Proto``. ``subscriptions``: those that exist
    beside the local target's own.
    """
    from mlinfra.local.providers._base import SUBSCRIPTION

    with _listen(port) as listener:
        app = _app(state, faults or NONE, public_url, (SUBSCRIPTION, *subscriptions), log=True)
        from mlinfra.local.http_server import standalone

        if started:
            started(f"{'https' if tls else 'http'}://{HOST}:{listener.getsockname()[1]}")
        try:
            with suppress(KeyboardInterrupt):
                standalone(app, tls).run([listener])
        finally:
            app.state.service.close()

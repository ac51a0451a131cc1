"""Serve the application with uvicorn: connections can be dropped, and requests that never end are."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from mlinfra.local.app import DROP
from mlinfra.local.certificate import Certificate

SECONDS = 10.0
"""How long a client may take to send one request."""
_TIMEOUT = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class _Protocol(H11Protocol):
    """As uvicorn's, but the application may close the connection without an answer, and a request must end in time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        app = self.app

        async def reachable(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, DROP: self.transport.abort}, receive, send)

        self.app = reachable
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_timer()
        super().connection_lost(exc)

    def _watch(self) -> None:
        """Let the time run while a request is incomplete: a part of it does not begin it anew."""
        if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:
            self._stop_timer()
        elif self._timer is None:
            self._timer = self.loop.call_later(SECONDS, self._expire)

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _expire(self) -> None:
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.write(_TIMEOUT)
        self.transport.close()


class Embedded(uvicorn.Server):
    """Stops at once: its one client has gone by then, and uvicorn's grace of 0.2 s would be paid by each command."""

    def __init__(self, app: Any) -> None:
        super().__init__(_config(app))
        self._stopped = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Wait for ``stop``."""
        self._loop = asyncio.get_running_loop()
        if not self.should_exit:
            await self._stopped.wait()

    def stop(self) -> None:
        """End it, from any thread."""
        self.should_exit = True
        if self._loop:
            self._loop.call_soon_threadsafe(self._stopped.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close everything without waiting."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for listener in sockets or ():
            listener.close()
        await asyncio.sleep(0)


def standalone(app: Any, tls: Certificate | None = None) -> uvicorn.Server:
    """A server that runs until it is interrupted; with ``tls`` it speaks that alone."""
    return uvicorn.Server(_config(app, tls))


def _config(app: Any, tls: Certificate | None = None) -> uvicorn.Config:
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # else Python prints its errors on stderr
    return uvicorn.Config(
        app,
        http=_Protocol,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        date_header=False,
        ssl_certfile=tls.server if tls else None,
        ssl_keyfile=tls.key if tls else None,
        timeout_graceful_shutdown=1,
    )

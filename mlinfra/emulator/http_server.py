"""The application -> a uvicorn server that can drop a connection and, embedded, stops at once."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from mlinfra.emulator.app import DROP

_TICK = 0.02


class _Protocol(H11Protocol):
    """As uvicorn's, but the application may close the connection without an answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        app = self.app

        async def reachable(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, DROP: self.transport.abort}, receive, send)

        self.app = reachable


class _Embedded(uvicorn.Server):
    """Stops within a tick: its one client has gone by then, and uvicorn's grace of 0.2 s would be paid by each command."""

    async def main_loop(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(_TICK)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for listener in sockets or ():
            listener.close()
        await asyncio.sleep(0)


def http_server(app: Any, *, embedded: bool) -> uvicorn.Server:
    """A server for the application, not yet running."""
    config = uvicorn.Config(
        app,
        http=_Protocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )
    return _Embedded(config) if embedded else uvicorn.Server(config)

"""The application -> a uvicorn server that can drop a connection and, embedded, stops at once."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from mlinfra.local.app import DROP


class _Protocol(H11Protocol):
    """As uvicorn's, but the application may close the connection without an answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        app = self.app

        async def reachable(scope: Any, receive: Any, send: Any) -> None:
            await app({**scope, DROP: self.transport.abort}, receive, send)

        self.app = reachable


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


def standalone(app: Any) -> uvicorn.Server:
    """A server that runs until it is interrupted."""
    return uvicorn.Server(_config(app))


def _config(app: Any) -> uvicorn.Config:
    logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # else Python prints its errors on stderr
    return uvicorn.Config(
        app,
        http=_Protocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        date_header=False,
        timeout_graceful_shutdown=1,
    )

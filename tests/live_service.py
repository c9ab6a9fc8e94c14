"""The real application behind a real server on this machine, in a thread of the test."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import uvicorn

from worker.api.app import create_app
from worker.api.server import configured, listener
from worker.settings import Settings

_STARTING_SECONDS = 30.0
_LOOKING_SECONDS = 0.01


class _Prompt(uvicorn.Server):
    """A server that looks often whether it is to stop: very many tests start and stop one."""

    async def main_loop(self) -> None:
        while not await self.on_tick(0):
            await asyncio.sleep(_LOOKING_SECONDS)


@contextmanager
def serving(settings: Settings, *, port: int | None = None) -> Iterator[str]:
    """Serve ``settings`` on a free port; yields the address, without a slash at its end."""
    with listener(replace(settings, port=port or free_port())) as sock:
        server = _Prompt(configured(create_app(settings)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        patience = time.monotonic() + _STARTING_SECONDS
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert time.monotonic() < patience, "the server does not start"
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(_STARTING_SECONDS)
            assert not thread.is_alive()


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

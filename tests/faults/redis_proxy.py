"""A small proxy before Redis: it can swallow the answer to a job just queued, or be slow."""

import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

_CHUNK = 1 << 16
_QUEUES = b"RPUSH"
_EXECUTES = b"EXEC"


class RedisProxy:
    """Passes everything on, and once armed loses one answer and the connection with it.

    While ``delay_seconds`` is set, each answer takes so much longer on its way.
    """

    def __init__(self, listen_at: Path, server_at: Path) -> None:
        """Listen at one Unix socket and pass on to another."""
        self.dropped = 0
        self.slowed = 0
        self.delay_seconds = 0.0
        self.url = f"unix://{listen_at}"
        self._server_at = str(server_at)
        self._armed = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(listen_at))
        self._listener.listen(64)
        threading.Thread(target=self._listen, daemon=True, name="redis-proxy").start()

    def arm(self) -> None:
        """Lose the answer to the next job that is queued."""
        self._armed.set()

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            waiting = [self._listener, *self._open]
        for each in waiting:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self._server_at)
            except OSError:
                client.close()
                server.close()
                continue
            with self._lock:
                self._open |= {client, server}
            _Pair(self, client, server).start()

    def takes(self, request: bytes) -> bool:
        """Return whether this is the request whose answer is to be lost."""
        if not (_QUEUES in request and _EXECUTES in request):
            return False
        with self._lock:
            if not self._armed.is_set():
                return False
            self._armed.clear()
            return True

    def forget(self, *pair: socket.socket) -> None:
        """Close a pair of connections."""
        with self._lock:
            self._open -= set(pair)
        for each in pair:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


class _Pair:
    """One client's connection, and the one to Redis that belongs to it."""

    def __init__(self, proxy: RedisProxy, client: socket.socket, server: socket.socket) -> None:
        self._proxy = proxy
        self._client = client
        self._server = server
        self._losing = threading.Event()

    def start(self) -> None:
        for task in (self._requests, self._answers):
            threading.Thread(target=task, daemon=True, name="redis-proxy").start()

    def _requests(self) -> None:
        with suppress(OSError):
            while request := self._client.recv(_CHUNK):
                if self._proxy.takes(request):
                    self._losing.set()
                self._server.sendall(request)
        self._proxy.forget(self._client, self._server)

    def _answers(self) -> None:
        with suppress(OSError):
            while answer := self._server.recv(_CHUNK):
                if self._losing.is_set():
                    # Redis has done it by now: only its word is lost.
                    self._proxy.dropped += 1
                    break
                if delay := self._proxy.delay_seconds:
                    self._proxy.slowed += 1
                    time.sleep(delay)
                self._client.sendall(answer)
        self._proxy.forget(self._client, self._server)

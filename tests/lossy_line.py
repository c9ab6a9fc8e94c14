"""A line to a service on which some answers, or some questions, are lost."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_CHUNK = 1 << 16


@contextmanager
def lossy(url: str, *, unsent: bytes, unanswered: bytes = b"\0never\0") -> Iterator[str]:
    """Yield an address that leads to ``url``.

    A connection on which ``unsent`` is sent is cut before that arrives; one on which
    ``unanswered`` is, once the service has answered, before the answer arrives.
    """
    target = urlsplit(url)
    assert target.hostname is not None
    assert target.port is not None
    to = (target.hostname, target.port)
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    asking, _ = door.accept()
                    line = (asking, socket.create_connection(to), unsent, unanswered)
                    threading.Thread(target=_carry, args=line, daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        door.shutdown(socket.SHUT_RDWR)


def _carry(
    asking: socket.socket, answering: socket.socket, unsent: bytes, unanswered: bytes
) -> None:
    losing = threading.Event()

    def back() -> None:
        with suppress(OSError):
            while chunk := answering.recv(_CHUNK):
                if losing.is_set():
                    asking.shutdown(socket.SHUT_RDWR)
                    return
                asking.sendall(chunk)

    threading.Thread(target=back, daemon=True).start()
    with asking, answering, suppress(OSError):
        while chunk := asking.recv(_CHUNK):
            if unsent in chunk:
                return
            if unanswered in chunk:
                losing.set()
            answering.sendall(chunk)

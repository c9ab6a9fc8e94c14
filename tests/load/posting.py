"""One upload as one client sees it: made ready beforehand, sent, and timed until its answer.

``worker.client`` does the same in more steps of Python. On a machine that clients and service
share, fifty of it at once would be timing each other.
"""

import http.client
import json
import time
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

_BOUNDARY = "a-boundary-that-no-file-of-ours-holds"
_SECONDS = 120.0
_HEADERS = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
_ACKNOWLEDGED = (HTTPStatus.ACCEPTED, HTTPStatus.OK)


class NotAcknowledged(Exception):
    """The service refused, or went away before it answered: ``reason`` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Letter:
    """A request body, ready to be sent."""

    name: str
    sha256: str
    body: bytes


def letter(name: str, sha256: str, content: bytes, *, case_ref: str, priority: str) -> Letter:
    """Return the upload form for a file."""
    fields = "".join(
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in (("case", case_ref), ("priority", priority))
    )
    head = (
        f'{fields}--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
        f'filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    )
    return Letter(
        name, sha256, b"".join((head.encode(), content, f"\r\n--{_BOUNDARY}--\r\n".encode()))
    )


def post(url: str, sent: Letter) -> tuple[str, float]:
    """Send it over a connection of its own; return the statement's id and the seconds it took.

    The time is from before the connection is made until the answer is read. Raises NotAcknowledged.
    """
    address = urlsplit(url)
    connection = http.client.HTTPConnection(
        address.hostname or "", address.port, timeout=_SECONDS, blocksize=1 << 20
    )
    began = time.perf_counter()
    try:
        connection.request("POST", "/api/statements", sent.body, _HEADERS)
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, http.client.HTTPException) as error:
        raise NotAcknowledged("away") from error
    finally:
        connection.close()
    took = time.perf_counter() - began
    if answer.status not in _ACKNOWLEDGED:
        raise NotAcknowledged(_reason(content, answer.status))
    return str(json.loads(content)["id"]), took


def _reason(content: bytes, status: int) -> str:
    try:
        return str(json.loads(content)["reason"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {status}"

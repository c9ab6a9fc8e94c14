"""A Python client for case-file systems: send statements, follow them, fetch their records."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from worker.casefile import State
from worker.errors import DeponentError


class ServiceAway(DeponentError):
    """No Deponent answers at this address."""

    reason = "service_away"


class Refused(DeponentError):
    """Deponent answered that it does not do this; ``reason`` is its code, ``status`` HTTP's."""

    def __init__(self, reason: str, message: str, status: int) -> None:
        super().__init__(message)
        self.reason = reason
        self.status = status


_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def _sendable(name: str) -> str:
    return _NOT_UTF8.sub(lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledged:
    """An upload that is on disk and promised: its statement's id, and whether it was known."""

    statement_id: str
    duplicate: bool


class Client:
    """Talks to one Deponent over HTTP."""

    def __init__(self, url: str = "http://127.0.0.1:8765", *, seconds: float = 60.0) -> None:
        """Use the service at ``url``; a request may take ``seconds``."""
        self._http = httpx.Client(base_url=url, timeout=seconds, trust_env=False)
        self._url = url

    def submit(self, path: Path, *, case_ref: str, priority: str = "interactive") -> Acknowledged:
        """Upload one file. Once this returns, the statement cannot be lost.

        Sending the same file again is harmless. Of a name that is not UTF-8, the bytes that are
        not are sent as ``%E9``. Raises Refused, ServiceAway, or OSError for a file that cannot be
        read.
        """
        name = _sendable(path.name)
        with path.open("rb") as file, self._reaching():
            answer = self._http.post(
                "/api/statements",
                data={"case": case_ref, "priority": priority},
                files={"file": (name, file, "application/octet-stream")},
            )
        body = self._body(answer)
        return Acknowledged(statement_id=body["id"], duplicate=body["duplicate"])

    def statement(self, statement_id: str) -> dict[str, Any]:
        """Return where a statement stands. Raises Refused or ServiceAway."""
        return self._get(f"/api/statements/{statement_id}")

    def record(self, statement_id: str) -> dict[str, Any]:
        """Return the newest record of a statement. Raises Refused or ServiceAway."""
        return self._get(f"/api/statements/{statement_id}/record")

    def ready(self) -> bool:
        """Return whether the service answers and can take uploads."""
        try:
            return self._http.get("/api/ready").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def enclosed(self, statement_id: str) -> list[dict[str, Any]]:
        """Return where the files found inside a statement stand. Raises Refused, ServiceAway."""
        with self._reaching():
            answer = self._http.get(f"/api/statements/{statement_id}/enclosed")
        inside: list[dict[str, Any]] = self._body(answer)
        return inside

    def settled(
        self, statement_ids: list[str], *, seconds: float, pause: float = 0.2, whole: bool = False
    ) -> Iterator[dict[str, Any]]:
        """Yield each statement as it settles, in the order in which they do.

        With ``whole`` the files found inside them are waited for too. Raises TimeoutError when some
        are still in hand after ``seconds``.
        """
        waiting = list(statement_ids)
        deadline = time.monotonic() + seconds
        while waiting:
            for statement_id in list(waiting):
                try:
                    found = self.statement(statement_id)
                    done = State(found["state"]).settled
                    inside = self.enclosed(statement_id) if whole and done else []
                except ServiceAway:
                    # It may be starting again; what it acknowledged is not lost.
                    break
                if done:
                    waiting.remove(statement_id)
                    waiting += [each["id"] for each in inside]
                    yield found
            if waiting and time.monotonic() > deadline:
                raise TimeoutError(f"still in hand: {len(waiting)}")
            if waiting:
                time.sleep(pause)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _get(self, path: str) -> dict[str, Any]:
        with self._reaching():
            answer = self._http.get(path)
        found: dict[str, Any] = self._body(answer)
        return found

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        try:
            yield
        except httpx.TransportError as error:
            raise ServiceAway(
                f"No Deponent answers at {self._url} ({type(error).__name__}). Start it with "
                "`deponent serve`, or give its address with --url."
            ) from error

    @staticmethod
    def _body(answer: httpx.Response) -> Any:  # noqa: ANN401  (what JSON holds)
        try:
            body = answer.json()
        except ValueError:
            body = {}
        if answer.is_success and isinstance(body, dict | list):
            return body
        body = body if isinstance(body, dict) else {}
        raise Refused(
            str(body.get("reason", "refused")),
            str(body.get("message", f"The service answered {answer.status_code}.")),
            answer.status_code,
        )

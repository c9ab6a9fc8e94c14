"""What every request passes on its way in and out.

Only this machine's own names are answered (another site's name that resolves to this machine is
not), other sites may change nothing, bodies are limited while they stream, and every answer tells
the browser to run, embed and keep nothing that isn't ours. What breaks unexpectedly is logged by
its place alone, because an exception's message can hold statement text.
"""

import asyncio
import logging
import secrets
import traceback
from pathlib import PurePath
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from worker.api.problems import answer, explain
from worker.errors import FileTooLarge
from worker.settings import is_loopback

_log = logging.getLogger(__name__)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A sender that is still sending does not read the answer, so what is refused is read and dropped.
_DROPPED_BYTES = 1_000_000_000
_DROPPING_SECONDS = 30.0
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With "no-referrer", browsers would call the origin of our own forms "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, *, most_bytes: int, most_said: str) -> None:
        """Guard ``app``, taking bodies of at most ``most_bytes``, called ``most_said`` in words."""
        self._app = app
        self._most_bytes = most_bytes
        self._too_large = FileTooLarge(
            f"The file is larger than {most_said}, the most that is accepted. Split it, or save "
            "it at a lower resolution, and send it again."
        )
        self._together_too_large = FileTooLarge(
            f"What was sent is larger than {most_said}, the most that is accepted at once, and "
            "nothing of it was kept. Send the files one at a time. One that is larger by itself "
            "must be split, or saved at a lower resolution."
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        outward = _Outward(scope, send)
        refusal = self._refusal(scope)
        if refusal is not None:
            if "expect" not in Headers(scope=scope):
                await _drop(receive)
            await refusal(scope, receive, outward)
            return
        try:
            await self._app(scope, self._limited(scope["path"], receive), outward)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001  # the last place where a message can be kept in
            await self._broken(scope, receive, outward, error)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        path: str = scope["path"]
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not _names_this_machine(hosts[0]):
            message = "Deponent answers only under this machine's own name, such as 127.0.0.1."
            return answer(path, 421, "host_refused", message)
        if scope["method"] not in _SAFE_METHODS and _from_elsewhere(headers, hosts[0]):
            return answer(path, 403, "origin_refused", "Another site may not change anything here.")
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._most_bytes:
            return explain(path, self._too_large_for(path))
        return None

    def _too_large_for(self, path: str) -> FileTooLarge:
        # A form sends its files together, and none of them need be too large.
        return self._together_too_large if path == "/upload" else self._too_large

    def _limited(self, path: str, receive: Receive) -> Receive:
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._most_bytes:
                if message.get("more_body"):
                    await _drop(receive)
                raise self._too_large_for(path)
            return message

        return limited

    async def _broken(
        self, scope: Scope, receive: Receive, outward: "_Outward", error: Exception
    ) -> None:
        reference = secrets.token_hex(4)
        where = " < ".join(
            f"{PurePath(frame.filename).name}:{frame.lineno}"
            for frame in reversed(traceback.extract_tb(error.__traceback__)[-6:])
        )
        _log.error("reference %s: %s at %s", reference, type(error).__name__, where)
        if outward.started:
            # Half an answer cannot be mended; the server breaks the connection off.
            raise RuntimeError(f"the answer broke off, reference {reference}") from None
        message = (
            "Something went wrong in Deponent. Nothing was lost by it. Try again, and if it "
            f"happens again, tell the people who run Deponent this reference: {reference}."
        )
        await answer(scope["path"], 500, "internal_error", message)(scope, receive, outward)


class _Outward:
    """Sends an answer with the headers that every answer has."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._send = send
        self._static = scope["path"].startswith("/static/")
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers["Cache-Control"] = "no-cache" if self._static else "no-store"
        await self._send(message)


async def _drop(receive: Receive) -> None:
    seen = 0
    try:
        async with asyncio.timeout(_DROPPING_SECONDS):
            while seen <= _DROPPED_BYTES:
                message = await receive()
                seen += len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body"):
                    return
    except TimeoutError:
        return


def _names_this_machine(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return "@" not in host and name is not None and is_loopback(name)


def _from_elsewhere(headers: Headers, host: str) -> bool:
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin == "null" and site == "same-origin":
        # Some settings of browsers hide the origin of every form. No page can forge the other
        # header, and it stays "cross-site" where another site's request was sent on to here.
        return False
    if origin is not None:
        return origin.lower() != f"http://{host}".lower()
    # Programs send neither; every browser sends at least one.
    return site not in {None, "none", "same-origin"}

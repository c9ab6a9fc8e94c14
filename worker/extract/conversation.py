"""Talking with a child that may be slow, silent, dead or endlessly talkative."""

import os
import selectors
import time
from collections.abc import Callable, Sequence

from worker.extract.containment.forked import Child

_CHUNK = 1 << 16
_POLL_SECONDS = 0.002
_LOOK_SECONDS = 0.05


class Overdue(Exception):
    """The child did not answer in time."""


class TooLong(Exception):
    """The child's answer is longer than any honest one."""


def converse(
    child: Child,
    request: Sequence[bytes],
    deadline: float,
    longest: int,
    *,
    until: bytes | None = None,
    watch: Callable[[], None] = lambda: None,
    more_time: Callable[[bytearray], float] = lambda _: 0.0,
) -> bytes:
    """Send ``request`` and return the answer: to its end, or only to the line end ``until``.

    ``deadline`` is a time of the monotonic clock. A child that dies early gives a short answer or
    none. ``watch`` is called some twenty times a second, and may raise to end it. ``more_time`` is
    shown the answer as it grows; it may take a word about time from its front and return a later
    deadline. Raises Overdue, and TooLong when there are more than ``longest`` bytes.
    """
    if child.stdin is None or child.stdout is None:
        raise ValueError("the child has no pipes to talk through")
    sending, hearing = child.stdin.fileno(), child.stdout.fileno()
    unsent = [memoryview(part) for part in request if part]
    answer = bytearray()
    with selectors.DefaultSelector() as selector:
        os.set_blocking(sending, False)
        os.set_blocking(hearing, False)
        selector.register(hearing, selectors.EVENT_READ)
        if unsent:
            selector.register(sending, selectors.EVENT_WRITE)
        look_at = time.monotonic()
        while True:
            now = time.monotonic()
            if now >= look_at:
                watch()
                look_at = time.monotonic() + _LOOK_SECONDS
            ready = selector.select(max(min(deadline, look_at) - now, 0))
            if time.monotonic() >= deadline:
                raise Overdue
            for key, _ in ready:
                if key.fd == sending and not _send(sending, unsent):
                    selector.unregister(sending)
                elif key.fd == hearing:
                    heard = os.read(hearing, 1 if until else _CHUNK)
                    answer += heard
                    if not heard or heard == until:
                        return bytes(answer)
                    deadline = max(deadline, more_time(answer))
            if len(answer) > longest:
                raise TooLong


def _send(pipe: int, unsent: list[memoryview]) -> bool:
    """Send a little, and return whether there is more to send."""
    try:
        sent = os.write(pipe, unsent[0][:_CHUNK])
    except BrokenPipeError:
        # It died or has read enough; what it says, and how it ended, tell the rest.
        return False
    except BlockingIOError:
        return True
    unsent[0] = unsent[0][sent:]
    if not unsent[0]:
        unsent.pop(0)
    return bool(unsent)


def wait_for(child: Child, deadline: float) -> None:
    """Wait until the child has ended, without reaping it. Raises Overdue."""
    looking = os.WEXITED | os.WNOHANG | os.WNOWAIT
    while os.waitid(os.P_PID, child.pid, looking) is None:
        if time.monotonic() >= deadline:
            raise Overdue
        time.sleep(_POLL_SECONDS)

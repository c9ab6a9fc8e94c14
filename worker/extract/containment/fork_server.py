"""The room's side of the nursery: starts it, sends it orders, and replaces it when it is gone."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict

from worker.extract.containment import nursery
from worker.extract.containment.forked import ForkedChild
from worker.extract.containment.inside import Terms
from worker.extract.containment.namespaces import Plan

CHILDREN = 500
"""How many children one nursery brings forth. They share the layout of its memory, so that what a
hostile file might learn of it is worth something only as long."""

_STARTING_SECONDS = 30.0
_ANSWERING_SECONDS = 10.0
_TRIES = 2
_REST_SECONDS = 60.0
_LONGEST_NUMBER = 32


class NurseryLost(OSError):
    """No nursery can be had now: children have to be started by themselves."""

    def __init__(self) -> None:
        super().__init__(0, "the process that children are forked from does not start")


class ForkServer:
    """Starts children by forking them from a nursery, which it starts when one is needed.

    May be used from several threads; the kernel ends the nursery and its children with the thread
    that started the nursery.
    """

    def __init__(self, environment: Mapping[str, str], *, children: int = CHILDREN) -> None:
        """``environment`` is that of all children; one nursery has ``children`` of them."""
        self._environment = dict(environment)
        self._children = children
        self._left = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._rests_until = 0.0
        self._closed = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """The process number of the nursery, None while there is none."""
        process = self._process
        return None if process is None else process.pid

    @property
    def is_lost(self) -> bool:
        """Whether the last attempts to have a nursery failed."""
        return self._rests_until > 0

    def start(self, plan: Plan, terms: Terms, program: tuple[str, str]) -> ForkedChild:
        """Start a child in a sandbox of its own that runs ``program``. Raises NurseryLost."""
        order = {"plan": asdict(plan), "terms": asdict(terms), "program": program}
        message = json.dumps(order).encode()
        if len(message) > nursery.LONGEST_ORDER:
            raise NurseryLost
        with self._lock:
            if self._closed or time.monotonic() < self._rests_until:
                raise NurseryLost
            for _ in range(_TRIES):
                # A nursery that died is replaced: it had nothing to lose.
                with suppress(OSError, ValueError):
                    started = self._ordered(message)
                    self._rests_until = 0.0
                    return started
                self._end()
            self._rests_until = time.monotonic() + _REST_SECONDS
            raise NurseryLost

    def close(self) -> None:
        """End the nursery. Children that it brought forth live on; they are this process's."""
        with self._lock:
            self._closed = True
            self._end()

    def _ordered(self, message: bytes) -> ForkedChild:
        if self._left <= 0:
            self._end()
        channel = self._channel or self._opened()
        self._left -= 1
        theirs_in, stdin = os.pipe()
        try:
            stdout, theirs_out = os.pipe()
        except OSError:
            os.close(theirs_in)
            os.close(stdin)
            raise
        try:
            try:
                socket.send_fds(channel, [message], [theirs_in, theirs_out])
                pid = int(channel.recv(_LONGEST_NUMBER))
            finally:
                os.close(theirs_in)
                os.close(theirs_out)
            # Raises if it is anybody else's.
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except BaseException:
            # Whoever holds the other ends finds nothing to read, and ends.
            os.close(stdin)
            os.close(stdout)
            raise
        return ForkedChild(pid, stdin, stdout)

    def _opened(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._channel, self._left = ours, self._children
        with theirs:
            self._process = subprocess.Popen(
                [*command(), str(theirs.fileno()), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=self._environment,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        ours.settimeout(_STARTING_SECONDS)
        if ours.recv(_LONGEST_NUMBER) != nursery.READY:
            raise ConnectionError
        ours.settimeout(_ANSWERING_SECONDS)
        return ours

    def _end(self) -> None:
        channel, self._channel = self._channel, None
        process, self._process = self._process, None
        if channel is not None:
            channel.close()
        if process is not None:
            process.send_signal(signal.SIGKILL)
            process.wait()


def command() -> list[str]:
    """Return the command line of a nursery, without its two arguments."""
    return [sys.executable, "-I", "-X", "utf8", "-m", nursery.__name__]

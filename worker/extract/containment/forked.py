"""A reading child as the room sees it: started as a program, or forked from the nursery."""

import os
import signal
import subprocess
import threading
import time
from typing import IO, Protocol

_POLL_SECONDS = 0.002


class Child(Protocol):
    """What ``subprocess.Popen`` and ``ForkedChild`` have in common.

    ``returncode`` is None until the child has been reaped, minus the signal that ended it.
    """

    @property
    def pid(self) -> int: ...  # noqa: D102
    @property
    def returncode(self) -> int | None: ...  # noqa: D102
    @property
    def stdin(self) -> IO[bytes] | None: ...  # noqa: D102
    @property
    def stdout(self) -> IO[bytes] | None: ...  # noqa: D102
    def poll(self) -> int | None: ...  # noqa: D102
    def wait(self, timeout: float | None = None) -> int: ...  # noqa: D102
    def kill(self) -> None: ...  # noqa: D102


class ForkedChild:
    """A child of this process that the nursery forked. Its number is its own until it is reaped."""

    def __init__(self, pid: int, stdin: int, stdout: int) -> None:
        """Take over process ``pid`` and this process's ends of its pipes."""
        self.pid = pid
        self.stdin: IO[bytes] = os.fdopen(stdin, "wb", buffering=0)
        self.stdout: IO[bytes] = os.fdopen(stdout, "rb", buffering=0)
        self.returncode: int | None = None
        self._reaping = threading.Lock()

    def poll(self) -> int | None:
        """Return how it ended, None when it has not; reap it if so."""
        with self._reaping:
            if self.returncode is None:
                self._reap(os.WNOHANG)
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended, and return how. Raises subprocess.TimeoutExpired."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired(f"reading child {self.pid}", timeout or 0.0)
            time.sleep(_POLL_SECONDS)
        return status

    def kill(self) -> None:
        """End it. Not reaped yet, it still holds its number: nobody else can be meant."""
        with self._reaping:
            if self.returncode is None:
                self._reap(os.WNOHANG)
            if self.returncode is None:
                os.kill(self.pid, signal.SIGKILL)

    def _reap(self, how: int) -> None:
        try:
            ended, status = os.waitpid(self.pid, how)
        except ChildProcessError:
            # Somebody else reaped it; how it ended is lost, and it may be started again.
            self.returncode = -signal.SIGKILL
            return
        if ended:
            self.returncode = os.waitstatus_to_exitcode(status)

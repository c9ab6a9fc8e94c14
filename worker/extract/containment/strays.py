"""Processes that hid from their reading, where no namespace ends them: found by their filter.

A process that leaves its session and whose parent ends is left to the nearest one that asked for
such. The reading room's process asks; and nothing that was ever under a filter on system calls can
take it off, so what has one more than this process has, and is not reading, is such a stray.
"""

import ctypes
import os
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

Child = subprocess.Popen[bytes]

_PR_SET_CHILD_SUBREAPER = 36
_ROUNDS = 20
_births = threading.Lock()
_own: set[int] = set()


def adopt() -> None:
    """Let whatever is left alone below this process come to it."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def started(start: Callable[[], Child]) -> Child:
    """Start a child of one's own, and know it before anybody can take it for a stray."""
    with _births:
        child = start()
        _own.add(child.pid)
    return child


def end() -> None:
    """Kill and bury the strays among this process's children."""
    with _births:
        _end()


def _end() -> None:
    ours = _filters("self")
    # More than once: one may have been left while the others were looked at.
    for _ in range(_ROUNDS):
        children = _children()
        _own.intersection_update(children)
        strays = [one for one in children if one not in _own and _filters(str(one)) > ours]
        for one in strays:
            with suppress(OSError):
                os.kill(one, signal.SIGKILL)
                os.waitpid(one, 0)
        if not strays:
            return


def _children() -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for task in Path("/proc/self/task").iterdir():
            with suppress(OSError):
                found += map(int, (task / "children").read_text().split())
    return found


def _filters(process: str) -> int:
    """Return how many filters a process is under; 0 where it is gone or the kernel is too old."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("Seccomp_filters:"):
                return int(line.split()[1])
    return 0

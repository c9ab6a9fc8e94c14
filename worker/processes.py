"""What every process of ours does first: die with its parent, and say who it is."""

import ctypes
import os
import secrets
import signal
import socket
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def dying_with(parent: int) -> Callable[[], None]:
    """Return what a child of process ``parent`` runs before it starts its program.

    It asks the kernel to kill the child when its parent dies, so that no orphan works on; the
    wish outlives exec. A parent that died before it was asked is noticed.
    """

    def ask() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def holder(role: str) -> str:
    """Return a name that no other process ever had: role, host, process id and a random part.

    A restarted container has the host and process id of the one before it.
    """
    return f"{role}@{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

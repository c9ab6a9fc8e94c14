"""What processes of ours do: die with their parent, say who they are, bury orphans."""

import ctypes
import os
import pwd
import secrets
import signal
import socket
from collections.abc import Callable, Collection

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


def holder(role: str, place: str = "") -> str:
    """Return a name that no other process ever had: role, host, process id and a random part.

    A restarted container has the host and process id of the one before it. The name ends with the
    ``place`` that the process has under its supervisor, if any: whoever had it before is dead.
    """
    name = f"{role}@{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    return f"{name}{in_place(place)}" if place else name


def new_place() -> str:
    """Return a name for a place under a supervisor, which one process at a time has."""
    return secrets.token_hex(4)


def in_place(place: str) -> str:
    """Return how the names of all end that ever had a place."""
    return f"/{place}"


def account() -> str:
    """Return the name of the local user, from the system and not from the environment."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        # Containers often run as a number without a name.
        return f"uid {os.getuid()}"


def bury_orphans(own: Collection[int]) -> None:
    """Let go of processes that ended and were left to this one, other than its ``own``.

    The first process of a container gets whatever outlived its parent, such as the rest of a
    sandbox that was killed. If it looked at none of them, they would fill the container's table of
    processes.
    """
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None or ended.si_pid in own:
            return
        os.waitpid(ended.si_pid, 0)

"""The nursery: a warmed process that reading children are forked from, each into its own sandbox.

``python -I -m worker.extract.containment.nursery CHANNEL PARENT``. CHANNEL is the number of its end
of a socket, PARENT the process to die with. It says ``ready``, then takes orders, one a message:
JSON of a plan, terms and a program, with the descriptors that become the child's standard input and
output. The child answers with its process number.

It never sees a byte of a file, holds nothing but its socket and has one thread. A child is the
room's own, not the nursery's (``CLONE_PARENT``): the room waits for it, and it dies with the room.
"""

import ctypes
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from worker.extract import child
from worker.extract.containment import inside, namespaces, seccomp

READY = b"ready"
LONGEST_ORDER = 1 << 17
_CLONE = {"x86_64": 56, "aarch64": 220}
_WITH_MY_PARENT = 0x00008000
_OF_PYTHON = (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ)
"""Signals that the interpreter itself treats in its own way, in a child of any kind."""
# The interpreter's lock stays held during a call: there is nobody else to give it to. Made once, as
# it refers to itself and nothing collects that here.
_LIBC = ctypes.PyDLL(None, use_errno=True)


class SeveralThreads(Exception):
    """A process with several threads cannot be forked: the locks of the others would stay shut."""


def main(arguments: list[str]) -> int:
    """Take orders until the room closes its end. Raises SeveralThreads."""
    channel = socket.socket(fileno=int(arguments[0]))
    parent = int(arguments[1])
    namespaces.Kernel().die_with_parent(lambda: os.getppid() == parent)
    _take_no_signals_over()
    child.warm_up()
    # Made before anybody needs it, so that no child has to.
    seccomp.program(os.uname().machine)
    if len(list(Path("/proc/self/task").iterdir())) != 1:
        raise SeveralThreads
    # What is there now stays as it is: a collection in a child would copy every page of it.
    gc.collect()
    gc.disable()
    gc.freeze()
    channel.send(READY)
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, LONGEST_ORDER, 2)
        if not message:
            return 0
        _bring_forth(channel, message, descriptors)
        for number in descriptors:
            os.close(number)


def _take_no_signals_over() -> None:
    """Treat each signal as a fresh process does, whatever the one that started this did."""
    for one in signal.valid_signals() - set(_OF_PYTHON):
        with suppress(OSError, ValueError):
            signal.signal(one, signal.SIG_DFL)
    # As Python sets it at its start, unless a shell had it ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _bring_forth(channel: socket.socket, message: bytes, descriptors: list[int]) -> None:
    order: dict[str, Any] = json.loads(message)
    plan, terms = namespaces.Plan(**order["plan"]), inside.Terms(**order["terms"])
    how, what = order["program"]
    if _fork_beside():
        return
    status = 1
    try:
        os.setsid()
        # Said by the child itself: whatever becomes of the nursery, one that lives is known.
        channel.send(b"%d" % os.getpid())
        for at, number in enumerate(descriptors):
            os.dup2(number, at)
        _hold_nothing_else()
        gc.enable()
        status = namespaces.contain(plan, terms, lambda: _status_of(lambda: _run(how, what)))
    finally:
        # Nothing of the nursery's own is to be ended here.
        os._exit(status)


def _fork_beside() -> int:
    """Fork a child of this process's own parent. Return its number, 0 in the child itself.

    Python is told as by ``os.fork``. Raises OSError.
    """
    python = ctypes.pythonapi
    flags = ctypes.c_ulong(_WITH_MY_PARENT | signal.SIGCHLD)
    nothing = ctypes.c_ulong(0)
    number = ctypes.c_long(_CLONE[os.uname().machine])
    python.PyOS_BeforeFork()
    found: int = _LIBC.syscall(number, flags, nothing, nothing, nothing, nothing)
    if found == 0:
        python.PyOS_AfterFork_Child()
        return 0
    error = ctypes.get_errno()
    python.PyOS_AfterFork_Parent()
    if found < 0:
        raise OSError(error, os.strerror(error))
    return found


def _hold_nothing_else() -> None:
    """Close every descriptor but the three standard ones."""
    for number in [int(one.name) for one in Path("/proc/self/fd").iterdir()]:
        if number > 2:
            # The listing's own is gone already.
            with suppress(OSError):
                os.close(number)


def _run(how: str, what: str) -> int:
    if (how, what) == ("-m", child.__name__):
        return child.main()
    inside.run(how, what)
    return 0


def _status_of(program: Callable[[], int]) -> int:
    """Run ``program`` to its end, and return the status that it would have exited with."""
    try:
        status = program()
    except SystemExit as left:
        status = 0 if left.code is None else left.code if isinstance(left.code, int) else 1
    except BaseException:  # noqa: BLE001  # as at the top of any program; nobody hears of it
        status = 1
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

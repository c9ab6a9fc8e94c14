"""A reading child that a file has taken over, as by a fault in a native decoder.

It runs in the real sandbox, within the real limits. A file that begins with one of ``DEEDS`` makes
it hang in C, eat memory or fork without end; any other is read as usual.
"""

import hashlib
from collections.abc import Callable
from typing import Any

DEEDS = ("HANG", "HOG", "FORK")
MARK = "possessed"

_CODE = """
import ctypes, mmap, os, sys
# A forked child has no command line of its own to be known by.
ctypes.CDLL(None).prctl(15, NAME, 0, 0, 0)
from worker.extract import child, readers

real = readers.read


def hang():
    while True:
        # PyDLL keeps the interpreter's lock: no signal handler of Python's can run.
        ctypes.PyDLL(None).sleep(1000)


def hog():
    while True:
        if os.fork() == 0:
            taken = []
            while True:
                try:
                    memory = mmap.mmap(-1, 1 << 24)
                    for at in range(0, 1 << 24, 4096):
                        memory[at] = 1
                    taken.append(memory)
                except (OSError, MemoryError):
                    hang()


def fork():
    while True:
        try:
            os.fork()
        except OSError:
            pass


def hogs():
    try:
        hog()
    except OSError:
        hang()


deeds = {b"HANG": hang, b"HOG ": hogs, b"FORK": fork}


def read(data, limits):
    deeds.get(data[:4], lambda: None)()
    return real(data, limits)


readers.read = read
sys.exit(child.main())
"""


def name(mark: str) -> bytes:
    """Return the name, as short as the kernel wants it, of processes that carry ``mark``."""
    return f"{MARK[:3]}{hashlib.sha256(mark.encode()).hexdigest()[:12]}".encode()


def start(
    real: Callable[..., Any],
    containment: Any,
    limits: Any,
    folder: str,
    *program: Any,
    mark: str,
    **how: Any,
) -> Any:
    """Start a child that runs this code; one that runs something else already is left alone."""
    if program:
        return real(containment, limits, folder, *program, **how)
    code = f"# {MARK} {mark}\nNAME = {name(mark)!r}\n{_CODE}"
    return real(containment, limits, folder, ("-c", code), **how)

"""A reading child that a file has taken over, as by a fault in a native decoder.

It runs in the real sandbox, within the real limits. A file that begins with one of ``DEEDS`` makes
it hang in C, eat memory or fork without end; any other is read as usual.
"""

import subprocess
from collections.abc import Callable
from typing import Any

DEEDS = ("HANG", "HOG", "FORK")
MARK = "possessed"

_CODE = """
import ctypes, mmap, os, sys
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


def start(
    real: Callable[..., "subprocess.Popen[bytes]"],
    containment: Any,
    limits: Any,
    folder: str,
    *program: Any,
    mark: str,
) -> "subprocess.Popen[bytes]":
    """Start a child that runs this code; one that runs something else already is left alone."""
    if program:
        return real(containment, limits, folder, *program)
    return real(containment, limits, folder, ("-c", f"# {MARK} {mark}\n{_CODE}"))

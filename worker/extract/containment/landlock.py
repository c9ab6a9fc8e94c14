"""Landlock: a process gives up files, calls and signals by itself, without any namespace.

Linux 5.13 and newer (docs.kernel.org, userspace-api/landlock). What an older kernel does not know
is not asked for, so the caller has to find out by trying what holds.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_BENEATH = 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
"""Rights to files that each version brought: the basic ones, moving, cutting, device calls."""
_CALLS = {4: 0b11}
"""Listening and calling by TCP."""
KEEPS_SIGNALS = 6
"""The version since which signals go no further than what is restricted itself."""
_SCOPES = {KEEPS_SIGNALS: 0b11}
"""Sockets without a file, and signals, beyond what is restricted itself."""
_TO_READ = _EXECUTE | _READ_FILE | _READ_DIR
_NOT_IN_SPACE = 1 << 6 | 1 << 11 | 1 << 15 | _EXECUTE
"""Devices are not made there, nor programs run from there."""
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15


class _Rules(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("calls", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("place", ctypes.c_int32))


def version() -> int:
    """Return which version of it the kernel has, 0 when none."""
    found: int = ctypes.CDLL(None, use_errno=True).syscall(_CREATE, None, 0, _ASK_VERSION)
    return max(found, 0)


def restrict(readable: Iterable[str], devices: Iterable[str], space: str) -> None:
    """Let this process and all that it starts read beneath ``readable`` and write in ``space``.

    ``devices`` may be read and written. Nothing can be got back. Raises OSError where the kernel
    does not have it.
    """
    known = version()
    if not known:
        raise OSError(0, "the kernel has no Landlock")
    libc = ctypes.CDLL(None, use_errno=True)
    files = _up_to(known, _FILES)
    rules = _Rules(files, _up_to(known, _CALLS), _up_to(known, _SCOPES))
    size = 24 if known >= min(_SCOPES) else 16 if known >= min(_CALLS) else 8
    ruleset = _must(libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), 0))
    try:
        for path in readable:
            _allow(libc, ruleset, path, _TO_READ & files)
        for path in devices:
            _allow(libc, ruleset, path, (_READ_FILE | _WRITE_FILE) & files)
        _allow(libc, ruleset, space, files & ~_NOT_IN_SPACE)
        _must(libc.syscall(_RESTRICT, ruleset, 0))
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    try:
        allowed = rights if Path(path).is_dir() else rights & _ON_FILES
        beneath = _Beneath(allowed, place)
        _must(libc.syscall(_ADD, ruleset, _BENEATH, ctypes.byref(beneath), 0))
    finally:
        os.close(place)


def _up_to(known: int, table: dict[int, int]) -> int:
    return sum(rights for since, rights in table.items() if since <= known)


def _must(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "the kernel refused to restrict the reader")
    return result

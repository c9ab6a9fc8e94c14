"""Run a command as a plain container would: no namespaces, no mounts, no right over the machine.

``python plain_container.py [--no-landlock] PROGRAM ARGUMENT...``. Only the standard library is
imported, so that any interpreter can start it.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

_NEW_NAMESPACES = 0x7E020080
_LANDLOCK = (444, 445, 446)
# unshare, setns, mount, umount2, pivot_root, then clone: x86_64 and aarch64.
_REFUSED = {"x86_64": (272, 308, 165, 166, 155), "aarch64": (97, 268, 40, 39, 41)}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_REFUSE, _ALLOW = 0x00050000, 0x7FFF0000
# What Docker leaves to root: chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap,
# net_bind_service, net_raw, sys_chroot, mknod, audit_write, setfcap.
_KEPT = (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)


def filters(*, landlock: bool) -> bytes:
    """Return the filter that refuses what such a container refuses."""
    machine = platform.machine()
    absent = (_CLONE3,) if landlock else (_CLONE3, *_LANDLOCK)
    steps = [_step(0x20, 0)]
    for numbers, error in ((_REFUSED[machine], errno.EPERM), (absent, errno.ENOSYS)):
        for number in numbers:
            steps += [_step(0x15, number, no=1), _step(0x06, _REFUSE | error)]
    steps += [
        _step(0x15, _CLONE[machine], no=3),
        _step(0x20, 16),
        _step(0x45, _NEW_NAMESPACES, no=1),
        _step(0x06, _REFUSE | errno.EPERM),
        _step(0x06, _ALLOW),
    ]
    return b"".join(steps)


def shut(*, landlock: bool) -> None:
    """Take from this process what a container does not give."""
    libc = ctypes.CDLL(None, use_errno=True)
    code = filters(landlock=landlock)
    held = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    whole = Program(len(code) // 8, ctypes.addressof(held))
    if os.geteuid() != 0:
        # An ordinary user may only filter what gains no rights.
        libc.prctl(38, 1, 0, 0, 0)
    if libc.prctl(22, 2, ctypes.byref(whole), 0, 0):
        raise OSError(ctypes.get_errno(), "no filter")
    if os.geteuid() == 0:
        for number in range(64):
            if number not in _KEPT:
                libc.prctl(24, number, 0, 0, 0)
        bits = sum(1 << number for number in _KEPT)
        header = (ctypes.c_uint32 * 2)(0x20080522, 0)
        # Effective, permitted and inheritable; the second three are those from 32 on.
        sets = (ctypes.c_uint32 * 6)(bits, bits, 0, 0, 0, 0)
        if libc.capset(ctypes.byref(header), ctypes.byref(sets)):
            raise OSError(ctypes.get_errno(), "capabilities stay")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    shut(landlock=arguments[0] != "--no-landlock")
    rest = arguments[1:] if arguments[0].startswith("--") else arguments
    os.execvp(rest[0], rest)

"""A filter on system calls: what no reader needs, and most ways out of a sandbox do.

The kernel runs it before each call (seccomp, classic BPF). A refused call fails with an error, as
programs expect it; only calls through another machine's numbers end the process.
"""

import ctypes
import errno
import functools
import platform
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _REFUSE, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_NUMBER_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16
_X32 = 0x40000000
_AF_UNIX = 1
_NEW_NAMESPACES = 0x7E020080  # user, pid, net, ipc, uts, cgroup, mount and time
_TYPE_FOR_TERMINAL = (0x5412, 0x541C)  # TIOCSTI and TIOCLINUX put words into a terminal's mouth

# Refused: name -> number on x86_64 and on aarch64 (None where it does not exist).
_REFUSED: Mapping[str, tuple[int | None, int | None]] = {
    # Looking into other processes.
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "kcmp": (312, 272), "pidfd_getfd": (438, 438), "perf_event_open": (298, 241),
    # Other namespaces and mounts.
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428),
    "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431),
    "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    # Parts of the kernel with a long record of faults.
    "bpf": (321, 280), "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "personality": (135, 92), "fanotify_init": (300, 262),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "modify_ldt": (154, None), "uselib": (134, None), "lookup_dcookie": (212, 18),
    # The machine itself.
    "kexec_load": (246, 104), "kexec_file_load": (320, 294), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "syslog": (103, 116), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "sethostname": (170, 161), "setdomainname": (171, 162), "vhangup": (153, 58),
    "iopl": (172, None), "ioperm": (173, None),
    # Memory that no process's own account shows.
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "msgget": (68, 186), "semget": (64, 190),
}  # fmt: skip
_SIGNALS: Mapping[str, tuple[int | None, int | None]] = {
    "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424),
}  # fmt: skip
# What a file is, changed by its name: Landlock leaves that to whoever owns it.
_METADATA: Mapping[str, tuple[int | None, int | None]] = {
    "chmod": (90, None), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "lchown": (94, None), "fchownat": (260, 54), "truncate": (76, 45), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "setxattrat": (463, 463), "removexattrat": (466, 466), "file_setattr": (469, 469),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None),
    "utimensat": (280, 88),
}  # fmt: skip
# Their arguments lie in memory or the number is of no use: "not there", so that libc goes back to
# the older call.
_ABSENT = {"clone3": (435, 435)}


@dataclass(frozen=True, slots=True)
class _Machine:
    audit: int
    column: int
    socket: int
    socketpair: int
    clone: int
    ioctl: int
    prlimit: int


_MACHINES = {
    "x86_64": _Machine(0xC000003E, 0, socket=41, socketpair=53, clone=56, ioctl=16, prlimit=302),
    "aarch64": _Machine(
        0xC00000B7, 1, socket=198, socketpair=199, clone=220, ioctl=29, prlimit=261
    ),
}


@functools.cache
def program(
    machine: str, *, sockets: bool = True, signals: bool = True, metadata: bool = True
) -> bytes | None:
    """Return the filter for ``machine`` (as ``uname -m`` has it), None where there is none.

    Without ``sockets`` not even local ones can be had; pairs of them, which lead nowhere, can.
    Without ``signals`` none can be sent; without ``metadata`` no file's mode, owner, times or
    length can be changed by its name.
    """
    of = _MACHINES.get(machine)
    if of is None:
        return None
    steps = [
        _step(_LOAD, _MACHINE_AT),
        _step(_EQUAL, of.audit, yes=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER_AT),
    ]
    if machine == "x86_64":
        steps += [_step(_AT_LEAST, _X32, no=1), _refuse(errno.ENOSYS)]
    for numbers, error in ((_REFUSED, errno.EPERM), (_ABSENT, errno.ENOSYS)):
        for row in numbers.values():
            if (number := row[of.column]) is not None:
                steps += [_step(_EQUAL, number, no=1), _refuse(error)]
    for row in (*(() if signals else _SIGNALS.values()), *(() if metadata else _METADATA.values())):
        if (number := row[of.column]) is not None:
            steps += [_step(_EQUAL, number, no=1), _refuse(errno.EPERM)]
    # The limits of others are not its own to set, though they be the same user.
    steps += _looking_at(of.prlimit, 0, [_step(_EQUAL, 0, yes=1)], errno.EPERM)
    if not sockets:
        steps += [_step(_EQUAL, of.socket, no=1), _refuse(errno.EACCES)]
    for number in (of.socket, of.socketpair):
        steps += _looking_at(number, 0, [_step(_EQUAL, _AF_UNIX, yes=1)], errno.EAFNOSUPPORT)
    steps += _looking_at(of.clone, 0, [_step(_ANY_BIT, _NEW_NAMESPACES, no=1)], errno.EPERM)
    first, second = _TYPE_FOR_TERMINAL
    typing = [_step(_EQUAL, first, yes=1), _step(_EQUAL, second, no=1)]
    steps += _looking_at(of.ioctl, 1, typing, errno.EPERM)
    return b"".join([*steps, _step(_RETURN, _ALLOW)])


def install(*, sockets: bool = True, signals: bool = True, metadata: bool = True) -> bool:
    """Put the filter on this process and all that it starts, for ever. False where it can't be."""
    filters = program(platform.machine(), sockets=sockets, signals=signals, metadata=metadata)
    if filters is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    held = ctypes.create_string_buffer(filters, len(filters))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))

    whole = Program(len(filters) // 8, ctypes.addressof(held))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    refused: int = libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(whole), 0, 0)
    return refused == 0


def _looking_at(number: int, argument: int, test: Iterable[bytes], error: int) -> list[bytes]:
    """Refuse call ``number`` unless ``test`` of an argument's lower half skips the refusal."""
    body = [
        _step(_LOAD, _ARGUMENTS_AT + 8 * argument),
        *test,
        _refuse(error),
        _step(_RETURN, _ALLOW),
    ]
    return [_step(_EQUAL, number, no=len(body)), *body]


def _refuse(error: int) -> bytes:
    return _step(_RETURN, _REFUSE | error)


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)

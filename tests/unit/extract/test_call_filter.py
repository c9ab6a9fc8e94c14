"""The filter on system calls, run as the kernel runs it: each instruction of the program."""

import errno
import struct

import pytest

from worker.extract.containment import seccomp

ALLOWED = "allowed"
KILLED = "killed"
X86_64, AARCH64, I386 = 0xC000003E, 0xC00000B7, 0x40000003
NAMESPACES = (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)


def verdict(machine: str, number: int, *arguments: int, audit: int | None = None) -> str:
    """Return what the filter does with a call: let it be, kill, or the name of its error."""
    native = {"x86_64": X86_64, "aarch64": AARCH64}[machine]
    padded = [*arguments, *[0] * 6][:6]
    data = struct.pack("=IIQ6Q", number, native if audit is None else audit, 0, *padded)
    program = seccomp.program(machine)
    assert program is not None
    steps = list(struct.iter_unpack("=HBBI", program))
    value = at = 0
    while True:
        code, yes, no, k = steps[at]
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", data, k)
        elif code == 0x06:
            break
        else:
            tests = {0x15: value == k, 0x35: value >= k, 0x45: bool(value & k)}
            at += yes if tests[code] else no
    outcomes = {0x7FFF0000: ALLOWED, 0x80000000: KILLED}
    return outcomes.get(k) or errno.errorcode[k & 0xFFFF]


# name -> number on x86_64 and aarch64, from the kernel's own tables.
ORDINARY = {
    "read": (0, 63), "write": (1, 64), "openat": (257, 56), "close": (3, 57), "mmap": (9, 222),
    "execve": (59, 221), "exit_group": (231, 94), "futex": (202, 98), "kill": (62, 129),
    "wait4": (61, 260), "prlimit64": (302, 261), "getrandom": (318, 278), "pipe2": (293, 59),
    "setsid": (112, 157), "ioctl": (16, 29), "prctl": (157, 167), "statx": (332, 291),
}  # fmt: skip
REFUSED = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_by_handle_at": (304, 265),
    "bpf": (321, 280), "userfaultfd": (323, 282), "keyctl": (250, 219), "add_key": (248, 217),
    "request_key": (249, 218), "personality": (135, 92), "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "kexec_load": (246, 104),
    "init_module": (175, 105), "finit_module": (313, 273), "reboot": (169, 142),
    "swapon": (167, 224), "syslog": (103, 116), "pidfd_getfd": (438, 438),
    "memfd_create": (319, 279), "shmget": (29, 194), "fsopen": (430, 430),
    "mount_setattr": (442, 442), "fanotify_init": (300, 262), "quotactl": (179, 60),
}  # fmt: skip
MACHINES = ("x86_64", "aarch64")
SOCKET, SOCKETPAIR, CLONE, IOCTL = (41, 198), (53, 199), (56, 220), (16, 29)


@pytest.mark.parametrize("column", [0, 1], ids=MACHINES)
def test_what_readers_need_is_allowed(column: int) -> None:
    found = {name: verdict(MACHINES[column], row[column]) for name, row in ORDINARY.items()}
    assert found == dict.fromkeys(ORDINARY, ALLOWED)


@pytest.mark.parametrize("column", [0, 1], ids=MACHINES)
def test_what_leads_out_is_refused(column: int) -> None:
    found = {name: verdict(MACHINES[column], row[column]) for name, row in REFUSED.items()}
    assert found == dict.fromkeys(REFUSED, "EPERM")


@pytest.mark.parametrize("column", [0, 1], ids=MACHINES)
def test_only_local_sockets_are_made(column: int) -> None:
    machine = MACHINES[column]
    for number in (SOCKET[column], SOCKETPAIR[column]):
        found = {family: verdict(machine, number, family) for family in range(50)}
        assert found.pop(1) == ALLOWED
        assert set(found.values()) == {"EAFNOSUPPORT"}


@pytest.mark.parametrize("column", [0, 1], ids=MACHINES)
def test_processes_are_started_but_no_namespaces(column: int) -> None:
    machine, number = MACHINES[column], CLONE[column]
    assert verdict(machine, number, 0x01200011) == ALLOWED  # what fork asks for
    assert verdict(machine, number, 0x003D0F00) == ALLOWED  # what a thread asks for
    for flag in NAMESPACES:
        assert verdict(machine, number, flag | 0x11) == "EPERM"
    assert verdict(machine, 435) == "ENOSYS"


@pytest.mark.parametrize("column", [0, 1], ids=MACHINES)
def test_nobody_types_into_a_terminal(column: int) -> None:
    machine, number = MACHINES[column], IOCTL[column]
    assert verdict(machine, number, 0, 0x5412) == "EPERM"
    assert verdict(machine, number, 0, 0x541C) == "EPERM"
    assert verdict(machine, number, 0, 0x5401) == ALLOWED


def test_calls_by_other_numbers_are_none() -> None:
    assert verdict("x86_64", 0, audit=I386) == KILLED
    assert verdict("aarch64", 0, audit=X86_64) == KILLED
    assert verdict("x86_64", 0x40000000) == "ENOSYS"
    assert verdict("x86_64", 0x40000000 | 41, 2) == "ENOSYS"


def test_an_unknown_machine_has_no_filter() -> None:
    assert seccomp.program("m68k") is None

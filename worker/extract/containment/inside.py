"""The last door: run inside a sandbox, it gives up what is left to give up and runs a program.

``python -I -m worker.extract.containment.inside TERMS -m MODULE`` or ``... -c CODE``. TERMS is JSON
of ``Terms``. It changes to its user, drops every capability, sets its limits and the filter on
system calls, none of which can be taken back. Only the standard library is imported here.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from dataclasses import dataclass

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP = 1, 4, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS = 36, 38
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
_CAPABILITIES_V3 = 0x20080522
_HIGHEST_CAPABILITY = 63
_ABOUT_THE_MACHINE = (
    *("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/filesystems"),
    *("/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu"),
)
"""What programs look into to learn how many cores there are, and about themselves."""
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """On what terms a child runs. Sizes are bytes; ``cpu_seconds`` counts for each process.

    ``user`` is the user and group to become, None to stay; ``parent`` the process to die with where
    no namespace sees to that. ``processes`` None means that the user's count says nothing here.
    ``readable`` and ``space`` are what Landlock leaves to it, where that is to be used;
    ``sockets`` says whether it may have local ones, ``signals`` whether it may send any,
    ``metadata`` whether it may change what files are by their names.
    """

    memory_bytes: int
    cpu_seconds: int
    file_bytes: int
    open_files: int
    processes: int | None
    user: int | None = None
    parent: int | None = None
    readable: tuple[str, ...] = ()
    space: str | None = None
    sockets: bool = True
    signals: bool = True
    metadata: bool = True

    @classmethod
    def from_json(cls, text: str) -> "Terms":
        """Return the terms in ``text``."""
        return cls(**json.loads(text))


def lock_down(terms: Terms) -> None:
    """Give up everything that ``terms`` don't leave. Raises OSError when that fails."""
    os.umask(0o077)
    libc = ctypes.CDLL(None, use_errno=True)
    _must(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    if terms.parent is not None:
        _die_with(libc, terms.parent)
    _drop(libc, terms.user)
    _limit(terms)
    if terms.space is not None:
        from worker.extract.containment import landlock

        landlock.restrict((*terms.readable, *_ABOUT_THE_MACHINE), _DEVICES, terms.space)
    from worker.extract.containment import seccomp

    seccomp.install(sockets=terms.sockets, signals=terms.signals, metadata=terms.metadata)


def drop_capabilities() -> None:
    """Give up every capability, for ever. Raises OSError when that fails."""
    libc = ctypes.CDLL(None, use_errno=True)
    _must(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _drop(libc, None)


def _drop(libc: ctypes.CDLL, user: int | None) -> None:
    """Become ``user`` and drop every capability from every set."""
    for number in range(_HIGHEST_CAPABILITY + 1):
        # Refused where there is no such capability, or no right to drop it, as for most users.
        libc.prctl(_PR_CAPBSET_DROP, number, 0, 0, 0)
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0)
    _must(libc.capset(ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)())))
    # Changing the user hid this process's own /proc from it, which programs look into.
    libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)


def _die_with(libc: ctypes.CDLL, parent: int) -> None:
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # What its children leave behind comes to it, and is found there.
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    if os.getppid() != parent:
        # The parent died before it could be watched.
        os._exit(1)


def _limit(terms: Terms) -> None:
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_AS, terms.memory_bytes)
    _cap(resource.RLIMIT_CPU, terms.cpu_seconds, terms.cpu_seconds + 5)
    _cap(resource.RLIMIT_FSIZE, terms.file_bytes)
    _cap(resource.RLIMIT_NOFILE, terms.open_files)
    _cap(resource.RLIMIT_MEMLOCK, 0)
    _cap(resource.RLIMIT_MSGQUEUE, 0)
    if terms.processes is not None:
        _cap(resource.RLIMIT_NPROC, terms.processes)


def _cap(what: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(what)
    wanted = soft if hard is None else hard
    highest = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
    resource.setrlimit(what, (min(soft, highest), highest))


def _must(refused: int) -> None:
    if refused:
        raise OSError(ctypes.get_errno(), "the kernel did not let the reader give up its rights")


def run(how: str, what: str) -> None:
    """Run a module (``-m``) or a piece of code (``-c``) as the main program."""
    sys.argv = [what if how == "-m" else "-c"]
    if how == "-m":
        import runpy

        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(compile(what, "<inside>", "exec"), {"__name__": "__main__"})  # noqa: S102


if __name__ == "__main__":
    lock_down(Terms.from_json(sys.argv[1]))
    run(sys.argv[2], sys.argv[3])

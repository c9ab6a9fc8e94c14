"""The same without bubblewrap: this process asks the kernel for the namespaces itself.

Run as ``python -I -m worker.extract.containment.namespaces PLAN TERMS -m MODULE``. Three processes:
this one waits and passes on how it ended; the first of the new process namespace builds the root
from what is shown and looks after orphans; the reader runs in it. Killing any of the first two
ends all.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from worker.extract.containment import inside
from worker.extract.containment.view import SPACE, View

_NEW_USER, _NEW_MOUNT, _NEW_PROCESS = 0x10000000, 0x00020000, 0x20000000
_NEW_NETWORK, _NEW_IPC, _NEW_NAMES, _NEW_CGROUP = 0x40000000, 0x08000000, 0x04000000, 0x02000000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXEC = 1, 2, 4, 8
_REMOUNT, _BIND, _RECURSIVE, _PRIVATE = 32, 4096, 16384, 1 << 18
_DETACH = 2
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_DEVICES = ("null", "zero", "full", "random", "urandom")
_SHARED_MEMORY_BYTES = 16 * 1024**2
_KEPT = _NO_SUID | _NO_DEVICES | _NO_EXEC  # statvfs has the same bits
_MOST_FILES = 20_000
_OLD, _NEW = "/old", "/new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What to build: ``shown`` as (real path, path), ``parent`` the process to die with."""

    shown: list[list[str]]
    folders: list[str]
    links: list[list[str]]
    covered: list[str]
    temp_bytes: int
    changes_user: bool
    parent: int

    @classmethod
    def of(cls, view: View, temp_bytes: int, *, changes_user: bool, parent: int) -> "Plan":
        """Return the plan of a sandbox that shows ``view``."""
        return cls(
            shown=[[str(path.resolve()), str(path)] for path in view.shown],
            folders=[str(path) for path in view.folders],
            links=[[str(path), target] for path, target in view.links],
            covered=[str(path) for path in view.covered],
            temp_bytes=temp_bytes,
            changes_user=changes_user,
            parent=parent,
        )


def command(plan: Plan, launcher: Sequence[str], rest: Sequence[str]) -> list[str]:
    """Return the command line that runs ``rest`` (terms, ``-m`` or ``-c``, and what) in a child."""
    return [*launcher, "-m", __name__, json.dumps(asdict(plan)), *rest]


class Kernel:
    """The calls that Python has no name for. Each raises OSError when it is refused."""

    def __init__(self) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)

    def mount(
        self, what: str | None, where: str, kind: str | None, flags: int, data: str = ""
    ) -> None:
        """Put a file system or a folder at ``where``, or change the one that is there."""
        arguments = (what and what.encode(), where.encode(), kind and kind.encode())
        self._must(
            self._libc.mount(*arguments, ctypes.c_ulong(flags), data.encode() or None), where
        )

    def unshare(self, flags: int) -> None:
        """Leave the namespaces that ``flags`` name for new ones."""
        self._must(self._libc.unshare(flags), "namespaces")

    def pivot(self, root: str, old: str) -> None:
        """Make ``root`` the root, and mount the one before at ``old``."""
        number = _PIVOT_ROOT[os.uname().machine]
        self._must(self._libc.syscall(number, root.encode(), old.encode()), root)
        if old != root:
            os.chdir("/")

    def let_go(self, where: str) -> None:
        """Unmount what is at ``where``, with all under it."""
        self._must(self._libc.umount2(where.encode(), _DETACH), where)

    def die_with_parent(self, alive: Callable[[], bool]) -> None:
        """End with the thread that started this process; at once if that is not ``alive``."""
        self._libc.prctl(1, signal.SIGKILL, 0, 0, 0)
        if not alive():
            os._exit(1)

    def _must(self, refused: int, what: str) -> None:
        if refused:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), what)


def _root(kernel: Kernel, plan: Plan) -> None:
    """Build the root that the reader sees, and move into it."""
    kernel.mount(None, "/", None, _RECURSIVE | _PRIVATE)
    # Any folder will do to start from: what is mounted there is seen by this process alone, and
    # stops covering it once the old root has moved into it.
    kernel.mount("tmpfs", "/tmp", "tmpfs", _NO_SUID | _NO_DEVICES, "mode=755")  # noqa: S108
    for name in ("old", "new"):
        Path("/tmp", name).mkdir()  # noqa: S108
    kernel.pivot("/tmp", "/tmp/old")  # noqa: S108
    kernel.mount("tmpfs", _NEW, "tmpfs", _NO_SUID | _NO_DEVICES, "mode=755,size=1m")
    own = _NO_SUID | _NO_DEVICES
    Path(_NEW + SPACE).mkdir()
    # First, for Deponent itself may be installed below it, and is then shown there, read-only.
    kernel.mount(
        "tmpfs",
        _NEW + SPACE,
        "tmpfs",
        own,
        f"mode=1777,nr_inodes={_MOST_FILES},size={plan.temp_bytes}",
    )
    for folder in plan.folders:
        Path(_NEW + folder).mkdir(parents=True, exist_ok=True)
    for source, path in plan.shown:
        _show(kernel, _OLD + source, _NEW + path)
    for path, target in plan.links:
        Path(_NEW + path).symlink_to(target)
    for path in plan.covered:
        kernel.mount("tmpfs", _NEW + path, "tmpfs", _READ_ONLY, "mode=000,size=4k")
    Path(_NEW + "/proc").mkdir(exist_ok=True)
    _devices(kernel, _NEW + "/dev")
    kernel.mount("proc", _NEW + "/proc", "proc", own | _NO_EXEC)
    kernel.mount(None, _NEW + "/dev", None, _REMOUNT | _BIND | _READ_ONLY | _NO_SUID)
    kernel.mount(None, _NEW, None, _REMOUNT | _BIND | _READ_ONLY | own)
    kernel.let_go(_OLD)
    os.chdir(_NEW)
    kernel.pivot(".", ".")
    kernel.let_go(".")
    os.chdir(SPACE)


def _show(kernel: Kernel, path: str, at: str) -> None:
    if Path(path).is_dir():
        Path(at).mkdir(parents=True, exist_ok=True)
    else:
        Path(at).touch()
    kernel.mount(path, at, None, _BIND | _RECURSIVE)
    _make_read_only(kernel, at)


def _make_read_only(kernel: Kernel, at: str) -> None:
    """Take writing and set-user programs from a mount and from each one under it."""
    table = Path(_OLD + "/proc/self/mountinfo").read_text()
    found = [line.split()[4] for line in table.splitlines()]
    for place in {_plain(name) for name in found}:
        if place == at or place.startswith(at + "/"):
            # A user namespace may add to the flags of a mount, never take one away.
            kept = os.statvfs(place).f_flag & _KEPT
            wanted = _READ_ONLY | _NO_SUID | _NO_DEVICES | kept
            kernel.mount(None, place, None, _REMOUNT | _BIND | wanted)


def _plain(name: str) -> str:
    """Return a path as it is. The kernel writes blanks, line ends and backslashes in octal."""
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        name = name.replace(code, character)
    return name


def _devices(kernel: Kernel, dev: str) -> None:
    Path(dev).mkdir()
    kernel.mount("tmpfs", dev, "tmpfs", _NO_SUID, "mode=755,size=64k")
    for name in _DEVICES:
        if Path(_OLD, "dev", name).exists():
            Path(dev, name).touch()
            kernel.mount(f"{_OLD}/dev/{name}", f"{dev}/{name}", None, _BIND)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        Path(dev, name).symlink_to(f"/proc/self/fd/{number}")
    Path(dev, "fd").symlink_to("/proc/self/fd")
    Path(dev, "shm").mkdir()
    data = f"mode=1777,size={_SHARED_MEMORY_BYTES}"
    kernel.mount("tmpfs", f"{dev}/shm", "tmpfs", _NO_SUID | _NO_DEVICES, data)


def _enter(kernel: Kernel, plan: Plan) -> None:
    """Leave the machine's namespaces."""
    flags = _NEW_MOUNT | _NEW_PROCESS | _NEW_NETWORK | _NEW_IPC | _NEW_NAMES
    if not plan.changes_user:
        user, group = os.geteuid(), os.getegid()
        kernel.unshare(_NEW_USER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    kernel.unshare(flags)


def _look_after(process: int, plan: Plan, nowhere: int) -> int:
    """Wait until ``process`` ends, and return its exit status: with no pipe and, as root, no right.

    In a user namespace the rights stay: they reach no further than it does, and what is the same
    user but has fewer may not look into who has them.
    """
    _close_pipes(nowhere)
    if plan.changes_user:
        inside.drop_capabilities()
    return _wait_for(process)


def _close_pipes(nowhere: int) -> None:
    """Let go of the pipes: they end when the reader's ends do."""
    for number in (0, 1):
        os.dup2(nowhere, number)
    os.close(nowhere)


def _wait_for(process: int) -> int:
    """Reap until ``process`` ends; return its exit status, 128 and more for a signal."""
    while True:
        ended, status = os.wait()
        if ended == process:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def main(arguments: list[str]) -> int:
    """Build the sandbox and run the reader in it. Returns its exit status."""
    plan = Plan(**json.loads(arguments[0]))
    terms = inside.Terms.from_json(arguments[1])

    def run() -> int:
        inside.run(arguments[2], arguments[3])
        return 0

    return contain(plan, terms, run)


def contain(plan: Plan, terms: inside.Terms, run: Callable[[], int]) -> int:
    """Build the sandbox and ``run`` the reader in it. Returns its exit status, in three processes.

    Raises OSError when the kernel refuses.
    """
    kernel = Kernel()
    kernel.die_with_parent(lambda: os.getppid() == plan.parent)
    # Whoever reads in the root that is built here is another user, and has to pass its folders. A
    # worker's own mask would close them.
    os.umask(0o022)
    _enter(kernel, plan)
    # Opened now: the root that it is found in changes for all three at a time of its own.
    nowhere = os.open(os.devnull, os.O_RDWR)
    watched, held = os.pipe()
    first = os.fork()
    if first:
        os.close(watched)
        return _look_after(first, plan, nowhere)
    os.close(held)
    # The pipe's other end closes with the process that waits: it is told without a gap.
    os.set_blocking(watched, False)
    kernel.die_with_parent(lambda: _still_open(watched))
    os.close(watched)
    _root(kernel, plan)
    reader = os.fork()
    if reader:
        return _look_after(reader, plan, nowhere)
    os.close(nowhere)
    os.setsid()
    inside.lock_down(terms)
    return run()


def _still_open(pipe: int) -> bool:
    try:
        return os.read(pipe, 1) != b""
    except BlockingIOError:
        return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

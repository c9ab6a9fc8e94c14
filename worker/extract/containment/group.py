"""The bound on a whole group of processes, and its end: by cgroups where they can be had.

Each process has its own limits (inside.py); many of them could still take what the machine has. A
control group in the kernel holds them together where this process may make one. Otherwise the
parent looks at them some twenty times a second.
"""

import os
import secrets
import signal
import subprocess
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from worker.extract.containment import space_of, users
from worker.extract.containment.forked import Child

_SPARE_PROCESSES = 4  # those of the sandbox itself
_KILOBYTE = 1024
_ENDING_SECONDS = 2.0
_KILLING_ROUNDS = 20
_JANITOR = """
while read -r line; do :; done
tries=0
while [ $tries -lt 100 ]; do
    left=
    for start in "$@"; do
        for folder in "$start"*; do
            [ -d "$folder" ] && { rmdir "$folder" 2>/dev/null || left=1; }
        done
    done
    [ -z "$left" ] && exit 0
    tries=$((tries + 1))
    sleep 0.1
done
"""


class Overgrown(Exception):
    """The group has taken more memory or processes than it may."""


class Group:
    """The processes of one child, from outside: how large they are, and how they are ended."""

    def __init__(
        self,
        first: int,
        memory_bytes: int,
        processes: int,
        space: str | None = None,
        *,
        space_bytes: int | None = None,
    ) -> None:
        """Watch process ``first`` and all that came from it; ``space`` is where they may write.

        ``space_bytes`` bounds what they write there, where no file system of its own does.
        """
        self._first = first
        self._user = users.of(first)
        self._space_bytes = space_bytes
        self._memory = memory_bytes
        self._processes = processes + _SPARE_PROCESSES
        self._enclosures: list[Path] = []
        self._left: list[Path] = []
        self._space = space or None
        if space and space_bytes is None:
            # A file system of its own is seen through one that is in it.
            self._space = f"/proc/{[first, *descendants(first)][-1]}/root{space}"

    def enclose(self, folders: Sequence[Path]) -> None:
        """Move the group into new control groups at ``folders``, before it reads anything."""
        for folder in folders:
            try:
                folder.mkdir()
                self._enclosures.append(folder)
                _bound(folder, self._memory, self._processes)
                for process in (self._first, *descendants(self._first)):
                    (folder / "cgroup.procs").write_text(str(process))
            except OSError:
                # Its own eyes are still there.
                self.release()
                return

    def check(self) -> None:
        """Raise Overgrown if the group is larger than it may be."""
        if self._space is not None and self._space_bytes is not None:
            if space_of.is_overfull(Path(self._space), self._space_bytes):
                raise Overgrown
        elif self._space is not None and space_of.files_in(self._space) > space_of.MOST_FILES:
            # Each takes memory of the kernel's, which a file system's size does not count.
            raise Overgrown
        if self._enclosures:
            return
        family = descendants(self._first)
        if len(family) > self._processes or sum(map(_memory_of, family)) > self._memory:
            raise Overgrown

    def ran_out(self) -> bool:
        """Whether the kernel ended one of the group for want of memory."""
        for folder in self._enclosures:
            for name in ("memory.oom_control", "memory.events"):
                with suppress(OSError):
                    for line in (folder / name).read_text().splitlines():
                        if line.startswith("oom_kill ") and line != "oom_kill 0":
                            return True
        return False

    def end_user(self) -> None:
        """Kill whatever still runs as the user that the child became, wherever it hid."""
        if self._user not in (None, os.geteuid()):
            users.end(self._user)

    def release(self) -> list[Path]:
        """Take the control groups away again; return those that still hold a process that ends."""
        held, self._enclosures = self._enclosures, []
        self._left = [folder for folder in (*self._left, *held) if not _taken_away(folder)]
        return list(self._left)


class Enclosures:
    """Where control groups can be made, with somebody who takes them away whatever happens."""

    def __init__(self) -> None:
        """Find out by making one."""
        self._name = f"deponent-{secrets.token_hex(6)}-"
        self._places = _places(self._name)
        self._left: deque[Path] = deque()
        self._janitor: subprocess.Popen[bytes] | None = None
        if self._places:
            # It ends when the pipe does, which is when this process ends or lets it.
            self._janitor = subprocess.Popen(
                [
                    "/bin/sh",
                    "-c",
                    _JANITOR,
                    "janitor",
                    *(f"{p}/{self._name}" for p in self._places),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"PATH": "/usr/bin:/bin"},
                start_new_session=True,
            )

    @property
    def exist(self) -> bool:
        """Whether the kernel itself keeps the bounds."""
        return bool(self._places)

    def next(self) -> list[Path]:
        """Return folders for one group, which are not there yet; take away what was left."""
        for _ in range(len(self._left)):
            with suppress(IndexError):  # another thread was quicker
                self.leave([self._left.popleft()])
        name = self._name + secrets.token_hex(6)
        return [place / name for place in self._places]

    def leave(self, folders: Sequence[Path]) -> None:
        """Take groups away, now or later: a process that was killed stays in one a moment longer.

        Otherwise they would stay for as long as this process does, and that may be a day.
        """
        self._left.extend(folder for folder in folders if not _taken_away(folder))

    def close(self) -> None:
        """Leave none behind."""
        if self._janitor is not None and self._janitor.stdin is not None:
            self._janitor.stdin.close()
            self._janitor.wait()
            self._janitor = None


def _taken_away(folder: Path) -> bool:
    """Remove a control group; False while the kernel still counts a process in it."""
    with suppress(OSError):
        folder.rmdir()
    return not folder.exists()


def end(child: Child, *, sandboxed: bool) -> None:
    """Kill a child and everything that it started, wait until it is gone, and reap it.

    ``sandboxed``: what was started is the sandbox, which ends when its first process does.
    """
    # Not reaped yet, it still holds its number: the signals can reach nobody else.
    if child.returncode is None:
        _kill_descendants(child.pid)
        if sandboxed:
            # A process namespace without its first process is emptied, and only then waited for.
            with suppress(subprocess.TimeoutExpired):
                child.wait(_ENDING_SECONDS)
        if child.returncode is None:
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except OSError:
                child.kill()
            child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            pipe.close()


def _kill_descendants(process: int) -> None:
    # More than once: one may have been started while the others were counted.
    for _ in range(_KILLING_ROUNDS):
        family = descendants(process)
        for one in family:
            with suppress(OSError):
                os.kill(one, signal.SIGKILL)
        if not family:
            return


def descendants(process: int) -> list[int]:
    """Return the processes that came from ``process``, as far as they live. Orphans come to the
    first process of their namespace, which is one of them.
    """
    found: list[int] = []
    waiting = [process]
    while waiting:
        children = list(_children(waiting.pop()))
        found += children
        waiting += children
    return found


def _children(process: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            with suppress(OSError):
                yield from map(int, (task / "children").read_text().split())


def _memory_of(process: int) -> int:
    """Return what a process alone has in memory, in bytes: not the files that all share."""
    with suppress(OSError):
        status = Path(f"/proc/{process}/status").read_text()
        parts = [line.split() for line in status.splitlines()]
        return _KILOBYTE * sum(int(p[1]) for p in parts if p and p[0] in ("RssAnon:", "RssShmem:"))
    return 0


def _bound(folder: Path, memory: int, processes: int) -> None:
    with suppress(FileNotFoundError):
        _write(folder / "pids.max", processes)
    for name in ("memory.max", "memory.limit_in_bytes"):
        with suppress(FileNotFoundError):
            _write(folder / name, memory)
    # Memory and swap together, where the kernel counts it: moving out to disk is no way out.
    for name, value in (("memory.memsw.limit_in_bytes", memory), ("memory.swap.max", 0)):
        with suppress(OSError):
            _write(folder / name, value)


def _write(file: Path, value: int) -> None:
    if not file.exists():
        raise FileNotFoundError(file)
    file.write_text(str(value))


def _places(name: str) -> list[Path]:
    """Return the folders under which memory and processes can be bounded: all of it or nothing."""
    own = _own_groups()
    for kinds in (("",), ("memory", "pids")):
        places = [own[kind] for kind in kinds if kind in own]
        if len(places) == len(kinds) and all(
            _usable(p, name, k) for p, k in zip(places, kinds, strict=True)
        ):
            return places
    return []


def _usable(place: Path, name: str, kind: str) -> bool:
    trial = place / f"{name}trial"
    try:
        trial.mkdir()
    except OSError:
        return False
    try:
        needed = {
            "": ("memory.max", "pids.max"),
            "memory": ("memory.limit_in_bytes",),
            "pids": ("pids.max",),
        }
        for file in needed[kind]:
            _write(trial / file, 1 << 40 if file.startswith("memory") else 1 << 10)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            trial.rmdir()
    return True


def _own_groups() -> dict[str, Path]:
    with suppress(OSError, ValueError):
        mounts = Path("/proc/self/mountinfo").read_text()
        return own_groups(mounts, Path("/proc/self/cgroup").read_text())
    return {}


def own_groups(mounts: str, groups: str) -> dict[str, Path]:
    """Return this process's control groups, by controller; the unified hierarchy is ``""``.

    ``mounts`` and ``groups`` are the kernel's tables of them. Raises ValueError.
    """
    found: dict[str, Path] = {}
    table = [row for row in map(_mount, mounts.splitlines()) if row[2] in ("cgroup", "cgroup2")]
    for line in groups.splitlines():
        _, controllers, group = line.split(":", 2)
        for controller in controllers.split(","):
            for root, at, kind, options in table:
                unified = kind == "cgroup2"
                if unified == (not controller) and (unified or controller in options.split(",")):
                    # In a container the mount begins where the group does.
                    inner = group.removeprefix(root.rstrip("/")).lstrip("/")
                    found.setdefault(controller, Path(at, inner))
    return found


def _mount(line: str) -> tuple[str, str, str, str]:
    before, after = line.split(" - ", 1)
    kind, _, options = after.split()[:3]
    return before.split()[3], before.split()[4], kind, options

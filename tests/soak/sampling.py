"""What a deployment holds at a moment: of each of its processes, and of the machine."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.acceptance.service import children, command_line, started
from tests.faults.deployment import Deployment

_ROLES = {
    "worker.runner extract": "extract worker",
    "worker.runner analyse": "analyse worker",
    "worker.dispatch": "dispatcher",
    "worker.api": "API",
    "redis": "Redis",
}
SUPERVISOR = "supervisor"
_GROUPS = Path("/sys/fs/cgroup")
_SQLITE = re.compile(r"/deponent\.db(-wal|-shm)?$")
_GROUP = re.compile(r"/(deponent-[0-9a-f]{12}-)")


@dataclass(frozen=True, slots=True)
class Life:
    """One process from its start to its end: a worker that was started afresh is another life."""

    role: str
    pid: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything at one moment, ``at`` seconds after the beginning.

    ``lives`` are the measures of each process by name, ``whole`` those of the deployment.
    """

    at: float
    lives: dict[Life, dict[str, float]] = field(default_factory=dict)
    whole: dict[str, float] = field(default_factory=dict)


class Sampler:
    """Looks at one deployment; ``temporary`` is the folder that it has for temporary files."""

    def __init__(self, deployment: Deployment, temporary: Path) -> None:
        """Look from now on."""
        self._deployment = deployment
        self._temporary = temporary
        self._own_groups: set[str] = set()
        self._redis = Redis.from_url(deployment.redis_url)
        self._seen: dict[int, int] = {}

    def sample(self, at: float) -> Sample:
        """Look once. What ends meanwhile is left out."""
        supervisor = self._deployment.pid
        lives: dict[Life, dict[str, float]] = {}
        for pid in (supervisor, *children(supervisor)):
            role = SUPERVISOR if pid == supervisor else _role(pid)
            measured = _process(pid)
            if role and measured:
                lives[Life(role, pid)] = measured
        return Sample(at, lives, self._whole())

    def close(self) -> None:
        """Close the connection to Redis."""
        self._redis.close()

    def _whole(self) -> dict[str, float]:
        family = [self._deployment.pid, *self._deployment.family()]
        database = self._deployment.settings.home / "deponent.db"
        found: dict[str, float] = {
            "processes": len(family),
            "zombies": sum(_state(pid) == "Z" for pid in family),
            "strays": len(self._strays(set(family))),
            "temporary files": sum(1 for _ in self._temporary.rglob("*")),
            "control groups": self._groups(family),
            "write-ahead log MB": _size(Path(f"{database}-wal")) / 1e6,
            "half-written uploads": sum(
                1 for _ in (self._deployment.settings.originals / "incoming").glob("*")
            ),
        }
        with suppress(RedisError):
            told = self._redis.info("memory")
            assert isinstance(told, dict)
            found["Redis MB"] = float(told["used_memory"]) / 1e6
            found["Redis keys"] = float(self._redis.dbsize())
        return found

    def _groups(self, family: list[int]) -> int:
        """Count the control groups of this deployment's readers, and of no other's here.

        Who takes them away is a process of its own, and its command line says how they begin.
        """
        for pid in family:
            self._own_groups.update(_GROUP.findall(command_line(pid)))
        beginnings = tuple(self._own_groups)
        return sum(
            name.startswith(beginnings) for _, below, _ in os.walk(_GROUPS) for name in below
        )

    def _strays(self, family: set[int]) -> list[int]:
        """Return processes that were this deployment's and that nobody of it watches over now."""
        self._seen |= {pid: started(pid) for pid in family}
        # A pid whose start is another one is another process.
        self._seen = {pid: at for pid, at in self._seen.items() if at and started(pid) == at}
        left = self._seen.keys() - family
        return [pid for pid in left if not _descends(pid, family) and started(pid)]


def _role(pid: int) -> str:
    line = command_line(pid)
    return next((role for words, role in _ROLES.items() if words in line), "")


def _process(pid: int) -> dict[str, float]:
    """Return the measures of a process; none of one that is gone, or is a zombie."""
    folder = Path(f"/proc/{pid}")
    try:
        memory = dict(_kilobytes(folder / "smaps_rollup"))
        return {
            "own MB": memory["Anonymous"] * 1024 / 1e6,
            "RSS MB": memory["Rss"] * 1024 / 1e6,
            "PSS MB": memory["Pss"] * 1024 / 1e6,
            **open_files(folder / "fd"),
            "threads": sum(1 for _ in (folder / "task").iterdir()),
            "children": len(children(pid)),
        }
    except (OSError, KeyError):
        return {}


def open_files(folder: Path) -> dict[str, float]:
    """Count what ``/proc/PID/fd`` lists, a pool's connections to SQLite apart from the others.

    A pool opens another connection when two threads first happen to need one together, and keeps it
    (with a second descriptor for the write-ahead log): over a minute that looks like a leak.
    """
    opened = [os.path.realpath(each) for each in folder.iterdir()]
    stored = [each for each in opened if _SQLITE.search(each)]
    connections = sum(each.endswith(".db") for each in stored)
    return {"descriptors": len(opened) - len(stored), "SQLite connections": connections}


def _kilobytes(path: Path) -> Iterator[tuple[str, float]]:
    for line in path.read_text().splitlines():
        name, _, rest = line.partition(":")
        if rest.endswith("kB"):
            yield name, float(rest.split()[0])


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _descends(pid: int, family: set[int]) -> bool:
    """Return whether one of ``family`` is above it: listed a moment too early or too late."""
    while pid > 1:
        if pid in family:
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return True
    return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0

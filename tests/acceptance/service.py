"""A real `deponent serve` of its own for a test: its processes, its client, its store."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from worker.client import Client
from worker.processes import dying_with
from worker.settings import Settings
from worker.store.store import Store

START_SECONDS = 120.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.05
Found = TypeVar("Found")


@dataclass
class Service:
    """A running deployment."""

    settings: Settings
    process: "subprocess.Popen[bytes]"
    client: Client
    store: Store
    stopped: list[int] = field(default_factory=list)

    def pids(self, words: str) -> list[int]:
        """Return the pids of the service's own processes whose command line holds ``words``."""
        return [pid for pid in children(self.process.pid) if words in command_line(pid)]

    def pid(self, words: str) -> int:
        """Return the one such pid, waiting while it is being started again."""
        return eventually(lambda: next(iter(self.pids(words)), None), seconds=60)

    @contextmanager
    def frozen(self, pid: int) -> Iterator[None]:
        """Hold a process still, so that what it holds can be looked at; it goes on afterwards."""
        os.kill(pid, signal.SIGSTOP)
        eventually(lambda: _stopped(pid) or None, seconds=10)
        try:
            yield
        finally:
            if Path(f"/proc/{pid}").exists():
                os.kill(pid, signal.SIGCONT)

    def log(self) -> str:
        """Return the ends of all logs, to show when a test fails."""
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')[-2000:]}"
            for path in sorted((self.settings.home / "logs").glob("*.log"))
        )


@contextmanager
def serving(home: Path, **changes: str) -> Iterator[Service]:
    """Run a service on a free port; it and all its children are gone afterwards."""
    settings = Settings.from_environment(
        {"DEPONENT_HOME": str(home), "DEPONENT_PORT": str(free_port()), **changes}
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "worker.cli", "serve"],
        env={**os.environ, **settings.to_environment()},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=dying_with(os.getpid()),
    )
    client = Client(f"http://127.0.0.1:{settings.port}")
    service = None
    try:
        eventually(lambda: client.ready() or None, seconds=START_SECONDS)
        service = Service(
            settings=settings, process=process, client=client, store=Store.open(settings)
        )
        yield service
    finally:
        client.close()
        if service:
            service.store.close()
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def eventually(look: Callable[[], Found | None], *, seconds: float) -> Found:
    """Return what ``look`` finds as soon as it is not None; fail after ``seconds``.

    It looks less often after a while: every look costs the service under test the processor.
    """
    pause = _FIRST_PAUSE
    deadline = time.monotonic() + seconds
    while (found := look()) is None:
        assert time.monotonic() < deadline, f"nothing came of it in {seconds} seconds"
        time.sleep(pause)
        pause = min(1.1 * pause, _LONGEST_PAUSE)
    return found


def children(pid: int) -> list[int]:
    """Return the pids of a process's children, whichever thread started them, oldest first."""
    found: list[int] = []
    with suppress(FileNotFoundError, ProcessLookupError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (thread / "children").read_text().split()]
    return sorted(found, key=started)


def started(pid: int) -> int:
    """Return when a process started, in ticks since boot; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def command_line(pid: int) -> str:
    """Return a process's command line, empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def free_port() -> int:
    """Return a port that is free at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _stopped(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "Tt"

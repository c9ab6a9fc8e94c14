"""A whole deployment under test: the real supervisor, its children and its store."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import select

from tests.acceptance.service import children, command_line, eventually, free_port
from tests.faults.control import VARIABLE, Control
from worker.casefile import State
from worker.client import Client
from worker.processes import dying_with
from worker.redis_server import socket_path
from worker.settings import Settings
from worker.store.store import Store
from worker.store.tables import statements, work

REPOSITORY = Path(__file__).parents[2]
STARTING_SECONDS = 120.0
_STOPPING_SECONDS = 60.0
WITH_POINTS = ("-m", "tests.faults.serve")
PLAINLY = ("-m", "worker.cli", "serve")
"""How a deployment is started: with points to stand still at, or as anybody starts it."""
_IN_HAND = [state for state in State if not state.settled]


class Deployment:
    """A running ``deponent serve`` whose processes can be caught at named points."""

    def __init__(
        self, folder: Path, settings: Settings, command: Sequence[str] = WITH_POINTS
    ) -> None:
        """Prepare one; ``start`` starts it by ``command``, arguments of Python."""
        self.folder = folder
        self.command = command
        self.settings = settings
        self.control = Control(folder / "control")
        self.url = f"http://127.0.0.1:{settings.port}"
        self.redis_url = settings.redis_url or f"unix://{socket_path(settings.home)}"
        self._process: subprocess.Popen[bytes] | None = None
        self.store = Store.open(_as_oracle(settings))

    @property
    def pid(self) -> int:
        """The supervisor's process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether its supervisor has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and wait until it takes uploads."""
        with (self.folder / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.command],
                env={
                    **os.environ,
                    **self.settings.to_environment(),
                    "PYTHONPATH": str(REPOSITORY),
                    VARIABLE: str(self.control.folder),
                },
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A Ctrl-C at the harness is for the harness, which may have more to ask of it.
                start_new_session=True,
                preexec_fn=dying_with(os.getpid()),
            )
        client = Client(self.url)

        def look() -> bool | None:
            assert self.is_running, self.log()
            return client.ready() or None

        try:
            eventually(look, seconds=STARTING_SECONDS)
        finally:
            client.close()

    def stop(self) -> None:
        """Stop it as an administrator does, and wait until it has ended."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def crash(self) -> None:
        """Kill all of it at once, as if the machine had gone, and wait until it is gone."""
        for pid in [self.pid, *self.family()]:
            kill(pid)
        assert self._process is not None
        self._process.wait()

    def family(self) -> list[int]:
        """Return every process below the supervisor, children of children too."""
        found: list[int] = []
        waiting = [self.pid]
        while waiting:
            below = children(waiting.pop())
            found += below
            waiting += below
        return found

    def child(self, words: str) -> int:
        """Return the supervisor's child whose command line holds ``words``, once it is there."""
        return eventually(
            lambda: next((p for p in children(self.pid) if words in command_line(p)), None),
            seconds=60,
        )

    def in_hand(self) -> list[str]:
        """Return the ids of the statements that the machines are not done with."""
        query = select(statements.c.id).where(statements.c.state.in_(_IN_HAND))
        with self.store.database.reading() as connection:
            return list(connection.scalars(query))

    def leased(self, pid: int = 0) -> list[str]:
        """Return the statements that are leased, by the process ``pid`` if one is named."""
        query = select(work.c.statement_id).where(work.c.status == "leased")
        if pid:
            query = query.where(work.c.holder.contains(f":{pid}:"))
        with self.store.database.reading() as connection:
            return list(connection.scalars(query))

    def log(self) -> str:
        """Return the ends of all logs, to show when a run breaks off."""
        paths = [self.folder / "serve.log", *(self.settings.home / "logs").glob("*.log")]
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')[-1500:]}"
            for path in paths
            if path.exists()
        )


@contextmanager
def deployed(
    folder: Path, home: Path, command: Sequence[str] = WITH_POINTS, **changes: str
) -> Iterator[Deployment]:
    """Run a deployment; it and all its processes are gone afterwards."""
    settings = Settings.from_environment(
        {"DEPONENT_HOME": str(home), "DEPONENT_PORT": str(free_port()), **changes}
    )
    deployment = Deployment(folder, settings, command)
    try:
        yield deployment
    finally:
        deployment.stop()
        deployment.store.close()


def kill(pid: int) -> None:
    """Kill a process at once; it may be gone already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _as_oracle(settings: Settings) -> Settings:
    """Return settings by which the harness's own connections can be told from Deponent's."""
    from dataclasses import replace

    if not settings.database_url.startswith("postgresql"):
        return settings
    return replace(settings, database_url=f"{settings.database_url}&application_name={ORACLE}")


ORACLE = "oracle"
"""By this name the harness is connected to PostgreSQL."""

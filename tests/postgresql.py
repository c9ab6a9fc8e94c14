"""A real PostgreSQL for the tests: a throw-away cluster on a private Unix socket."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from contextlib import suppress
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from worker.processes import dying_with
from worker.store.database import Database

_TEMPLATE = "deponent_template"
_STARTING_SECONDS = 60.0
# Nothing here has to survive a power cut, so nothing waits for the disk.
_HURRY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")
_CALMLY = ("max_connections=100",)


class PostgresqlMissing(Exception):
    """PostgreSQL is not installed, and the tests that need it cannot say anything."""


class Cluster:
    """A PostgreSQL server with one database per test, copied from a migrated template.

    PostgreSQL refuses to run as root; then it runs as the unprivileged user ``postgres``, or
    ``nobody``. The server dies with the test process, however that ends.
    """

    def __init__(self, *, durable: bool = False) -> None:
        """Make the cluster and start it; a ``durable`` one waits for the disk.

        Raises PostgresqlMissing.
        """
        self._manner = _CALMLY if durable else _HURRY
        programs = _programs()
        account = _account()
        self._uid = account[0] if account else None
        self._gid = account[1] if account else None
        # Without a change of user the groups stay, too.
        self._groups: list[int] | None = [] if account else None
        # A test's own folder would be closed to that user, and its path too long for a socket.
        self._folder = Path(tempfile.mkdtemp(prefix="deponent-pg-", dir="/tmp"))
        if account:
            os.chown(self._folder, account[0], account[1])
        data = self._folder / "data"
        try:
            self._run(
                [
                    str(programs / "initdb"),
                    *("--pgdata", str(data)),
                    *("--username", "deponent", "--auth", "trust"),
                    *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
                ]
            )
            self._place = programs, data
            self._server = self._start(programs, data)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        try:
            self._wait()
            self._execute(f"CREATE DATABASE {_TEMPLATE}")
            template = Database(self.url(_TEMPLATE).replace("://", "+psycopg://", 1))
            template.migrate()
            template.close()
        except BaseException:
            self.stop()
            raise

    def url(self, database: str) -> str:
        """Return the URL of one of its databases, as DEPONENT_DATABASE_URL wants it."""
        return f"postgresql://deponent@/{database}?host={self._folder}"

    def create(self, template: str = _TEMPLATE) -> str:
        """Create a database, by default with Deponent's schema in it, and return its name."""
        name = f"test_{uuid.uuid4().hex}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        """Stop the server and remove everything."""
        self._server.terminate()
        try:
            self._server.wait(20)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def crash(self) -> None:
        """Stop the server at once, as a failing machine does, and wait until it is gone."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(20)

    def restart(self) -> None:
        """Start the server again with what it has, and wait until it answers."""
        self._server = self._start(*self._place)
        self._wait()

    def _start(self, programs: Path, data: Path) -> "subprocess.Popen[bytes]":
        settings = [part for setting in self._manner for part in ("-c", setting)]
        with (self._folder / "log").open("wb") as log:
            return subprocess.Popen(
                [
                    str(programs / "postgres"),
                    *("-D", str(data), "-k", str(self._folder), "-h", ""),
                    *settings,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                # Runs after the change of user, which would take the wish back.
                preexec_fn=dying_with(os.getpid()),
                user=self._uid,
                group=self._gid,
                extra_groups=self._groups,
            )

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(
            command,
            cwd=self._folder,
            capture_output=True,
            check=False,
            user=self._uid,
            group=self._gid,
            extra_groups=self._groups,
        )
        if done.returncode:
            raise PostgresqlMissing(f"{command[0]} failed: {done.stderr.decode(errors='replace')}")

    def _wait(self) -> None:
        patience = time.monotonic() + _STARTING_SECONDS
        while True:
            try:
                self._execute("SELECT 1")
            except OperationalError:
                if self._server.poll() is not None or time.monotonic() > patience:
                    log = (self._folder / "log").read_text(errors="replace")
                    raise PostgresqlMissing(f"PostgreSQL did not start: {log}") from None
                time.sleep(0.05)
            else:
                return

    def _execute(self, statement: str) -> None:
        url = self.url("postgres").replace("://", "+psycopg://", 1)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()


def _programs() -> Path:
    """Return the newest installed PostgreSQL's folder of programs."""
    found = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda folder: float(folder.parent.name),
    )
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        found.insert(0, Path(on_path).parent)
    if not found:
        raise PostgresqlMissing(
            "PostgreSQL is not installed, and half of the store's tests run on it. "
            "Install it with `apt-get install postgresql`, or let `make setup` do it as root."
        )
    return found[-1]


def _account() -> tuple[int, int] | None:
    """Return the user and group to run as; None to stay who we are."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise PostgresqlMissing("PostgreSQL does not run as root, and there is no other user here.")

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

    def __init__(self, *, durable: bool = False, copy_of: "Cluster | None" = None) -> None:
        """Make the cluster and start it; a ``durable`` one waits for the disk.

        One that is the copy of another is waited for by it with every commit. Raises
        PostgresqlMissing.
        """
        self._manner = _CALMLY if durable else _HURRY
        self.copies: list[Cluster] = []
        """Who may take its place; its URLs name them, too."""
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
        self._place = programs, data
        try:
            if copy_of:
                self._fetch(copy_of)
            else:
                self._run(
                    [
                        str(programs / "initdb"),
                        *("--pgdata", str(data)),
                        *("--username", "deponent", "--auth", "trust"),
                        *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
                    ]
                )
            self._server = self._start(programs, data)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        try:
            self._wait()
            if copy_of:
                copy_of._keep_up(self)
            else:
                self._make_template()
        except BaseException:
            self.stop()
            raise

    def url(self, database: str) -> str:
        """Return the URL of one of its databases, as DEPONENT_DATABASE_URL wants it."""
        hosts = "&".join(f"host={each._folder}" for each in (self, *self.copies))
        return f"postgresql://deponent@/{database}?{hosts}"

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
        # Whoever is still connected is not waited for.
        self._server.send_signal(signal.SIGINT)
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

    def copy(self, primary: "Cluster") -> None:
        """Become the copy of ``primary``, after it took this one's place."""
        shutil.rmtree(self._place[1])
        self._fetch(primary)
        self.restart()
        primary._keep_up(self)

    def _fetch(self, primary: "Cluster") -> None:
        programs, data = self._place
        self._run(
            [
                str(programs / "pg_basebackup"),
                *("--pgdata", str(data), "--host", str(primary._folder), "--username", "deponent"),
                *("--write-recovery-conf", "--checkpoint", "fast", "--no-sync"),
            ]
        )

    def _keep_up(self, copy: "Cluster") -> None:
        """Wait for a copy with every commit from now on, and name it in every URL."""
        # Not before it was made: a copy must not wait for copies of its own once it takes over.
        self._wait_for("*")
        self._until("EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')")
        if copy not in self.copies:
            self.copies.append(copy)

    def take_over(self) -> None:
        """End being a copy, and take writes."""
        self._until("pg_promote(true, 60)")

    def wait_for_no_copy(self) -> None:
        """Acknowledge what no copy has yet."""
        self._wait_for("")

    def _wait_for(self, names: str) -> None:
        self._execute(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self._execute("SELECT pg_reload_conf()")
        self._until(f"current_setting('synchronous_standby_names') = '{names}'")

    def _make_template(self) -> None:
        self._execute(f"CREATE DATABASE {_TEMPLATE}")
        template = Database(self.url(_TEMPLATE).replace("://", "+psycopg://", 1))
        template.migrate()
        template.close()

    def _until(self, condition: str) -> None:
        patience = time.monotonic() + _STARTING_SECONDS
        while not self._execute(f"SELECT {condition}"):
            if time.monotonic() > patience:
                raise AssertionError(f"PostgreSQL did not come to: {condition}")
            time.sleep(0.05)

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

    def _execute(self, statement: str) -> object:
        """Run a statement on this very server; return the first value, if it has one."""
        url = f"postgresql+psycopg://deponent@/postgres?host={self._folder}"
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                found = connection.execute(text(statement))
                return found.scalar() if found.returns_rows else None
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

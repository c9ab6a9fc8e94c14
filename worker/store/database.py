"""One engine on SQLite or PostgreSQL, its two kinds of transaction, and its schema version."""

import fcntl
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    func,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from worker.errors import StoreNewer

if TYPE_CHECKING:
    # Only where the database is PostgreSQL is its driver loaded.
    import psycopg

SCHEMA_HEAD = "0005"
_SWITCHING_SECONDS = 30.0
_SWITCHING_POLL_SECONDS = 0.01
_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 30
# PostgreSQL's code for it.
_DISK_FULL = "53100"
# Its code for a server that only reads: a copy of another, or one that its keeper has locked.
_READ_ONLY = "25006"
_CONNECTING = {
    # Of several hosts the one that takes writes: after a failover that is another.
    "target_session_attrs": "read-write",
    # Dead hosts are noticed.
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
# Any number will do, as long as nothing else in the same database uses it.
_MIGRATION_LOCK = 0x6465706F


class Database:
    """Connections to the database at ``url`` (SQLite or PostgreSQL)."""

    def __init__(self, url: str) -> None:
        """Prepare an engine; nothing is connected until it is used."""
        self.url = make_url(url)
        self._sqlite = self.url.get_backend_name() == "sqlite"
        if self._sqlite:
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Parameters hold statement text, which has no place in an error's words.
            self.engine = create_engine(
                self.url, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True
            )
            _use_durable_sqlite(self.engine)
        else:
            self.engine = create_engine(
                self.url, connect_args=_CONNECTING, pool_pre_ping=True, hide_parameters=True
            )
            _use_durable_postgresql(self.engine)
            _leave_what_only_reads(self.engine)
        self._writing = self.engine.execution_options(deponent_writes=True)
        # SQLite's write-ahead log shows every transaction one moment anyhow.
        self._looking = (
            self.engine
            if self._sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )

    @property
    def has_one_writer(self) -> bool:
        """Whether writing transactions can only follow each other, as on SQLite."""
        return self._sqlite

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a transaction that reads everything as of one moment, whatever others write."""
        with self._looking.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes: all of it is kept, durably, or none of it."""
        with self._writing.begin() as connection:
            yield connection

    def now(self, connection: Connection) -> float:
        """Return the time in seconds: the database's clock where hosts could disagree."""
        if self._sqlite:
            return time.time()
        return float(
            connection.scalar(select(func.extract("epoch", func.clock_timestamp()))) or 0.0
        )

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def migrate(self, to: str = SCHEMA_HEAD) -> None:
        """Bring the schema up to ``to``; quick when it is there, safe to call from many.

        Raises StoreNewer when a later version of Deponent has brought it further.
        """
        if self.is_at(to):
            return
        with self._migration_lock():
            if self.is_at(to):
                return
            # Alembic costs 0.3 s to import, and is needed once in the life of a database.
            from alembic import command
            from alembic.config import Config

            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            with self.writing() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, to)

    def schema_version(self) -> str | None:
        """Return the schema's revision, None in an empty database."""
        with self.reading() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            version = connection.scalar(text("SELECT version_num FROM alembic_version"))
            return None if version is None else str(version)

    def unsafe_settings(self) -> tuple[str, ...]:
        """Return what PostgreSQL is told that lets a power cut lose what was committed."""
        if self._sqlite:
            return ()
        with self.reading() as connection:
            return tuple(
                f"{name}=off"
                for name in ("fsync", "full_page_writes")
                if connection.scalar(select(func.current_setting(name))) == "off"
            )

    def copies_lag(self) -> bool:
        """Return whether PostgreSQL has copies that it does not wait for.

        What it acknowledged last is then lost when one of them takes its place.
        """
        if self._sqlite:
            return False
        with self.reading() as connection:
            return bool(
                connection.scalar(
                    text(
                        "SELECT current_setting('synchronous_standby_names') = '' "
                        "AND EXISTS (SELECT FROM pg_stat_replication)"
                    )
                )
            )

    def is_at(self, to: str = SCHEMA_HEAD) -> bool:
        """Return whether the schema is ``to``. Raises StoreNewer when it is a later version's."""
        version = self.schema_version()
        if version is not None and version > SCHEMA_HEAD:
            raise StoreNewer(
                f"A newer version of Deponent made this store (schema {version}; this one knows "
                f"{SCHEMA_HEAD}). Nothing was changed. Install that version again."
            )
        return version == to

    @contextmanager
    def _migration_lock(self) -> Iterator[None]:
        if self._sqlite:
            with Path(f"{self.url.database}.migrating").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        else:
            with self.engine.connect() as connection:
                connection.execute(select(func.pg_advisory_lock(_MIGRATION_LOCK)))
                try:
                    yield
                finally:
                    connection.execute(select(func.pg_advisory_unlock(_MIGRATION_LOCK)))


def sqlite_file(url: str) -> Path | None:
    """Return where the SQLite database at ``url`` lies, None where it is another kind."""
    parsed = make_url(url)
    return Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" else None


def _use_durable_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _record: object) -> None:
        # The driver must not open transactions by itself: `begin` below says which kind.
        connection.isolation_level = None
        _keep_a_write_ahead_log(connection)
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once; upgrading a read lock later can only fail as "busy".
        writes = connection.get_execution_options().get("deponent_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_durable_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: "psycopg.Connection[object]", _record: object) -> None:
        # A server that does not wait for the disk loses what was acknowledged when it stops.
        connection.execute(
            "SELECT set_config('synchronous_commit', 'on', false) "
            # ``local`` waits for this server's disk and for none of its copies.
            "WHERE current_setting('synchronous_commit') IN ('off', 'local')"
        )
        connection.commit()


def _leave_what_only_reads(engine: Engine) -> None:
    @event.listens_for(engine, "handle_error")
    def leave(context: ExceptionContext) -> OperationalError | None:
        # To the driver it is a mistake of the program's. It is an outage: this connection leads to
        # a server that has become a copy, or that was locked because its disk is nearly full.
        if getattr(context.original_exception, "sqlstate", None) != _READ_ONLY:
            return None
        context.is_disconnect = True
        return OperationalError(
            context.statement,
            None,
            context.original_exception,
            hide_parameters=True,
            connection_invalidated=True,
        )


def _keep_a_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a new database over, waiting while another process does so.

    SQLite itself does not wait for this lock, whatever its timeout says.
    """
    patience = time.monotonic() + _SWITCHING_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > patience:
                raise
            time.sleep(_SWITCHING_POLL_SECONDS)
        else:
            return


def out_of_room(error: OperationalError) -> bool:
    """Return whether the database failed because its disk is full."""
    return (
        getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(error.orig, "sqlstate", None) == _DISK_FULL
    )


def moment(seconds: float) -> datetime:
    """Return the aware datetime of a time kept in a table."""
    return datetime.fromtimestamp(seconds, UTC)

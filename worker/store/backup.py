"""A backup of one deployment, and putting it back.

A backup is a folder: ``manifest.json``, one file of JSON lines for each table, and the originals
under their hashes. The tables are read as of one moment and before the originals are copied, so
every original that they name is there. The manifest is written last and names everything by its
hash: what it does not vouch for is no backup. The same folder may be used again; originals that
lie there already are hashed again and not copied. A backup of SQLite may be put back into
PostgreSQL and the other way round.
"""

import fcntl
import gzip
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from worker.errors import (
    BackupDamaged,
    BackupRefused,
    BackupRunning,
    StorageFull,
    StoreNotEmpty,
)
from worker.store.database import SCHEMA_HEAD, Database, sqlite_file
from worker.store.originals import NO_ROOM, Originals, sha256_of
from worker.store.tables import metadata, statements, workers

FORMAT = 1
_MANIFEST = "manifest.json"
_ROWS_AT_ONCE = 500
Progress = Callable[[int, int], None]
# The processes that worked when it was made do not work where it is put back.
_SAVED = tuple(table for table in metadata.sorted_tables if table is not workers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a backup holds. ``tables`` maps each table to its rows and its file's SHA-256."""

    format: int
    schema: str
    made_at: float
    folder: str
    tables: Mapping[str, tuple[int, str]]
    originals: int

    @property
    def statements(self) -> int:
        """How many statements it holds."""
        return self.tables[statements.name][0]


def _silent(_done: int, _of: int) -> None:
    """Report no progress."""


def save(
    database: Database, originals: Originals, to: Path, progress: Progress = _silent
) -> Manifest:
    """Write a backup into ``to``; one that was there stays whole until this one is.

    Raises BackupRefused where the folder lies in the store itself, or holds a backup with
    statements that this store does not have: another's, or this one's before it was lost. Raises
    StorageFull where there is no room, BackupDamaged where an original of the store itself
    is missing or altered (``deponent status --complete`` names it), BackupRunning where another is
    being made there; then the older backup stands.
    """
    _stay_outside(database, originals, to)
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(to):
            return _save(database, originals, to, progress)
    except (OSError, StorageFull) as error:
        if isinstance(error, StorageFull) or error.errno in NO_ROOM:
            raise StorageFull(
                "There is no room for this backup. The one that was there before, if any, still "
                "stands. Make room and start again."
            ) from None
        raise


def _save(database: Database, originals: Originals, to: Path, progress: Progress) -> Manifest:
    kept = Originals(to / "originals")
    with database.snapshot() as connection:
        _go_on_from(to, set(connection.scalars(select(statements.c.id))))
        made_at = database.now(connection)
        folder = to / f"tables-{made_at:.6f}"
        folder.mkdir(mode=0o700)
        tables = {one.name: _write(connection, one, folder) for one in _SAVED}
        named = list(connection.scalars(select(statements.c.sha256).distinct()))
    for number, sha256 in enumerate(named):
        progress(number, len(named))
        _copy(originals, kept, sha256)
    progress(len(named), len(named))
    manifest = Manifest(
        format=FORMAT,
        schema=SCHEMA_HEAD,
        made_at=made_at,
        folder=folder.name,
        tables=tables,
        originals=len(named),
    )
    _write_durably(to / _MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
    for other in to.glob("tables-*"):
        if other != folder:
            shutil.rmtree(other)
    return manifest


def _stay_outside(database: Database, originals: Originals, to: Path) -> None:
    """Raise BackupRefused where ``to`` lies in the store, and would be lost with it."""
    there = to.resolve()
    file = sqlite_file(str(database.url.render_as_string(hide_password=False)))
    own = [originals.folder.resolve(), *([] if file is None else [file.parent.resolve()])]
    if any(there.is_relative_to(place) for place in own) or there / "originals" in own:
        raise BackupRefused(
            "This folder lies in the store itself, and a backup there would be lost with it. Name "
            "a folder on another disk."
        )


def _go_on_from(to: Path, held: set[str]) -> None:
    """Raise BackupRefused where ``to`` holds a backup with statements that are not among ``held``.

    No statement ever leaves a store, so a newer backup of the same store has all of them.
    """
    try:
        before = read(to, any_version=True)
        rows = _rows(_file(to / before.folder, statements.name))
        missing = sum(row["id"] not in held for row in rows)
    except (BackupDamaged, OSError, ValueError, KeyError, EOFError):
        # Nothing there can be put back, so nothing is lost by writing over it.
        return
    if missing:
        raise BackupRefused(
            f"This folder holds a backup with {before.statements} statements, {missing} of which "
            "are not in this store. It is another store's, or this store was lost since. The "
            "backup was left as it is. Check DEPONENT_HOME, or name another folder."
        )


@contextmanager
def _alone(to: Path) -> Iterator[None]:
    """Keep a second backup out of the same folder while this one is made."""
    with (to / "being-made").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRunning(
                "Another backup into this folder is being made. Wait for its end, or name another."
            ) from None
        yield


def load(
    source: Path, database: Database, originals: Originals, progress: Progress = _silent
) -> Manifest:
    """Put a backup back into an empty store; the tables come in one transaction, at the end.

    Raises StoreNotEmpty, or BackupDamaged when anything is not what its manifest says; then the
    store is still empty, but for originals.
    """
    manifest = read(source)
    folder = source / manifest.folder
    for name, (_, sha256) in manifest.tables.items():
        path = _file(folder, name)
        if not path.is_file() or sha256_of(path) != sha256:
            raise BackupDamaged(f"The backup is damaged: its table {name} is not what was saved.")
    database.migrate()
    with database.reading() as connection:
        if connection.scalar(select(func.count()).select_from(statements)):
            raise StoreNotEmpty(
                "This store holds statements already, and a backup is put back into an empty one "
                "only. Set DEPONENT_HOME (and DEPONENT_DATABASE_URL) to new places."
            )
    kept = Originals(source / "originals")
    named = sorted({row["sha256"] for row in _rows(_file(folder, statements.name))})
    for number, sha256 in enumerate(named):
        progress(number, len(named))
        _copy(kept, originals, sha256)
    progress(len(named), len(named))
    with database.writing() as connection:
        for table in _SAVED:
            _read_in(connection, table, _file(folder, table.name), manifest.tables[table.name][0])
    return manifest


def read(source: Path, *, any_version: bool = False) -> Manifest:
    """Return a backup's manifest. Raises BackupDamaged if there is none that can be used.

    ``any_version``: also one that only another version of Deponent can put back.
    """
    try:
        data = json.loads((source / _MANIFEST).read_bytes())
        tables = {name: (int(rows), str(sha)) for name, (rows, sha) in data["tables"].items()}
        manifest = Manifest(**{**data, "tables": tables})
    except FileNotFoundError:
        raise BackupDamaged(
            "There is no finished backup in this folder: it has no manifest.json."
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupDamaged("The backup's manifest.json cannot be read.") from None
    if any_version:
        return manifest
    theirs, ours = f"schema {manifest.schema}", f"schema {SCHEMA_HEAD}"
    if manifest.format != FORMAT:
        theirs, ours = f"format {manifest.format}", f"format {FORMAT}"
    if theirs != ours:
        raise BackupDamaged(
            f"This backup was made by another version of Deponent ({theirs}, this one has {ours}). "
            "Put it back with that version, then bring it up to date."
        )
    if set(manifest.tables) != {table.name for table in _SAVED}:
        raise BackupDamaged("The backup's manifest.json does not name every table.")
    return manifest


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.jsonl.gz"


def _write(connection: Connection, table: Table, folder: Path) -> tuple[int, str]:
    path = _file(folder, table.name)
    rows = 0
    found = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(
        select(table).order_by(*table.primary_key.columns)
    )
    with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed:
        for row in found.mappings():
            packed.write(json.dumps(dict(row), ensure_ascii=False).encode() + b"\n")
            rows += 1
    with path.open("rb") as written:
        os.fsync(written.fileno())
    return rows, sha256_of(path)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _read_in(connection: Connection, table: Table, path: Path, expected: int) -> None:
    rows = 0
    waiting = _rows(path)
    while part := list(islice(waiting, _ROWS_AT_ONCE)):
        connection.execute(insert(table), part)
        rows += len(part)
    if rows != expected:
        raise BackupDamaged(f"The backup is damaged: its table {table.name} lacks rows.")
    serial = table.autoincrement_column
    if serial is not None and rows and connection.dialect.name == "postgresql":
        # Rows that bring their own numbers do not move the sequence that gives the next.
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :newest)"),
            {
                "table": table.name,
                "column": serial.name,
                "newest": connection.scalar(select(func.max(serial))),
            },
        )


def _copy(source: Originals, to: Originals, sha256: str) -> None:
    if to.sound(sha256):
        return
    try:
        with source.open(sha256) as original:
            # It is hashed as it is copied, and lies under the hash that it has.
            copied, _ = to.put(original, most=1 << 62)
    except FileNotFoundError:
        copied = ""
    if copied != sha256:
        raise BackupDamaged(
            "An original is missing or altered where it is copied from: its SHA-256 begins with "
            f"{sha256[:12]}. `deponent status --complete` names its statement."
        )


def _write_durably(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Table, func, insert, select, text

from worker.errors import (
    BackupDamaged,
    BackupRefused,
    BackupRunning,
    StorageFull,
    StoreNotEmpty,
)
from worker.store import backup_before
from worker.store.database import SCHEMA_HEAD, Database, sqlite_file
from worker.store.manifest import FORMAT, NAME, SAVED, Manifest, read, rows_of, table_file
from worker.store.originals import NO_ROOM, Originals, sha256_of
from worker.store.tables import statements

_ROWS_AT_ONCE = 500
Progress = Callable[[int, int], None]


def _silent(_done: int, _of: int) -> None:
    """Report no progress."""


def save(
    database: Database,
    originals: Originals,
    to: Path,
    progress: Progress = _silent,
    *,
    over_damaged: bool = False,
) -> Manifest:
    """Write a backup into ``to``; one that was there stays whole until this one is.

    An original that the store itself has lost, or has no longer as it came, is left out and named
    in the manifest's ``lost``: all the others are saved. One that ``to`` holds from before is not
    lost.

    Raises BackupRefused where the folder lies in the store itself, or holds a backup that this one
    should not replace (``backup_before`` says when; ``over_damaged`` lets damaged ones go). Raises
    StorageFull where there is no room, BackupRunning where another is being made there; then the
    older backup stands.
    """
    _stay_outside(database, originals, to)
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(to):
            return _save(database, originals, to, progress, over_damaged)
    except (OSError, StorageFull) as error:
        if isinstance(error, StorageFull) or error.errno in NO_ROOM:
            raise StorageFull(
                "There is no room for this backup. The one that was there before, if any, still "
                "stands. Make room and start again."
            ) from None
        raise


def _save(
    database: Database, originals: Originals, to: Path, progress: Progress, over_damaged: bool
) -> Manifest:
    kept = Originals(to / "originals")
    with database.snapshot() as connection:
        held = set(connection.scalars(select(statements.c.id)))
        backup_before.check(to, held, over_damaged=over_damaged)
        made_at = database.now(connection)
        folder = to / f"tables-{made_at:.6f}"
        folder.mkdir(mode=0o700)
        tables = {one.name: _write(connection, one, folder) for one in SAVED}
        named = list(connection.scalars(select(statements.c.sha256).distinct()))
    lost = []
    for number, sha256 in enumerate(named):
        progress(number, len(named))
        if not _copied(originals, kept, sha256):
            lost.append(sha256)
    progress(len(named), len(named))
    manifest = Manifest(
        format=FORMAT,
        schema=SCHEMA_HEAD,
        made_at=made_at,
        folder=folder.name,
        tables=tables,
        originals=len(named) - len(lost),
        lost=tuple(sorted(lost)),
    )
    _write_durably(to / NAME, manifest.to_json())
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

    Originals that its manifest names as ``lost`` when it was made are passed over.
    Raises StoreNotEmpty, or BackupDamaged when anything is not what its manifest says; then the
    store is still empty, but for originals.
    """
    manifest = read(source)
    folder = source / manifest.folder
    for name, (_, sha256) in manifest.tables.items():
        path = table_file(folder, name)
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
    held = {row["sha256"] for row in rows_of(table_file(folder, statements.name))}
    named = sorted(held.difference(manifest.lost))
    for number, sha256 in enumerate(named):
        progress(number, len(named))
        if not _copied(kept, originals, sha256):
            raise BackupDamaged(
                "The backup is damaged: an original is missing or altered whose SHA-256 begins "
                f"with {sha256[:12]}."
            )
    progress(len(named), len(named))
    with database.writing() as connection:
        for table in SAVED:
            _read_in(
                connection, table, table_file(folder, table.name), manifest.tables[table.name][0]
            )
    return manifest


def _write(connection: Connection, table: Table, folder: Path) -> tuple[int, str]:
    path = table_file(folder, table.name)
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


def _read_in(connection: Connection, table: Table, path: Path, expected: int) -> None:
    rows = 0
    waiting = rows_of(path)
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


def _copied(source: Originals, to: Originals, sha256: str) -> bool:
    """Copy an original unless it is there; False where ``source`` has it no longer as it came."""
    if to.sound(sha256):
        return True
    if not _sound(source, sha256):
        return False
    with source.open(sha256) as original:
        # It is hashed as it is copied, and lies under the hash that it has.
        copied, _ = to.put(original, most=1 << 62)
    return copied == sha256


def _sound(originals: Originals, sha256: str) -> bool:
    """Whether an original can be read and is as it came; a sector that is gone makes it damaged."""
    try:
        return originals.sound(sha256)
    except OSError:
        return False


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

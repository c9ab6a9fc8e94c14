"""Case records: immutable versions, one for each key (the hash of all that made it)."""

import hashlib
from dataclasses import replace

from sqlalchemy import Connection, insert, select

from worker import record_json
from worker.record import CaseRecord
from worker.store.database import Database
from worker.store.tables import records, statements


class Records:
    """The records of every statement."""

    def __init__(self, database: Database) -> None:
        """Read in ``database``."""
        self._database = database

    def latest(self, statement_id: str) -> CaseRecord | None:
        """Return the newest version, None before there is one."""
        versions = self.versions(statement_id)
        return self.version(statement_id, versions[-1]) if versions else None

    def version(self, statement_id: str, version: int) -> CaseRecord | None:
        """Return one version, None where there is none of that number."""
        query = select(records.c.body).where(
            records.c.statement_id == statement_id, records.c.version == version
        )
        with self._database.reading() as connection:
            body = connection.scalar(query)
        return None if body is None else record_json.loads(body)

    def versions(self, statement_id: str) -> list[int]:
        """Return the numbers of every version, oldest first."""
        query = (
            select(records.c.version)
            .where(records.c.statement_id == statement_id)
            .order_by(records.c.version)
        )
        with self._database.reading() as connection:
            return list(connection.scalars(query))


def keep(connection: Connection, record: CaseRecord, key: str, now: float) -> int:
    """Keep ``record`` as the next version, in the caller's transaction, and return its number.

    Where the newest is under the same key, it stays as it is and its number is returned. Where an
    older one is, what was released and done again has come back to it, and it is the newest anew.
    """
    # The statement's row is the lock: two versions are never numbered at once.
    connection.execute(
        select(statements.c.id).where(statements.c.id == record.statement_id).with_for_update()
    )
    kept = connection.execute(
        select(records.c.key, records.c.version)
        .where(records.c.statement_id == record.statement_id)
        .order_by(records.c.version)
    ).all()
    newest = int(kept[-1].version) if kept else 0
    if newest and kept[-1].key in (key, _again(key, newest)):
        return newest
    version = newest + 1
    if any(row.key == key for row in kept):
        key = _again(key, version)
    connection.execute(
        insert(records).values(
            statement_id=record.statement_id,
            version=version,
            key=key,
            body=record_json.dumps(replace(record, version=version)),
            created_at=now,
        )
    )
    return version


def _again(key: str, version: int) -> str:
    return hashlib.sha256(f"{key} {version}".encode()).hexdigest()

"""Case records: immutable versions, one for each key (the hash of all that made it)."""

from dataclasses import replace

from sqlalchemy import Connection, func, insert, select

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

    A record under the same key is there already: it stays as it is, and its number is returned.
    """
    # The statement's row is the lock: two versions are never numbered at once.
    connection.execute(
        select(statements.c.id).where(statements.c.id == record.statement_id).with_for_update()
    )
    known = connection.scalar(
        select(records.c.version).where(
            records.c.statement_id == record.statement_id, records.c.key == key
        )
    )
    if known is not None:
        return int(known)
    newest = connection.scalar(
        select(func.max(records.c.version)).where(records.c.statement_id == record.statement_id)
    )
    version = (newest or 0) + 1
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

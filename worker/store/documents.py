"""Extracted documents, one for each way of reading a statement (its key)."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from worker.store.database import Database
from worker.store.tables import documents


class Documents:
    """What the readers found, as JSON data; ``worker.extract`` knows its shape."""

    def __init__(self, database: Database) -> None:
        """Read in ``database``."""
        self._database = database

    def latest(self, statement_id: str) -> dict[str, object] | None:
        """Return the newest reading of a statement, None before there is one."""
        query = (
            select(documents.c.body)
            .where(documents.c.statement_id == statement_id)
            .order_by(documents.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            body = connection.scalar(query)
        return None if body is None else json.loads(body)


def keep(
    connection: Connection,
    statement_id: str,
    key: str,
    body: Mapping[str, object],
    characters: int,
    now: float,
) -> None:
    """Keep a reading in the caller's transaction; a second one under the same key is a no-op."""
    known = connection.scalar(
        select(documents.c.id).where(
            documents.c.statement_id == statement_id, documents.c.key == key
        )
    )
    if known is None:
        connection.execute(
            insert(documents).values(
                statement_id=statement_id,
                key=key,
                characters=characters,
                body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
                created_at=now,
            )
        )

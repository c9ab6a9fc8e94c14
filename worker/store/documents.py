"""Extracted documents, one for each way of reading a statement (its key)."""

import json
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from worker.store.database import Database
from worker.store.tables import documents

_LONGEST = 64
# As much of a hash tells any two apart; the rest of a key numbers a reading that came back.
_TELLING = 48


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
    """Keep a reading in the caller's transaction; the newest again under the same key is a no-op.

    Where an older one is under it, a setting was changed and changed back, and what is read now is
    the newest anew.
    """
    kept = connection.scalars(
        select(documents.c.key)
        .where(documents.c.statement_id == statement_id)
        .order_by(documents.c.id)
    ).all()
    if kept and is_under(kept[-1], key):
        return
    if any(is_under(each, key) for each in kept):
        key = f"{key[:_TELLING]}+{len(kept):0{_LONGEST - _TELLING - 1}}"
    connection.execute(
        insert(documents).values(
            statement_id=statement_id,
            key=key,
            characters=characters,
            body=json.dumps(body, ensure_ascii=False, separators=(",", ":")),
            created_at=now,
        )
    )


def is_under(kept: str, key: str) -> bool:
    """Return whether a reading that is kept under ``kept`` was made by what ``key`` stands for."""
    return kept[:_TELLING] == key[:_TELLING]

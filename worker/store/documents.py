"""Extracted documents, one for each way of reading a statement (its key)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from worker.store.database import Database
from worker.store.tables import documents

_LONGEST = 64
# As much of a hash tells any two apart; the rest of a key numbers a reading that came back.
_TELLING = 48


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What was read, as JSON data, and the SHA-256 of that as it is stored."""

    body: dict[str, object]
    sha256: str


class Documents:
    """What the readers found, as JSON data; ``worker.extract`` knows its shape."""

    def __init__(self, database: Database) -> None:
        """Read in ``database``."""
        self._database = database

    def latest(self, statement_id: str) -> dict[str, object] | None:
        """Return what was read last of a statement, None before anything was."""
        newest = self.newest(statement_id)
        return newest.body if newest else None

    def newest(self, statement_id: str) -> Reading | None:
        """Return the newest reading of a statement, None before there is one."""
        query = (
            select(documents.c.body)
            .where(documents.c.statement_id == statement_id)
            .order_by(documents.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            body = connection.scalar(query)
        if body is None:
            return None
        return Reading(body=json.loads(body), sha256=hashlib.sha256(body.encode()).hexdigest())


def keep(
    connection: Connection,
    statement_id: str,
    key: str,
    body: Mapping[str, object],
    characters: int,
    now: float,
) -> None:
    """Keep a reading in the caller's transaction; the newest again, word for word, is a no-op.

    The same key need not read the same: a page that had no time on a busy machine has it another
    day. Where one that says something else, or an older one, is under the key, what is read now is
    the newest anew.
    """
    stored = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    of_statement = documents.c.statement_id == statement_id
    newest = connection.execute(
        select(documents.c.key, documents.c.body)
        .where(of_statement)
        .order_by(documents.c.id.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None and is_under(newest.key, key) and newest.body == stored:
        return
    kept = connection.scalars(select(documents.c.key).where(of_statement)).all()
    if any(is_under(each, key) for each in kept):
        key = f"{key[:_TELLING]}+{len(kept):0{_LONGEST - _TELLING - 1}}"
    connection.execute(
        insert(documents).values(
            statement_id=statement_id,
            key=key,
            characters=characters,
            body=stored,
            created_at=now,
        )
    )


def is_under(kept: str, key: str) -> bool:
    """Return whether a reading that is kept under ``kept`` was made by what ``key`` stands for."""
    return kept[:_TELLING] == key[:_TELLING]

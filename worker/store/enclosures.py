"""Enclosures: statements that came out of others, registered with the reading that found them.

A reading only adds. What an earlier one found is no longer inside when the record that names it is
no longer the newest: until then the statement may go back to that record, and to all it names.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from worker.casefile import State
from worker.store import events
from worker.store.database import Database
from worker.store.statements import promise
from worker.store.tables import enclosures, statements


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosed:
    """A file that was found inside a statement; its original is stored already."""

    filename: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """One statement inside another: whose id it is, and the name it had there."""

    statement_id: str
    filename: str


class Enclosures:
    """Which statements came out of which."""

    def __init__(self, database: Database) -> None:
        """Read in ``database``."""
        self._database = database

    def inside(self, statement_id: str) -> list[Enclosure]:
        """Return what was found in a statement, in its order.

        Last stands what the newest reading has not found and the record that stays still names.
        """
        with self._database.reading() as connection:
            return _inside(connection, statement_id)

    def found(self, statement_id: str) -> list[Enclosure]:
        """Return what the newest reading of a statement found in it, in its order."""
        with self._database.reading() as connection:
            return _inside(connection, statement_id, enclosures.c.number > 0)

    def around(self, statement_id: str) -> list[Enclosure]:
        """Return the statements that a statement was found in, under their own names."""
        query = (
            select(statements.c.id, statements.c.filename)
            .join(enclosures, enclosures.c.parent_id == statements.c.id)
            .where(enclosures.c.child_id == statement_id)
            .distinct()
            .order_by(statements.c.filename, statements.c.id)
        )
        with self._database.reading() as connection:
            return [Enclosure(statement_id=a, filename=b) for a, b in connection.execute(query)]

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """Return the file names of statements by their ids, those that are no longer inside too."""
        query = select(statements.c.id, statements.c.filename).where(statements.c.id.in_(ids))
        with self._database.reading() as connection:
            return {row.id: row.filename for row in connection.execute(query)}

    def under(self, root_id: str) -> int:
        """Count the statements that came out of an upload so far, at any depth."""
        query = select(func.count()).where(statements.c.root_id == root_id)
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)

    def known(self, case_ref: str, hashes: Collection[str]) -> frozenset[str]:
        """Return those of ``hashes`` (SHA-256 of originals) that are statements of a case."""
        query = select(statements.c.sha256).where(
            statements.c.case_ref == case_ref, statements.c.sha256.in_(hashes)
        )
        with self._database.reading() as connection:
            return frozenset(connection.scalars(query))


def keep(
    connection: Connection,
    parent_id: str,
    found: Sequence[Enclosed],
    actor: str,
    now: float,
    *,
    priority: int,
) -> None:
    """Register what was found in a statement and promise its reading, in the caller's transaction.

    ``priority`` is that of the reading that found it.
    The same file in the same case is the same statement, so a file that is there already is only
    linked; reading a statement again changes nothing. What is linked and was not found this time
    stays, behind the others, until ``forget_earlier``.
    """
    parent = connection.execute(select(statements).where(statements.c.id == parent_id)).one()
    inside = [
        Enclosure(
            statement_id=_known(connection, parent.case_ref, each.sha256)
            or _register(connection, parent, each, actor, now, priority),
            filename=each.filename,
        )
        for each in found
    ]
    ids = {each.statement_id for each in inside}
    earlier = [each for each in _inside(connection, parent_id) if each.statement_id not in ids]
    numbered = [*enumerate(inside, start=1), *enumerate(earlier, start=-len(earlier))]
    connection.execute(delete(enclosures).where(enclosures.c.parent_id == parent_id))
    if numbered:
        connection.execute(
            insert(enclosures),
            [
                {
                    "parent_id": parent_id,
                    "number": number,
                    "child_id": each.statement_id,
                    "filename": each.filename,
                }
                for number, each in numbered
            ],
        )


def forget_earlier(connection: Connection, parent_id: str) -> None:
    """Leave inside what the newest reading found, in the caller's transaction.

    To be called with a new version of the record, which names no more than that. The statements
    themselves stay.
    """
    connection.execute(
        delete(enclosures).where(enclosures.c.parent_id == parent_id, enclosures.c.number < 0)
    )


def _inside(
    connection: Connection, parent_id: str, *narrower: ColumnElement[bool]
) -> list[Enclosure]:
    query = (
        select(enclosures.c.child_id, enclosures.c.filename)
        .where(enclosures.c.parent_id == parent_id, *narrower)
        .order_by(enclosures.c.number < 0, enclosures.c.number)
    )
    return [Enclosure(statement_id=a, filename=b) for a, b in connection.execute(query)]


def _known(connection: Connection, case_ref: str, sha256: str) -> str | None:
    return connection.scalar(
        select(statements.c.id).where(
            statements.c.case_ref == case_ref, statements.c.sha256 == sha256
        )
    )


def _register(
    connection: Connection,
    parent: Row[tuple[object, ...]],
    each: Enclosed,
    actor: str,
    now: float,
    priority: int,
) -> str:
    statement_id = uuid.uuid4().hex
    try:
        with connection.begin_nested():
            connection.execute(
                insert(statements).values(
                    id=statement_id,
                    case_ref=parent.case_ref,
                    filename=each.filename,
                    sha256=each.sha256,
                    size=each.size,
                    state=State.RECEIVED,
                    priority=priority,
                    received_at=now,
                    received_by=parent.received_by,
                    updated_at=now,
                    depth=parent.depth + 1,
                    root_id=parent.root_id or parent.id,
                )
            )
    except IntegrityError:
        # Another worker found, or somebody uploaded, the same file at the same moment.
        known = _known(connection, parent.case_ref, each.sha256)
        if known is None:
            raise
        return known
    promise(connection, statement_id, "extract", priority, now)
    events.add(connection, statement_id, now, actor, "received", f"found inside {parent.id}")
    return statement_id

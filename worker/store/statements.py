"""Statements: registering one, finding them, counting them."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Row, and_, case, func, insert, not_, select, true, update
from sqlalchemy.exc import IntegrityError, OperationalError

from worker.casefile import Failure, State, Statement
from worker.errors import StatementUnknown, StorageFull
from worker.store import events, tables
from worker.store.database import Database, moment, out_of_room
from worker.store.gathering import Gathering
from worker.store.tables import statements, work
from worker.store.turns import next_turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """Statements that are in hand, and those settled since the first of them came in hand."""

    in_hand: int
    settled: int


class Statements:
    """The statements that were ever accepted. None is ever deleted here."""

    def __init__(self, database: Database) -> None:
        """Read and write in ``database``."""
        self._database = database
        self._gathering = Gathering(database)

    def register(
        self,
        *,
        case_ref: str,
        filename: str,
        sha256: str,
        size: int,
        priority: int,
        received_by: str,
    ) -> tuple[Statement, bool]:
        """Register an upload and promise its reading, in one transaction.

        Returns the statement and whether it is new; the same file in the same case is the same
        statement. Once this returns, the work table will see it settled.
        """
        found = self._find(case_ref, sha256)
        if found:
            return found, False
        statement_id = uuid.uuid4().hex

        def write(connection: Connection) -> Statement:
            now = self._database.now(connection)
            connection.execute(
                insert(statements).values(
                    id=statement_id,
                    case_ref=case_ref,
                    filename=filename,
                    sha256=sha256,
                    size=size,
                    state=State.RECEIVED,
                    priority=priority,
                    received_at=now,
                    received_by=received_by,
                    updated_at=now,
                )
            )
            promise(connection, statement_id, "extract", priority, now)
            events.add(connection, statement_id, now, received_by, "received", "")
            query = select(statements).where(statements.c.id == statement_id)
            return _statement(connection.execute(query).one())

        try:
            return self._gathering.write(write), True
        except OperationalError as error:
            if not out_of_room(error):
                raise
            raise StorageFull(
                "The store has no room to register this file. It was not accepted; send it again "
                "when space has been made."
            ) from None
        except IntegrityError:
            # Somebody sent the same file at the same moment and was first.
            found = self._find(case_ref, sha256)
            if not found:
                raise
            return found, False

    def get(self, statement_id: str) -> Statement:
        """Return one statement. Raises StatementUnknown."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(statements).where(statements.c.id == statement_id)
            ).one_or_none()
        if row is None:
            raise StatementUnknown("There is no statement with this id.")
        return _statement(row)

    def find(self, beginning: str) -> Statement:
        """Return the one statement whose id begins so. Raises StatementUnknown."""
        if not beginning:
            raise StatementUnknown("Give a statement's id, or enough of its beginning.")
        with self._database.reading() as connection:
            ids = connection.scalars(
                select(statements.c.id)
                .where(statements.c.id.startswith(beginning, autoescape=True))
                .limit(2)
            ).all()
        if len(ids) != 1:
            raise StatementUnknown(
                "There is no statement with this id."
                if not ids
                else "More than one statement's id begins like that; give more of it."
            )
        return self.get(ids[0])

    def listing(
        self,
        *,
        case_ref: str | None = None,
        state: State | None = None,
        reason: str | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> list[Statement]:
        """Return statements, newest first; with ``reason``, those that stopped for it."""
        query = select(statements).order_by(statements.c.received_at.desc(), statements.c.id)
        if case_ref is not None:
            query = query.where(statements.c.case_ref == case_ref)
        if state is not None:
            query = query.where(statements.c.state == state)
        if reason is not None:
            query = query.where(statements.c.failure_reason == reason)
        with self._database.reading() as connection:
            return [
                _statement(row) for row in connection.execute(query.limit(limit).offset(offset))
            ]

    def with_originals(self, hashes: Collection[str]) -> list[Statement]:
        """Return the statements whose originals have one of these SHA-256, oldest first."""
        query = (
            select(statements)
            .where(statements.c.sha256.in_(hashes))
            .order_by(statements.c.received_at, statements.c.id)
        )
        with self._database.reading() as connection:
            return [_statement(row) for row in connection.execute(query)]

    def of_case(self, case_ref: str, states: Collection[State]) -> list[str]:
        """Return the ids of a case's statements in one of ``states``, oldest first."""
        query = (
            select(statements.c.id)
            .where(statements.c.case_ref == case_ref, statements.c.state.in_(states))
            .order_by(statements.c.received_at, statements.c.id)
        )
        with self._database.reading() as connection:
            return list(connection.scalars(query))

    def counts(self, *, case_ref: str | None = None) -> dict[State, int]:
        """Return how many statements are in each state that occurs."""
        query = select(statements.c.state, func.count()).group_by(statements.c.state)
        if case_ref is not None:
            query = query.where(statements.c.case_ref == case_ref)
        with self._database.reading() as connection:
            return {State(state): count for state, count in connection.execute(query)}

    def reasons(self, state: State, *, case_ref: str | None = None) -> list[tuple[str, int]]:
        """Return why statements stand in ``state``: reason codes, the most frequent first."""
        query = (
            select(statements.c.failure_reason, func.count())
            .where(statements.c.state == state, statements.c.failure_reason.is_not(None))
            .group_by(statements.c.failure_reason)
            .order_by(func.count().desc(), statements.c.failure_reason)
        )
        if case_ref is not None:
            query = query.where(statements.c.case_ref == case_ref)
        with self._database.reading() as connection:
            return [(reason, count) for reason, count in connection.execute(query)]

    def in_progress(self, *, case_ref: str | None = None) -> Progress:
        """Count what is in hand, and what was settled since the first of it came in hand."""
        of_case = statements.c.case_ref == case_ref if case_ref is not None else true()
        in_hand = statements.c.state.in_([state for state in State if not state.settled])
        # One that has a record arrived long ago, and was put back to be done again.
        put_back = (
            select(func.max(tables.events.c.at))
            .where(
                tables.events.c.statement_id == statements.c.id,
                tables.events.c.action.in_(events.CAME_IN_HAND),
            )
            .correlate(statements)
            .scalar_subquery()
        )
        came = case((statements.c.version.is_(None), statements.c.received_at), else_=put_back)
        began = select(func.min(came)).where(in_hand, of_case)
        beside = and_(not_(in_hand), statements.c.updated_at >= began.scalar_subquery())
        query = (
            select(func.count().filter(in_hand), func.count().filter(beside))
            .select_from(statements)
            .where(of_case)
        )
        with self._database.reading() as connection:
            waiting, settled = connection.execute(query).one()
        return Progress(in_hand=waiting, settled=settled)

    def cases(self) -> list[tuple[str, int]]:
        """Return every case reference and how many statements it has, in order."""
        query = (
            select(statements.c.case_ref, func.count())
            .group_by(statements.c.case_ref)
            .order_by(statements.c.case_ref)
        )
        with self._database.reading() as connection:
            return [(case_ref, count) for case_ref, count in connection.execute(query)]

    def _find(self, case_ref: str, sha256: str) -> Statement | None:
        with self._database.reading() as connection:
            row = connection.execute(
                select(statements).where(
                    statements.c.case_ref == case_ref, statements.c.sha256 == sha256
                )
            ).one_or_none()
        return None if row is None else _statement(row)


def promise(
    connection: Connection, statement_id: str, stage: str, priority: int, now: float
) -> None:
    """Put a stage of a statement on the work table, in the caller's transaction.

    A stage that was promised before, and came to an end, gets another run.
    """
    case_ref = connection.scalar(
        select(statements.c.case_ref).where(statements.c.id == statement_id)
    )
    runs = connection.scalar(
        select(func.max(work.c.run)).where(
            work.c.statement_id == statement_id, work.c.stage == stage
        )
    )
    connection.execute(
        insert(work).values(
            statement_id=statement_id,
            stage=stage,
            run=(runs or 0) + 1,
            status="waiting",
            priority=priority,
            attempt=0,
            not_before=now,
            created_at=now,
            case_ref=case_ref,
            turn=next_turn(connection, case_ref or "", stage, priority),
        )
    )


def set_state(
    connection: Connection,
    statement_id: str,
    state: State,
    now: float,
    *,
    failure: Failure | None = None,
    version: int | None = None,
) -> None:
    """Move a statement to ``state``, in the caller's transaction."""
    values: dict[str, object] = {
        "state": state,
        "updated_at": now,
        "failure_stage": failure.stage if failure else None,
        "failure_reason": failure.reason if failure else None,
        "failure_message": failure.message if failure else None,
    }
    if version is not None:
        values["version"] = version
    connection.execute(update(statements).where(statements.c.id == statement_id).values(values))


def _statement(row: Row[tuple[object, ...]]) -> Statement:
    failure = None
    if row.failure_reason:
        failure = Failure(
            stage=row.failure_stage, reason=row.failure_reason, message=row.failure_message
        )
    return Statement(
        id=row.id,
        case_ref=row.case_ref,
        filename=row.filename,
        sha256=row.sha256,
        size=row.size,
        state=State(row.state),
        priority=row.priority,
        received_at=moment(row.received_at),
        received_by=row.received_by,
        updated_at=moment(row.updated_at),
        version=row.version,
        failure=failure,
        depth=row.depth,
        root_id=row.root_id,
    )

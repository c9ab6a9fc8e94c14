"""Doing statements again: which could be, putting them back, and what became of each of a run.

A run is a name that the events of its statements share; there is no other trace of it.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from worker.casefile import Priority, Stage, State
from worker.store import events as history
from worker.store import returning
from worker.store.database import Database, moment
from worker.store.interventions import told
from worker.store.leases import AWAITING
from worker.store.returning import Origin
from worker.store.statements import promise, set_state
from worker.store.tables import documents, events, records, statements

AGAIN = (State.NEEDS_REVIEW, State.APPROVED, State.RETURNED, State.FAILED)
"""The states that a statement can be done again from. What is in hand comes to its end anyhow; what
was cancelled or quarantined is released by a person who knows why."""
OUTCOMES = (
    *("analysed", "failed", "quarantined", "cancelled"),
    *(returning.NOT_DONE_AGAIN, returning.STOPPED),
)
"""The events that end what a run has put back."""
# Records are read whole, since what made them stands in them.
_AT_ONCE = 50
# A database takes only so many values in a query.
_IDS_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A statement as it is kept: where it stands, and what made its record and its newest reading.

    ``updated_at`` is in seconds, and changes with whatever happens to the statement. ``made`` is
    the record's provenance with its ``schema``; None without a record. ``reading`` is a key.
    ``codes`` are those of the record's warnings and of its failure.
    """

    statement_id: str
    case_ref: str
    filename: str
    sha256: str
    received_at: datetime
    state: State
    version: int | None
    updated_at: float
    made: Mapping[str, object] | None
    reading: str | None
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Again:
    """A statement that is to be done again, from which stage, and why, in words."""

    kept: Kept
    stage: Stage
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A statement of a run: how it stood, and what became of it; no ``outcome`` while in hand.

    ``detail`` is the outcome's: a version, or why not.
    """

    statement_id: str
    case_ref: str
    filename: str
    before: Origin
    outcome: str | None = None
    detail: str = ""


class Reprocessing:
    """Runs over what was done before."""

    def __init__(self, database: Database) -> None:
        """Read and write in ``database``."""
        self._database = database

    def kept(
        self,
        *,
        ids: Collection[str] = (),
        case_refs: Collection[str] = (),
        states: Collection[State] = tuple(State),
        received_from: float | None = None,
        received_before: float | None = None,
    ) -> Iterator[Kept]:
        """Yield the statements that all of this is true of, oldest first; no ids are all ids."""
        query = _kept().where(statements.c.state.in_(states))
        if case_refs:
            query = query.where(statements.c.case_ref.in_(case_refs))
        if received_from is not None:
            query = query.where(statements.c.received_at >= received_from)
        if received_before is not None:
            query = query.where(statements.c.received_at < received_before)
        named = sorted({*ids})
        parts = [named[n : n + _IDS_AT_ONCE] for n in range(0, len(named), _IDS_AT_ONCE)]
        for part in parts or [[]]:
            yield from self._pages(query.where(statements.c.id.in_(part)) if part else query)

    def put_back(self, chosen: Sequence[Again], *, run: str, who: str) -> list[str]:
        """Put statements back behind everything that waits, in one transaction; return their ids.

        One that anything happened to since it was looked at is left as it is, and so is one that
        somebody else works on this moment. Of a run that was stopped none is put back.
        """
        put: list[str] = []
        with self._database.writing() as connection:
            if _stopped(connection, run):
                return put
            now = self._database.now(connection)
            rows = connection.execute(
                select(
                    statements.c.id, statements.c.state, statements.c.version,
                    statements.c.updated_at,
                )
                .where(statements.c.id.in_([each.kept.statement_id for each in chosen]))
                # Never waits for another's lock, so that no two can wait for each other.
                .with_for_update(skip_locked=True)
            ).all()  # fmt: skip
            now_standing = {row.id: (row.state, row.version, row.updated_at) for row in rows}
            for each in chosen:
                kept = each.kept
                seen = (kept.state, kept.version, kept.updated_at)
                if kept.state not in AGAIN or now_standing.get(kept.statement_id) != seen:
                    continue
                # Whoever stands in it twice is put back once.
                del now_standing[kept.statement_id]
                before = Origin(run=run, state=kept.state, version=kept.version)
                promise(connection, kept.statement_id, each.stage, Priority.BACKLOG, now)
                set_state(connection, kept.statement_id, AWAITING[each.stage], now)
                detail = returning.told(before, each.why)
                history.add(connection, kept.statement_id, now, who, history.PUT_BACK, detail)
                put.append(kept.statement_id)
        return put

    def stop(self, run: str, *, who: str, why: str = "") -> None:
        """Note that a run is stopped: nothing more is put back by it, by whomever.

        It stands in the history of the run's first statement. What is in hand already is not ended
        by it; a run that there never was is not noted.
        """
        with self._database.writing() as connection:
            first = connection.scalar(
                select(events.c.statement_id).where(_of(run)).order_by(events.c.id).limit(1)
            )
            if first is None or _stopped(connection, run):
                return
            now = self._database.now(connection)
            detail = f"run {run}: {told(why) or 'no reason was given'}"
            history.add(connection, first, now, who, history.RUN_STOPPED, detail)

    def is_stopped(self, run: str) -> bool:
        """Return whether somebody has stopped a run."""
        with self._database.reading() as connection:
            return _stopped(connection, run)

    def latest_run(self) -> str | None:
        """Return the run that put a statement back last, None where there was never one."""
        query = (
            select(events.c.detail)
            .where(events.c.action == history.PUT_BACK)
            .order_by(events.c.at.desc(), events.c.id.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            detail = connection.scalar(query)
        before = None if detail is None else returning.parsed(detail)
        return before.run if before else None

    def in_hand(self, run: str) -> int:
        """Count a run's statements that are not yet done."""
        later = events.alias()
        ended = exists().where(
            later.c.statement_id == events.c.statement_id,
            later.c.id > events.c.id,
            later.c.action.in_(OUTCOMES),
        )
        query = select(func.count()).select_from(events).where(_of(run), ~ended)
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)

    def members(self, run: str) -> list[Member]:
        """Return a run's statements in the order in which they were put back."""
        query = (
            select(events, statements.c.case_ref, statements.c.filename)
            .join(statements, statements.c.id == events.c.statement_id)
            .where(_of(run))
            .order_by(events.c.id)
        )
        with self._database.snapshot() as connection:
            rows = connection.execute(query).all()
            ended: dict[str, Row[tuple[object, ...]]] = {}
            for start in range(0, len(rows), _IDS_AT_ONCE):
                began = {row.statement_id: row.id for row in rows[start : start + _IDS_AT_ONCE]}
                for row in connection.execute(
                    select(events)
                    .where(
                        events.c.statement_id.in_(list(began)), events.c.action.in_(OUTCOMES),
                        events.c.id > min(began.values()),
                    )
                    .order_by(events.c.id)
                ):  # fmt: skip
                    if row.id > began[row.statement_id]:
                        ended.setdefault(row.statement_id, row)
        return [_member(row, ended.get(row.statement_id)) for row in rows]

    def _pages(self, query: Select[tuple[object, ...]]) -> Iterator[Kept]:
        """Yield what a query finds, a small transaction at a time."""
        page = query
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(page.limit(_AT_ONCE)).all()
            yield from map(_row, rows)
            if len(rows) < _AT_ONCE:
                return
            at, last = rows[-1].received_at, rows[-1].id
            page = query.where(
                or_(
                    statements.c.received_at > at,
                    and_(statements.c.received_at == at, statements.c.id > last),
                )
            )


def _kept() -> Select[tuple[object, ...]]:
    newest = (
        select(documents.c.key)
        .where(documents.c.statement_id == statements.c.id)
        .order_by(documents.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    of_record = and_(
        records.c.statement_id == statements.c.id, records.c.version == statements.c.version
    )
    found: Select[tuple[object, ...]] = (
        select(statements, records.c.body, newest.label("reading"))
        .outerjoin(records, of_record)
        .order_by(statements.c.received_at, statements.c.id)
    )
    return found


def _row(row: Row[tuple[object, ...]]) -> Kept:
    made = None
    codes: set[str] = set()
    if row.body is not None:
        record = json.loads(row.body)
        made = {**record["provenance"], "schema": record["schema"]}
        codes = {each["code"] for each in record["warnings"]}
        if record["failure"]:
            codes.add(record["failure"]["reason"])
    return Kept(
        statement_id=row.id,
        case_ref=row.case_ref,
        filename=row.filename,
        sha256=row.sha256,
        received_at=moment(row.received_at),
        state=State(row.state),
        version=row.version,
        updated_at=row.updated_at,
        made=made,
        reading=row.reading,
        codes=frozenset(codes),
    )


def _of(run: str, action: str = history.PUT_BACK) -> ColumnElement[bool]:
    return and_(
        events.c.action == action,
        events.c.detail.startswith(f"run {run}:", autoescape=True),
    )


def _stopped(connection: Connection, run: str) -> bool:
    query = select(events.c.id).where(_of(run, history.RUN_STOPPED)).limit(1)
    return connection.scalar(query) is not None


def _member(row: Row[tuple[object, ...]], ended: Row[tuple[object, ...]] | None) -> Member:
    before = returning.parsed(row.detail)
    assert before is not None  # noqa: S101  # the query asks for such details
    return Member(
        statement_id=row.statement_id,
        case_ref=row.case_ref,
        filename=row.filename,
        before=before,
        outcome=ended.action if ended is not None else None,
        detail=ended.detail if ended is not None else "",
    )

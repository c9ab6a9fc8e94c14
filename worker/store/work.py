"""The work table: queue, outbox and sweep in one.

A row is a stage of a statement that was promised. ``waiting`` rows are dispatched to RQ; a worker
takes a row by a lease that carries the attempt's number; only the holder of that attempt may
settle it. A lease that runs out gives the row back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, update

from worker.casefile import Stage, State
from worker.store import clocks, events, leases, retries
from worker.store.database import Database
from worker.store.leases import Lease, held
from worker.store.retries import Cause
from worker.store.statements import set_state
from worker.store.tables import documents, work

# A page of text is about 3,000 characters; this many make a token of the encoder on average.
CHARACTERS_PER_TOKEN = 4
_BY_TURN = (work.c.priority, work.c.turn, work.c.id)
_HANDED_OUT: dict[Stage, State] = {"extract": State.EXTRACTING, "analyse": State.ANALYSING}


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """A row that may be dispatched: which attempt it would be, and how long ago it last was.

    ``run`` is 1, and more for a statement that was released and is done again.
    """

    work_id: int
    statement_id: str
    run: int
    attempt: int
    seconds_since_dispatch: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Swept:
    """What a sweep found: leases that ran out, and statements with no attempts left."""

    returned: int
    quarantined: int


class Work:
    """Leases on the work table."""

    def __init__(self, database: Database, *, lease_seconds: float, max_attempts: int) -> None:
        """Lease rows of ``database`` for ``lease_seconds``, at most ``max_attempts`` times each."""
        self._database = database
        self._lease_seconds = lease_seconds
        self._max_attempts = max_attempts

    def lease(self, stage: Stage, statement_id: str, holder: str) -> Lease | None:
        """Lease that statement's stage, or None: it is done, held by another or not yet due."""
        with self._database.writing() as connection:
            now = self._database.now(connection)
            row = connection.execute(
                select(work)
                .where(work.c.statement_id == statement_id, _ready(stage, now))
                # Waits for the dispatcher's short note on this row rather than passing it by.
                .with_for_update()
            ).one_or_none()
            return None if row is None else self._take(connection, row, holder, now)

    def lease_waiting(self, stage: Stage, holder: str, *, tokens: int) -> list[Lease]:
        """Lease what else waits, as it is dispatched, up to about ``tokens`` tokens of text.

        Only rows on their first attempt: one that failed before goes alone, so that it cannot
        take its neighbours down with it.
        """
        length = (
            select(func.max(documents.c.characters))
            .where(documents.c.statement_id == work.c.statement_id)
            .scalar_subquery()
        )
        taken: list[Lease] = []
        with self._database.writing() as connection:
            now = self._database.now(connection)
            rows = connection.execute(
                select(work, length.label("characters"))
                .where(_ready(stage, now), work.c.attempt == 0)
                .order_by(*_BY_TURN)
                .limit(256)
                .with_for_update(skip_locked=True, of=work)
            ).all()
            for row in rows:
                tokens -= (row.characters or 0) // CHARACTERS_PER_TOKEN
                if tokens < 0:
                    break
                taken.append(self._take(connection, row, holder, now))
        return taken

    def renew(self, held_now: Sequence[Lease]) -> list[Lease]:
        """Let leases last longer. One that was lost stays lost; those are returned."""
        lost = []
        with self._database.writing() as connection:
            expires = self._database.now(connection) + self._lease_seconds
            for lease in held_now:
                renewed = connection.execute(
                    update(work).where(held(lease)).values(lease_expires_at=expires)
                )
                if renewed.rowcount != 1:
                    lost.append(lease)
        return lost

    def give_back(self, lease: Lease, reason: str) -> None:
        """Return work undone at once, without counting the attempt: it was no fault of its.

        Only the holder may do so, when it has stopped working on it. Does nothing when the lease
        is settled or lost already.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            leases.let_go(connection, lease, now, attempt=lease.attempt - 1, reason=reason)

    def disown(self, holder: str) -> int:
        """Return whatever a holder has, at once and without counting the attempt; say how much.

        Only the holder may do so, when it works on nothing: it then has what a commit gave it whose
        answer got lost. It would not renew that, and nobody else would look for it.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            rows = connection.execute(
                select(work)
                .where(work.c.status == "leased", work.c.holder == holder)
                .with_for_update()
            ).all()
            for row in rows:
                lease = _lease(row, holder, row.attempt)
                reason = "the database's answer got lost"
                leases.let_go(connection, lease, now, attempt=lease.attempt - 1, reason=reason)
        return len(rows)

    def put_off(self, lease: Lease, reason: str) -> None:
        """Return work undone like ``give_back``, until an outage may be over.

        It waits longer each time, up to half a minute.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            outages = connection.scalar(select(work.c.outages).where(work.c.id == lease.work_id))
            leases.let_go(
                connection,
                lease,
                now,
                attempt=lease.attempt - 1,
                reason=reason,
                delay=retries.after_outage(outages or 0),
                outages=(outages or 0) + 1,
            )

    def try_again(
        self, lease: Lease, cause: Cause, kind: str = "", *, after_seconds: float | None = None
    ) -> None:
        """Return work to be tried a little later; quarantine it when no attempts are left.

        It waits longer after each attempt, or ``after_seconds``. ``kind`` is the error's own, with
        no word of the statement. Does nothing when the lease is settled or lost already.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            self._return_or_quarantine(connection, lease, now, cause, kind, after_seconds)

    def dispatchable(self, stage: Stage, limit: int) -> list[Waiting]:
        """Return the first ``limit`` rows of a stage that are due, the most urgent first."""
        return self.due([stage], limit)[stage]

    def due(self, stages: Sequence[Stage], limit: int) -> dict[Stage, list[Waiting]]:
        """Return the first ``limit`` rows of each stage that are due, as of one moment."""
        with self._database.reading() as connection:
            now = self._database.now(connection)
            return {stage: _due(connection, stage, now, limit) for stage in stages}

    def mark_dispatched(self, rows: Sequence[Waiting]) -> None:
        """Note that these rows were handed to RQ."""
        if not rows:
            return
        with self._database.writing() as connection:
            now = self._database.now(connection)
            connection.execute(
                update(work)
                .where(work.c.id.in_([row.work_id for row in rows]), work.c.status == "waiting")
                .values(dispatched_at=now)
            )

    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many rows there are for each (stage, status)."""
        query = select(work.c.stage, work.c.status, func.count()).group_by(
            work.c.stage, work.c.status
        )
        with self._database.reading() as connection:
            return {(stage, status): count for stage, status, count in connection.execute(query)}

    def now(self) -> float:
        """Return the time that leases are judged by, in seconds."""
        with self._database.reading() as connection:
            return self._database.now(connection)

    def sweep(self, *, judging: bool = True) -> Swept:
        """Give back every lease that ran out; quarantine what has no attempts left.

        Times that a clock which was set back left far ahead are brought back. Without ``judging``
        leases are left alone, for the clock has just jumped.
        """
        with self._database.reading() as connection:
            now = self._database.now(connection)
            wrong = or_(_overdue(now), clocks.is_ahead(now, self._lease_seconds))
            if not connection.scalar(select(func.count()).select_from(work).where(wrong)):
                return Swept(returned=0, quarantined=0)
        with self._database.writing() as connection:
            now = self._database.now(connection)
            clocks.bring_back(connection, now, self._lease_seconds)
            if not judging:
                return Swept(returned=0, quarantined=0)
            return self._take_away(connection, _overdue(now), now, Cause.LEASE_RAN_OUT)

    def bury(self, ending: str, survivor: str) -> Swept:
        """Give back at once what is held by the dead: whose names end so, but the survivor's.

        Nobody else may be named so: the caller knows that they are dead, and no lease tells it.
        """
        dead = and_(
            work.c.status == "leased",
            work.c.holder.endswith(ending, autoescape=True),
            work.c.holder != survivor,
        )
        with self._database.writing() as connection:
            now = self._database.now(connection)
            return self._take_away(connection, dead, now, Cause.WORKER_DIED)

    def _take_away(
        self, connection: Connection, which: ColumnElement[bool], now: float, cause: Cause
    ) -> Swept:
        returned = quarantined = 0
        rows = select(work).where(which).with_for_update(skip_locked=True)
        for row in connection.execute(rows).all():
            lease = _lease(row, row.holder, row.attempt)
            delay = None
            if cause is Cause.WORKER_DIED:
                delay = retries.after_death(lease.attempt, self._lease_seconds)
            if self._return_or_quarantine(connection, lease, now, cause, delay=delay):
                returned += 1
            else:
                quarantined += 1
        return Swept(returned=returned, quarantined=quarantined)

    def _return_or_quarantine(
        self,
        connection: Connection,
        lease: Lease,
        now: float,
        cause: Cause,
        kind: str = "",
        delay: float | None = None,
    ) -> bool:
        if lease.attempt < self._max_attempts:
            leases.let_go(
                connection,
                lease,
                now,
                attempt=lease.attempt,
                reason=f"{cause} ({kind})" if kind else cause,
                delay=retries.after_crash(lease.attempt) if delay is None else delay,
            )
            return True
        leases.quarantine(connection, lease, now, cause, kind)
        return False

    def _take(
        self, connection: Connection, row: Row[tuple[object, ...]], holder: str, now: float
    ) -> Lease:
        lease = _lease(row, holder, row.attempt + 1)
        connection.execute(
            update(work)
            .where(work.c.id == row.id)
            .values(
                status="leased",
                attempt=lease.attempt,
                holder=holder,
                lease_expires_at=now + self._lease_seconds,
            )
        )
        set_state(connection, lease.statement_id, _HANDED_OUT[lease.stage], now)
        detail = f"attempt {lease.attempt}"
        events.add(connection, lease.statement_id, now, holder, f"{lease.stage} started", detail)
        return lease


def _due(connection: Connection, stage: Stage, now: float, limit: int) -> list[Waiting]:
    columns = (work.c.id, work.c.statement_id, work.c.run, work.c.attempt, work.c.dispatched_at)
    rows = connection.execute(
        select(*columns).where(_ready(stage, now)).order_by(*_BY_TURN).limit(limit)
    )
    return [
        Waiting(
            work_id=number,
            statement_id=statement_id,
            run=run,
            attempt=attempt,
            seconds_since_dispatch=None if dispatched_at is None else now - dispatched_at,
        )
        for number, statement_id, run, attempt, dispatched_at in rows
    ]


def _ready(stage: Stage, now: float) -> ColumnElement[bool]:
    return and_(work.c.stage == stage, work.c.status == "waiting", work.c.not_before <= now)


def _overdue(now: float) -> ColumnElement[bool]:
    expires = work.c.lease_expires_at
    return and_(work.c.status == "leased", or_(expires.is_(None), expires < now))


def _lease(row: Row[tuple[object, ...]], holder: str, attempt: int) -> Lease:
    return Lease(
        work_id=row.id,
        statement_id=row.statement_id,
        stage=row.stage,
        attempt=attempt,
        holder=holder,
        priority=row.priority,
    )

"""How the queue stands, in counts and ages: read in one go, for whoever watches a deployment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, and_, case, func, or_, select

from worker.casefile import STAGES, Stage, State
from worker.store import returning
from worker.store.database import Database
from worker.store.tables import events, statements, work

Phase = Literal["waiting", "delayed", "leased", "expired"]
PHASES: tuple[Phase, ...] = ("waiting", "delayed", "leased", "expired")
"""What waits and is due, what waits until it may be tried again, what a worker holds, and what
one held for too long, which the sweep gives back."""
OUTCOMES: Mapping[str, str] = {
    "analysed": "needs_review",
    "failed": "failed",
    "quarantined": "quarantined",
    "cancelled": "cancelled",
}
"""The events that settle a statement, and the state that each brings it to."""
_STARTED: dict[Stage, str] = {stage: f"{stage} started" for stage in STAGES}
_RETURNED: dict[Stage, str] = {stage: f"{stage} returned" for stage in STAGES}
# A failure may belong to either stage; it shows in any case that something is being done.
_FINISHED: dict[Stage, tuple[str, ...]] = {
    "extract": ("extracted", "failed", returning.NOT_DONE_AGAIN),
    "analyse": ("analysed", "failed", returning.NOT_DONE_AGAIN),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Depth:
    """How many rows of work stand alike, and how many seconds ago the oldest was promised."""

    stage: Stage
    priority: int
    phase: Phase
    count: int
    oldest_seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Stopped:
    """How many statements stopped alike: failed or quarantined, at a stage, for a reason code."""

    state: State
    stage: str
    reason: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How everything stands at one moment.

    ``settled`` counts every settlement by the state that it brought, since the beginning; a
    statement that was released counts again. ``today`` and ``last_hour`` count the same since
    then. ``attempts`` counts leases taken, ``returned`` those given back or lost, by stage: also
    the last one of each statement that was quarantined.
    ``idle_seconds`` says how long ago each stage last finished something, None for never.
    """

    depths: tuple[Depth, ...]
    states: Mapping[State, int]
    stopped: tuple[Stopped, ...]
    settled: Mapping[str, int]
    today: Mapping[str, int]
    last_hour: Mapping[str, int]
    attempts: Mapping[Stage, int]
    returned: Mapping[Stage, int]
    idle_seconds: Mapping[Stage, float | None]

    def waiting(self, stage: Stage) -> int:
        """Return how many statements wait for a stage, due or not."""
        return sum(
            each.count
            for each in self.depths
            if each.stage == stage and each.phase in {"waiting", "delayed"}
        )

    def due_seconds(self, stage: Stage) -> float:
        """Return how long ago the oldest row was promised that is due and waits for a stage."""
        ages = [
            each.oldest_seconds
            for each in self.depths
            if each.stage == stage and each.phase == "waiting"
        ]
        return max(ages, default=0.0)


class Standings:
    """Counts over statements, work and events."""

    def __init__(self, database: Database) -> None:
        """Read in ``database``."""
        self._database = database

    def now(self, midnight: float) -> Standing:
        """Return how everything stands; ``midnight`` is when today began, in seconds since 1970."""
        with self._database.snapshot() as connection:
            moment = self._database.now(connection)
            counts = _events(connection)
            return Standing(
                depths=_depths(connection, moment),
                states=_states(connection),
                stopped=_stopped(connection),
                settled=_outcomes(counts),
                today=_outcomes(_events(connection, midnight)),
                last_hour=_outcomes(_events(connection, moment - 3600.0)),
                attempts={stage: counts.get(_STARTED[stage], 0) for stage in STAGES},
                returned=_returned(connection, counts),
                idle_seconds={stage: _idle(connection, stage, moment) for stage in STAGES},
            )


def _depths(connection: Connection, now: float) -> tuple[Depth, ...]:
    expires = work.c.lease_expires_at
    phase = case(
        (and_(work.c.status == "waiting", work.c.not_before > now), "delayed"),
        (work.c.status == "waiting", "waiting"),
        (or_(expires.is_(None), expires < now), "expired"),
        else_="leased",
    ).label("phase")
    rows = connection.execute(
        select(work.c.stage, work.c.priority, phase, func.count(), func.min(work.c.created_at))
        .where(work.c.status.in_(("waiting", "leased")))
        # By its name: PostgreSQL does not see that two expressions with parameters are the same.
        .group_by(work.c.stage, work.c.priority, "phase")
    )
    found = [
        Depth(
            stage=stage,
            priority=priority,
            phase=standing,
            count=count,
            oldest_seconds=max(0.0, now - oldest),
        )
        for stage, priority, standing, count, oldest in rows
    ]
    # In the order in which the work is done.
    return tuple(sorted(found, key=lambda d: (STAGES.index(d.stage), d.priority, d.phase)))


def _states(connection: Connection) -> dict[State, int]:
    query = select(statements.c.state, func.count()).group_by(statements.c.state)
    return {State(state): count for state, count in connection.execute(query)}


def _stopped(connection: Connection) -> tuple[Stopped, ...]:
    alike = (statements.c.state, statements.c.failure_stage, statements.c.failure_reason)
    rows = connection.execute(
        select(*alike, func.count())
        .where(statements.c.state.in_((State.FAILED, State.QUARANTINED)))
        .group_by(*alike)
        .order_by(*alike)
    )
    return tuple(
        Stopped(state=State(state), stage=stage or "", reason=reason or "", count=count)
        for state, stage, reason, count in rows
    )


def _events(connection: Connection, since: float | None = None) -> dict[str, int]:
    """Count the events that tell of work by kind, from the index alone."""
    kinds = (*OUTCOMES, *_STARTED.values(), *_RETURNED.values())
    query = select(events.c.action, func.count()).where(events.c.action.in_(kinds))
    if since is not None:
        query = query.where(events.c.at >= since)
    rows = connection.execute(query.group_by(events.c.action))
    return {row.action: row[1] for row in rows}


def _returned(connection: Connection, counts: Mapping[str, int]) -> dict[Stage, int]:
    # A row stays quarantined when its statement is released: that makes a new one.
    query = (
        select(work.c.stage, func.count())
        .where(work.c.status == "quarantined")
        .group_by(work.c.stage)
    )
    lost = {row.stage: row[1] for row in connection.execute(query)}
    return {stage: counts.get(_RETURNED[stage], 0) + lost.get(stage, 0) for stage in STAGES}


def _outcomes(counts: Mapping[str, int]) -> dict[str, int]:
    return {outcome: counts.get(kind, 0) for kind, outcome in OUTCOMES.items()}


def _idle(connection: Connection, stage: Stage, now: float) -> float | None:
    latest = [
        connection.scalar(select(func.max(events.c.at)).where(events.c.action == kind))
        for kind in _FINISHED[stage]
    ]
    known = [at for at in latest if at is not None]
    return max(0.0, now - max(known)) if known else None

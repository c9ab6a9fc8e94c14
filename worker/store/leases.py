"""What becomes of a lease's row: settled, let go or quarantined, in the caller's transaction.

Each does so only while the lease still holds the row, so a late holder changes nothing.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, update

from worker.casefile import Stage, State
from worker.errors import LeaseLost
from worker.store import events, retries, returning
from worker.store.retries import Cause
from worker.store.statements import set_state
from worker.store.tables import work

AWAITING: dict[Stage, State] = {"extract": State.RECEIVED, "analyse": State.EXTRACTED}
"""The state of a statement whose stage waits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lease:
    """The right to settle one stage of one statement, for this attempt, while it lasts."""

    work_id: int
    statement_id: str
    stage: Stage
    attempt: int
    holder: str
    priority: int


def settle(connection: Connection, lease: Lease, status: str) -> None:
    """Close the row in the caller's final transaction.

    Raises LeaseLost when this attempt is no longer the one that holds the row, so that the whole
    transaction is thrown away.
    """
    closed = connection.execute(
        update(work).where(held(lease)).values(status=status, holder=None, lease_expires_at=None)
    )
    if closed.rowcount != 1:
        raise LeaseLost("The work was given to another worker meanwhile.")


def held(lease: Lease) -> ColumnElement[bool]:
    """Return what is true of a lease's row while it lasts."""
    return and_(
        work.c.id == lease.work_id,
        work.c.status == "leased",
        work.c.attempt == lease.attempt,
        work.c.holder == lease.holder,
    )


def let_go(
    connection: Connection,
    lease: Lease,
    now: float,
    *,
    attempt: int,
    reason: str,
    delay: float = 0.0,
    outages: int | None = None,
) -> None:
    """Return the row to be done again after ``delay`` seconds, with ``attempt`` attempts counted.

    ``outages`` notes how often it was put off. Does nothing when the lease was lost.
    """
    values: dict[str, object] = {
        "status": "waiting",
        "attempt": attempt,
        "holder": None,
        "lease_expires_at": None,
        "dispatched_at": None,
        "not_before": now + delay,
    }
    if outages is not None:
        values["outages"] = outages
    freed = connection.execute(update(work).where(held(lease)).values(values))
    if freed.rowcount == 1:
        set_state(connection, lease.statement_id, AWAITING[lease.stage], now)
        events.add(
            connection, lease.statement_id, now, lease.holder, f"{lease.stage} returned", reason
        )


def quarantine(connection: Connection, lease: Lease, now: float, cause: Cause, kind: str) -> None:
    """Set the statement aside, with its reason. Does nothing when the lease was lost.

    One that was done again and had a good record goes back to that instead.
    """
    try:
        settle(connection, lease, "quarantined")
    except LeaseLost:
        return
    told = f"{cause} ({kind})" if kind else cause
    attempts = "1 attempt" if lease.attempt == 1 else f"{lease.attempt} attempts"
    detail = f"after {attempts}: {told}"
    before = returning.origin(connection, lease.statement_id)
    if before and before.good:
        returning.go_back(
            connection, lease.statement_id, before, now, actor=lease.holder, detail=detail
        )
        return
    failure = retries.set_aside(lease.stage, lease.attempt, cause, kind)
    set_state(connection, lease.statement_id, State.QUARANTINED, now, failure=failure)
    events.add(connection, lease.statement_id, now, lease.holder, "quarantined", detail)

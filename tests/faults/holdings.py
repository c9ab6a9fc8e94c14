"""What a process that stands still holds, as the database has it: its own word is not enough."""

from collections.abc import Sequence

from sqlalchemy import Row, select

from tests.faults.control import Claim
from tests.faults.deployment import Deployment
from tests.faults.sending import Sender
from worker.casefile import STAGES
from worker.queues import connect, stage_queue
from worker.store.tables import statements, work


class NothingHeld(AssertionError):
    """A process stood still and held no work there: killing it would prove nothing."""


_LEASED = frozenset({"leased", "reading", "before_settle", "in_transaction"})


def held(deployment: Deployment, sender: Sender, claim: Claim) -> Sequence[str]:
    """Return what a kill would hit: ids, or hashes of what has no id yet. Raises NothingHeld."""
    if claim.role == "api":
        found = _by_the_api(deployment, sender, claim)
    elif claim.role == "dispatcher":
        found = _by_the_dispatcher(deployment, claim)
    elif claim.point == "popped":
        found = _between_queue_and_lease(deployment, claim)
    elif claim.point == "after_settle":
        found = _after_settling(deployment, claim)
    else:
        leased = deployment.leased(claim.pid)
        found = leased if claim.subject in leased and claim.point in _LEASED else []
    if not found:
        raise NothingHeld(f"{claim.role} stood still at {claim.point} and held nothing there")
    return found


def _by_the_api(deployment: Deployment, sender: Sender, claim: Claim) -> list[str]:
    known = statements.c.id if claim.point == "registered" else statements.c.sha256
    with deployment.store.database.reading() as connection:
        row = connection.execute(select(statements).where(known == claim.subject)).one_or_none()
    if claim.point == "registered":
        unheard = row is not None and row.sha256 not in sender.by_sha256()
        return [claim.subject] if unheard else []
    kept = deployment.store.originals.path(claim.subject).exists()
    return [claim.subject] if kept and row is None else []


def _by_the_dispatcher(deployment: Deployment, claim: Claim) -> list[str]:
    rows = _work(deployment, claim.subject)
    return [claim.subject] if any(row.dispatched_at is None for row in rows) else []


def _between_queue_and_lease(deployment: Deployment, claim: Claim) -> list[str]:
    waits = [
        row
        for row in _work(deployment, claim.subject)
        if row.stage == claim.role and row.status == "waiting"
    ]
    connection = connect(deployment.redis_url)
    try:
        queued = [job for stage in STAGES for job in stage_queue(stage, connection).get_job_ids()]
    finally:
        connection.close()
    gone = not any(job.startswith(claim.subject) for job in queued)
    return [claim.subject] if waits and gone else []


def _after_settling(deployment: Deployment, claim: Claim) -> list[str]:
    rows = _work(deployment, claim.subject)
    done = any(row.stage == claim.role and row.status == "done" for row in rows)
    return [claim.subject, *deployment.leased(claim.pid)] if done else []


def _work(deployment: Deployment, statement_id: str) -> Sequence[Row[tuple[object, ...]]]:
    with deployment.store.database.reading() as connection:
        query = select(work).where(work.c.statement_id == statement_id)
        rows: Sequence[Row[tuple[object, ...]]] = connection.execute(query).all()
        return rows

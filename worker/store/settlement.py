"""The final transactions: a result, the next promise and the new state, all or nothing.

Each one first closes the lease, which fails with LeaseLost when the work meanwhile belongs to
another attempt. So a stage takes effect once, whoever else did it too.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from worker.casefile import Failure, State
from worker.record import CaseRecord
from worker.store import documents, enclosures, events, records
from worker.store.database import Database
from worker.store.enclosures import Enclosed
from worker.store.leases import Lease, settle
from worker.store.statements import promise, set_state


class Settlement:
    """Settles leases."""

    def __init__(self, database: Database) -> None:
        """Write in ``database``."""
        self._database = database

    def extracted(
        self,
        lease: Lease,
        *,
        key: str,
        body: Mapping[str, object],
        characters: int,
        enclosed: Sequence[Enclosed] = (),
    ) -> None:
        """Keep a reading, promise its analysis and the reading of what it holds. Raises LeaseLost.

        The originals of ``enclosed`` must be stored already.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            settle(connection, lease, "done")
            documents.keep(connection, lease.statement_id, key, body, characters, now)
            enclosures.keep(connection, lease.statement_id, enclosed, lease.holder, now)
            promise(connection, lease.statement_id, "analyse", lease.priority, now)
            set_state(connection, lease.statement_id, State.EXTRACTED, now)
            events.add(connection, lease.statement_id, now, lease.holder, "extracted", "")

    def analysed(self, lease: Lease, *, key: str, record: CaseRecord) -> int:
        """Keep a record and hand the statement to people; return its version. Raises LeaseLost."""
        with self._database.writing() as connection:
            now = self._database.now(connection)
            settle(connection, lease, "done")
            version = _keep(connection, lease, record, key, now, State.NEEDS_REVIEW, None)
            events.add(
                connection, lease.statement_id, now, lease.holder, "analysed", f"version {version}"
            )
        return version

    def failed(self, lease: Lease, *, key: str, record: CaseRecord, failure: Failure) -> int:
        """Keep a failed record with its reason; return its version. Raises LeaseLost."""
        with self._database.writing() as connection:
            now = self._database.now(connection)
            settle(connection, lease, "failed")
            version = _keep(connection, lease, record, key, now, State.FAILED, failure)
            events.add(connection, lease.statement_id, now, lease.holder, "failed", failure.reason)
        return version


def _keep(
    connection: Connection,
    lease: Lease,
    record: CaseRecord,
    key: str,
    now: float,
    state: State,
    failure: Failure | None,
) -> int:
    version = records.keep(connection, record, key, now)
    set_state(connection, lease.statement_id, state, now, failure=failure, version=version)
    return version

"""The final transactions: a result, the next promise and the new state, all or nothing.

Each one first closes the lease, which fails with LeaseLost when the work meanwhile belongs to
another attempt. So a stage takes effect once, whoever else did it too.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from worker.casefile import Failure, State
from worker.record import CaseRecord
from worker.store import documents, enclosures, events, records, returning
from worker.store.database import Database
from worker.store.enclosures import Enclosed
from worker.store.leases import Lease, settle
from worker.store.statements import promise, set_state
from worker.store.tables import statements


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

        What an earlier reading found inside stays inside until there is a record of this one. The
        originals of ``enclosed`` must be stored already.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            settle(connection, lease, "done")
            documents.keep(connection, lease.statement_id, key, body, characters, now)
            enclosures.keep(
                connection,
                lease.statement_id,
                enclosed,
                lease.holder,
                now,
                priority=lease.priority,
            )
            promise(connection, lease.statement_id, "analyse", lease.priority, now)
            set_state(connection, lease.statement_id, State.EXTRACTED, now)
            events.add(connection, lease.statement_id, now, lease.holder, "extracted", "")

    def analysed(self, lease: Lease, *, key: str, record: CaseRecord) -> int:
        """Keep a record and hand the statement to people; return its version. Raises LeaseLost.

        Where it was done again and the record is the same, what people decided of it stands.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            settle(connection, lease, "done")
            newest = connection.scalar(
                select(statements.c.version).where(statements.c.id == lease.statement_id)
            )
            version = records.keep(connection, record, key, now)
            if version != newest:
                enclosures.forget_earlier(connection, lease.statement_id)
            before = returning.origin(connection, lease.statement_id)
            same = before is not None and before.good and before.version == version
            state = before.state if before and same else State.NEEDS_REVIEW
            set_state(connection, lease.statement_id, state, now, version=version)
            events.add(
                connection, lease.statement_id, now, lease.holder, "analysed", f"version {version}"
            )
        return version

    def failed(self, lease: Lease, *, key: str, record: CaseRecord, failure: Failure) -> int:
        """Keep a failed record with its reason; return its version. Raises LeaseLost.

        A statement that was done again and had a good record keeps that one, and its state.
        """
        with self._database.writing() as connection:
            now = self._database.now(connection)
            settle(connection, lease, "failed")
            before = returning.origin(connection, lease.statement_id)
            if before and before.good:
                detail = f"{failure.reason}: {failure.message}"
                returning.go_back(
                    connection, lease.statement_id, before, now, actor=lease.holder, detail=detail
                )
                return before.version or 0
            version = records.keep(connection, record, key, now)
            set_state(
                connection, lease.statement_id, State.FAILED, now, failure=failure, version=version
            )
            events.add(connection, lease.statement_id, now, lease.holder, "failed", failure.reason)
        return version

"""A statement as a run of ``deponent reprocess`` finds it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from worker.casefile import State
from worker.store.reprocessing import Kept


def kept(*, made: Mapping[str, object] | None = None, reading: str | None = None) -> Kept:
    """Return a statement that was ``made`` with these models and settings, from a ``reading``."""
    return Kept(
        statement_id="a" * 32,
        case_ref="01ZD1234525",
        filename="a.txt",
        sha256="f" * 64,
        received_at=datetime(2026, 1, 5, tzinfo=UTC),
        state=State.NEEDS_REVIEW,
        version=1,
        updated_at=0.0,
        made=made,
        reading=reading,
    )

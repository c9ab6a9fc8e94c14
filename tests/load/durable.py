"""The oracle: whether every acknowledged upload is there, with its bytes and its promise."""

from collections.abc import Sequence

from sqlalchemy import select

from tests.faults.sending import CASE, Entry
from worker.casefile import State
from worker.store.originals import sha256_of
from worker.store.store import Store
from worker.store.tables import statements, work

_OPEN = ("waiting", "leased")


def lost(store: Store, entries: Sequence[Entry]) -> dict[str, str]:
    """Return what was acknowledged and is not there any more, by its file's name, and what lacks.

    An upload is there when its statement is, in its case and of its hash; when its original hashes
    to what was sent; and when it is settled, or the work table still holds what will settle it.
    """
    with store.database.snapshot() as connection:
        rows = connection.execute(select(statements).where(statements.c.case_ref == CASE)).all()
        promised = set(
            connection.scalars(select(work.c.statement_id).where(work.c.status.in_(_OPEN)))
        )
    by_id = {row.id: row for row in rows}
    found: dict[str, str] = {}
    for entry in entries:
        row = by_id.get(entry.statement_id)
        if row is None:
            found[entry.name] = "its statement"
        elif row.sha256 != entry.sha256:
            found[entry.name] = "its hash"
        elif not State(row.state).settled and row.id not in promised:
            found[entry.name] = "its promise"
        elif not _kept(store, entry.sha256):
            found[entry.name] = "its bytes"
    return found


def doubled(entries: Sequence[Entry]) -> set[str]:
    """Return the hashes of files that were acknowledged as more than one statement."""
    ids: dict[str, set[str]] = {}
    for entry in entries:
        ids.setdefault(entry.sha256, set()).add(entry.statement_id)
    return {sha256 for sha256, each in ids.items() if len(each) > 1}


def _kept(store: Store, sha256: str) -> bool:
    try:
        return sha256_of(store.originals.path(sha256)) == sha256
    except FileNotFoundError:
        return False

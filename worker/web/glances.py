"""What a list says of a record at a glance: whose statement it is, and what the record lacks.

Records are immutable, so each version is read once and its words are remembered.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from worker.casefile import Statement
from worker.record import CaseRecord
from worker.store.records import Records
from worker.web import words

_MOST = 20_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """Whose statement it is, as its form says, and what the record lacks; each may be empty."""

    witness: str = ""
    gap: str = ""


class Glances:
    """Glances at records, remembered by statement and version."""

    def __init__(self, records: Records) -> None:
        """Look records up in ``records``."""
        self._records = records
        self._known: OrderedDict[tuple[str, int], Glance] = OrderedDict()
        self._lock = Lock()

    def of(self, statement: Statement) -> Glance:
        """Return a glance at the newest record; an empty one where it failed or is not there."""
        if statement.version is None or statement.failure:
            return Glance()
        key = (statement.id, statement.version)
        with self._lock:
            known = self._known.get(key)
        if known is None:
            record = self._records.version(*key)
            known = _glance(record) if record else Glance()
            self._remember(key, known)
        return known

    def _remember(self, key: tuple[str, int], glance: Glance) -> None:
        with self._lock:
            self._known[key] = glance
            while len(self._known) > _MOST:
                self._known.popitem(last=False)


def _glance(record: CaseRecord) -> Glance:
    named = record.form.get("statement_of")
    partial = record.status == "partial"
    return Glance(
        witness=words.witness(named.value) if named else "",
        gap=words.not_read(len(record.unread_pages)) if partial else "",
    )

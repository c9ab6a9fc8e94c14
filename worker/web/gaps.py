"""What the records in a list lack, in a few words.

Records are immutable, so each version is read once and its words are remembered.
"""

from collections import OrderedDict
from threading import Lock

from worker.casefile import Statement
from worker.record import CaseRecord
from worker.store.records import Records
from worker.web import words

_MOST = 20_000


class Gaps:
    """The gaps of records, remembered by statement and version."""

    def __init__(self, records: Records) -> None:
        """Look records up in ``records``."""
        self._records = records
        self._known: OrderedDict[tuple[str, int], str] = OrderedDict()
        self._lock = Lock()

    def of(self, statement: Statement) -> str:
        """Return what the newest record lacks; empty when it is whole, failed or not there yet."""
        if statement.version is None or statement.failure:
            return ""
        key = (statement.id, statement.version)
        with self._lock:
            known = self._known.get(key)
        if known is None:
            record = self._records.version(*key)
            known = _gap(record) if record else ""
            self._remember(key, known)
        return known

    def _remember(self, key: tuple[str, int], gap: str) -> None:
        with self._lock:
            self._known[key] = gap
            while len(self._known) > _MOST:
                self._known.popitem(last=False)


def _gap(record: CaseRecord) -> str:
    return words.not_read(len(record.unread_pages)) if record.status == "partial" else ""

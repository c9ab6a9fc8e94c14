"""The oracle: ledger, database, originals and records must agree once everything has settled."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from tests.faults.sending import CASE, Entry
from worker.casefile import State
from worker.record import CaseRecord
from worker.store.store import Store
from worker.store.tables import events, records, statements

_SETTLING = ("analysed", "failed", "quarantined")


@dataclass
class Verdict:
    """What the oracle found: the statements, by their ids or their files' hashes.

    ``lost``: acknowledged, and gone or never settled. ``doubled``: two statements, records or
    endings of one file. ``torn``: settled without all its parts, or the store does not add up.
    ``spoiled``: settled, though failed or set aside without any fault of its own.
    """

    lost: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    torn: set[str] = field(default_factory=set)
    spoiled: set[str] = field(default_factory=set)

    @property
    def clean(self) -> bool:
        """Whether it found nothing."""
        return not (self.lost or self.doubled or self.torn or self.spoiled)


def judge(
    store: Store,
    entries: Sequence[Entry],
    files: Mapping[str, Path],
    expected: Mapping[str, State],
) -> Verdict:
    """Compare everything. ``files`` are what was sent, by hash.

    ``expected`` names the state in which a statement, by its id, must end; all others must end as
    complete records that wait for review.
    """
    verdict = Verdict()
    with store.database.reading() as connection:
        rows = connection.execute(select(statements).where(statements.c.case_ref == CASE)).all()
        endings: Counter[str] = Counter()
        query = select(events.c.statement_id).where(events.c.action.in_(_SETTLING))
        endings.update(connection.scalars(query))
        versions: Counter[str] = Counter(connection.scalars(select(records.c.statement_id)))
    by_id = {row.id: row for row in rows}
    by_hash = Counter(row.sha256 for row in rows)
    verdict.doubled |= {sha256 for sha256, count in by_hash.items() if count > 1}
    acknowledged: dict[str, str] = {}
    for entry in entries:
        if acknowledged.setdefault(entry.sha256, entry.statement_id) != entry.statement_id:
            verdict.doubled.add(entry.sha256)
        row = by_id.get(entry.statement_id)
        if row is None or row.sha256 != entry.sha256 or not State(row.state).settled:
            verdict.lost.add(entry.statement_id)
            continue
        if endings[row.id] > 1 or versions[row.id] > 1:
            verdict.doubled.add(row.id)
        wanted = expected.get(row.id, State.NEEDS_REVIEW)
        if State(row.state) is not wanted:
            verdict.spoiled.add(row.id)
        elif wanted is State.NEEDS_REVIEW and not _whole(store, row.id, files[row.sha256]):
            verdict.torn.add(row.id)
        if not _same_bytes(store.originals.path(row.sha256), files[row.sha256]):
            verdict.torn.add(row.id)
    # Whoever never heard that a file had come sends it again, so nobody is left without an entry.
    verdict.torn |= by_hash.keys() - acknowledged.keys()
    verdict.torn |= _unsound(store, verdict.lost)
    return verdict


def _whole(store: Store, statement_id: str, sent: Path) -> bool:
    """Return whether a statement's record is there with all its parts, each where it points."""
    record = store.records.latest(statement_id)
    return (
        record is not None
        and record.status == "complete"
        and record.statement_id == statement_id
        and record.text.split() == sent.read_text().split()
        and bool(record.summary.sentences)
        and _points_at_its_words(record)
    )


def _points_at_its_words(record: CaseRecord) -> bool:
    parts = (*record.mentions, *record.summary.sentences)
    return all(record.text[part.start : part.end] == part.quote for part in parts)


def _same_bytes(kept: Path, sent: Path) -> bool:
    try:
        return (
            hashlib.sha256(kept.read_bytes()).digest() == hashlib.sha256(sent.read_bytes()).digest()
        )
    except FileNotFoundError:
        return False


def _unsound(store: Store, lost: set[str]) -> set[str]:
    """Return what the store's own report and the folder of originals do not add up to."""
    report = store.complete()
    # What is lost is counted as lost, and not a second time.
    found = {finding.statement_id for finding in report.findings} - lost
    if report.unclaimed:
        found.add(f"{report.unclaimed} originals that no statement names")
    store.originals.tidy(older_than_seconds=0)
    left = list((store.originals.path("00").parents[1] / "incoming").glob("*"))
    if left:
        found.add(f"{len(left)} uploads left half-written")
    return found

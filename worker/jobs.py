"""The two functions that RQ calls. They take a statement id and return nothing.

Each leases its work first: without the lease it does nothing, so a job that runs twice, late or
for nothing is harmless. No exception leaves here with a document's text in it, for RQ would
write that to Redis.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from models.inference.results import Analysis, Passage, SummaryLength, Unanalysed
from worker import enclosing, equipment, pipeline
from worker.casefile import Attachment, ExtractedDocument, Failure
from worker.errors import DeponentError, Unreadable
from worker.extract import document_json
from worker.extract.sandbox import ReadingRoom
from worker.intake import display_name
from worker.settings import Settings
from worker.store.enclosures import Enclosed, Enclosure
from worker.store.leases import Lease
from worker.store.store import Store
from worker.store.work import CHARACTERS_PER_TOKEN
from worker.tenure import Deadline, fenced, keeping, leased, mended

# Starting a child, twice if need be, and settling, beside the reading itself.
_STARTING_SECONDS = 180.0
# The model that writes overviews is loaded, and hashed again, with the first of them.
_LOADING_SECONDS = 300.0
_ORIGINAL_MISSING = Failure(
    stage="extract",
    reason="original_missing",
    message=(
        "The stored original is not where it belongs, which must not happen. Ask the people who "
        "run Deponent to look at it, and upload the file again."
    ),
)
_log = logging.getLogger(__name__)


class AnalyserLike(Protocol):
    """What the analyse job needs of ``models.inference.analyser.Analyser``."""

    def analyse(
        self, passages: Sequence[Passage], length: SummaryLength
    ) -> list[Analysis | Unanalysed]:
        """Analyse passages, in order."""


@dataclass(frozen=True, kw_only=True)
class Equipment:
    """What a worker process has at hand; a worker of one stage lacks the other's tool."""

    store: Store
    settings: Settings
    holder: str
    reading_room: ReadingRoom | None = None
    analyser: AnalyserLike | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """What was read of a statement, and the hash of that as it is kept."""

    document: ExtractedDocument
    sha256: str


_equipment: Equipment | None = None


def equip(equipment: Equipment) -> None:
    """Give this process what its jobs need; the runner does so before it listens."""
    global _equipment  # noqa: PLW0603  # RQ calls by name, so the process holds it
    _equipment = equipment


def extract(statement_id: str) -> None:
    """Read one statement's original in a child and keep what was read."""
    at_hand = _at_hand()
    if at_hand.reading_room is None:
        raise DeponentError("This worker reads no files; it was started for another stage.")
    lease = leased(at_hand.store, "extract", statement_id, at_hand.holder)
    if lease is None:
        return
    longest = equipment.reading_limits(at_hand.settings).most_seconds
    deadline = Deadline(at_hand.settings, longest + _STARTING_SECONDS)
    room = at_hand.reading_room
    # What nobody wants any more need not be read to its end.
    with (
        keeping(at_hand.store, [lease], deadline, on_all_lost=room.break_off),
        mended(at_hand.store, [lease], deadline),
    ):
        _extract(at_hand, room, lease)


def analyse(statement_id: str) -> None:
    """Analyse one statement, and whatever else waits, as one batch."""
    at_hand = _at_hand()
    if at_hand.analyser is None:
        raise DeponentError("This worker has no models; it was started for another stage.")
    lease = leased(at_hand.store, "analyse", statement_id, at_hand.holder)
    if lease is None:
        return
    leases = [lease]
    with (
        keeping(at_hand.store, leases, Deadline(at_hand.settings)) as deadline,
        mended(at_hand.store, leases, deadline),
    ):
        readings = [_reading(at_hand.store, lease)]
        room = at_hand.settings.batch_tokens - _tokens(readings)
        written = at_hand.settings.overview_model is not None
        # An overview takes far longer than a batch saves: each statement is settled as it is done.
        if lease.attempt == 1 and room > 0 and not written:
            more = at_hand.store.work.lease_waiting("analyse", at_hand.holder, tokens=room)
            leases += more
            readings += [_reading(at_hand.store, other) for other in more]
        deadline.allow(
            _tokens(readings),
            seconds=at_hand.settings.overview_seconds + _LOADING_SECONDS if written else 0.0,
        )
        _analyse(at_hand, at_hand.analyser, leases, readings)


def _extract(at_hand: Equipment, room: ReadingRoom, lease: Lease) -> None:
    store = at_hand.store
    started_at = datetime.now(UTC)
    statement = store.statements.get(lease.statement_id)
    original = store.originals.path(statement.sha256)
    if not original.exists() and original.parents[1].exists():
        _fail(at_hand, lease, _ORIGINAL_MISSING, started_at)
        return
    try:
        document = room.read(original, filename=statement.filename)
    except Unreadable as error:
        failure = Failure(stage="extract", reason=error.reason, message=str(error))
        _fail(at_hand, lease, failure, started_at)
    else:
        place = enclosing.Place(
            sha256=statement.sha256,
            depth=statement.depth,
            under_upload=store.enclosures.under(statement.root_id or statement.id),
            known=store.enclosures.known(
                statement.case_ref, [each.sha256 for each in document.attachments]
            ),
        )
        most = at_hand.settings.max_upload_bytes
        document = enclosing.admitted(document, place, most_bytes=most)
        store.settlement.extracted(
            lease,
            key=pipeline.reading_key(
                statement.sha256, document.reader, at_hand.settings, document.ocr
            ),
            body=document_json.to_json(document),
            characters=len(document.text),
            enclosed=[_stored(store, each, most) for each in document.attachments],
        )


def _stored(store: Store, attachment: Attachment, most_bytes: int) -> Enclosed:
    """Store a file that was found in a statement as the original that it becomes."""
    sha256, size = store.originals.put(io.BytesIO(attachment.content), most=most_bytes)
    return Enclosed(filename=display_name(attachment.filename), sha256=sha256, size=size)


def _analyse(
    at_hand: Equipment,
    analyser: AnalyserLike,
    leases: Sequence[Lease],
    readings: Sequence[_Reading],
) -> None:
    started_at = datetime.now(UTC)
    outcomes = analyser.analyse(
        [pipeline.passage(reading.document) for reading in readings],
        pipeline.summary_length(at_hand.settings),
    )
    for lease, reading, outcome in zip(leases, readings, outcomes, strict=True):
        with fenced():
            if isinstance(outcome, Unanalysed):
                failure = Failure(stage="analyse", reason=outcome.reason, message=outcome.message)
                _fail(at_hand, lease, failure, started_at, reading)
                continue
            record = pipeline.record(
                _source(at_hand.store, lease),
                reading.document,
                outcome,
                at_hand.settings,
                children=_ids(at_hand.store.enclosures.found(lease.statement_id)),
                started_at=started_at,
                finished_at=datetime.now(UTC),
            )
            key = pipeline.record_key(record, reading.sha256)
            at_hand.store.settlement.analysed(lease, key=key, record=record)


def _fail(
    at_hand: Equipment,
    lease: Lease,
    failure: Failure,
    started_at: datetime,
    reading: _Reading | None = None,
) -> None:
    record = pipeline.failed_record(
        _source(at_hand.store, lease),
        failure,
        at_hand.settings,
        started_at=started_at,
        finished_at=datetime.now(UTC),
        document=reading.document if reading else None,
        # What failed has found nothing to be gone: all that is linked stays.
        children=_ids(at_hand.store.enclosures.inside(lease.statement_id)),
    )
    key = pipeline.record_key(record, reading.sha256 if reading else None)
    at_hand.store.settlement.failed(lease, key=key, record=record, failure=failure)


def _ids(inside: Sequence[Enclosure]) -> tuple[str, ...]:
    return tuple(each.statement_id for each in inside)


def _reading(store: Store, lease: Lease) -> _Reading:
    kept = store.documents.newest(lease.statement_id)
    if kept is None:
        raise DeponentError("A statement is due for analysis and has not been read.")
    return _Reading(document=document_json.from_json(kept.body), sha256=kept.sha256)


def _tokens(readings: Sequence[_Reading]) -> int:
    return sum(len(reading.document.text) for reading in readings) // CHARACTERS_PER_TOKEN


def _source(store: Store, lease: Lease) -> pipeline.Source:
    statement = store.statements.get(lease.statement_id)
    return pipeline.Source(
        statement_id=statement.id,
        case_ref=statement.case_ref,
        filename=statement.filename,
        sha256=statement.sha256,
    )


def _at_hand() -> Equipment:
    if _equipment is None:
        raise DeponentError("Jobs run only in a worker that `deponent worker` started.")
    return _equipment

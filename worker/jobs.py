"""The two functions that RQ calls. They take a statement id and return nothing.

Each leases its work first: without the lease it does nothing, so a job that runs twice, late or
for nothing is harmless. No exception leaves here with a document's text in it, for RQ would
write that to Redis.
"""

import errno
import logging
import os
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from models.inference.results import Analysis, Passage, SummaryLength, Unanalysed
from worker import pipeline
from worker.casefile import ExtractedDocument, Failure
from worker.errors import DeponentError, LeaseLost, Unreadable
from worker.extract import document_json
from worker.extract.sandbox import ReadingRoom
from worker.settings import Settings
from worker.store.store import Store
from worker.store.work import Lease

_RETRY_SECONDS = 1.0
_OUTAGE_SECONDS = 10.0
# Starting a child, twice if need be, and settling, beside the reading itself.
_STARTING_SECONDS = 180.0
# Less than the supervisor's patience, so that work is given back and not just dropped.
_STOPPING_SECONDS = 20.0
_EXIT_HUNG = 70
# No room, no memory, too many files, a disk or a mount that is away.
_OUTAGES = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE}
    | {errno.EIO, errno.EROFS, errno.ESTALE, errno.ETIMEDOUT, errno.ENOTCONN, errno.ENODEV}
)
_ORIGINAL_MISSING = Failure(
    stage="extract",
    reason="original_missing",
    message=(
        "The stored original is not where it belongs, which must not happen. Ask the people who "
        "run Deponent to look at it, and upload the file again."
    ),
)
stopping = threading.Event()
"""Set when this process was told to end; what it holds is finished or given back."""
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
    lease = at_hand.store.work.lease("extract", statement_id, at_hand.holder)
    if lease is None:
        return
    seconds = at_hand.settings.read_seconds + _STARTING_SECONDS
    with _keeping(at_hand, [lease], seconds), _mended(at_hand, [lease]):
        _extract(at_hand, at_hand.reading_room, lease)


def analyse(statement_id: str) -> None:
    """Analyse one statement, and whatever else waits, as one batch."""
    at_hand = _at_hand()
    if at_hand.analyser is None:
        raise DeponentError("This worker has no models; it was started for another stage.")
    lease = at_hand.store.work.lease("analyse", statement_id, at_hand.holder)
    if lease is None:
        return
    leases = [lease]
    with (
        _keeping(at_hand, leases, at_hand.settings.analyse_seconds),
        _mended(at_hand, leases),
    ):
        if lease.attempt == 1:
            leases += at_hand.store.work.lease_waiting(
                "analyse", at_hand.holder, tokens=at_hand.settings.batch_tokens
            )
        _analyse(at_hand, at_hand.analyser, leases)


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
        store.settlement.extracted(
            lease,
            key=pipeline.reading_key(statement.sha256, document.reader, at_hand.settings),
            body=document_json.to_json(document),
            characters=len(document.text),
        )


def _analyse(at_hand: Equipment, analyser: AnalyserLike, leases: Sequence[Lease]) -> None:
    started_at = datetime.now(UTC)
    documents = [_document(at_hand.store, lease) for lease in leases]
    outcomes = analyser.analyse(
        [pipeline.passage(document) for document in documents],
        pipeline.summary_length(at_hand.settings),
    )
    for lease, document, outcome in zip(leases, documents, outcomes, strict=True):
        with _fenced():
            if isinstance(outcome, Unanalysed):
                failure = Failure(stage="analyse", reason=outcome.reason, message=outcome.message)
                _fail(at_hand, lease, failure, started_at, document)
                continue
            record = pipeline.record(
                _source(at_hand.store, lease),
                document,
                outcome,
                at_hand.settings,
                started_at=started_at,
                finished_at=datetime.now(UTC),
            )
            key = pipeline.record_key(record)
            at_hand.store.settlement.analysed(lease, key=key, record=record)


def _fail(
    at_hand: Equipment,
    lease: Lease,
    failure: Failure,
    started_at: datetime,
    document: ExtractedDocument | None = None,
) -> None:
    record = pipeline.failed_record(
        _source(at_hand.store, lease),
        failure,
        at_hand.settings,
        started_at=started_at,
        finished_at=datetime.now(UTC),
        document=document,
    )
    key = pipeline.record_key(record)
    at_hand.store.settlement.failed(lease, key=key, record=record, failure=failure)


def _document(store: Store, lease: Lease) -> ExtractedDocument:
    body = store.documents.latest(lease.statement_id)
    if body is None:
        raise DeponentError("A statement is due for analysis and has not been read.")
    return document_json.from_json(body)


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


@contextmanager
def _fenced() -> Iterator[None]:
    """Throw away what a later attempt has taken over: that attempt settles it."""
    try:
        yield
    except LeaseLost:
        _log.warning("a lease was lost; its result was thrown away")


@contextmanager
def _mended(at_hand: Equipment, leases: Sequence[Lease]) -> Iterator[None]:
    """Give back what is unsettled when the block breaks off.

    This is the boundary to RQ: an exception's own words could quote the statement, so only its
    type and place are kept. A full disk or a database that is away is no statement's fault and
    costs it no attempt; anything else does, and is tried again alone.
    """
    broken: Exception | None = None
    try:
        with _fenced():
            yield
    except Exception as error:  # noqa: BLE001  # see above: nothing may pass
        broken = error
    if broken is None:
        return
    reason = type(broken).__name__
    place = traceback.extract_tb(broken.__traceback__)[-1]
    surroundings = _is_outage(broken)
    del broken
    _log.error("%s at %s:%s", reason, place.filename, place.lineno)
    for lease in leases:
        with suppress(DBAPIError):  # the lease runs out, and the sweep sees to it
            if surroundings:
                at_hand.store.work.give_back(lease, reason, after_seconds=_OUTAGE_SECONDS)
            else:
                delay = _RETRY_SECONDS * lease.attempt
                at_hand.store.work.try_again(lease, reason, after_seconds=delay)


def _is_outage(error: Exception) -> bool:
    """Return whether the machine or the database failed, rather than this piece of work."""
    if isinstance(error, OSError):
        return error.errno in _OUTAGES
    return isinstance(error, OperationalError | InterfaceError)


@contextmanager
def _keeping(at_hand: Equipment, leases: Sequence[Lease], deadline: float) -> Iterator[None]:
    """Renew leases from a thread while the block works.

    A block that takes longer than ``deadline`` seconds counts as hung: nothing in this process
    could stop it, so the process ends, the leases run out and the supervisor starts another. One
    that is told to stop (``stopping``) and cannot finish in time gives its work back and ends too.
    """
    done = threading.Event()
    give_up = time.monotonic() + deadline

    def keep() -> None:
        last_moment: float | None = None
        renewed = time.monotonic()
        while not done.wait(min(0.5, at_hand.settings.renew_seconds)):
            now = time.monotonic()
            if now >= give_up:
                _log.error("the work hangs: ending this process")
                os._exit(_EXIT_HUNG)
            if stopping.is_set():
                last_moment = last_moment or now + _STOPPING_SECONDS
                if now >= last_moment:
                    _give_back_and_end(at_hand, leases)
            if now - renewed >= at_hand.settings.renew_seconds:
                renewed = now
                _renew(at_hand, leases)

    thread = threading.Thread(target=keep, name="lease-keeper", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _renew(at_hand: Equipment, leases: Sequence[Lease]) -> None:
    try:
        at_hand.store.work.renew(tuple(leases))
    except Exception as error:  # noqa: BLE001  # the next renewal may succeed
        _log.warning("could not renew leases: %s", type(error).__name__)


def _give_back_and_end(at_hand: Equipment, leases: Sequence[Lease]) -> None:
    for lease in tuple(leases):
        with suppress(DBAPIError):
            at_hand.store.work.give_back(lease, "the worker had to stop")
    os._exit(0)

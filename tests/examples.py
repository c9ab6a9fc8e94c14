"""A small invented statement as every stage sees it, and the ways to get one into a store."""

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime

from models.inference.results import Analysis, Mention, ModelRef, Sentence
from worker import pipeline
from worker.casefile import (
    Box,
    ExtractedDocument,
    Failure,
    FormField,
    Page,
    Priority,
    Segment,
    Statement,
    Word,
)
from worker.record import CaseRecord
from worker.settings import Settings
from worker.store.leases import Lease
from worker.store.store import Store

CASE = "01ZD1234525"
TEXT = (
    "Statement of: Ama Owusu-Reid\n"
    "I am Ama Owusu-Reid. At 21:40 on 3 March 2025 I saw a silver van, VRM AB12 CDE, in Mill "
    "Lane.\n"
    "\n"
    "The driver hit José twice with a hammer. Ama Owusu-Reid is my full name. 👁 I saw it all."
)
_SECOND_PAGE = TEXT.index("The driver")
NARRATIVE = TEXT.index("I am")
_TOLD = (
    ("I am Ama Owusu-Reid.", 0.2, False),
    ("At 21:40 on 3 March 2025 I saw a silver van, VRM AB12 CDE, in Mill Lane.", 0.8, True),
    ("The driver hit José twice with a hammer.", 0.9, True),
    ("Ama Owusu-Reid is my full name.", 0.1, False),
    ("👁 I saw it all.", 0.3, False),
)
_NAMED = (
    ("PERSON", "Ama Owusu-Reid", 3),
    ("TIME", "21:40", 1),
    ("DATE", "3 March 2025", 1),
    ("VEHICLE", "silver van", 1),
    ("VRM", "AB12 CDE", 1),
    ("LOCATION", "Mill Lane", 1),
    ("PERSON", "José", 1),
    ("WEAPON", "hammer", 1),
)
MODELS = (ModelRef(name="deponent-entities", version="1", sha256="e" * 64),)
STARTED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
FINISHED = datetime(2026, 1, 5, 9, 1, tzinfo=UTC)


def document() -> ExtractedDocument:
    """The statement as a reader gives it: two pages, a box for every word."""
    name = TEXT.index("Ama")
    return ExtractedDocument(
        media_type="application/pdf",
        reader="example 1",
        text=TEXT,
        pages=(_page(1), _page(2)),
        segments=(
            Segment(start=0, end=_SECOND_PAGE, page=1),
            Segment(start=_SECOND_PAGE, end=len(TEXT), page=2),
        ),
        narrative=((NARRATIVE, len(TEXT)),),
        words=_words(),
        form=(
            FormField(
                name="statement_of",
                value="Ama Owusu-Reid",
                start=name,
                end=name + len("Ama Owusu-Reid"),
            ),
        ),
    )


def analysis() -> Analysis:
    """What models and rules found in it."""
    return Analysis(
        mentions=tuple(sorted(_mentions(), key=lambda mention: (mention.start, -mention.end))),
        sentences=tuple(
            Sentence(
                start=TEXT.index(words),
                end=TEXT.index(words) + len(words),
                salience=salience,
                modality="stated",
                chosen=chosen,
                reason="it says what happened" if chosen else "others say more",
            )
            for words, salience, chosen in _TOLD
        ),
        words_in=42,
        words_out=21,
        models=MODELS,
        device="cpu",
        device_reason="there is no accelerator",
    )


def source(statement_id: str = "a" * 32, case_ref: str = CASE) -> pipeline.Source:
    """Whose statement it is."""
    return pipeline.Source(
        statement_id=statement_id, case_ref=case_ref, filename="owusu-reid.pdf", sha256="f" * 64
    )


def record(settings: Settings, statement_id: str = "a" * 32) -> CaseRecord:
    """Its record."""
    return pipeline.record(
        source(statement_id),
        document(),
        analysis(),
        settings,
        started_at=STARTED,
        finished_at=FINISHED,
    )


def failure(stage: str = "extract") -> Failure:
    """A reason why there is none."""
    return Failure(stage=stage, reason="encrypted", message="The PDF asks for a password.")


def failed_record(settings: Settings, statement_id: str) -> CaseRecord:
    """The record that says so."""
    return pipeline.failed_record(
        source(statement_id), failure(), settings, started_at=STARTED, finished_at=FINISHED
    )


def register(
    store: Store,
    name: str = "owusu-reid",
    *,
    priority: int = Priority.INTERACTIVE,
    case_ref: str = CASE,
) -> Statement:
    """Put an original of its own into ``store`` and register it."""
    sha256, size = store.originals.put(io.BytesIO(f"original of {name}".encode()), most=10_000)
    statement, _new = store.statements.register(
        case_ref=case_ref,
        filename=f"{name}.pdf",
        sha256=sha256,
        size=size,
        priority=priority,
        received_by="officer",
    )
    return statement


def lease(store: Store, statement: Statement, holder: str = "reader") -> Lease:
    """Lease its reading, which must be free."""
    taken = store.work.lease("extract", statement.id, holder)
    assert taken is not None
    return taken


def extract(
    store: Store,
    name: str,
    *,
    characters: int = 400,
    priority: int = Priority.INTERACTIVE,
    case_ref: str = CASE,
) -> Statement:
    """Register a statement and settle its reading, so that it waits for analysis."""
    statement = register(store, name, priority=priority, case_ref=case_ref)
    store.settlement.extracted(
        lease(store, statement), key=key_of(name), body={"text": name}, characters=characters
    )
    return statement


def key_of(name: str) -> str:
    """Return a key such as ``pipeline.record_key`` gives."""
    return hashlib.sha256(name.encode()).hexdigest()


def on_device(made: CaseRecord, device: str) -> CaseRecord:
    """Return the record as another device, at another time, would have made it."""
    return replace(
        made,
        provenance=replace(
            made.provenance,
            device=device,
            device_reason=f"{device} was asked for",
            started_at="2027-01-01T00:00:00.000+00:00",
            finished_at="2027-01-01T00:00:09.000+00:00",
        ),
    )


def _page(number: int) -> Page:
    return Page(
        number=number,
        method="text",
        confidence=None,
        role="front" if number == 1 else "continuation",
        disclosable=True,
        width=595.0,
        height=842.0,
    )


def _words() -> tuple[Word, ...]:
    words: list[Word] = []
    at = 0
    for number, word in enumerate(TEXT.split()):
        at = TEXT.index(word, at)
        page = 1 if at < _SECOND_PAGE else 2
        row, column = divmod(number, 6)
        words.append(
            Word(
                start=at,
                end=at + len(word),
                box=Box(
                    page=page,
                    x0=72.0 + 60 * column,
                    top=100.0 + 20 * row,
                    x1=122.0 + 60 * column,
                    bottom=112.0 + 20 * row,
                ),
            )
        )
        at += len(word)
    return tuple(words)


def _mentions() -> list[Mention]:
    mentions = []
    for label, words, times in _NAMED:
        at = -1
        for _ in range(times):
            at = TEXT.index(words, at + 1)
            mentions.append(
                Mention(
                    label=label,
                    start=at,
                    end=at + len(words),
                    source="model",
                    confidence=0.987,
                    explanation="reads like one",
                    value={"text": words} if label == "VRM" else None,
                    check="valid" if label == "VRM" else "none",
                )
            )
    return mentions

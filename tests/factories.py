"""Case records made by hand, and statements brought to any state through the store's own ways."""

import io
from dataclasses import replace

from models.inference.results import Check, Modality
from worker import intake
from worker.casefile import (
    Box,
    Failure,
    Notice,
    Page,
    PageMethod,
    PageRole,
    Segment,
    State,
    Statement,
)
from worker.record import (
    SCHEMA_VERSION,
    CaseRecord,
    DigestItem,
    Document,
    Field,
    Model,
    Provenance,
    RecordMention,
    Summary,
    SummarySentence,
)
from worker.settings import Settings
from worker.store import records
from worker.store.statements import set_state
from worker.store.store import Store

FRONT = "WITNESS STATEMENT\nStatement of: Ines Marlowe\nURN: 01ZD1234525\n"
ACCOUNT = (
    "I live at 14 Carlton Road, Peckham, London SE15 4QX. At 22:45 hours on Monday 3rd March 2025 "
    "I saw Mr Anthony Gant get out of a silver Ford Focus, LK18 ABC. He was holding a bat 🏏. "
    "My neighbour told me that he had been there all day. I did not see anybody else.\n"
)
SHEET = "I think the driver was PC 2417 HUGHES, but I am not sure. I produce the note as IM/1.\n"
BACK = "Home telephone: 020 7946 0018\n"
TEXT = f"{FRONT}\n{ACCOUNT}\n{SHEET}\n{BACK}"


def place(quote: str, text: str = TEXT) -> tuple[int, int]:
    """Return where ``quote`` first stands in ``text``."""
    start = text.index(quote)
    return start, start + len(quote)


def page(
    number: int,
    role: PageRole = "page",
    *,
    method: PageMethod = "text",
    disclosable: bool = True,
    confidence: float | None = None,
) -> Page:
    """Return an A4 page."""
    return Page(
        number=number,
        method=method,
        confidence=confidence,
        role=role,
        disclosable=disclosable,
        width=595.0,
        height=842.0,
    )


def mention(
    key: str,
    label: str,
    quote: str,
    *,
    page: int = 2,
    value: dict[str, str] | None = None,
    check: Check = "none",
    text: str = TEXT,
) -> RecordMention:
    """Return a mention of the first ``quote`` in ``text``."""
    start, end = place(quote, text)
    return RecordMention(
        id=key,
        label=label,
        start=start,
        end=end,
        quote=quote,
        page=page,
        boxes=(Box(page=page, x0=60.0, top=100.0, x1=120.0, bottom=112.0),),
        value=value,
        source="model" if label in {"PERSON", "LOCATION", "VEHICLE", "WEAPON"} else "rule",
        confidence=0.973,
        check=check,
        explanation="It reads like one.",
    )


def sentence(
    key: str, quote: str, modality: Modality, *, page: int = 2, text: str = TEXT
) -> SummarySentence:
    """Return a summary sentence that quotes ``text``."""
    start, end = place(quote, text)
    return SummarySentence(
        id=key,
        start=start,
        end=end,
        quote=quote,
        page=page,
        boxes=(),
        salience=0.8,
        modality=modality,
        mention_ids=(),
    )


def item(quote: str, *mention_ids: str, page: int = 2, text: str = TEXT) -> DigestItem:
    """Return a digest item that quotes ``text``."""
    start, end = place(quote, text)
    return DigestItem(
        start=start, end=end, quote=quote, page=page, boxes=(), mention_ids=mention_ids
    )


def provenance() -> Provenance:
    """Return what made an invented record."""
    return Provenance(
        pipeline_version="0.1.0",
        reader="pdf 1",
        models=(Model(name="entities", version="0.1.0", sha256="e" * 64),),
        ocr=None,
        settings={"summary_share": "0.2"},
        device="cpu",
        device_reason="no accelerator was found",
        started_at="2025-03-04T09:00:00.000+00:00",
        finished_at="2025-03-04T09:00:01.250+00:00",
    )


def document(*pages: Page, filename: str = "marlowe.pdf") -> Document:
    """Return the file of an invented record."""
    return Document(
        filename=filename, media_type="application/pdf", sha256="a" * 64, pages=pages, children=()
    )


def marlowe() -> CaseRecord:
    """Return a record with everything in it: five pages, one unread and one not disclosable."""
    ends = [len(FRONT), len(FRONT) + 1 + len(ACCOUNT)]
    ends.append(ends[-1] + 1 + len(SHEET))
    ends.append(ends[-1] + 1 + len(BACK))
    starts = [0, *(end + 1 for end in ends[:-1])]
    name_start, name_end = place("Ines Marlowe")
    address = "14 Carlton Road, Peckham, London SE15 4QX"
    seen = ACCOUNT[ACCOUNT.index("At 22:45") : ACCOUNT.index(" He was")]
    return CaseRecord(
        schema=SCHEMA_VERSION,
        status="partial",
        failure=None,
        case_ref="01ZD1234525",
        statement_id="0" * 32,
        version=1,
        text=TEXT,
        segments=tuple(
            Segment(start=start, end=end, page=number)
            for start, end, number in zip(starts, ends, (1, 2, 3, 5), strict=True)
        ),
        language=None,
        warnings=(
            Notice(code="page_unread", message="This page is a picture without text.", page=4),
            Notice(code="unsigned", message="No signature was found on the form."),
        ),
        document=document(
            page(1, "front"),
            page(2, "continuation"),
            page(3, "continuation", method="ocr", confidence=0.83),
            page(4, "continuation", method="none"),
            page(5, "back", disclosable=False),
        ),
        form={
            "statement_of": Field(
                start=name_start,
                end=name_end,
                quote="Ines Marlowe",
                page=1,
                boxes=(),
                value="Ines Marlowe",
            )
        },
        mentions=(
            mention("m1", "CRIME_REF", "01ZD1234525", page=1, value={"kind": "urn"}),
            mention("m2", "LOCATION", address),
            mention("m3", "POSTCODE", "SE15 4QX", check="valid"),
            mention("m4", "TIME", "22:45 hours", value={"iso": "22:45"}),
            mention("m5", "DATE", "Monday 3rd March 2025", value={"iso": "2025-03-03"}),
            mention("m6", "PERSON", "Mr Anthony Gant"),
            mention("m7", "VEHICLE", "silver Ford Focus"),
            mention("m8", "VRM", "LK18 ABC", check="invalid"),
            mention("m9", "WEAPON", "bat"),
            mention("m10", "PERSON", "PC 2417 HUGHES", page=3),
            mention("m11", "OFFICER_ID", "2417", page=3),
            mention("m12", "EXHIBIT_REF", "IM/1", page=3),
            mention("m13", "PHONE", "020 7946 0018", page=5, check="valid"),
        ),
        entities=(),
        summary=Summary(
            sentences=(
                sentence("s1", seen, "stated"),
                sentence("s2", "My neighbour told me that he had been there all day.", "reported"),
                sentence("s3", "I did not see anybody else.", "negated"),
                sentence(
                    "s4",
                    "I think the driver was PC 2417 HUGHES, but I am not sure.",
                    "uncertain",
                    page=3,
                ),
            ),
            words_in=81,
            words_out=57,
        ),
        digest={
            "people": (item("Mr Anthony Gant", "m6"), item("PC 2417 HUGHES", "m10", page=3)),
            "places": (item(address, "m2"),),
            "weapons": (),
            "timeline": (
                item(seen, "m4", "m5"),
                item(
                    "He was holding a bat 🏏. My neighbour told me that he had been there all day."
                ),
            ),
        },
        provenance=provenance(),
    )


def plain(text: str, filename: str = "plain.txt") -> CaseRecord:
    """Return a record of one page with nothing marked in it."""
    return replace(
        marlowe(),
        status="complete",
        text=text,
        segments=(Segment(start=0, end=len(text), page=1),),
        warnings=(),
        document=document(page(1), filename=filename),
        form={},
        mentions=(),
        summary=Summary(sentences=(), words_in=len(text.split()), words_out=0),
        digest={},
    )


def received(
    store: Store,
    settings: Settings,
    content: bytes = b"An invented statement.",
    *,
    filename: str = "marlowe.pdf",
    case_ref: str = "01ZD1234525",
) -> Statement:
    """Upload a file and return its statement."""
    return intake.accept(
        store,
        settings,
        io.BytesIO(content),
        filename=filename,
        case_ref=case_ref,
        received_by="jo",
    ).statement


def being_read(store: Store, statement: Statement) -> Statement:
    """Bring a received statement to the point where a worker reads it."""
    assert store.work.lease("extract", statement.id, "a reader") is not None
    return store.statements.get(statement.id)


def ready(store: Store, statement: Statement, record: CaseRecord) -> CaseRecord:
    """Bring a received statement through both stages, and return its record."""
    reading = store.work.lease("extract", statement.id, "a reader")
    assert reading is not None
    store.settlement.extracted(reading, key="k", body={"text": record.text}, characters=1)
    analysis = store.work.lease("analyse", statement.id, "an analyst")
    assert analysis is not None
    made = replace(
        record,
        statement_id=statement.id,
        case_ref=statement.case_ref,
        document=replace(record.document, filename=statement.filename, sha256=statement.sha256),
    )
    store.settlement.analysed(analysis, key="k", record=made)
    return made


def made_again(
    store: Store, statement: Statement, record: CaseRecord, *, key: str = "another key"
) -> None:
    """Keep one more version of a statement's record."""
    again = replace(record, statement_id=statement.id, case_ref=statement.case_ref)
    with store.database.writing() as connection:
        now = store.database.now(connection)
        version = records.keep(connection, again, key, now)
        set_state(connection, statement.id, State.NEEDS_REVIEW, now, version=version)


def failed(store: Store, statement: Statement, failure: Failure) -> None:
    """Bring a received statement to a failure while it is read."""
    lease = store.work.lease("extract", statement.id, "a reader")
    assert lease is not None
    record = replace(
        plain(""), status="failed", failure=failure, statement_id=statement.id, segments=()
    )
    store.settlement.failed(lease, key="k", record=record, failure=failure)

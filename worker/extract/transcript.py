"""A record of interview, put together from pages: turns with their speakers, words with places."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from worker.casefile import ExtractedDocument, FormField, Notice, Page, Turn
from worker.extract import composing
from worker.extract.forms import checks, interview, wrapped
from worker.extract.forms import fields as form_fields
from worker.extract.forms.cells import Row
from worker.extract.forms.speakers import SourceLine, Told
from worker.extract.layout import Line, SourcePage
from worker.extract.paragraphs import Measure, joint, measure, starts_paragraph
from worker.extract.reading_text import ReadingText

_COLUMN_LINES = 3
_BLANK = 0.9
"""A line left empty is about as high as the letters are, and more."""
_SPACE = 0.3
"""A space between words is at most about so many times as wide as the letters are high."""


@dataclass(slots=True)
class _Record:
    """The record being composed: its text, its turns, and the turn that goes on."""

    vocabulary: frozenset[str]
    text: ReadingText = field(default_factory=ReadingText)
    turns: list[Turn] = field(default_factory=list)
    narrative: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    speaker: str | None = None
    labelled: bool = False
    """Whether the last words in the text are the label of the turn that begins."""
    going_on: bool = False
    last: tuple[Line, Measure] | None = None
    counters: list[tuple[int, Line]] = field(default_factory=list)
    """What stands beside words that go on (counter times, the rest of a label): it is put below
    the turn, not inside it.
    """


def source_lines(page: SourcePage) -> list[SourceLine]:
    """Return a page's lines with the offsets and left edges of their cells.

    A column's edge parts cells even where the words left of it come near.
    """
    rows = [wrapped.pieces(line) for line in page.lines]
    edges = Counter(round(piece.x0) for row in rows for piece in row[1:])
    columns = frozenset(x for x, count in edges.items() if count >= _COLUMN_LINES)
    lines = []
    bottom: float | None = None
    for line in page.lines:
        cells: list[tuple[int, int, float]] = []
        at, right = 0, None
        for word in line.words:
            end = at + len(word.text)
            gap = 0.0 if right is None else word.x0 - right
            wide = gap > line.size or (round(word.x0) in columns and gap > _SPACE * line.size)
            if cells and not wide:
                cells[-1] = (cells[-1][0], end, cells[-1][2])
            else:
                cells.append((at, end, word.x0))
            at, right = end + 1, word.x1
        apart = bottom is not None and line.top - bottom > _BLANK * line.size
        lines.append(SourceLine(line.text, tuple(cells), apart=apart))
        bottom = line.bottom
    return lines


def compose(
    pages: Sequence[SourcePage],
    repeated: Sequence[frozenset[int]],
    *,
    media_type: str,
    reader: str,
    notices: Sequence[Notice],
) -> ExtractedDocument:
    """Join the pages of a record of interview into a document."""
    laid = interview.lay_out([source_lines(page) for page in pages], repeated)
    record = _Record(vocabulary=composing.vocabulary(pages))
    for page, told in zip(pages, laid, strict=True):
        _tell(record, page, told)
    _close(record)
    composing.add_asides(record.text, pages)
    text = record.text.text
    fields: tuple[FormField, ...] = form_fields.interview(text, record.rows)
    said = [
        *notices,
        *checks.account(text, record.narrative, fields, record.text.segments, "interview"),
    ]
    return ExtractedDocument(
        media_type=media_type,
        reader=reader,
        text=text,
        pages=tuple(
            Page(
                number=page.number, method=page.method, confidence=page.confidence, role="page",
                disclosable=True, width=round(page.width, 2), height=round(page.height, 2),
            )
            for page in pages
        ),
        segments=tuple(record.text.segments),
        narrative=tuple(record.narrative),
        words=tuple(record.text.words),
        form=fields,
        warnings=tuple(said),
        kind="interview",
        turns=tuple(record.turns),
    )  # fmt: skip


def _tell(record: _Record, page: SourcePage, told: Sequence[Told]) -> None:
    spoken = {
        at: part
        for at, (line, each) in enumerate(zip(page.lines, told, strict=True))
        if each.part in {"turn", "more"} and each.said is not None
        if (part := _part(line, each.said))
    }
    set_so = measure(list(spoken.values()), page.number) if spoken else None
    form: list[Line] = []
    for at, (line, each) in enumerate(zip(page.lines, told, strict=True)):
        if each.part in {"head", "foot"}:
            form.append(line)
            continue
        if each.part == "band":
            continue
        _flush(record, form, page.number)
        if each.part == "aside":
            _pause(record)
            record.text.add(line, page.number, "\n\n")
            continue
        if each.part == "turn":
            _begin(record, line, each, page.number)
        elif (aside := each.counter or each.speaker) and aside[0] < (each.said or len(line.text)):
            beside = _part(line, 0, each.said)
            record.counters += [(page.number, beside)] if beside else []
            if each.speaker:
                _name_in_full(record, line.text[slice(*each.speaker)])
        if at in spoken and set_so:
            _say(record, spoken[at], page.number, set_so, lead=_lead(line, each.said or 0))
    _flush(record, form, page.number)


def _flush(record: _Record, form: list[Line], page: int) -> None:
    if not form:
        return
    _close(record)
    if record.rows:
        record.rows.append(())
    record.rows += composing.add_rows(record.text, form, page, apart=bool(record.narrative))
    form.clear()


def _part(line: Line, start: int, end: int | None = None) -> Line | None:
    """Return the words of a line that end between two offsets of its text, None without any."""
    words, at = [], 0
    for word in line.words:
        at += len(word.text)
        if at > start and (end is None or at <= end):
            words.append(word)
        at += 1
    if not words:
        return None
    return Line(
        words=tuple(words), text=" ".join(word.text for word in words), x0=words[0].x0,
        top=line.top, x1=words[-1].x1, bottom=line.bottom, size=line.size, column=line.column,
    )  # fmt: skip


def _lead(line: Line, said: int) -> int:
    """Return how many letters of the first spoken word are the label's ("A.No")."""
    at = 0
    for word in line.words:
        if at <= said < at + len(word.text):
            return said - at
        at += len(word.text) + 1
    return 0


def _begin(record: _Record, line: Line, told: Told, page: int) -> None:
    """Begin a turn: its label, and the counter beside it, stand before its words."""
    _close(record)
    label = _part(line, 0, told.said)
    if label:
        record.text.add(label, page, "\n\n")
    record.labelled = label is not None
    if told.speaker:
        text = " ".join(word.text for word in line.words)
        record.speaker = " ".join(text[slice(*told.speaker)].split())
    record.going_on, record.last = False, None


def _name_in_full(record: _Record, rest: str) -> None:
    """Add what a narrow column broke off a label to the speaker's name."""
    record.speaker = " ".join([*(record.speaker or "").split(), *rest.rstrip(" :").split()])
    if record.going_on:
        record.turns[-1] = replace(record.turns[-1], speaker=record.speaker)


def _say(record: _Record, line: Line, page: int, set_so: Measure, *, lead: int) -> None:
    """Add spoken words. The first ``lead`` letters of them are a label's."""
    separator = " " if record.labelled else "\n\n"
    record.labelled = False
    if record.last and record.going_on:
        above, before = record.last
        if not starts_paragraph(above, line, before, set_so):
            drop, separator = joint(above.text, line.text, record.vocabulary)
            if drop:
                record.text.drop_last()
    span = record.text.add(line, page, separator)
    if record.going_on:
        record.narrative[-1] = (record.narrative[-1][0], span.end)
        if record.speaker:
            record.turns[-1] = Turn(
                speaker=record.speaker, start=record.turns[-1].start, end=span.end
            )
    else:
        start = span.start + lead
        record.narrative.append((start, span.end))
        if record.speaker:
            record.turns.append(Turn(speaker=record.speaker, start=start, end=span.end))
    record.going_on, record.last = True, (line, set_so)


def _pause(record: _Record) -> None:
    """Interrupt the turn: what follows is the same speaker's, in a stretch of its own."""
    record.labelled = False
    for page, line in record.counters:
        record.text.add(line, page, "\n\n")
    record.counters.clear()
    record.last, record.going_on = (record.last if record.speaker else None), False


def _close(record: _Record) -> None:
    _pause(record)
    record.last = None

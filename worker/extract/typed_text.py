"""A document that is text already: no places, but pages, lines and perhaps the cells of a form.

A tab, or two spaces or more between words of a line, part one cell of a form from the next.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.casefile import DocumentKind, ExtractedDocument, FormField, Notice, Page, Segment, Turn
from worker.extract.forms import checks, court, court_fields, interview, kinds, mg11
from worker.extract.forms import fields as form_fields
from worker.extract.forms.cells import Cell, FormText, Row
from worker.extract.forms.page import FormPage
from worker.extract.forms.speakers import SourceLine, Told
from worker.extract.layout import SourcePage

_CELL = re.compile(r"\S+(?: \S+)*")
_TALL = 0.8
"""How much of a line's distance its letters take, so that a blank line parts rows."""


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line with something on it, without the white space around it."""

    start: int
    end: int
    text: str
    number: int
    indent: int


@dataclass(slots=True)
class _Reading:
    """What was found in the text."""

    plans: tuple[FormPage, ...]
    narrative: tuple[tuple[int, int], ...]
    fields: tuple[FormField, ...] = ()
    turns: tuple[Turn, ...] = ()


def compose(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    media_type: str,
    reader: str,
    notices: Sequence[Notice] = (),
) -> ExtractedDocument:
    """Make a document of ``text`` as it stands, of which ``spans`` are the pages, in order."""
    said = list(notices)
    lines = [list(_lines(text, span)) for span in spans]
    texts = [[line.text for line in page] for page in lines]
    said += [
        Notice(code="page_blank", message=f"Page {number} has nothing on it.", page=number)
        for number, page in enumerate(lines, start=1)
        if not page
    ]
    segments = tuple(
        Segment(start=start, end=end, page=number)
        for number, (start, end) in enumerate(spans, start=1)
        if end > start
    )
    is_court = court.is_statement(texts)
    is_form = not is_court and mg11.is_family(texts)
    sources = [list(map(_source, page, [None, *page])) for page in lines]
    kind = kinds.kind_of(texts, lambda: sources, is_form=is_form or is_court)
    found = _read(text, lines, sources, kind, is_form=is_form, is_court=is_court)
    if (is_form or is_court) and kind != "interview":
        blank = [SourcePage(number=n, width=0, height=0, method="text") for n in _numbers(spans)]
        check = checks.court if is_court else checks.statement
        said += check(blank, found.plans, texts, found.fields)
    said += checks.account(text, found.narrative, found.fields, segments, kind)
    return ExtractedDocument(
        media_type=media_type,
        reader=reader,
        text=text,
        pages=tuple(
            Page(number=number, method="text", confidence=None, role=plan.role,
                 disclosable=plan.disclosable, width=0.0, height=0.0)
            for number, plan in zip(_numbers(spans), found.plans, strict=True)
        ),
        segments=segments,
        narrative=found.narrative,
        form=found.fields,
        warnings=tuple(said),
        kind=kind,
        turns=found.turns,
    )  # fmt: skip


def _read(
    text: str,
    lines: Sequence[Sequence[_TextLine]],
    sources: Sequence[Sequence[SourceLine]],
    kind: DocumentKind,
    *,
    is_form: bool,
    is_court: bool,
) -> _Reading:
    texts = [[line.text for line in page] for page in lines]
    plain = tuple(FormPage(role="page", disclosable=True, parts=()) for _ in lines)
    if kind == "interview":
        return _interview(text, lines, sources, plain)
    if is_court:
        plans = court.lay_out(texts, [frozenset()] * len(texts))
        fields = court_fields.find(text, _form_text(lines, plans))
        return _Reading(plans, _narrative(lines, plans), fields)
    if not is_form:
        return _Reading(plain, _whole(text))
    plans = mg11.lay_out(texts, [frozenset()] * len(texts))
    narrative = _narrative(lines, plans)
    fields = form_fields.find_all(text, _form_text(lines, plans), narrative)
    return _Reading(plans, narrative, fields)


def _numbers(spans: Sequence[tuple[int, int]]) -> range:
    return range(1, len(spans) + 1)


def _lines(text: str, span: tuple[int, int]) -> Iterator[_TextLine]:
    at = span[0]
    for number, line in enumerate(text[span[0] : span[1]].split("\n")):
        words = line.strip()
        if words:
            indent = len(line) - len(line.lstrip())
            start = at + indent
            yield _TextLine(start, start + len(words), words, number, indent)
        at += len(line) + 1


def _source(line: _TextLine, above: _TextLine | None) -> SourceLine:
    cells = tuple(
        (found.start(), found.end(), float(line.indent + found.start()))
        for found in _CELL.finditer(line.text)
    )
    apart = above is not None and line.number > above.number + 1
    return SourceLine(line.text, cells, typed=True, apart=apart)


def _whole(text: str) -> tuple[tuple[int, int], ...]:
    start = len(text) - len(text.lstrip())
    if start == len(text):
        return ()
    return ((start, start + len(text.strip())),)


def _narrative(
    lines: Sequence[Sequence[_TextLine]], plans: Sequence[FormPage]
) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    goes_on = False
    for page, plan in zip(lines, plans, strict=True):
        for line, part in zip(page, plan.parts, strict=True):
            if part == "body" and goes_on:
                spans[-1] = (spans[-1][0], line.end)
            elif part == "body":
                spans.append((line.start, line.end))
            goes_on = part == "body"
    return tuple(spans)


def _form_text(lines: Sequence[Sequence[_TextLine]], plans: Sequence[FormPage]) -> FormText:
    form: list[Row] = []
    back: list[Row] = []
    declaration: tuple[int, int] | None = None
    for page, plan in zip(lines, plans, strict=True):
        for line, part in zip(page, plan.parts, strict=True):
            if part == "declaration":
                declaration = (declaration[0] if declaration else line.start, line.end)
                # Nothing below it is the value of a label above it.
                form.append(())
            elif part != "body":
                (back if part == "back" else form).append(_row(line))
            else:
                form.append(())
    return FormText(form=form, back=back, declaration=declaration)


def _row(line: _TextLine) -> Row:
    return tuple(
        Cell(
            line.start + found.start(), line.start + found.end(), line.indent + found.start(),
            line.indent + found.end(), float(line.number), line.number + _TALL,
        )
        for found in _CELL.finditer(line.text)
    )  # fmt: skip


def _interview(
    text: str,
    lines: Sequence[Sequence[_TextLine]],
    sources: Sequence[Sequence[SourceLine]],
    plans: tuple[FormPage, ...],
) -> _Reading:
    laid = interview.lay_out(sources, [frozenset()] * len(lines))
    spans: list[tuple[int, int]] = []
    turns: list[Turn] = []
    rows: list[Row] = []
    speaker: str | None = None
    goes_on = False
    for page, parts in zip(lines, laid, strict=True):
        for line, told in zip(page, parts, strict=True):
            if told.part in {"head", "foot"}:
                rows.append(_row(line))
                speaker = None
            if told.part == "turn" and told.speaker:
                speaker = " ".join(line.text[slice(*told.speaker)].split())
            if told.part in {"head", "foot", "band", "aside", "turn"} or told.counter:
                goes_on = False
            if told.part in {"turn", "more"} and told.said is not None:
                _say(spans, turns, line, told, speaker, goes_on=goes_on)
                goes_on = True
    return _Reading(plans, tuple(spans), form_fields.interview(text, rows), tuple(turns))


def _say(
    spans: list[tuple[int, int]],
    turns: list[Turn],
    line: _TextLine,
    told: Told,
    speaker: str | None,
    *,
    goes_on: bool,
) -> None:
    start = line.start + (told.said or 0)
    if goes_on:
        spans[-1] = (spans[-1][0], line.end)
    else:
        spans.append((start, line.end))
    if speaker and goes_on and turns and turns[-1].speaker == speaker:
        turns[-1] = Turn(speaker=speaker, start=turns[-1].start, end=line.end)
    elif speaker:
        turns.append(Turn(speaker=speaker, start=start, end=line.end))

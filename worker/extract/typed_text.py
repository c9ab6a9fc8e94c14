"""A document that is text already: no places, but pages, lines and perhaps the cells of a form.

Two spaces or more between words of a line part one cell of a form from the next.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.casefile import ExtractedDocument, FormField, Notice, Page, Segment
from worker.extract.forms import checks, mg11
from worker.extract.forms import fields as form_fields
from worker.extract.forms.fields import Cell, FormText, Row
from worker.extract.forms.page import FormPage
from worker.extract.layout import SourcePage

_CELL = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line with something on it, without the white space around it."""

    start: int
    end: int
    text: str


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
    plans: tuple[FormPage, ...]
    fields: tuple[FormField, ...] = ()
    if mg11.is_family(texts):
        plans = mg11.lay_out(texts, [frozenset()] * len(texts))
        fields = form_fields.find(text, _form_text(lines, plans))
        sources = [SourcePage(number=n, width=0, height=0, method="text") for n in _numbers(spans)]
        said += checks.form(sources, plans, texts, fields)
        narrative = _narrative(lines, plans)
    else:
        plans = tuple(FormPage(role="page", disclosable=True, parts=()) for _ in spans)
        narrative = _whole(text)
    return ExtractedDocument(
        media_type=media_type,
        reader=reader,
        text=text,
        pages=tuple(
            Page(number=number, method="text", confidence=None, role=plan.role,
                 disclosable=plan.disclosable, width=0.0, height=0.0)
            for number, plan in zip(_numbers(spans), plans, strict=True)
        ),
        segments=tuple(
            Segment(start=start, end=end, page=number)
            for number, (start, end) in zip(_numbers(spans), spans, strict=True)
            if end > start
        ),
        narrative=narrative,
        form=fields,
        warnings=tuple(said),
    )  # fmt: skip


def _numbers(spans: Sequence[tuple[int, int]]) -> range:
    return range(1, len(spans) + 1)


def _lines(text: str, span: tuple[int, int]) -> Iterator[_TextLine]:
    at = span[0]
    for line in text[span[0] : span[1]].split("\n"):
        words = line.strip()
        if words:
            start = at + len(line) - len(line.lstrip())
            yield _TextLine(start, start + len(words), words)
        at += len(line) + 1


def _whole(text: str) -> tuple[tuple[int, int], ...]:
    start = len(text) - len(text.lstrip())
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
    return FormText(form=form, back=back, declaration=declaration)


def _row(line: _TextLine) -> Row:
    return tuple(
        Cell(line.start + found.start(), line.start + found.end(), found.start(), found.end())
        for found in _CELL.finditer(line.text)
    )

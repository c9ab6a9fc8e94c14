"""From pages to a document: what is left out, what is joined, what is the witness's account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from worker.casefile import ExtractedDocument, FormField, Notice, Page
from worker.extract import bands
from worker.extract.forms import checks, mg11
from worker.extract.forms import fields as form_fields
from worker.extract.forms import labels as form_labels
from worker.extract.forms.fields import Cell, FormText, Row
from worker.extract.forms.page import FormPage, Part
from worker.extract.layout import Line, SourcePage
from worker.extract.paragraphs import Measure, joint, measure, starts_paragraph
from worker.extract.reading_text import ReadingText, Span

_CELL_GAP = 1.0
"""Words further apart than this many times their height stand in different cells of a form."""


@dataclass(slots=True)
class _Story:
    """The text being composed, and what is remembered of it for the form and the narrative."""

    vocabulary: frozenset[str]
    text: ReadingText = field(default_factory=ReadingText)
    narrative: list[tuple[int, int]] = field(default_factory=list)
    form: list[Row] = field(default_factory=list)
    back: list[Row] = field(default_factory=list)
    declaration: tuple[int, int] | None = None
    declared: Line | None = None
    last: tuple[Line, Measure] | None = None
    waiting: list[tuple[int, Line, Part]] = field(default_factory=list)
    """Closing lines and back pages, which stand after the account: a back page is often the other
    side of the front, and the account runs on over it."""


def compose(
    pages: Sequence[SourcePage], *, media_type: str, reader: str, notices: Iterable[Notice] = ()
) -> ExtractedDocument:
    """Join ``pages`` into a document. On a form of the MG11 family every line gets its part."""
    texts = [[line.text for line in page.lines] for page in pages]
    repeated = bands.repeated(pages)
    is_form = mg11.is_family(texts)
    laid = mg11.lay_out(texts, repeated) if is_form else _plain_pages(texts, repeated)
    story = _Story(vocabulary=_vocabulary(pages))
    for page, plan in zip(pages, laid, strict=True):
        if plan.role == "front":
            _tell_waiting(story)
        _tell(story, page, plan)
    _tell_waiting(story)
    _asides(story, pages)
    text = story.text.text
    fields: tuple[FormField, ...] = ()
    if is_form:
        form = FormText(form=story.form, back=story.back, declaration=story.declaration)
        fields = form_fields.find(text, form)
    return ExtractedDocument(
        media_type=media_type,
        reader=reader,
        text=text,
        pages=tuple(_page(page, plan) for page, plan in zip(pages, laid, strict=True)),
        segments=tuple(story.text.segments),
        narrative=tuple(story.narrative),
        words=tuple(story.text.words),
        form=fields,
        warnings=(
            *notices,
            *(notice for page in pages for notice in page.notices),
            *(checks.form(pages, laid, texts, fields) if is_form else bands.notice(repeated)),
        ),
    )


def _plain_pages(
    texts: Sequence[Sequence[str]], repeated: Sequence[frozenset[int]]
) -> tuple[FormPage, ...]:
    return tuple(
        FormPage(
            role="page",
            disclosable=True,
            parts=tuple("band" if at in left_out else "body" for at in range(len(lines))),
        )
        for lines, left_out in zip(texts, repeated, strict=True)
    )


def _page(page: SourcePage, plan: FormPage) -> Page:
    return Page(
        number=page.number,
        method=page.method,
        confidence=page.confidence,
        role=plan.role,
        disclosable=plan.disclosable,
        width=round(page.width, 2),
        height=round(page.height, 2),
    )


def _vocabulary(pages: Sequence[SourcePage]) -> frozenset[str]:
    """Return the document's words in lower case, leaving out what may be half a word."""
    return frozenset(
        word.text.casefold().strip(".,;:!?\"'()\u2018\u2019\u201c\u201d")
        for page in pages
        for line in page.lines
        for word in line.words[:-1]
    )


def _tell(story: _Story, page: SourcePage, plan: FormPage) -> None:
    body: dict[int, list[Line]] = {}
    for line, part in zip(page.lines, plan.parts, strict=True):
        if part == "body":
            body.setdefault(line.column, []).append(line)
    set_so = {column: measure(lines, page.number) for column, lines in body.items()}
    for line, part in zip(page.lines, plan.parts, strict=True):
        if part == "body":
            _tell_body(story, line, page.number, set_so[line.column])
        elif part in {"foot", "back"}:
            story.waiting.append((page.number, line, part))
        elif part != "band":
            _tell_form(story, line, page.number, part)


def _tell_waiting(story: _Story) -> None:
    """Add what has waited: closing lines first, so that the form stays together."""
    for kind in ("foot", "back"):
        for number, line, part in story.waiting:
            if part == kind:
                _tell_form(story, line, number, part)
    story.waiting.clear()


def _tell_body(story: _Story, line: Line, page: int, set_so: Measure) -> None:
    separator = "\n\n"
    if story.last:
        above, before = story.last
        if not starts_paragraph(above, line, before, set_so):
            drop, separator = joint(above.text, line.text, story.vocabulary)
            if drop:
                story.text.drop_last()
    span = story.text.add(line, page, separator)
    if story.last:
        story.narrative[-1] = (story.narrative[-1][0], span.end)
    else:
        story.narrative.append((span.start, span.end))
    story.last, story.declared = (line, set_so), None


def _tell_form(story: _Story, line: Line, page: int, part: Part) -> None:
    if part == "declaration":
        _tell_declaration(story, line, page)
        return
    separator = "\n\n" if story.last else "\n"
    story.last = story.declared = None
    span = story.text.add(line, page, separator)
    (story.back if part == "back" else story.form).append(_row(line, span))


def _tell_declaration(story: _Story, line: Line, page: int) -> None:
    """Add a line of a declaration: it is a paragraph, however the form breaks it."""
    separator = "\n\n" if story.last else "\n"
    if story.declared:
        drop, separator = joint(story.declared.text, line.text, story.vocabulary)
        if drop:
            story.text.drop_last()
    elif story.form:
        # Nothing below it is the value of a label above it.
        story.form.append(())
    span = story.text.add(line, page, separator)
    if story.declared and story.declaration:
        story.declaration = (story.declaration[0], span.end)
    elif story.declaration is None:
        story.declaration = (span.start, span.end)
    story.last, story.declared = None, line


def _row(line: Line, span: Span) -> Row:
    cells: list[Cell] = []
    for word, placed in zip(line.words, span.words, strict=True):
        if cells and word.x0 - cells[-1].x1 <= _CELL_GAP * line.size:
            cells[-1] = replace(cells[-1], end=placed.end, x1=word.x1)
        else:
            cells.append(Cell(placed.start, placed.end, word.x0, word.x1))
    return tuple(cells)


def _asides(story: _Story, pages: Sequence[SourcePage]) -> None:
    """Add what runs along margins or across pages, once, after everything else."""
    seen: set[str] = set()
    story.last = None
    for page in pages:
        for line in page.asides:
            words = form_labels.plain(line.text).casefold()
            if words not in seen:
                seen.add(words)
                story.text.add(line, page.number, "\n\n")

"""From pages to a document: what is left out, what is joined, what is the witness's account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from worker.casefile import ExtractedDocument, FormField, Notice, Page
from worker.extract import bands, composing, line_numbers, ruled_tables, transcript
from worker.extract.forms import checks, court, court_fields, kinds, mg11, scanned
from worker.extract.forms import fields as form_fields
from worker.extract.forms.cells import FormText, Row
from worker.extract.forms.page import FormPage, Part
from worker.extract.layout import Line, SourcePage
from worker.extract.paragraphs import Measure, joint, measure, starts_paragraph
from worker.extract.reading_text import ReadingText


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
    going_on: bool = False
    """Whether the last words in the text are the account's."""
    notes: list[tuple[Line, int]] = field(default_factory=list)
    """Lines beside the account, with their pages: they are told where its paragraph ends."""
    waiting: list[tuple[int, Part, list[Line]]] = field(default_factory=list)
    """Closing lines and back pages, which stand after the account: a back page is often the other
    side of the front, and the account runs on over it."""


def compose(
    pages: Sequence[SourcePage], *, media_type: str, reader: str, notices: Iterable[Notice] = ()
) -> ExtractedDocument:
    """Join ``pages`` into a document. On a form of the MG11 family every line gets its part."""
    with scanned.reading(any(page.method == "ocr" for page in pages)):
        return _compose(pages, media_type=media_type, reader=reader, notices=notices)


def _compose(
    pages: Sequence[SourcePage], *, media_type: str, reader: str, notices: Iterable[Notice]
) -> ExtractedDocument:
    pages, numbered = line_numbers.without(pages)
    texts = [[line.text for line in page.lines] for page in pages]
    repeated = bands.repeated(pages)
    is_court = court.is_statement(texts)
    is_form = not is_court and mg11.is_family(texts)
    kind = kinds.kind_of(
        texts,
        lambda: [transcript.source_lines(page) for page in pages],
        is_form=is_form or is_court,
    )
    said = [*notices, *(notice for page in pages for notice in page.notices), *numbered]
    if kind == "interview":
        return transcript.compose(
            pages, repeated, media_type=media_type, reader=reader, notices=said
        )
    if is_form:
        laid = mg11.lay_out(texts, repeated, [_half(page) for page in pages])
    elif is_court:
        laid = court.lay_out(texts, repeated)
    else:
        laid = _plain_pages(texts, repeated)
        said += bands.notice(repeated)
    story = _tell_all(pages, laid)
    text = story.text.text
    form = FormText(form=story.form, back=story.back, declaration=story.declaration)
    fields: tuple[FormField, ...] = ()
    if is_court:
        fields = court_fields.find(text, form)
        said += checks.court(pages, laid, texts, fields)
    elif is_form:
        fields = form_fields.find_all(text, form, story.narrative)
        said += checks.statement(pages, laid, texts, fields)
    said += checks.account(text, story.narrative, fields, story.text.segments, kind)
    return ExtractedDocument(
        media_type=media_type,
        reader=reader,
        text=text,
        pages=tuple(page_of(page, plan) for page, plan in zip(pages, laid, strict=True)),
        segments=tuple(story.text.segments),
        narrative=tuple(story.narrative),
        words=tuple(story.text.words),
        form=fields,
        warnings=tuple(said),
        kind=kind,
    )


def page_of(page: SourcePage, plan: FormPage) -> Page:
    """Return a page of the document from what its reader found and what it is."""
    return Page(
        number=page.number,
        method=page.method,
        confidence=page.confidence,
        role=plan.role,
        disclosable=plan.disclosable,
        width=round(page.width, 2),
        height=round(page.height, 2),
    )


def _tell_all(pages: Sequence[SourcePage], laid: Sequence[FormPage]) -> _Story:
    story = _Story(vocabulary=composing.vocabulary(pages))
    for page, plan in zip(pages, laid, strict=True):
        if plan.role == "front":
            _tell_waiting(story)
        _tell(story, page, plan)
    _tell_notes(story)
    _tell_waiting(story)
    composing.add_asides(story.text, pages)
    return story


def _half(page: SourcePage) -> int | None:
    """Return where the right half of a sheet with two pages begins, None where it is one page."""
    if page.width <= page.height or len(page.lines) < 4:
        return None
    middle, slack = page.width / 2, page.width * 0.03
    first = next((at for at, line in enumerate(page.lines) if line.x0 >= middle - slack), None)
    if not first or first == len(page.lines):
        return None
    left, right = page.lines[:first], page.lines[first:]
    apart = all(line.x1 <= middle + slack for line in left) and all(
        line.x0 >= middle - slack for line in right
    )
    return first if apart and right[0].top < left[-1].top else None


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


def _tell(story: _Story, page: SourcePage, plan: FormPage) -> None:
    runs = [
        (part, ruled_tables.by_cells(lines, page.tables) if part == "body" else lines)
        for part, lines in _runs(page.lines, plan.parts)
    ]
    body: dict[int, list[Line]] = {}
    for part, lines in runs:
        for line in lines if part == "body" else ():
            body.setdefault(line.column, []).append(line)
    set_so = {column: measure(lines, page.number) for column, lines in body.items()}
    for part, lines in runs:
        if part == "body":
            for line in lines:
                _tell_body(story, line, page.number, set_so[line.column])
        elif part == "declaration":
            for line in lines:
                _tell_declaration(story, line, page.number)
        elif part in {"foot", "back"}:
            story.waiting.append((page.number, part, lines))
        elif part == "head":
            _tell_form(story, lines, page.number, part)


def _runs(lines: Sequence[Line], parts: Sequence[Part]) -> list[tuple[Part, list[Line]]]:
    """Return lines that follow each other and have one part, together; bands don't part them."""
    runs: list[tuple[Part, list[Line]]] = []
    for line, part in zip(lines, parts, strict=True):
        if part == "band":
            continue
        if runs and runs[-1][0] == part:
            runs[-1][1].append(line)
        else:
            runs.append((part, [line]))
    return runs


def _tell_waiting(story: _Story) -> None:
    """Add what has waited: closing lines first, so that the form stays together."""
    for kind in ("foot", "back"):
        for number, part, lines in story.waiting:
            if part == kind:
                _tell_form(story, lines, number, part)
    story.waiting.clear()


def _tell_body(story: _Story, line: Line, page: int, set_so: Measure) -> None:
    if line.beside:
        story.notes.append((line, page))
        return
    separator = "\n\n"
    if story.last:
        above, before = story.last
        if ruled_tables.are_apart(above, line):
            separator = ruled_tables.between(above, line)
        elif not starts_paragraph(above, line, before, set_so):
            drop, separator = joint(above.text, line.text, story.vocabulary)
            if drop:
                story.text.drop_last()
    if separator == "\n\n":
        _tell_notes(story)
    _tell_account(story, line, page, separator)
    story.last = line, set_so


def _tell_account(story: _Story, line: Line, page: int, separator: str) -> None:
    span = story.text.add(line, page, separator)
    if story.going_on:
        story.narrative[-1] = (story.narrative[-1][0], span.end)
    else:
        story.narrative.append((span.start, span.end))
    story.going_on, story.declared = True, None


def _tell_notes(story: _Story) -> None:
    """Add the notes that stand beside the paragraph told last, each as a paragraph."""
    above: tuple[int, int] | None = None
    for line, page in story.notes:
        _tell_account(story, line, page, "\n" if above == (page, line.column) else "\n\n")
        above = page, line.column
    story.notes.clear()


def _end_account(story: _Story) -> None:
    """Let what follows be no part of the stretch of account that was told last."""
    _tell_notes(story)
    story.last, story.going_on = None, False


def _tell_form(story: _Story, lines: Sequence[Line], page: int, part: Part) -> None:
    apart = story.last is not None
    _end_account(story)
    rows = composing.add_rows(story.text, lines, page, apart=apart)
    story.declared = None
    into = story.back if part == "back" else story.form
    if into and into[-1]:
        # Nothing on another page or below an account is the value of a label above it.
        into.append(())
    into += rows


def _tell_declaration(story: _Story, line: Line, page: int) -> None:
    """Add a line of a declaration: it is a paragraph, however the form breaks it."""
    separator = "\n\n" if story.last else "\n"
    _end_account(story)
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
    story.declared = line

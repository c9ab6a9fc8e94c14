"""Plain text in any common encoding, and statement forms that were typed as text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.casefile import ExtractedDocument, FormField, Notice, Page, Segment
from worker.errors import Unreadable
from worker.extract import READER_VERSION, checks, form_fields, mg11, sniff
from worker.extract.encodings import REPLACEMENT, decode
from worker.extract.form_fields import Cell, FormText, Row
from worker.extract.form_page import FormPage
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits

READER = f"deponent-text {READER_VERSION}"

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_CELL = re.compile(r"\S+(?: \S+)*")


@dataclass(frozen=True, slots=True)
class _TextLine:
    """A line with something on it, without the white space around it."""

    start: int
    end: int
    text: str


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read plain text, form feeds being page breaks. Raises Unreadable."""
    decoded, notices = decode(data)
    text, unprintable = _normalise(decoded)
    if not text.strip():
        raise Unreadable("no_text", "The file has no words in it, only spaces and empty lines.")
    if unprintable:
        notices.append(
            Notice(
                code="unreadable_characters",
                message=f"{unprintable} characters could not be read and are shown as "
                f"{REPLACEMENT}. Compare with the original.",
            )
        )
    text, spans = _split_pages(text)
    if len(spans) > limits.pages:
        raise Unreadable(
            "too_many_pages", f"The file has {len(spans)} pages; at most {limits.pages} are read."
        )
    return _document(text, spans, notices)


def _normalise(text: str) -> tuple[str, int]:
    """Return ``text`` with plain line ends and visible damage, and how much damage there is."""
    text = text.removeprefix("\ufeff").removesuffix("\x1a")
    text = _UNPRINTABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", text))
    return text, text.count(REPLACEMENT)


def _split_pages(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with its form feeds taken out, and where each page stands in it."""
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    for number, page in enumerate(text.split("\f")):
        # A form feed stands where a line ends; a text that ends in one has no page after it.
        if number and parts[-1] and not parts[-1].endswith("\n"):
            parts.append("\n")
            at += 1
        parts.append(page)
        spans.append((at, at + len(page)))
        at += len(page)
    if len(spans) > 1 and not text.rsplit("\f", 1)[1].strip():
        spans.pop()
    return "".join(parts), spans


def _document(
    text: str, spans: Sequence[tuple[int, int]], notices: list[Notice]
) -> ExtractedDocument:
    lines = [list(_lines(text, span)) for span in spans]
    texts = [[line.text for line in page] for page in lines]
    notices += [
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
        notices += checks.form(sources, plans, texts, fields)
        narrative = _narrative(lines, plans)
    else:
        plans = tuple(FormPage(role="page", disclosable=True, parts=()) for _ in spans)
        narrative = _whole(text)
    return ExtractedDocument(
        media_type=sniff.PLAIN_TEXT,
        reader=READER,
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
        warnings=tuple(notices),
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

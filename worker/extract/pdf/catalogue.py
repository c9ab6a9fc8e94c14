"""What a PDF says of itself as a whole: files inside, fields that no page shows, commands, XFA."""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from worker.casefile import Notice
from worker.errors import Unreadable
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.pdf import attachments, contents_notices, form_values
from worker.extract.pdf import objects as pdf
from worker.extract.pdf.contents import Contents
from worker.extract.pdf.page import PARSER_FAULTS
from worker.extract.pdf.repair import with_trailer

_MOST_NODES = 20_000
_MOST_ANNOTATIONS = 5_000
_MOST_OWNERS = 100_000
_PLACEHOLDER_WORDS = 250
_ACTIVE = frozenset(
    {"JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "RichMediaExecute", "GoToE"}
)
_ACTIVE_ANNOTATIONS = frozenset({"RichMedia", "Screen", "Movie", "3D"})


def contained(data: bytes, pages: Sequence[SourcePage], limits: Limits) -> Contents:
    """Return the files inside a PDF and what there is to say about it as a whole.

    Raises Unreadable when ``pages`` are nothing but a note that the real form cannot be shown.
    """
    with _quietly():
        return _contained(data, pages, limits)


def _contained(data: bytes, pages: Sequence[SourcePage], limits: Limits) -> Contents:
    document = _opened(data)
    if document is None:
        # Whoever read the pages said that the file is damaged.
        return Contents()
    catalog = pdf.mapping(document.catalog)
    owners = list(islice(_owners(document), _MOST_OWNERS))
    fields = list(islice(_fields(catalog), _MOST_NODES))
    files, notices = attachments.files(catalog, owners, limits)
    notices += _xfa(catalog, fields, pages)
    unplaced = _unplaced(fields, owners)
    if unplaced:
        notices.append(contents_notices.fields_without_place(unplaced))
    if _is_active(catalog, [*owners, *fields]):
        notices.append(contents_notices.active_content())
    return Contents(files, notices)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep pdfminer's log from going anywhere: it may hold words of the file."""
    log = logging.getLogger("pdfminer")
    handler = logging.NullHandler()
    log.addHandler(handler)
    was, log.propagate = log.propagate, False
    try:
        yield
    finally:
        log.propagate = was
        log.removeHandler(handler)


def _opened(data: bytes) -> PDFDocument | None:
    for content in (data, with_trailer(data)):
        if content is not None:
            try:
                return PDFDocument(PDFParser(io.BytesIO(content)))
            except PARSER_FAULTS:
                continue
    return None


def _owners(document: PDFDocument) -> Iterator[pdf.Dict]:
    """Yield the pages and what lies on them."""
    try:
        for page in PDFPage.create_pages(document):
            yield pdf.mapping(page.attrs)
            for entry in pdf.row(page.annots)[:_MOST_ANNOTATIONS]:
                yield pdf.mapping(entry)
    except PARSER_FAULTS:
        return


def _fields(catalog: pdf.Dict) -> Iterator[pdf.Dict]:
    """Yield the nodes of the form's tree of fields, each once."""
    seen: set[int] = set()
    for root in pdf.row(pdf.mapping(catalog.get("AcroForm")).get("Fields"))[:_MOST_NODES]:
        for node in pdf.walked(root, _MOST_NODES - len(seen)):
            if id(node) not in seen:
                seen.add(id(node))
                yield node


def _unplaced(fields: Sequence[pdf.Dict], owners: Sequence[pdf.Dict]) -> int:
    """Return how many fields hold words and have no place on any page."""
    shown = {id(node) for owner in owners for node in pdf.upward(owner)}
    return sum(
        id(node) not in shown and node.get("V") is not None and form_values.holds_words(node)
        for node in fields
    )


def _xfa(
    catalog: pdf.Dict, fields: Sequence[pdf.Dict], pages: Sequence[SourcePage]
) -> list[Notice]:
    """Say that the file's real form is an XFA form, unless its fields are there as well."""
    form = pdf.mapping(catalog.get("AcroForm"))
    if form.get("XFA") is None or not (pdf.found(catalog.get("NeedsRendering")) or not fields):
        return []
    words = [word.text.casefold() for page in pages for line in page.lines for word in line.words]
    if len(words) <= _PLACEHOLDER_WORDS and {"please", "wait..."} <= set(words):
        notice = contents_notices.xfa()
        raise Unreadable(notice.code, notice.message)
    return [contents_notices.xfa()]


def _is_active(catalog: pdf.Dict, owners: Sequence[pdf.Dict]) -> bool:
    """Whether the file holds something that a viewer might run."""
    if pdf.mapping(catalog.get("Names")).get("JavaScript") is not None:
        return True
    return any(
        pdf.name(each.get("Subtype")) in _ACTIVE_ANNOTATIONS
        or any(_runs(action) for action in _actions(each))
        for each in (catalog, *owners)
    )


def _actions(owner: pdf.Dict) -> Iterator[object]:
    yield owner.get("OpenAction")
    yield owner.get("A")
    yield from pdf.mapping(owner.get("AA")).values()


def _runs(action: object, depth: int = 8) -> bool:
    """Whether an action, or one that follows it, runs something."""
    said = pdf.mapping(action)
    if pdf.name(said.get("S")) in _ACTIVE:
        return True
    following = pdf.row(said.get("Next")) or [said.get("Next")]
    return depth > 0 and any(_runs(each, depth - 1) for each in following[:20] if each)

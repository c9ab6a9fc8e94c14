"""Older Word documents, rich text and OpenDocument, through LibreOffice where it is installed.

It turns the file into DOCX, which tells what was deleted, hidden or put in, and into PDF, which has
the pages and the place of every word. The PDF is read where it holds all that is shown; a document
with deleted words is read from the DOCX, as LibreOffice prints them struck through.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from worker.casefile import ExtractedDocument, Notice
from worker.errors import Unreadable
from worker.extract import READER_VERSION, sniff
from worker.extract.formats import html, libreoffice, opendocument, rtf, word
from worker.extract.formats.package import Package
from worker.extract.limits import Limits

_SUFFIXES: Mapping[str, str] = {
    sniff.DOC: "doc",
    sniff.RTF: "rtf",
    sniff.ODT: "odt",
    sniff.WORD_XML: "xml",
}
_OWN_READERS = {sniff.RTF: rtf.read, sniff.ODT: opendocument.read, sniff.WORD_XML: html.read}
_KNOWS_STRUCTURE = frozenset({sniff.RTF, sniff.ODT})
_TELLING = frozenset({
    "deletions_not_read", "comments_not_read", "macros_not_run", "external_content_not_fetched",
    "object_not_read", "attachments_left_out", "attachment_damaged", "picture_not_read",
    "hidden_text",
})  # fmt: skip
_ENOUGH = 0.99
_TEMPLATE_MARK = b"M\x00a\x00c\x00r\x00o\x00s\x00"


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read a DOC, RTF or ODT file. Raises Unreadable."""
    kind = sniff.media_type(data)
    if kind == sniff.ODT:
        opendocument.refuse_locked(Package(data, limits))
    elif kind == sniff.DOC:
        _refuse_locked_doc(data)
    own = _OWN_READERS.get(kind)
    if not libreoffice.installed():
        if own is None:
            raise Unreadable(
                "libreoffice_missing",
                "Older Word documents (DOC) are read with LibreOffice, which is not installed "
                "here. Save the document as DOCX or PDF and upload that, or ask whoever runs "
                "Deponent to install LibreOffice Writer.",
            )
        return own(data, limits)
    try:
        return _through_libreoffice(data, kind, limits)
    except libreoffice.NotConverted as failure:
        if own is not None:
            return own(data, limits)
        raise _not_opened(failure) from None


def _through_libreoffice(data: bytes, kind: str, limits: Limits) -> ExtractedDocument:
    """Read by LibreOffice, and by our own reader what it cannot tell."""
    with libreoffice.Converter(data, _SUFFIXES[kind], limits) as converter:
        told = _own_or_docx(data, kind, converter, limits)
        notices = list(told.warnings)
        if kind == sniff.DOC and _TEMPLATE_MARK in data:
            notices.insert(0, _macros())
        told = replace(told, media_type=kind, warnings=tuple(notices))
        codes = {notice.code for notice in notices}
        if codes & {"deletions_not_read", "hidden_text", "file_damaged"} or not told.text.strip():
            return told
        try:
            printed = _from_pdf(converter.to("pdf"), limits)
        except (libreoffice.NotConverted, Unreadable):
            return told
    if not _says_as_much(printed, told):
        return told
    kept = tuple(notice for notice in notices if notice.code in _TELLING)
    return replace(
        printed,
        media_type=kind,
        reader=_reader(),
        warnings=(*kept, *printed.warnings),
        attachments=told.attachments,
    )


def _own_or_docx(
    data: bytes, kind: str, converter: libreoffice.Converter, limits: Limits
) -> ExtractedDocument:
    """Return what the document's own structure says: by our reader of it, else by way of DOCX."""
    if kind in _KNOWS_STRUCTURE:
        return _OWN_READERS[kind](data, limits)
    return replace(word.read(converter.to("docx"), limits), reader=_reader())


def _reader() -> str:
    return f"{libreoffice.version()} / deponent-office {READER_VERSION}"


def _from_pdf(data: bytes, limits: Limits) -> ExtractedDocument:
    from worker.extract.pdf import reader as pdf

    return pdf.read(data, limits)


def _says_as_much(printed: ExtractedDocument, told: ExtractedDocument) -> bool:
    """Whether the pages hold the words and the form fields that the document's structure holds."""
    if len(printed.form) < len(told.form) or (told.kind != printed.kind and told.form):
        return False
    # Of a form, the bands of its sheets are left out of what is read from pages.
    account = "\n".join(told.text[start:end] for start, end in told.narrative)
    wanted, found = Counter(_words(account)), Counter(_words(printed.text))
    missing = sum((wanted - found).values())
    return missing <= (1 - _ENOUGH) * sum(wanted.values()) and _spells_alike(account, printed.text)


def _spells_alike(account: str, printed: str) -> bool:
    """Whether no letter or digit of the account was lost in print.

    Where no font here has a letter, the PDF holds another in its place, and a name becomes someone
    else's. Writing from right to left stands in a PDF as it is seen, the last letter first.
    """
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in account):
        return False
    return not Counter(filter(str.isalnum, account)) - Counter(filter(str.isalnum, printed))


def _words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split()


def _refuse_locked_doc(data: bytes) -> None:
    """Raise Unreadable for a DOC whose head says that the rest is encrypted."""
    from worker.extract.formats.compound import Compound

    try:
        head = Compound(data, Limits()).read("WordDocument") or b""
    except Unreadable:
        return
    if len(head) > 12 and head[11] & 0x01:
        raise Unreadable(
            "password_protected",
            "The document is locked with a password. Open it in Word, save a copy without one, "
            "and upload that.",
        )


def _macros() -> Notice:
    return Notice(
        code="macros_not_run",
        message="The document holds macros. They were not run; its text was read without them. "
        "Don't open it in Word unless you trust where it came from.",
    )


def _not_opened(failure: libreoffice.NotConverted) -> Unreadable:
    if failure.late:
        return Unreadable(
            "took_too_long",
            "Opening this document took too long and was stopped. "
            "Save it as DOCX or PDF in Word, or split it, and upload that.",
        )
    return Unreadable(
        "damaged_file",
        "The document is damaged and could not be opened. "
        "Open and save it anew in Word, as DOCX or PDF, and upload that.",
    )

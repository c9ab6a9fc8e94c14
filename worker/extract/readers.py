"""The readers, by the media type that they read. A new format is one module and one line here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import cast

from worker.casefile import ExtractedDocument, Notice
from worker.errors import Unreadable
from worker.extract import containers, sniff
from worker.extract.limits import Limits

Reader = Callable[[bytes, Limits], ExtractedDocument]

READERS: Mapping[str, str] = {
    sniff.PDF: "pdf.reader",
    sniff.PLAIN_TEXT: "formats.plain",
    sniff.DOCX: "formats.word",
    sniff.DOC: "formats.office",
    sniff.RTF: "formats.office",
    sniff.ODT: "formats.office",
    sniff.WORD_XML: "formats.office",
    sniff.HTML: "formats.html",
    sniff.XML: "formats.html",
    sniff.EML: "formats.email",
    sniff.MBOX: "formats.mailbox",
    sniff.MSG: "formats.msg",
    sniff.ZIP: "formats.archive",
    sniff.TAR: "formats.archive",
    sniff.GZIP: "formats.archive",
    sniff.BZIP2: "formats.archive",
    sniff.XZ: "formats.archive",
    "image/tiff": "formats.image",
    "image/jpeg": "formats.image",
    "image/png": "formats.image",
    "image/webp": "formats.image",
    "image/gif": "formats.image",
    "image/bmp": "formats.image",
}
"""The module under ``worker.extract`` whose ``read`` reads a media type, imported when needed."""

_SPREADSHEET = "Only written statements are read: save the sheet as a PDF and upload that."
_PACKED = "Unpack it, and upload the files in it or a ZIP of them."
_ADVICE = {
    sniff.XLSX: _SPREADSHEET,
    sniff.XLS: _SPREADSHEET,
    sniff.PPTX: "Save the slides as a PDF and upload that.",
    sniff.PPT: "Save the slides as a PDF and upload that.",
    "application/x-7z-compressed": _PACKED,
    "application/vnd.rar": _PACKED,
    "application/x-executable": "It is never run or read. Upload the statement itself.",
    "audio/video": "Deponent reads written statements only: upload the transcript.",
    "image/heic": "Save it as JPEG or PNG and upload that.",
}


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read an original with the reader of its media type. Raises Unreadable."""
    if not data:
        raise Unreadable("empty_file", "The file is empty: it has no bytes at all. Send it again.")
    if len(data) > limits.file_bytes:
        raise Unreadable(
            "file_too_large",
            f"The file has {len(data) / 1e6:.0f} MB; at most "
            f"{limits.file_bytes / 1e6:.0f} MB can be read.",
        )
    kind = sniff.media_type(data)
    if kind == sniff.OLE and not containers.ole_names(data):
        raise Unreadable(
            "damaged_file",
            f"The file is {sniff.NAMES[kind]}, but it is damaged or incomplete. "
            "Open and save it anew in its own program, and upload that.",
        )
    document = reader_of(kind)(data, limits)
    if len(document.text.encode("utf-8", "replace")) > limits.text_bytes:
        raise Unreadable(
            "too_much_text",
            f"The file holds more than {limits.text_bytes / 1e6:.0f} MB of text, "
            "far beyond a statement. Split it and upload the parts.",
        )
    return _named_polyglot(document, data, kind)


def reader_of(kind: str) -> Reader:
    """Return the reader of a media type. Raises Unreadable where there is none."""
    module = READERS.get(kind)
    if module is None:
        if kind == sniff.LOCKED_OFFICE:
            raise Unreadable(
                "password_protected",
                "The file is locked with a password. Open it in Word, save a copy without one "
                "(File, Info, Protect Document), and upload that.",
            )
        advice = _ADVICE.get(kind, "Save it as a PDF and upload that.")
        raise Unreadable("unsupported_type", f"The file is {sniff.NAMES[kind]}. {advice}")
    return cast("Reader", import_module(f"worker.extract.{module}").read)


def _named_polyglot(document: ExtractedDocument, data: bytes, kind: str) -> ExtractedDocument:
    other = sniff.also(data, kind)
    if other is None:
        return document
    notice = Notice(
        code="polyglot",
        message=f"The file is {sniff.NAMES[kind]} and was read as that, but it is made so that "
        f"another program may take it for {other}. Ask where it came from before you open it.",
    )
    return replace(document, warnings=(notice, *document.warnings))

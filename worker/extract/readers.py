"""The readers, by the media type that they read. A new format is one module and one line here."""

from collections.abc import Callable, Mapping

from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import sniff
from worker.extract.limits import Limits

Reader = Callable[[bytes, Limits], ExtractedDocument]


def _read_pdf(data: bytes, limits: Limits) -> ExtractedDocument:
    from worker.extract.pdf import reader as pdf

    return pdf.read(data, limits)


def _read_plain(data: bytes, limits: Limits) -> ExtractedDocument:
    from worker.extract.formats import plain

    return plain.read(data, limits)


READERS: Mapping[str, Reader] = {
    sniff.PDF: _read_pdf,
    sniff.PLAIN_TEXT: _read_plain,
}

_ADVICE = {
    "image": "This version reads no pictures: upload the typed statement, or a PDF with text.",
    "audio": "Deponent reads written statements only.",
    "message": "Save the statement that is attached to it, or print the message to PDF.",
}


def read(data: bytes, limits: Limits) -> ExtractedDocument:
    """Read an original with the reader of its media type. Raises Unreadable."""
    if not data:
        raise Unreadable("empty_file", "The file is empty: it has no bytes at all.")
    if len(data) > limits.file_bytes:
        raise Unreadable(
            "file_too_large",
            f"The file has {len(data) / 1e6:.0f} MB; at most "
            f"{limits.file_bytes / 1e6:.0f} MB can be read.",
        )
    kind = sniff.media_type(data)
    reader = READERS.get(kind)
    if reader is None:
        advice = _ADVICE.get(kind.partition("/")[0], "Save it as a PDF and upload that.")
        raise Unreadable("unsupported_type", f"The file is {sniff.NAMES[kind]}. {advice}")
    document = reader(data, limits)
    if len(document.text.encode("utf-8", "replace")) > limits.text_bytes:
        raise Unreadable(
            "too_much_text",
            f"The file holds more than {limits.text_bytes / 1e6:.0f} MB of text, "
            "far beyond a statement. Split it and upload the parts.",
        )
    return document

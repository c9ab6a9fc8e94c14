"""What a file is, told from its bytes and never from its name."""

import codecs
import re

PDF = "application/pdf"
PLAIN_TEXT = "text/plain"
UNKNOWN = "application/octet-stream"

NAMES = {
    PDF: "a PDF",
    PLAIN_TEXT: "plain text",
    UNKNOWN: "a kind of file that Deponent does not know",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "a Word document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "an Excel workbook",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "a PowerPoint",
    "application/vnd.oasis.opendocument.text": "an OpenDocument text",
    "application/zip": "a zip archive",
    "application/x-ole-storage": "an older Word, Excel or Outlook file",
    "application/rtf": "a rich text (RTF) document",
    "application/gzip": "a compressed (gzip) file",
    "application/x-7z-compressed": "a 7-Zip archive",
    "application/vnd.rar": "a RAR archive",
    "application/x-executable": "a program",
    "application/postscript": "a PostScript file",
    "image/jpeg": "a JPEG picture",
    "image/png": "a PNG picture",
    "image/tiff": "a TIFF picture",
    "image/gif": "a GIF picture",
    "image/bmp": "a bitmap picture",
    "image/webp": "a WebP picture",
    "image/heic": "a HEIC picture",
    "audio/video": "a sound or video recording",
    "text/html": "a web page (HTML)",
    "text/xml": "an XML file",
    "message/rfc822": "an e-mail message",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x7fELF", "application/x-executable"),
    (b"%!PS", "application/postscript"),
    (b"OggS", "audio/video"),
    (b"ID3", "audio/video"),
    (b"\x1aE\xdf\xa3", "audio/video"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
)
_BYTE_ORDER_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
_HTML = re.compile(
    rb"\A\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\A\s*<\?xml\s")
_HEADER = re.compile(
    rb"^(?:received|return-path|from|to|subject|date|message-id|mime-version|content-type):\s",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER_LINES = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1a\x1b")) + b"\x7f"
_LOOKED_AT = 64 * 1024


def media_type(data: bytes) -> str:
    """Return the media type of ``data``: ``UNKNOWN`` for binary files that nobody recognises."""
    # PDF readers accept rubbish before the mark, and so do the systems that files come from.
    if b"%PDF-" in data[:1024]:
        return PDF
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for mark, kind in _ZIPPED if mark in data), "application/zip")
    return _container(data) or _textual(data)


def _container(data: bytes) -> str | None:
    """Recognise the formats whose mark is not at the very start, or too short to stand alone."""
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "image/webp" if data[8:12] == b"WEBP" else "audio/video"
    if data[4:8] == b"ftyp":
        return "image/heic" if data[8:12] in (b"heic", b"heix", b"mif1") else "audio/video"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if data[:2] == b"MZ" and is_binary(data):
        return "application/x-executable"
    return None


def _textual(data: bytes) -> str:
    if is_binary(data):
        return UNKNOWN
    head = data[:_LOOKED_AT].removeprefix(codecs.BOM_UTF8)
    if _HTML.match(head):
        return "text/html"
    if _XML.match(head):
        return "text/xml"
    lines = _HEADER_LINES.match(head)
    # One "From:" or "Date:" may open a statement; three such headers and a blank line are e-mail.
    if lines and len({h.lower() for h in _HEADER.findall(lines[0])}) >= 3:
        return "message/rfc822"
    return PLAIN_TEXT


def is_binary(data: bytes) -> bool:
    """Return whether ``data`` is no text in any encoding that a statement comes in."""
    if data.startswith(_BYTE_ORDER_MARKS) or wide_encoding(data):
        return False
    head = data[:_LOOKED_AT]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    # A few stray NULs happen in exports of older systems; one byte in fifty does not.
    return controls > max(8, len(head) // 50) or 4 * controls > len(head) > 0


def wide_encoding(data: bytes) -> str | None:
    """Return which of UTF-16 or UTF-32 unmarked ``data`` evidently is, None when it isn't.

    Western text in two or four bytes a character is half or three quarters NUL, always in the
    same places.
    """
    head = data[: _LOOKED_AT // 16]
    for width, encodings in ((4, ("utf-32-be", "utf-32-le")), (2, ("utf-16-be", "utf-16-le"))):
        if len(data) % width or len(head) < 2 * width:
            continue
        columns = [head[at::width].count(0) / len(head[at::width]) for at in range(width)]
        if columns[-1] < 0.05 and min(columns[:-1]) > 0.6:
            return encodings[0]
        if columns[0] < 0.05 and min(columns[1:]) > 0.6:
            return encodings[1]
    return None

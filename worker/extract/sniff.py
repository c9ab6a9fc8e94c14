"""What a file is, told from its bytes and never from its name."""

import codecs
import re

from worker.extract import containers
from worker.extract.textual import is_binary, wide_encoding

PDF = "application/pdf"
PLAIN_TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODF = "application/vnd.oasis.opendocument"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
MSG = "application/vnd.ms-outlook"
OLE = "application/x-ole-storage"
LOCKED_OFFICE = "application/x-encrypted-office"
RTF = "application/rtf"
WORD_XML = "application/vnd.ms-word.xml"
HTML = "text/html"
XML = "text/xml"
EML = "message/rfc822"
MBOX = "application/mbox"
ZIP = "application/zip"
TAR = "application/x-tar"
GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"

NAMES = {
    PDF: "a PDF",
    PLAIN_TEXT: "plain text",
    UNKNOWN: "a kind of file that Deponent does not know",
    DOCX: "a Word document",
    XLSX: "an Excel workbook",
    PPTX: "a PowerPoint",
    ODT: "an OpenDocument text",
    ODF: "an OpenDocument table, drawing or presentation",
    DOC: "an older Word document (DOC)",
    XLS: "an older Excel workbook",
    PPT: "an older PowerPoint",
    MSG: "an Outlook message",
    OLE: "an older Word, Excel or Outlook file",
    LOCKED_OFFICE: "a Word, Excel or PowerPoint file locked with a password",
    RTF: "a rich text (RTF) document",
    WORD_XML: "a Word document saved as XML",
    ZIP: "a zip archive",
    TAR: "a tar archive",
    GZIP: "a compressed (gzip) file",
    BZIP2: "a compressed (bzip2) file",
    XZ: "a compressed (xz) file",
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
    HTML: "a web page (HTML)",
    XML: "an XML file",
    EML: "an e-mail message",
    MBOX: "a mailbox with several e-mail messages",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x1f\x8b", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\x00", XZ),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x7fELF", "application/x-executable"),
    (b"%!PS", "application/postscript"),
    (b"OggS", "audio/video"),
    (b"ID3", "audio/video"),
    (b"\x1aE\xdf\xa3", "audio/video"),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04", b"PK\x07\x08PK\x03\x04")
_OLE_KINDS = (
    ("encryptedpackage", LOCKED_OFFICE),
    ("__properties_version1.0", MSG),
    ("worddocument", DOC),
    ("workbook", XLS),
    ("book", XLS),
    ("powerpoint document", PPT),
)
_BEFORE_TAG = rb"\A\s*(?:<\?xml[^>]{0,300}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,20}"
_HTML = re.compile(
    _BEFORE_TAG
    + rb"<(?:!doctype\s+html|html|head|body|meta|title|style|table|div|span|font|p|h[1-6]"
    rb"|center|blockquote|ul|ol|pre)\b[^<]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\A\s*<\?xml\s")
_WORD_XML = re.compile(
    rb"progid\s*=\s*[\"']Word\.Document|<office:document\s|<w:wordDocument\b|<pkg:package\b"
)
_RTF = re.compile(rb"\A\s*\{\\rtf")
_KNOWN_HEADER = re.compile(
    rb"(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|content-type"
    rb"|delivered-to|reply-to|sender|x-mailer|content-transfer-encoding):",
    re.IGNORECASE,
)
_ANY_HEADER = re.compile(rb"[!-9;-~]{1,80}:")
MBOX_FROM = re.compile(rb"^From \S+[^\n]*\d{2}:\d{2}[^\n]*\n(?=[!-9;-~]+:)", re.MULTILINE)
_LOOKED_AT = 64 * 1024


def media_type(data: bytes) -> str:
    """Return the media type of ``data``: ``UNKNOWN`` for binary files that nobody recognises."""
    if data.startswith(b"%PDF-"):
        return PDF
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_ZIP_MAGIC):
        return _zipped(data)
    if data.startswith(_OLE_MAGIC):
        names = containers.ole_names(data)
        return next((kind for name, kind in _OLE_KINDS if name in names), OLE)
    return _container(data) or _marked_up(data) or _late_pdf(data) or _textual(data)


def _zipped(data: bytes) -> str:
    declared = containers.declared_type(data)
    if declared and declared.startswith(ODF):
        return ODT if declared.startswith(ODT) else ODF
    names = containers.zip_names(data)
    lower = {name.casefold().replace("\\", "/") for name in names}
    if "content.xml" in lower and "meta-inf/manifest.xml" in lower:
        return ODT
    if "[content_types].xml" in lower or "_rels/.rels" in lower:
        # The package may hold parts of the others' kinds (a table in a document), so by its main.
        for main, folder, kind in (
            ("word/document.xml", "word/", DOCX),
            ("xl/workbook.xml", "xl/", XLSX),
            ("ppt/presentation.xml", "ppt/", PPTX),
        ):
            if main in lower or any(name.startswith(folder) for name in lower):
                return kind
        if all(name.startswith(("[content_types]", "_rels/", "docprops/")) for name in lower):
            return DOCX
    return DOCX if "word/document.xml" in lower else ZIP


def _container(data: bytes) -> str | None:
    """Recognise the formats whose mark is not at the very start, or too short to stand alone."""
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "image/webp" if data[8:12] == b"WEBP" else "audio/video"
    if data[4:8] == b"ftyp":
        heic = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")
        return "image/heic" if data[8:12] in heic else "audio/video"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "image/bmp"
    if data[:2] == b"MZ" and is_binary(data):
        return "application/x-executable"
    if data[257:262] == b"ustar":
        return TAR
    return None


def _late_pdf(data: bytes) -> str | None:
    """Recognise a PDF with something in front: its readers accept that, and mailers do it.

    A text that only speaks of the mark is none: a PDF also has objects.
    """
    at = data.find(b"%PDF-", 0, 1024)
    if at < 0:
        return None
    return PDF if not data[:at].strip() or b" obj" in data or b"startxref" in data else None


def _marked_up(data: bytes) -> str | None:
    """Recognise what opens with its own markup, whatever comes later."""
    head = _narrow(data[:_LOOKED_AT])
    if _RTF.match(head):
        return RTF
    if _HTML.match(head):
        return HTML
    if _XML.match(head):
        return WORD_XML if _WORD_XML.search(head[:4096]) else XML
    return None


def _textual(data: bytes) -> str:
    if is_binary(data):
        # Programs that open archives look for their end, so rubbish in front does no harm.
        return _zipped(data) if containers.zip_end(data) == len(data) else UNKNOWN
    return _message(data, _narrow(data[:_LOOKED_AT])) or PLAIN_TEXT


def _narrow(head: bytes) -> bytes:
    """Return the start of a text with one byte a letter, so that marks in it can be looked for."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace").encode("latin-1", "replace")
    wide = wide_encoding(head[: len(head) // 4 * 4])
    if wide:
        return head.decode(wide, "replace").encode("latin-1", "replace")
    return head.removeprefix(codecs.BOM_UTF8)


def _message(data: bytes, head: bytes) -> str | None:
    """Recognise e-mail: lines of headers, at least three of them such as messages have."""
    start = MBOX_FROM.match(head)
    if start and sum(1 for _ in MBOX_FROM.finditer(data)) > 1:
        return MBOX
    known: set[bytes] = set()
    headers = others = 0
    for number, line in enumerate(head[start.end() if start else 0 :].splitlines()[:400]):
        if not line.strip():
            if number:
                break
        elif _ANY_HEADER.match(line):
            headers += 1
            found = _KNOWN_HEADER.match(line)
            known.update([found[0].lower()] if found else [])
        elif line[:1] not in b" \t" or not number:
            # A few lines are broken in real messages; one "From:" may open a statement.
            others += 1
    return EML if len(known) >= 3 and others * 6 <= headers else None


_PAGE_TAGS = re.compile(rb"<(?:html|script|body|svg)[\s>]", re.IGNORECASE)


def also(data: bytes, kind: str) -> str | None:
    """Return what else a file is at once, in words, None for an honest file.

    Such a file shows one thing to one program and another to the next. What its first bytes say is
    read, and a person is told.
    """
    end = containers.zip_end(data) if b"PK\x05\x06" in data[-66_000:] else None
    if data.startswith(_ZIP_MAGIC):
        rest = data[end:] if end is not None else b""
        return NAMES[PDF] if b"%PDF-" in rest[:2048] else None
    if kind in {HTML, XML}:
        return NAMES[PDF] if b"%PDF-" in data[:1024] and b" obj" in data else None
    if end is not None and end >= len(data) - 8 and not kind.startswith(("text/", "message/")):
        return NAMES[ZIP]
    if kind.startswith("image/"):
        if b"%PDF-" in data[:1024]:
            return NAMES[PDF]
        return NAMES[HTML] if _PAGE_TAGS.search(data[:1024]) else None
    if kind == PDF:
        at = data.find(b"%PDF-", 0, 1024)
        before = data[:at]
        if before.startswith((b"\xff\xd8\xff", b"GIF8", b"\x89PNG", b"BM", b"MZ")):
            return "a picture or a program"
        return NAMES[HTML] if _PAGE_TAGS.search(before) else None
    return None

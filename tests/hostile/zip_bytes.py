"""ZIP archives and the Word documents in them, of which any part can be made wrong."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from tests.hostile.statement import LINES

_EPOCH = (2026, 3, 3, 9, 0, 0)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
DOCUMENT_LINKS = "word/_rels/document.xml.rels"

Parts = dict[str, bytes]


def packed(
    parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], *, stored: bool = False
) -> bytes:
    """Return a ZIP archive of ``parts`` in their order, twice a name if so."""
    out = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entries = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = how
            # Names are written as they are, also where the library would warn of doubles.
            archive.NameToInfo.pop(name, None)
            archive.writestr(entry, content)
    return out.getvalue()


def paragraph(text: str) -> str:
    """Return a Word paragraph."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def paragraphs(lines: Iterable[str] = LINES) -> str:
    """Return Word paragraphs, one a line."""
    return "".join(map(paragraph, lines))


def document(body: str, *, before: str = "", names: str = "") -> bytes:
    """Return the main part of a Word document with ``before`` above its root."""
    xml = f'{_DECLARED}{before}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}" {names}>'
    return f"{xml}<w:body>{body}</w:body></w:document>".encode()


def links(*entries: tuple[str, str, str]) -> bytes:
    """Return a relationships part: each of a kind, a target and Internal or External."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(entries, start=1)
    )
    root = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return f"{_DECLARED}{root}{rows}</Relationships>".encode()


def word_parts(changes: Mapping[str, bytes | None] | None = None) -> Parts:
    """Return the parts of a sound Word document, with ``changes``: None takes a part away."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts: dict[str, bytes | None] = {
        CONTENT_TYPES: (
            f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
            'Extension="xml" ContentType="application/xml"/><Default Extension="png" '
            'ContentType="image/png"/><Default Extension="bin" '
            'ContentType="application/octet-stream"/>'
            f'<Override PartName="/{DOCUMENT}" ContentType="{main}"/></Types>'
        ).encode(),
        "_rels/.rels": links(("officeDocument", DOCUMENT, "Internal")),
        DOCUMENT_LINKS: links(),
        DOCUMENT: document(paragraphs()),
    }
    parts.update(changes or {})
    return {name: content for name, content in parts.items() if content is not None}


def docx(changes: Mapping[str, bytes | None] | None = None, *, stored: bool = False) -> bytes:
    """Return a Word document with ``changes``."""
    return packed(word_parts(changes), stored=stored)

"""PDFs written object by object, so that any part of one can be made wrong."""

import zlib
from collections.abc import Mapping, Sequence

from tests.hostile.statement import LINES

CATALOG, PAGES, PAGE, CONTENTS, FONT = 1, 2, 3, 4, 5
HEADER = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"

Objects = dict[int, bytes]


def stream(content: bytes, entries: bytes = b"", *, length: bytes | None = None) -> bytes:
    """Return a stream object with ``entries`` in its dictionary; ``length`` may lie."""
    said = b"%d" % len(content) if length is None else length
    return b"<< %b /Length %b >>\nstream\n%b\nendstream" % (entries, said, content)


def deflated(content: bytes, entries: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + entries)


def literal(text: str, encoding: str = "cp1252") -> bytes:
    """Return ``text`` as a string of PDF syntax."""
    data = text.encode(encoding)
    for special in (b"\\", b"(", b")"):
        data = data.replace(special, b"\\" + special)
    return b"(" + data + b")"


def drawn(lines: Sequence[str] = LINES, *, size: int = 11, top: int = 770) -> bytes:
    """Return the drawing of ``lines`` from the top of an A4 page."""
    rows = [b"BT /F1 %d Tf %d TL 72 %d Td" % (size, size + 5, top)]
    rows += [literal(line) + b" Tj T*" for line in lines]
    return b"\n".join([*rows, b"ET"])


def page(contents: bytes = b"4 0 R", entries: bytes = b"", *, box: bytes = b"0 0 595 842") -> bytes:
    """Return a page object with the one font of these files."""
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Resources << /Font << /F1 5 0 R >> >> "
        b"/Contents %b %b >>" % (box, contents, entries)
    )


def statement(changes: Mapping[int, bytes] | None = None, contents: bytes | None = None) -> Objects:
    """Return the objects of a sound one-page statement, with ``changes``."""
    objects: Objects = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R >>",
        PAGES: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        PAGE: page(),
        CONTENTS: stream(drawn() if contents is None else contents),
        FONT: HELVETICA,
    }
    objects.update(changes or {})
    return objects


def body(objects: Mapping[int, bytes], header: bytes = HEADER) -> tuple[bytes, dict[int, int]]:
    """Return the file up to its xref table, and where each object stands in it."""
    out = bytearray(header)
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    return bytes(out), places


def table(places: Mapping[int, int], *, shift: int = 0) -> bytes:
    """Return an xref table, all of whose offsets are ``shift`` too high."""
    rows = [b"xref\n0 1\n0000000000 65535 f \n"]
    rows += [b"%d 1\n%010d 00000 n \n" % (n, at + shift) for n, at in sorted(places.items())]
    return b"".join(rows)


def end(size: int, start: int, entries: bytes = b"") -> bytes:
    """Return a trailer and the pointer to the xref table."""
    return b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        entries,
        start,
    )


def pdf(
    objects: Mapping[int, bytes],
    *,
    header: bytes = HEADER,
    shift: int = 0,
    trailer: bytes = b"",
) -> bytes:
    """Return a whole file of ``objects``."""
    content, places = body(objects, header)
    size = max(objects) + 1
    return content + table(places, shift=shift) + end(size, len(content) + shift, trailer)


def added(data: bytes, objects: Mapping[int, bytes], entries: bytes = b"") -> bytes:
    """Return ``data`` with an incremental update of ``objects``."""
    before = int(data.rsplit(b"startxref", 1)[1].split()[0])
    content, places = body(objects, b"")
    moved = {number: at + len(data) for number, at in places.items()}
    size = max(*objects, 40) + 1
    start = len(data) + len(content)
    return data + content + table(moved) + end(size, start, b"/Prev %d %b" % (before, entries))


def pages(*texts: Sequence[str]) -> Objects:
    """Return the objects of a document with a page for each of ``texts``."""
    objects = statement()
    kids = []
    for number, lines in enumerate(texts):
        at = 10 + 2 * number
        kids.append(b"%d 0 R" % at)
        objects[at] = page(b"%d 0 R" % (at + 1))
        objects[at + 1] = stream(drawn(lines))
    objects[PAGES] = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(texts), b" ".join(kids))
    return objects

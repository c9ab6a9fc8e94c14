"""Malformed PDFs: what broken writers, bad disks and cut-off transfers leave."""

import re
import zlib
from collections.abc import Callable

from tests.hostile.case import Case, Family
from tests.hostile.pdf_bytes import (
    CATALOG,
    CONTENTS,
    FONT,
    HEADER,
    PAGE,
    PAGES,
    body,
    deflated,
    drawn,
    end,
    page,
    pages,
    pdf,
    statement,
    stream,
    table,
)
from tests.hostile.statement import LINES, SAYS, SECOND

_GOOD = pdf(statement())


def cases() -> list[Case]:
    """Return the malformed PDFs."""
    family = Family("malformed PDF")
    for add in (_tables, _streams, _trees, _drawings, _syntax, _cuts):
        add(family)
    return family.cases


def _tables(family: Family) -> None:
    content, places = body(statement())
    size, start = 6, len(content)
    swapped = places | {PAGE: places[FONT], FONT: places[PAGE]}
    variants: dict[str, bytes] = {
        "xref-offsets-shifted": pdf(statement(), shift=23),
        "xref-offsets-all-zero": content + table(dict.fromkeys(places, 0)) + end(size, start),
        "xref-offsets-swapped": content + table(swapped) + end(size, start),
        "xref-offsets-past-the-end": content
        + table({n: at + 10**9 for n, at in places.items()})
        + end(size, start),
        "xref-absent": content + end(size, start),
        "xref-rows-of-letters": content + b"xref\n0 6\nabc def g\n" * 3 + end(size, start),
        "xref-count-too-high": content
        + table(places).replace(b"5 1\n", b"5 900\n")
        + end(size, start),
        "startxref-past-the-end": content + table(places) + end(size, 99_999_999),
        "startxref-negative": content + table(places) + end(size, -5),
        "startxref-a-word": (content + table(places) + end(size, start)).replace(
            b"startxref\n%d" % start, b"startxref\nsoon"
        ),
        "trailer-root-is-the-font": _GOOD.replace(b"/Root 1 0 R", b"/Root 5 0 R"),
        "trailer-root-missing-object": _GOOD.replace(b"/Root 1 0 R", b"/Root 77 0 R"),
        "trailer-size-too-small": _GOOD.replace(b"/Size 6", b"/Size 2"),
        "trailer-prev-nowhere": pdf(statement(), trailer=b"/Prev 123456789"),
        "generations-that-disagree": _GOOD.replace(b" 00000 n", b" 00007 n"),
        "objects-numbered-twice": content.replace(
            b"4 0 obj", b"4 0 obj\n<< /Old true >>\nendobj\n4 0 obj"
        )
        + table(places)
        + end(size, start),
    }
    for name, data in variants.items():
        family.reads(f"{name}.pdf", data, SAYS)
    # Other readers give these up, so they may be given up here.
    rootless = _GOOD.replace(b"/Root 1 0 R", b"")
    family.either("trailer-without-root.pdf", rootless, "damaged_file", says=[SAYS])


def _streams(family: Family) -> None:
    text = drawn()
    packed = zlib.compress(text)
    damaged = bytearray(zlib.compress(drawn([*LINES, *(f"Line {n} of many." for n in range(60))])))
    damaged[-90:-60] = b"\xff" * 30
    variants: dict[str, bytes] = {
        "stream-length-too-long": stream(text, length=b"99999"),
        "stream-length-negative": stream(text, length=b"-1"),
        "stream-length-zero": stream(text, length=b"0"),
        "stream-length-missing-object": stream(text, length=b"88 0 R"),
        "stream-length-a-name": stream(text, length=b"/Long"),
        "stream-length-absent": b"<< >>\nstream\n%b\nendstream" % text,
        "stream-without-endstream": b"<< /Length %d >>\nstream\n%b\n" % (len(text), text),
        "stream-keyword-with-bare-return": b"<< /Length %d >>\nstream\r%b\nendstream"
        % (len(text), text),
        "deflate-without-checksum": stream(packed[:-4], b"/Filter /FlateDecode"),
        "deflate-wrong-checksum": stream(packed[:-4] + b"abcd", b"/Filter /FlateDecode"),
        "deflate-with-rubbish-after": stream(packed + b"\x00rubbish", b"/Filter /FlateDecode"),
        "deflate-damaged-near-its-end": stream(bytes(damaged), b"/Filter /FlateDecode"),
        "hex-without-its-end": stream(text.hex().encode(), b"/Filter /ASCIIHexDecode"),
        "unknown-parameter-of-a-filter": stream(
            packed, b"/Filter /FlateDecode /DecodeParms << /Predictor 1 /Foo (bar) >>"
        ),
    }
    for name, content in variants.items():
        family.reads(f"{name}.pdf", pdf(statement({CONTENTS: content})), SAYS)
    unknown = pdf(statement({CONTENTS: stream(packed, b"/Filter /NoSuchDecode")}))
    family.refused("filter-unknown.pdf", unknown, "damaged_file", "no_text", "no_text_layer")


def _trees(family: Family) -> None:
    two = pages(LINES, [SECOND])
    lost = pages(LINES, [SECOND])
    del lost[12]
    variants: dict[str, dict[int, bytes]] = {
        "kids-not-in-an-array": statement({PAGES: b"<< /Type /Pages /Count 1 /Kids 3 0 R >>"}),
        "count-negative": statement({PAGES: b"<< /Type /Pages /Count -4 /Kids [3 0 R] >>"}),
        "count-far-too-high": statement({PAGES: b"<< /Type /Pages /Count 100000 /Kids [3 0 R] >>"}),
        "count-absent": statement({PAGES: b"<< /Type /Pages /Kids [3 0 R] >>"}),
        "page-without-type": statement({PAGE: page().replace(b"/Type /Page ", b"")}),
        "page-without-mediabox": statement({PAGE: page().replace(b"/MediaBox", b"/NoBox")}),
        "mediabox-upside-down": statement({PAGE: page(box=b"595 842 0 0")}),
        "mediabox-of-strings": statement({PAGE: page(box=b"(a) (b) (c) (d)")}),
        "mediabox-of-two-numbers": statement({PAGE: page(box=b"595 842")}),
        "mediabox-not-a-number": statement({PAGE: page(box=b"0 0 nan inf")}),
        "page-without-parent": statement({PAGE: page().replace(b"/Parent 2 0 R", b"")}),
        "resources-absent": statement({PAGE: page().replace(b"/Resources", b"/Res")}),
        "contents-with-a-missing-part": statement({PAGE: page(b"[70 0 R 4 0 R 71 0 R]")}),
        "rotate-by-17-degrees": statement({PAGE: page(entries=b"/Rotate 17")}),
        "rotate-by-a-word": statement({PAGE: page(entries=b"/Rotate /Left")}),
        "pages-entry-is-the-page": statement({CATALOG: b"<< /Type /Catalog /Pages 3 0 R >>"}),
        "cropbox-outside-the-page": statement(
            {PAGE: page(entries=b"/CropBox [5000 5000 6000 6000]")}
        ),
    }
    for name, objects in variants.items():
        family.reads(f"{name}.pdf", pdf(objects), SAYS)
    mixed = statement({PAGES: b"<< /Type /Pages /Count 1 /Kids [null 3 0 R 66 0 R 7] >>"})
    family.either("kids-with-null-and-missing.pdf", pdf(mixed), "damaged_file", says=[SAYS])
    family.partly("second-of-two-pages-missing.pdf", pdf(lost), SAYS)
    two[13] = stream(b"\x00\x9c\xff" * 40, b"/Filter /FlateDecode")
    family.partly("second-of-two-pages-unreadable.pdf", pdf(two), SAYS)


def _drawings(family: Family) -> None:
    text = drawn()
    variants: dict[str, bytes] = {
        "unknown-operators": b"foo 1 2 bar BX /x baz EX " + text + b" qux",
        "restores-without-saves": b"Q " * 300 + text,
        "saves-without-restores": b"q " * 3000 + text,
        "numbers-that-are-none": b"--5 1.2.3 +. 4- w 0 0 - re " + text,
        "operands-missing": b"Tf Td re cm Do gs " + text,
        "operands-of-the-wrong-kind": b"(a) [1] /n w /x /y Td << /a 1 >> Tc " + text,
        "text-object-never-ended": text.removesuffix(b"ET"),
        "text-objects-nested": b"BT " + text + b" ET",
        "string-never-ended": text + b" BT 72 100 Td (and then",
        "array-never-ended": text + b" BT [(a) 3 (b) TJ ET",
        "dictionary-never-ended": text + b" /Span << /MCID 0 BDC",
        "inline-picture-never-ended": text + b" BI /W 4 /H 4 /BPC 8 /CS /G ID \x00\x01\x02",
        "nul-bytes-between-operators": text.replace(b" Tj", b"\x00\x00Tj"),
        "font-not-in-the-resources": text.replace(b"/F1", b"/F9"),
        "matrix-of-huge-numbers": b"q 1e38 0 0 1e38 1e308 -1e308 cm BT (x) Tj ET Q " + text,
        "matrix-of-zeros": b"q 0 0 0 0 0 0 cm BT (x) Tj ET Q " + text,
        "font-size-negative": text + b" BT /F1 -12 Tf 72 60 Td (turned) Tj ET",
    }
    for name, contents in variants.items():
        family.reads(f"{name}.pdf", pdf(statement(contents=contents)), SAYS)


def _syntax(family: Family) -> None:
    variants: dict[str, bytes] = {
        "rubbish-before-the-header": b"GET / HTTP/1.1\r\n" + b"x" * 900 + _GOOD,
        "rubbish-after-the-end": _GOOD + bytes(range(256)) * 16,
        "line-ends-bare-returns": re.sub(rb" \n", b" \r", _GOOD).replace(b"\n", b"\r"),
        "line-ends-doubled-by-a-transfer": _GOOD.replace(b"\n", b"\r\n"),
        "header-of-no-version": _GOOD.replace(b"%PDF-1.5", b"%PDF-x.y"),
        "nul-bytes-between-objects": _GOOD.replace(b"endobj\n", b"endobj\n\x00\x00\x00"),
        "endobj-missing": _GOOD.replace(b"endobj\n", b""),
        "names-with-broken-escapes": _GOOD.replace(b"/Type /Catalog", b"/Type /Catalog /A#zz#1 1"),
        "dictionary-closed-once": _GOOD.replace(b"/WinAnsiEncoding >>", b"/WinAnsiEncoding >"),
        "comment-in-the-middle": _GOOD.replace(b"/Count 1", b"% (not ] a >> string\n/Count 1"),
        "object-header-without-spaces": _GOOD.replace(b"4 0 obj\n", b"4 0 obj"),
        "string-of-infinite-octal": _GOOD.replace(b"/Count 1", b"/Count 1 /S (\\777\\9\\08)"),
    }
    for name, data in variants.items():
        family.reads(f"{name}.pdf", data, SAYS)
    lone = _GOOD.replace(b"/Count 1", b"/Count 1 /Lone")
    family.either("dictionary-of-odd-length.pdf", lone, "damaged_file", says=[SAYS])
    refusals: dict[str, Callable[[], bytes]] = {
        "header-and-nothing-else": lambda: HEADER,
        "header-and-random-bytes": lambda: (
            HEADER + bytes((n * 73 + n // 7) % 256 for n in range(9000))
        ),
        "objects-of-no-page": lambda: pdf({1: b"<< /Type /Catalog >>", 2: b"(none)"}),
        "text-of-the-mark-alone": lambda: b"%PDF-1.4 is how a PDF begins. \x00\x01" * 20,
    }
    for name, make in refusals.items():
        family.refused(f"{name}.pdf", make(), "damaged_file", "no_text")


def _cuts(family: Family) -> None:
    two = pdf(pages(LINES, [SECOND, *(f"A line of no weight, number {n}." for n in range(30))]))
    family.reads("cut-before-the-xref-table.pdf", _GOOD[: _GOOD.index(b"xref\n0")], SAYS)
    family.reads("cut-in-the-xref-table.pdf", _GOOD[: _GOOD.index(b"trailer") - 30], SAYS)
    family.partly("cut-in-the-second-page.pdf", two[: two.index(b"number 9.")], SAYS)
    squeezed = pdf(statement({CONTENTS: deflated(drawn(LINES * 9))}))
    cut = squeezed[: squeezed.index(b"endstream") - 60]
    family.either("cut-in-compressed-contents.pdf", cut, "damaged_file", says=[SAYS])
    family.refused("cut-in-the-first-object.pdf", _GOOD[:40], "damaged_file")
    holed = _GOOD.replace(b"/MediaBox", b"\x00" * 9)
    family.reads("hole-of-zeros.pdf", holed, SAYS)
    doubled = _GOOD[:700] + _GOOD[400:]
    family.either("block-repeated.pdf", doubled, "damaged_file")

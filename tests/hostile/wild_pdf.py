"""Wild PDFs: odd but legal. All of each must be read."""

from tests.hostile.case import Case, Family
from tests.hostile.pdf_bytes import (
    CATALOG,
    CONTENTS,
    FONT,
    HELVETICA,
    PAGE,
    PAGES,
    Objects,
    added,
    body,
    deflated,
    drawn,
    literal,
    page,
    pages,
    pdf,
    statement,
    stream,
)
from tests.hostile.statement import LINES, SAYS, SECOND
from tests.hostile.wild_pdf_producers import filters, produced


def cases() -> list[Case]:
    """Return the odd but legal PDFs."""
    family = Family("wild PDF")
    for add in (_geometry, _drawings, _fonts, _structures, filters, produced):
        add(family)
    return family.cases


def _geometry(family: Family) -> None:
    down = b"q 0 1 -1 0 595 0 cm " + drawn(top=560) + b" Q"
    variants: dict[str, Objects] = {
        "turned-by-90": statement({PAGE: page(entries=b"/Rotate 90")}, down),
        "turned-by-180": statement(
            {PAGE: page(entries=b"/Rotate 180")}, b"q -1 0 0 -1 595 842 cm " + drawn() + b" Q"
        ),
        "turned-by-minus-90": statement(
            {PAGE: page(entries=b"/Rotate -90")}, b"q 0 -1 1 0 0 842 cm " + drawn(top=560) + b" Q"
        ),
        "turned-by-450": statement({PAGE: page(entries=b"/Rotate 450")}, down),
        "unit-of-two": statement({PAGE: page(entries=b"/UserUnit 2")}),
        "box-not-at-zero": statement(
            {PAGE: page(box=b"-1000 2000 -405 2842")}, b"1 0 0 1 -1000 2000 cm " + drawn()
        ),
        "cropped-from-a-larger-sheet": statement(
            {PAGE: page(entries=b"/CropBox [300 400 895 1242]", box=b"0 0 1300 1700")},
            b"1 0 0 1 300 400 cm " + drawn(),
        ),
        "box-of-real-numbers": statement({PAGE: page(box=b".0 -0.0 595.276 +841.89")}),
        "box-with-its-corners-exchanged": statement({PAGE: page(box=b"595 0 0 842")}),
        "box-from-the-tree": statement(
            {
                PAGES: b"<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] "
                b"/Resources << /Font << /F1 5 0 R >> >> /Rotate 0 >>",
                PAGE: b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            }
        ),
        "drawn-upside-down-as-browsers-do": statement(
            contents=b"q 1 0 0 -1 0 842 cm BT /F1 11 Tf "
            + b" ".join(
                b"1 0 0 -1 72 %d Tm %b Tj" % (80 + 16 * row, literal(line))
                for row, line in enumerate(LINES)
            )
            + b" ET Q"
        ),
        "size-in-the-matrix": statement(
            contents=b"BT /F1 1 Tf "
            + b" ".join(
                b"11 0 0 11 72 %d Tm %b Tj" % (770 - 16 * row, literal(line))
                for row, line in enumerate(LINES)
            )
            + b" ET"
        ),
        "scaled-down-from-a-poster": statement(
            contents=b"q .05 0 0 .05 0 0 cm " + _big_lines() + b" Q"
        ),
    }
    for name, objects in variants.items():
        family.whole(f"{name}.pdf", pdf(objects), SAYS)


def _big_lines() -> bytes:
    rows = [b"BT /F1 220 Tf 320 TL 1440 15400 Td"]
    return b"\n".join([*rows, *(literal(line) + b" Tj T*" for line in LINES), b"ET"])


def _drawings(family: Family) -> None:
    text = drawn()
    letters = b"BT /F1 11 Tf "
    for row, line in enumerate(LINES):
        letters += b"1 0 0 1 72 %d Tm " % (770 - 16 * row)
        letters += b"[" + b" 0 ".join(literal(letter) for letter in line) + b"] TJ "
    kerned = b"BT /F1 11 Tf 16 TL 72 770 Td "
    for line in LINES:
        kerned += b"[" + b" -280 ".join(map(literal, line.split(" "))) + b"] TJ T* "
    hexed = text
    for line in LINES:
        hexed = hexed.replace(literal(line), b"< %b >" % line.encode().hex("\n").encode())
    octal = text
    for line in LINES:
        octal = octal.replace(
            literal(line), b"(" + b"".join(b"\\%03o" % x for x in line.encode()) + b")"
        )
    quoted = b"BT /F1 11 Tf 16 TL 72 786 Td " + b" ".join(literal(line) + b" '" for line in LINES)
    half = len(text) // 2
    cut = text.index(b" ", half)
    spaced = text.replace(b"BT ", b"BT 0.1 Tc 1 Tw 95 Tz ")
    variants: dict[str, bytes] = {
        "letter-by-letter": letters + b"ET",
        "spaces-made-by-kerning": kerned + b"ET",
        "strings-in-hexadecimal": hexed,
        "strings-in-octal": octal,
        "lines-by-the-quote-operator": quoted + b" ET",
        "strings-broken-over-lines": text.replace(b"green jacket", b"green \\\njacket"),
        "spacing-and-scaling-of-letters": spaced,
        "stroked-and-filled": text.replace(b"BT ", b"0.1 w BT 2 Tr "),
        "grey-on-white": b"0.45 g " + text,
        "white-on-a-dark-panel": b"0.1 g 0 0 595 842 re f 1 g " + text,
        "tagged-and-marked": b"/P << /MCID 0 >> BDC " + text + b" EMC /Artifact BMC EMC",
        "comments-in-the-contents": text.replace(b"\n", b" % (not) words\n"),
        "colours-of-four-inks": b"0 0 0 1 k " + text,
        "no-spaces-where-none-are-needed": text.replace(b") Tj T*\n", b")Tj T*"),
    }
    for name, contents in variants.items():
        family.whole(f"{name}.pdf", pdf(statement(contents=contents)), SAYS)
    split = statement(
        {PAGE: page(b"[4 0 R 20 0 R]"), CONTENTS: stream(text[:cut]), 20: stream(text[cut:])}
    )
    family.whole("contents-in-two-streams.pdf", pdf(split), SAYS)
    within = page().replace(b"/Font <<", b"/XObject << /X 20 0 R >> /Font <<")
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 0]"
    own = form + b" /Resources << /Font << /F1 5 0 R >> >>"
    drawn_within = statement({PAGE: within, 20: stream(text, own)}, b"q /X Do Q")
    family.whole("words-in-a-drawn-form.pdf", pdf(drawn_within), SAYS)
    layered = page().replace(b"/Font <<", b"/Properties << /L 20 0 R >> /Font <<")
    layer = {20: b"<< /Type /OCG /Name (Text) >>", PAGE: layered}
    layer[CATALOG] = (
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [20 0 R] "
        b"/D << /ON [20 0 R] >> >> >>"
    )
    on = statement(layer, b"/OC /L BDC " + text + b" EMC")
    family.whole("words-on-a-layer.pdf", pdf(on), SAYS)


def _fonts(family: Family) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding %b >>"
    swapped = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyz", bytes(range(161, 187)))
    named = b" ".join(b"/" + bytes([97 + n]) for n in range(26))
    codes = b" ".join(b"/uni%04X" % (97 + n) for n in range(26))
    moved = b"\n".join(
        line.translate(swapped) if b") Tj" in line else line for line in drawn().split(b"\n")
    )
    moved = moved.replace(b"\xb4j", b"Tj").replace(b") T\xaa", b") Tj")
    unicode_map = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 1 beginbfrange <00> <FF> <0000> endbfrange endcmap"
    )
    lettering = {
        PAGE: page(),
        FONT: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] "
        b"/FontMatrix [.001 0 0 .001 0 0] /CharProcs << /g 21 0 R >> /Encoding << /Differences [32 "
        + b"/g " * 95
        + b"] >> /FirstChar 32 /LastChar 126 /Widths ["
        + b"600 " * 95
        + b"] /ToUnicode 20 0 R >>",
        20: stream(unicode_map),
        21: stream(b"600 0 d0 50 0 400 600 re f"),
    }
    variants: dict[str, Objects] = {
        "encoding-by-differences": statement(
            {FONT: font % (b"<< /Differences [161 %b] >>" % named)}, moved
        ),
        "encoding-by-unicode-names": statement(
            {FONT: font % (b"<< /Differences [161 %b] >>" % codes)}, moved
        ),
        "encoding-of-the-mac": statement({FONT: font % b"/MacRomanEncoding"}),
        "encoding-not-named": statement(
            {FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"}
        ),
        "font-found-by-another-name": statement(
            {FONT: HELVETICA.replace(b"/Helvetica", b"/ArialMT")}
        ),
        "letters-drawn-one-by-one": statement(lettering),
        "character-map-for-one-byte": statement(
            {FONT: HELVETICA.replace(b">>", b"/ToUnicode 20 0 R >>"), 20: deflated(unicode_map)}
        ),
    }
    for name, objects in variants.items():
        family.whole(f"{name}.pdf", pdf(objects), SAYS)


def _structures(family: Family) -> None:
    good = pdf(statement())
    old = pdf(statement(contents=drawn(["A first draft that nobody signed."])))
    five = statement({PAGES: b"<< /Type /Pages /Count 1 /Kids [20 0 R] >>"})
    for level in range(5):
        kid = b"%d 0 R" % (21 + level) if level < 4 else b"3 0 R"
        five[20 + level] = b"<< /Type /Pages /Count 1 /Kids [%b] >>" % kid
    indirect = statement(
        {
            PAGE: b"<< /Type /Page /Parent 2 0 R /MediaBox 20 0 R /Resources 21 0 R "
            b"/Contents 22 0 R /Rotate 25 0 R >>",
            CONTENTS: stream(drawn(), length=b"23 0 R"),
            20: b"[24 0 R 24 0 R 595 842]",
            21: b"<< /Font 26 0 R >>",
            22: b"[4 0 R]",
            23: b"%d" % len(drawn()),
            24: b"0",
            25: b"0",
            26: b"<< /F1 5 0 R >>",
        }
    )
    escaped = good.replace(b"/Catalog", b"/#43atalog").replace(b"/Page ", b"/Pag#65 ")
    variants: dict[str, bytes] = {
        "xref-in-a-stream": _modern(),
        "changed-by-an-update": added(old, {CONTENTS: stream(drawn())}),
        "updated-forty-times": _often(good),
        "page-tree-of-five-levels": pdf(five),
        "everything-by-reference": pdf(indirect),
        "names-with-escapes": escaped,
        "version-two": pdf(statement(), header=b"%PDF-2.0\n%\xe2\xe3\xcf\xd3\n"),
        "no-binary-mark": pdf(statement(), header=b"%PDF-1.3\n"),
        "comments-between-objects": pdf(statement()).replace(
            b"startxref", b"% a remark\nstartxref"
        ),
        "objects-in-reverse-order": pdf(dict(reversed(statement().items()))),
        "objects-with-large-numbers": pdf(
            statement({PAGE: page(b"900000 0 R"), 900000: stream(drawn())})
        ),
        "named-first-page-view": pdf(
            statement(
                {
                    CATALOG: b"<< /Type /Catalog /Pages 2 0 R /PageMode /UseOutlines "
                    b"/Outlines 20 0 R /PageLabels << /Nums [0 << /S /r >>] >> /Lang (en-GB) >>",
                    20: b"<< /Type /Outlines /Count 0 >>",
                }
            )
        ),
    }
    for name, data in variants.items():
        family.whole(f"{name}.pdf", data, SAYS)
    blank = pages([], LINES)
    blank[10] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    family.whole("blank-page-first.pdf", pdf(blank), SAYS)
    family.whole("forty-pages.pdf", pdf(pages(*[LINES] * 39, [SECOND])), SAYS, SECOND)


def _modern() -> bytes:
    """Return a file whose objects lie in an object stream and whose table is a stream."""
    objects = statement()
    contents = objects.pop(CONTENTS)
    head, packed = b"", b""
    for number, content in objects.items():
        head += b"%d %d " % (number, len(packed))
        packed += content + b" "
    entries = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(head))
    data, places = body({CONTENTS: contents, 20: deflated(head + packed, entries)})
    rows = bytearray(21 * 4 + 4)
    order = {number: index for index, number in enumerate(objects)}
    for number in range(1, 22):
        row = (0, 0, 0)
        if number in order:
            row = (2, 20, order[number])
        elif number in places:
            row = (1, places[number], 0)
        elif number == 21:
            row = (1, len(data), 0)
        rows[4 * number : 4 * number + 4] = bytes((row[0], *row[1].to_bytes(2, "big"), row[2]))
    table = deflated(bytes(rows), b"/Type /XRef /Size 22 /W [1 2 1] /Root 1 0 R")
    return data + b"21 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(data))


def _often(data: bytes) -> bytes:
    for _ in range(40):
        data = added(data, {CONTENTS: stream(drawn())})
    return data

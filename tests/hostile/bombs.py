"""Bombs: small files that unpack, nest or repeat themselves into far too much."""

import gzip
import io
import struct
import zipfile
import zlib

from tests.hostile.case import Case, Family
from tests.hostile.pdf_bytes import (
    CONTENTS,
    HELVETICA,
    PAGE,
    PAGES,
    Objects,
    deflated,
    drawn,
    page,
    pdf,
    statement,
    stream,
)
from tests.hostile.picture_bytes import gif, png_chunks, tiff
from tests.hostile.statement import SAYS, TEXT
from tests.hostile.zip_bytes import DOCUMENT, document, docx, packed, paragraph, paragraphs

_MANY = 40_000_000
"""Bytes: twice what the tight limits let one file unpack to."""
_ZEROS = bytes(_MANY)
_TOO_LARGE = ("too_large_unpacked", "too_much_text", "unsafe_archive", "out_of_memory")
_PICTURE = ("picture_too_large", "damaged_file", "no_text")


def cases() -> list[Case]:
    """Return the bombs. They are read within small limits, which they all pass."""
    family = Family("bombs", tight=True)
    for add in (_archives, _nests, _word, _pdf, _pictures, _texts):
        add(family)
    return family.cases


def _archives(family: Family) -> None:
    good = ("statement.txt", TEXT.encode())
    family.either("zip-of-zeros.zip", packed({"big.txt": _ZEROS}), *_TOO_LARGE, "empty_archive")
    family.reads("zip-of-zeros-and-a-statement.zip", packed([good, ("z.bin", _ZEROS)]), SAYS)
    many = [good, *((f"note-{n}.txt", b"x") for n in range(3000))]
    family.either("zip-of-3000-files.zip", packed(many), "too_many_files", says=[SAYS])
    family.either("zip-of-overlapping-entries.zip", _overlapping(), *_TOO_LARGE)
    lying = bytearray(packed([good, ("big.txt", _ZEROS)]))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = lying.rindex(mark)
        lying[at + place : at + place + 4] = struct.pack("<I", 12)
    family.either("zip-that-understates-its-sizes.zip", bytes(lying), *_TOO_LARGE, "damaged_file")
    boast = packed([good], stored=True)
    at = boast.index(b"PK\x01\x02")
    boast = boast[: at + 20] + struct.pack("<II", 0xFFFFFFF0, 0xFFFFFFF0) + boast[at + 28 :]
    family.either("zip-that-overstates-its-sizes.zip", boast, *_TOO_LARGE, "damaged_file")
    family.either(
        "gzip-of-zeros.gz",
        gzip.compress(_ZEROS, 9, mtime=0),
        *_TOO_LARGE,
        "no_text",
        "unsupported_type",
    )
    thrice = _ZEROS
    for _ in range(3):
        thrice = gzip.compress(thrice, 9, mtime=0)
    family.either("gzip-in-gzip-in-gzip.gz", thrice, *_TOO_LARGE, "no_text", "unsupported_type")


def _overlapping() -> bytes:
    """Return an archive whose 400 entries are all the same compressed bytes."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    squeezed = kernel.compress(_ZEROS[:1_000_000]) + kernel.flush()
    crc = zlib.crc32(_ZEROS[:1_000_000])
    sizes = struct.pack("<III", crc, len(squeezed), 1_000_000)
    local = struct.pack("<IHHHHH", 0x04034B50, 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", 1, 0)
    out = local + b"a" + squeezed
    start = len(out)
    for n in range(400):
        name = f"{n:03}.txt".encode()
        out += struct.pack("<IHHHHHH", 0x02014B50, 20, 20, 0, 8, 0, 0) + sizes
        out += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 400, 400, len(out) - start, start, 0)
    return out + end


def _nests(family: Family) -> None:
    nested = packed({"statement.txt": TEXT.encode()})
    for level in range(12):
        nested = packed({f"level-{level}.zip": nested}, stored=True)
    family.either("zip-of-twelve-levels.zip", nested, "unsafe_archive")
    wide = packed({"zeros.txt": _ZEROS[:4_000_000]})
    for _ in range(3):
        wide = packed({f"part-{n}.zip": wide for n in range(10)})
    family.either("zip-of-ten-times-ten-times-ten.zip", wide, *_TOO_LARGE)
    mail = "From: a@example.com\r\nTo: b@example.com\r\nSubject: %d\r\nMIME-Version: 1.0\r\n"
    message = (mail % 0 + "\r\n" + TEXT.replace("\n", "\r\n")).encode()
    for level in range(1, 300):
        head = (mail % level + "Content-Type: message/rfc822\r\n\r\n").encode()
        message = head + message
    family.reads("message-of-300-levels.eml", message)
    parts = "".join("--x\r\nContent-Type: text/plain\r\n\r\ny\r\n" for _ in range(20_000))
    many = mail % 1 + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + parts + "--x--\r\n"
    family.either("message-of-20000-parts.eml", many.encode(), "too_many_files")
    lines = "".join(f"X-Line-{n}: y\r\n" for n in range(60_000))
    family.reads("message-of-60000-headers.eml", (mail % 1 + lines + "\r\n" + SAYS).encode(), SAYS)


def _word(family: Family) -> None:
    blank = paragraph(" " * 1000)
    spaces = document(paragraphs() + blank * 40_000)
    family.either("word-of-blank-paragraphs.docx", docx({DOCUMENT: spaces}), *_TOO_LARGE)
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    laughing = document(
        paragraphs() + "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", before=f"<!DOCTYPE x [{laughs}]>"
    )
    family.either(
        "word-of-a-billion-laughs.docx",
        docx({DOCUMENT: laughing}),
        "unsafe_file",
        "damaged_file",
        says=[SAYS],
    )
    long = document(
        paragraphs() + "<w:p><w:r><w:t>" + "&q;" * 3000 + "</w:t></w:r></w:p>",
        before=f'<!DOCTYPE x [<!ENTITY q "{"q" * 20_000}">]>',
    )
    family.either(
        "word-of-quadratic-entities.docx",
        docx({DOCUMENT: long}),
        "unsafe_file",
        "damaged_file",
        says=[SAYS],
    )
    deep = document(
        paragraphs() + "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
    )
    family.either(
        "word-of-5000-levels.docx",
        docx({DOCUMENT: deep}),
        "damaged_file",
        "unsafe_file",
        says=[SAYS],
    )
    tables = "<w:tbl><w:tr><w:tc>" * 500 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 500
    nested = document(paragraphs() + tables)
    family.either(
        "word-of-tables-in-tables.docx",
        docx({DOCUMENT: nested}),
        "damaged_file",
        "unsafe_file",
        says=[SAYS],
    )
    media = {f"word/media/image{n}.bin": _ZEROS[:200_000] for n in range(300)}
    family.either("word-of-300-large-parts.docx", docx(media), *_TOO_LARGE, says=[SAYS])
    parts = {f"word/part{n}.xml": b"<x/>" for n in range(6000)}
    family.either(
        "word-of-6000-parts.docx", docx(parts), "unsafe_archive", "too_many_files", says=[SAYS]
    )


def _pdf(family: Family) -> None:
    text = drawn()
    spaces = b" " * _MANY
    picture = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace "
        b"/DeviceGray"
    )
    drawing = page().replace(b"/Font <<", b"/XObject << /X 20 0 R >> /Font <<")
    shown = text + b" q 40 0 0 40 300 100 cm /X Do Q"
    form = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        b"/Resources << /XObject << /X %d 0 R >> >>"
    )
    doubling: Objects = {n: stream(b"/X Do " * 10, form % (n + 1)) for n in range(20, 32)} | {
        32: stream(b"0 0 1 1 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    }
    twice = deflated(zlib.compress(spaces, 9), b"").replace(
        b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]"
    )
    survives: dict[str, Objects] = {
        "pdf-picture-of-100000-dots-a-side": statement(
            {PAGE: drawing, 20: deflated(bytes(1000), picture % (100_000, 100_000, 1))}, shown
        ),
        "pdf-picture-of-zeros": statement(
            {PAGE: drawing, 20: deflated(_ZEROS, picture % (8000, 5000, 8))}, shown
        ),
        "pdf-forms-drawn-ten-to-the-twelfth-times": statement({PAGE: drawing} | doubling, shown),
        "pdf-attachment-of-zeros": statement(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) << /F "
                b"(a.bin) /EF << /F 20 0 R >> >>] >> >> >>",
                20: deflated(_ZEROS, b"/Type /EmbeddedFile"),
            }
        ),
        "pdf-character-map-of-zeros": statement(
            {
                5: HELVETICA.replace(b">>", b"/ToUnicode 20 0 R >>"),
                20: deflated(spaces),
            }
        ),
    }
    for name, objects in survives.items():
        # Native code that runs out of memory aborts, which its parent sees as a crash.
        reasons = ("took_too_long", "out_of_memory", "reader_crashed")
        family.either(f"{name}.pdf", pdf(objects), *reasons, says=[SAYS])
    rather = {
        "pdf-contents-of-spaces": statement({CONTENTS: deflated(text + spaces)}),
        "pdf-contents-deflated-twice": statement({PAGE: page(b"[4 0 R 20 0 R]"), 20: twice}),
        "pdf-contents-of-run-lengths": statement(
            {
                PAGE: page(b"[4 0 R 20 0 R]"),
                20: stream(b"\x81 " * 200_000 + b"\x80", b"/Filter /RunLengthDecode"),
            }
        ),
        "pdf-object-stream-of-zeros": statement(
            {20: deflated(b"30 0 " + spaces, b"/Type /ObjStm /N 1 /First 5")}
        ),
        "pdf-page-of-five-kilometres": statement({PAGE: page(box=b"0 0 14000000 14000000")}),
        "pdf-of-words-without-end": statement(
            {CONTENTS: deflated(text + b"BT /F1 9 Tf 72 60 Td " + b"(word ) Tj " * 300_000 + b"ET")}
        ),
    }
    for name, objects in rather.items():
        family.either(f"{name}.pdf", pdf(objects), "took_too_long", "damaged_file", *_TOO_LARGE)
    crowd = statement(
        {PAGES: b"<< /Type /Pages /Count 100000 /Kids [" + b"3 0 R " * 100_000 + b"]>>"}
    )
    family.reads("pdf-of-a-page-100000-times.pdf", pdf(crowd), SAYS, warns=["pages_missing"])


def _pictures(family: Family) -> None:
    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    few = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(9000))), (b"IEND", b"")]
    family.refused("png-of-100000-dots-a-side.png", png_chunks(few), *_PICTURE)
    rows = b"\x00" + bytes(12_000 // 8)
    header = struct.pack(">IIBBBBB", 12_000, 12_000, 1, 0, 0, 0, 0)
    real = [(b"IHDR", header), (b"IDAT", zlib.compress(rows * 12_000, 9)), (b"IEND", b"")]
    family.refused("png-of-144-million-real-dots.png", png_chunks(real), *_PICTURE)
    text = b"Comment\x00\x00" + zlib.compress(_ZEROS, 9)
    small = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    commented = [
        (b"IHDR", small),
        (b"zTXt", text),
        (b"IDAT", zlib.compress(bytes(72))),
        (b"IEND", b""),
    ]
    family.refused("png-with-a-comment-of-zeros.png", png_chunks(commented), *_PICTURE)
    family.refused("tiff-of-100000-dots-a-side.tif", tiff(100_000, 100_000, bytes(100)), *_PICTURE)
    endless = tiff(16, 16, bytes(32), loop=True)
    family.refused("tiff-whose-pages-go-round.tif", endless, *_PICTURE, "too_many_pages")
    family.refused("gif-of-65535-dots-a-side.gif", gif(65_535, 65_535), *_PICTURE)
    family.refused("gif-of-5000-frames.gif", gif(16, 16, frames=5000), *_PICTURE, "too_many_pages")
    jpeg = bytes.fromhex("ffd8ffc0001108ffffffff03012200021101031101ffd9")
    family.refused("jpeg-of-65535-dots-a-side.jpg", jpeg, *_PICTURE)
    sizes = struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
    bitmap = b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + sizes
    family.refused("bitmap-of-60000-dots-a-side.bmp", bitmap, *_PICTURE)


def _texts(family: Family) -> None:
    family.refused("text-of-too-many-words.txt", b"word " * 400_000, "too_much_text")
    family.either("text-of-spaces.txt", b" " * 5_000_000, "no_text", "too_much_text")
    family.either("text-of-200000-pages.txt", b"a\f" * 200_000, "too_many_pages")
    family.whole("text-of-one-long-line.txt", TEXT.replace("\n", " ").encode() * 2500, SAYS)
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]><x>&l9;</x>'
    family.either("xml-of-a-billion-laughs.xml", xml.encode(), "unsupported_type", "unsafe_file")
    deep = "<div>" * 100_000
    family.either(
        "html-of-100000-levels.html",
        f"<html><body><p>{SAYS}</p>{deep}".encode(),
        "damaged_file",
        says=[SAYS],
    )
    crowded = "<html><body><p " + " ".join(f"a{n}=1" for n in range(50_000)) + f">{SAYS}</p>"
    family.reads("html-of-50000-attributes.html", crowded.encode(), SAYS)
    braces = b"{\\rtf1\\ansi " + b"{" * 60_000 + b"}" * 60_000 + SAYS.encode() + b"}"
    family.either(
        "rtf-of-60000-groups.rtf", braces, "damaged_file", "took_too_long", "no_text", says=[SAYS]
    )
    binary = b"{\\rtf1\\ansi " + SAYS.encode() + b"\\par\\bin4000000000 x}"
    family.either("rtf-that-announces-four-gigabytes.rtf", binary, "damaged_file", says=[SAYS])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        archive.writestr(zipfile.ZipInfo("content.xml"), _ZEROS, zipfile.ZIP_DEFLATED)
    family.either("odt-of-zeros.odt", out.getvalue(), *_TOO_LARGE, "damaged_file", "no_text")

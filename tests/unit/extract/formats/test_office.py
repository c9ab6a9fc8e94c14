"""DOC, RTF and ODT: through LibreOffice, and without it."""

from pathlib import Path

import pytest

from fixtures import office_files as office
from fixtures.format_files import FOLDER
from fixtures.packed import zipped
from tests.unit.extract.formats.reading import codes, names, read
from worker.errors import Unreadable
from worker.extract import sniff
from worker.extract.formats import libreoffice


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine on which no LibreOffice is to be found."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not libreoffice.installed()


def rtf(words: str) -> bytes:
    return office.rtf(words)


def test_a_document_of_libreoffice_has_pages_and_boxes() -> None:
    data = rtf(r"I saw him run.\par\page He fell down by the river.\par")
    document = read(data)
    assert document.media_type == sniff.RTF
    assert document.reader.startswith("LibreOffice ")
    assert [page.number for page in document.pages] == [1, 2]
    assert document.pages[0].width > 0
    box = document.boxes(document.text.index("He fell"), len(document.text))[0]
    assert box.page == 2


def test_word_documents_saved_as_xml_are_read() -> None:
    words = "http://schemas.microsoft.com/office/word/2003/wordml"
    markup = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{words}"><w:body><w:p><w:r><w:t>I saw him run.</w:t></w:r></w:p>'
        "</w:body></w:wordDocument>"
    )
    document = read(markup.encode())
    assert document.text == "I saw him run."
    assert document.media_type == sniff.WORD_XML


def test_what_was_deleted_is_not_read_from_the_printed_page() -> None:
    document = read(rtf(r"I saw {\deleted Tom} {\v nobody }Jerry.\par"))
    assert "Tom" not in document.text
    assert "nobody" not in document.text
    assert {"deletions_not_read", "hidden_text"} <= codes(document)


def test_older_word_documents_ask_for_libreoffice(no_libreoffice: None) -> None:
    with pytest.raises(Unreadable) as error:
        read((FOLDER / "fuel.doc").read_bytes())
    assert error.value.reason == "libreoffice_missing"
    assert "DOCX or PDF" in str(error.value)


def test_nothing_is_left_of_a_conversion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read((FOLDER / "fuel.doc").read_bytes())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("deponent")] == []


def test_a_conversion_that_never_ends_is_stopped() -> None:
    with pytest.raises(Unreadable) as error:
        read((FOLDER / "fuel.doc").read_bytes(), seconds=0.01)
    assert error.value.reason == "took_too_long"


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("THE SECRET WORDS")
    field = (
        r"{\field{\*\fldinst INCLUDETEXT " + f'"{secret.as_uri()}"' + r"}{\fldrslt old words}}\par"
    )
    document = read(rtf("Before. " + field))
    assert "SECRET" not in document.text
    assert "external_content_not_fetched" in codes(document)


@pytest.mark.usefixtures("no_libreoffice")
class TestOwnReaders:
    """What stands in where LibreOffice is missing."""

    @pytest.mark.parametrize("name", ["hostel.rtf", "hostel.odt"])
    def test_names_from_all_alphabets_are_kept(self, name: str) -> None:
        document = read((FOLDER / name).read_bytes())
        assert document.reader.startswith("deponent-")
        for words in ("Tŷ Gwyn", "Nguyễn Thị Hồng Nhung", "王小明", "محمد", "🍺", "£318.60"):
            assert words in document.text

    def test_rtf_says_what_it_shows(self) -> None:
        document = read(
            rtf(
                r"caf\'e9 \u8364?5 \ldblquote so\rdblquote  \{x\} a\~b {\f2\'b3}\line next\par"
                r"{\*\unknown hidden from older readers}{\f1\'fe} Yes\par "
                r"{\field{\*\fldinst {FORMCHECKBOX}{\*\formfield{\fftype1\ffres25\ffdefres1}}}}"
                r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}{\footnote See the map.}\par"
            )
        )
        assert document.text.split("\n\n") == [
            "café €5 “so” {x} a\u00a0b ł\nnext", "☑ Yes", "☒a link[1]", "[1] See the map.",
        ]  # fmt: skip

    def test_rtf_tables_are_rows_of_cells(self) -> None:
        data = rtf(office.rtf_row("Name:", "Ann Oake") + office.rtf_row("Age:", "over 18"))
        assert read(data).text == "Name:  Ann Oake\nAge:  over 18"

    def test_rtf_binary_data_and_objects_are_stepped_over(self) -> None:
        data = rtf("One.\\par{\\pict\\wmetafile8\\bin9 }}}}}}}}}}}Two.\\par{\\object"
                   "{\\*\\objdata 0105000002000000}}Three.\\par")  # fmt: skip
        document = read(data)
        assert document.text == "One.\n\nTwo.\n\nThree."
        assert "object_not_read" in codes(document)

    def test_rtf_cut_off_is_read_as_far_as_it_goes(self) -> None:
        document = read((FOLDER / "fuel-form.rtf").read_bytes()[:2000])
        assert document.text.startswith("WITNESS STATEMENT")
        assert "file_damaged" in codes(document)

    def test_a_file_in_rtf_comes_out(self) -> None:
        assert names(read((FOLDER / "fuel-form.rtf").read_bytes())) == ["notes.txt"]

    def test_odt_lists_notes_spaces_and_pages(self) -> None:
        body = (
            '<text:p>Two<text:s text:c="2"/>gaps<text:tab/>x<text:line-break/>y'
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>The note.</text:p></text:note-body></text:note></text:p>"
            '<text:list text:style-name="L"><text:list-item><text:p>one</text:p></text:list-item>'
            "<text:list-item><text:p>two</text:p></text:list-item></text:list>"
            '<text:p text:style-name="P">Page two<text:span text:style-name="H">unseen</text:span>'
            "</text:p>"
        )
        styles = (
            '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties '
            'fo:break-before="page"/></style:style><style:style style:name="H" '
            'style:family="text"><style:text-properties text:display="none"/></style:style>'
            '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
            'style:num-format="a" style:num-suffix=")"/></text:list-style>'
        )
        document = read(office.odt(body, styles))
        assert document.text.split("\n\n") == [
            "Two  gaps\tx\ny[1]", "a) one", "b) two", "Page two", "[1] The note.",
        ]  # fmt: skip
        assert len(document.pages) == 2
        assert codes(document) == {"hidden_text"}


def test_a_locked_opendocument_is_refused() -> None:
    data = zipped(
        {
            "mimetype": office.ODT_TYPE,
            "content.xml": b"\x93\x01\x7f",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/>'
            "</m:file-entry></m:manifest>",
        }
    )
    with pytest.raises(Unreadable) as error:
        read(data)
    assert error.value.reason == "password_protected"

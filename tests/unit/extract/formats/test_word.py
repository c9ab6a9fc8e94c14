"""Word documents: what a reader of one sees is read, what is not seen is named."""

from fixtures import word_files as word
from fixtures.format_files import FOLDER
from fixtures.packed import zipped
from tests.unit.extract.formats.reading import codes, names, read
from worker.extract import sniff


def text_of(body: str, parts: dict[str, str] | None = None) -> str:
    return read(word.document(body, parts)).text


def test_paragraphs_and_tables_come_in_their_order() -> None:
    body = (
        word.paragraph("Before")
        + word.table(["Name:", "Ann Oake"], ["Age:", "over 18"])
        + word.paragraph("After")
    )
    assert text_of(body) == "Before\n\nName:  Ann Oake\nAge:  over 18\n\nAfter"


def test_labels_over_values_stand_under_each_other() -> None:
    body = word.table(["Occupation:\nBaker", "Age:\nover 18"])
    assert text_of(body) == "Occupation:  Age:\nBaker        over 18"


def test_an_account_in_a_table_is_read_cell_by_cell() -> None:
    long = "I saw the man run off towards the river and I followed him as far as the bridge there."
    body = word.table([f"{long}\nThen he fell.", f"{long}\nI called the police."])
    assert text_of(body) == f"{long}\nThen he fell.\n{long}\nI called the police."


def test_one_cell_round_everything_is_no_table() -> None:
    body = word.table([word.paragraph("One.") + word.paragraph("Two.")])
    assert text_of(body) == "One.\n\nTwo."


def test_lists_have_the_numbers_that_word_shows() -> None:
    body = "".join(
        word.paragraph(words, properties=word.numbered(level))
        for words, level in (("One", 0), ("Sub", 1), ("Sub", 1), ("Two", 0), ("Sub", 1))
    )
    text = text_of(body, {"numbering": word.NUMBERING})
    assert text.split("\n\n") == ["1. One", "(a) Sub", "(b) Sub", "2. Two", "(a) Sub"]


def test_pages_are_where_word_last_broke_them_and_a_paragraph_runs_on() -> None:
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    broken = '<w:r><w:br w:type="page"/></w:r>'
    document = read(
        word.document(
            word.paragraph("He ran ", rendered, "to the car.")
            + word.paragraph(broken)
            + word.paragraph(rendered, "Page three.")
        )
    )
    assert document.text == "He ran to the car.\n\nPage three."
    assert [segment.page for segment in document.segments] == [1, 2, 3]
    assert document.text[document.segments[1].start :].startswith("to the car.")


def test_tick_boxes_and_form_fields_of_every_kind_are_read() -> None:
    prompt = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{word.run('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Home"/><w:listEntry w:val="Work"/></w:ddList></w:ffData></w:fldChar>'
        "</w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar "
        'w:fldCharType="end"/></w:r>'
    )
    wingdings = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    body = word.paragraph(
        word.tick("Yes", ticked=True), word.run(" "), word.tick("No", ticked=False),
        word.run(" "), word.legacy_tick(ticked=True), word.legacy_tick(ticked=False),
        word.run(" "), word.legacy_text("Ann Oake"), word.run(" "), choice, wingdings, prompt,
    )  # fmt: skip
    assert text_of(body) == "☒ Yes ☐ No ☒☐ Ann Oake Work☑"


def test_links_signs_and_soft_hyphens_read_as_they_look() -> None:
    body = word.paragraph(
        f'<w:hyperlink r:id="x">{word.run("the site")}</w:hyperlink>',
        "<w:r><w:tab/><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>ed</w:t>"
        "<w:cr/><w:t>x</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        word.run("7"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    assert text_of(body) == "the site\tcoop-ed\nx7"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inner = word.paragraph("In the box.") + word.paragraph("Twice.")
    body = word.paragraph("Outside.", word.text_box(inner)) + word.paragraph("Next.")
    assert text_of(body) == "Outside.\n\nIn the box.\n\nTwice.\n\nNext."


def test_changes_are_read_as_they_now_stand_and_named() -> None:
    document = read((FOLDER / "burglary-form.docx").read_bytes())
    assert {"deletions_not_read", "hidden_text", "comments_not_read",
            "external_content_not_fetched"} <= codes(document)  # fmt: skip
    assert "never " not in document.text.partition("I have been given")[0]
    assert "SECRET" not in document.text
    assert "Check this" not in document.text
    assert "[1] As told to PC Baird." in document.text


def test_a_header_is_read_on_a_form_and_named_elsewhere() -> None:
    form = read((FOLDER / "burglary-form.docx").read_bytes())
    assert form.text.startswith("VICTIM PERSONAL STATEMENT\n")
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/></w:sectPr>'
    letter = read(
        word.document(
            word.paragraph("Dear Sir, the shop was shut.") + reference,
            {"header1": word.part("hdr", word.paragraph("Acme Shops Ltd"))},
        )
    )
    assert letter.text == "Dear Sir, the shop was shut."
    assert codes(letter) == {"running_lines_left_out"}


def test_macros_are_named_and_never_run() -> None:
    document = read(
        word.document(word.paragraph("Text."), files={"word/vbaProject.bin": b"\xd0\xcf"})
    )
    assert document.media_type == sniff.DOCX
    assert codes(document) == {"macros_not_run"}


def test_a_strict_document_and_odd_part_names_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/'
            'officeDocument/relationships/officeDocument" Target="/word/document2.xml"/>'
            "</Relationships>",
            "word/document2.xml": f'<d:document xmlns:d="{strict}"><d:body><d:p><d:r>'
            "<d:t>Strictly so.</d:t></d:r></d:p></d:body></d:document>",
        }
    )
    assert read(data).text == "Strictly so."


def test_a_document_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = word.document("".join(word.paragraph(f"Line number {n}.") for n in range(200)))
    document = read(whole[: len(whole) // 2])
    assert document.text.startswith("Line number 0.\n\nLine number 1.")
    assert "file_damaged" in codes(document)


def test_a_scan_pasted_into_a_document_becomes_a_child() -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (900, 1200), 255).save(out, "PNG")
    small = io.BytesIO()
    Image.new("L", (80, 80), 255).save(small, "PNG")
    blips = "".join(
        f'<w:r><w:drawing><a:blip r:embed="rId{n}"/></w:drawing></w:r>' for n in (70, 71)
    )
    document = read(
        word.document(
            word.paragraph(blips),
            links=[("rId70", "image", "media/scan.png"), ("rId71", "image", "media/crest.png")],
            files={"word/media/scan.png": out.getvalue(), "word/media/crest.png": small.getvalue()},
        )
    )
    assert names(document) == ["scan.png"]
    assert document.kind == "bundle"

"""What a PDF holds besides typed words: fields, notes, comments, files and commands."""

import io
import zlib
from typing import Any

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from fixtures import pdf_kinds
from fixtures.hand_made_pdf import HandMadePdf, typed
from tests.unit.extract import sheets
from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.pictures import picture


def read(data: bytes, **limits: Any) -> ExtractedDocument:
    return readers.read(data, Limits(**limits))


def codes(document: ExtractedDocument) -> set[tuple[str, int | None]]:
    return {(notice.code, notice.page) for notice in document.warnings}


def one_field(entries: bytes, shows: bytes | None = None, *, label: str = "Name:") -> bytes:
    made = HandMadePdf()
    field = made.field((140, 700, 340, 716), b"/T (f) " + entries, shows)
    made.page(typed(label, x=60, top=705), [field])
    made.form([field])
    return made.bytes()


@pytest.mark.parametrize("name", ["filled-form.pdf", "filled-form-undrawn.pdf"])
def test_a_filled_form_reads_in_order_drawn_or_not(name: str) -> None:
    document = read((pdf_kinds.PDF_KINDS / name).read_bytes())
    form = {field.name: field.value for field in document.form}
    assert form["statement_of"] == pdf_kinds.NAME
    assert form["age"] == "over 18"
    assert form["occupation"] == "Lollipop attendant"
    assert form["signed"] == "O Fairweather"
    account = " ".join(document.text[start:end] for start, end in document.narrative)
    assert " ".join(row for row in pdf_kinds.ACCOUNT if row) in account
    assert "Age if under 18: over 18" in document.text
    assert "Date: 6 March 2026" in document.text
    assert [page.method for page in document.pages] == ["form"]


@pytest.mark.parametrize("name", ["filled-form.pdf", "filled-form-undrawn.pdf"])
def test_ticked_and_empty_boxes_stand_beside_their_labels(name: str) -> None:
    text = read((pdf_kinds.PDF_KINDS / name).read_bytes()).text
    assert "Willing to attend: \u2612 Yes \u2610 No" in text
    assert "Interpreter: \u2610" in text
    assert "Victim support: \u2612" in text


def test_boxes_of_values_lie_in_their_fields() -> None:
    document = read(one_field(b"/FT /Tx /V (Ottoline Fairweather)"))
    assert document.text == "Name: Ottoline Fairweather"
    for word in document.words[1:]:
        assert 140 <= word.box.x0 < word.box.x1 <= 340
        assert 842 - 716 <= word.box.top < word.box.bottom <= 842 - 700


@pytest.mark.parametrize(
    ("entries", "value"),
    [
        (b"/FT /Tx /V <FEFF0141007500630061>", "\u0141uca"),
        (b"/FT /Tx /V <EFBBBFC581756361>", "\u0141uca"),
        (b"/FT /Tx /RV (<body><p>Ottoline</p><p>Fairweather &amp; Co</p></body>)",
         "Ottoline Fairweather & Co"),
        (b"/FT /Ch /Ff 131072 /Opt [[(a) (Arson)] [(b) (Burglary)]] /V (b)", "Burglary"),
        (b"/FT /Ch /Opt [(Arson) (Burglary)] /V [(Arson) (Burglary)]", "Arson, Burglary"),
        (b"/FT /Ch /Opt [(Arson) (Burglary)] /I [1]", "Burglary"),
        (b"/FT /Tx /Ff 16777216 /MaxLen 12 /V (01ZD1234526)", "01ZD1234526"),
        (b"/FT /Tx /Ff 4096 /V (One line\\nand another)", "One line and another"),
        (b"/FT /Tx /V () /DV (Not this)", ""),
    ],
)  # fmt: skip
def test_values_of_every_kind(entries: bytes, value: str) -> None:
    document = read(one_field(entries))
    assert " ".join(document.text.split()) == f"Name: {value}".strip()


def test_a_value_may_be_a_stream() -> None:
    made = HandMadePdf()
    packed = zlib.compress(b"Ottoline Fairweather")
    value = made.stream(packed, b"/Filter /FlateDecode")
    field = made.field((140, 700, 340, 716), b"/FT /Tx /T (f) /V %d 0 R" % value)
    made.page(typed("Name:", x=60, top=705), [field])
    assert read(made.bytes()).text == "Name: Ottoline Fairweather"


def test_values_are_inherited_from_the_field_above() -> None:
    made = HandMadePdf()
    parent = made.reserve()
    kids = [made.field((140, y, 340, y + 16), b"/Parent %d 0 R" % parent) for y in (700, 600)]
    listed = b"%d 0 R %d 0 R" % (kids[0], kids[1])
    made.put(parent, b"<< /FT /Tx /T (name) /V (Ottoline) /Kids [%b] >>" % listed)
    made.page(typed("Name:", x=60, top=705) + typed("Again:", x=60, top=605), kids)
    made.form([parent])
    document = read(made.bytes())
    assert document.text.split() == ["Name:", "Ottoline", "Again:", "Ottoline"]
    assert codes(document) == set()


def test_a_value_that_differs_from_what_is_shown_is_read_and_named() -> None:
    document = read(one_field(b"/FT /Tx /V (Ottoline Fairweather)", b"Somebody Else"))
    assert document.text == "Name: Ottoline Fairweather"
    assert codes(document) == {("form_value_differs", 1)}
    assert "Ottoline" not in document.warnings[0].message


def test_a_drawing_without_a_value_is_read_and_named() -> None:
    document = read(one_field(b"/FT /Tx", b"Somebody Else"))
    assert document.text == "Name: Somebody Else"
    assert codes(document) == {("form_value_differs", 1)}


def test_a_value_with_no_room_is_read_whole_and_named() -> None:
    long = b"I live in the flat above the shop and saw all of it from there."
    document = read(one_field(b"/FT /Tx /V (%b)" % long, long))
    assert document.text == f"Name: {long.decode()}"
    assert codes(document) == {("form_value_cut", 1)}
    assert max(word.box.x1 for word in document.words) <= 340


def test_a_box_shown_otherwise_than_its_value_is_named() -> None:
    made = HandMadePdf()
    box = made.tick_box((140, 700, 152, 712), b"/T (b) /V /Yes", b"Off")
    made.page(typed("Agreed:", x=60, top=702), [box])
    made.form([box])
    document = read(made.bytes())
    assert document.text == "Agreed: \u2610"
    assert codes(document) == {("form_value_differs", 1)}


def test_a_printed_square_under_a_box_is_read_once() -> None:
    made = HandMadePdf()
    box = made.tick_box((140, 700, 152, 712), b"/T (b) /V /Yes", b"Yes")
    made.page(typed("Agreed:", x=60, top=702) + typed("\u2022", x=143, top=703), [box])
    made.form([box])
    assert read(made.bytes()).text == "Agreed: \u2612"


def test_dotted_lines_under_a_value_are_not_part_of_it() -> None:
    made = HandMadePdf()
    field = made.field((140, 700, 340, 716), b"/FT /Tx /T (f) /V (Ottoline)")
    made.page(typed("Name: " + "." * 60, x=105, top=703), [field])
    text = read(made.bytes()).text
    assert "Ottoline" in text.split()


def test_buttons_to_push_are_no_boxes() -> None:
    made = HandMadePdf()
    button = made.field((140, 700, 340, 716), b"/FT /Btn /Ff 65536 /T (print)", None)
    made.page(typed("Name: Ottoline", x=60, top=705), [button])
    assert read(made.bytes()).text == "Name: Ottoline"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        (b"/FT /Tx /F 2 /V (Hidden words)", "form_field_hidden"),
        (b"/FT /Tx /F 32 /V (Hidden words)", "form_field_hidden"),
        (b"/FT /Tx /Ff 8192 /V (Hidden words)", "form_field_secret"),
    ],
)
def test_hidden_and_password_fields_are_named_and_not_read(entries: bytes, code: str) -> None:
    data = one_field(entries).replace(b"/F 4 /Rect", b"/Rect     ")
    document = read(data)
    assert "Hidden" not in document.text
    assert codes(document) == {(code, 1)}


def test_fields_that_no_page_shows_are_named() -> None:
    made = HandMadePdf()
    lost = made.add(b"<< /FT /Tx /T (lost) /V (Nobody sees this) >>")
    made.page(typed("I saw him."))
    made.form([lost])
    document = read(made.bytes())
    assert document.text == "I saw him."
    assert codes(document) == {("form_field_hidden", None)}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_values_stand_in_their_fields_on_turned_and_cropped_pages(turn: int) -> None:
    made = HandMadePdf()
    field = made.field((140, 690, 340, 720), b"/FT /Tx /T (f) /V (Ottoline)")
    turned = {
        0: b"1 0 0 1 60 705", 90: b"0 1 -1 0 60 300", 180: b"-1 0 0 -1 500 600",
        270: b"0 -1 1 0 60 500",
    }[turn]  # fmt: skip
    made.page(
        b"BT /F1 11 Tf %b Tm (Some words of the page.) Tj ET" % turned,
        [field],
        entries=b"/Rotate %d /CropBox [20 30 575 812]" % turn,
    )
    document = read(made.bytes())
    start = document.text.index("Ottoline")
    box = document.boxes(start, start + 8)[0]
    page = document.pages[0]
    x0, y0, x1, y1 = 120, 660, 320, 690  # the field in the cropped page, from its foot
    shown = {
        0: (x0, 782 - y1, x1, 782 - y0),
        90: (y0, x0, y1, x1),
        180: (555 - x1, y0, 555 - x0, y1),
        270: (782 - y1, 555 - x1, 782 - y0, 555 - x0),
    }[turn]
    assert (page.width, page.height) == ((555, 782) if turn % 180 == 0 else (782, 555))
    assert shown[0] - 1 <= box.x0 < box.x1 <= shown[2] + 1
    assert shown[1] - 1 <= box.top < box.bottom <= shown[3] + 1


def test_typed_notes_are_read_and_comments_are_named() -> None:
    document = read((pdf_kinds.PDF_KINDS / "annotated.pdf").read_bytes())
    assert "Corrected by me: it was a blue Skoda." in document.text
    assert "COPY" in document.text
    assert "beard" in document.text
    assert "Ask him again" not in document.text
    assert "weak" not in document.text
    assert {("comments_left_out", 1), ("redaction_not_applied", 1), ("text_struck_out", 1)} <= (
        codes(document)
    )
    assert any("2 comments" in notice.message for notice in document.warnings)


def test_a_typed_note_that_was_never_drawn_is_read() -> None:
    made = HandMadePdf()
    note = made.note(b"FreeText", (60, 600, 300, 620), b"/Contents (It was a blue car.)")
    made.page(typed("I saw him."), [note])
    assert read(made.bytes()).text.split() == ["I", "saw", "him.", "It", "was", "a", "blue", "car."]


def test_links_say_nothing() -> None:
    made = HandMadePdf()
    link = made.note(b"Link", (60, 600, 300, 620), b"/A << /S /URI /URI (http://example.com) >>")
    made.page(typed("I saw him."), [link])
    document = read(made.bytes())
    assert document.text == "I saw him."
    assert codes(document) == set()


def black(content: bytes, area: bytes, colour: bytes = b"0 g") -> bytes:
    return content + b"q %b %b re f Q " % (colour, area)


@pytest.mark.parametrize("colour", [b"0 g", b"1 g", b"0.2 0.2 0.5 rg"])
def test_words_under_a_box_are_left_out_and_named(colour: bytes) -> None:
    words = typed("I live at 12 Hidden Row.", "I saw him from there.")
    document = read(sheets.by_hand(black(words, b"55 776 200 14", colour)))
    assert document.text == "I saw him from there."
    assert codes(document) == {("text_covered", 1)}
    assert "Hidden" not in document.warnings[0].message


def test_a_black_box_may_be_an_annotation() -> None:
    made = HandMadePdf()
    look = made.drawing(b"0 g 0 0 200 16 re f", 200, 16)
    box = made.note(b"Square", (55, 776, 255, 792), b"/AP << /N %d 0 R >>" % look)
    made.page(typed("I live at 12 Hidden Row.", "I saw him from there."), [box])
    document = read(made.bytes())
    assert document.text == "I saw him from there."
    assert codes(document) == {("text_covered", 1)}


def test_words_on_a_coloured_ground_and_under_a_highlighter_are_read() -> None:
    words = typed("I live at 12 Open Row.", "I saw him from there.")
    assert read(sheets.by_hand(b"q 0.8 g 55 740 300 60 re f Q " + words)).text.startswith("I live")
    made = HandMadePdf()
    content = words + b"q /Pen gs 1 1 0 rg 55 776 200 14 re f Q"
    pen = b"/ExtGState << /Pen << /ca 0.4 /BM /Multiply >> >>"
    made.page(content, resources=pen)
    document = read(made.bytes())
    assert document.text.startswith("I live at 12 Open Row.")
    assert codes(document) == set()


def test_files_inside_come_out_once_and_scripts_are_flagged() -> None:
    document = read((pdf_kinds.PDF_KINDS / "with-files.pdf").read_bytes())
    assert [each.filename for each in document.attachments] == ["pell.pdf", "note.txt"]
    assert document.attachments[0].content.startswith(b"%PDF-")
    assert document.attachments[1].content == "\n".join(pdf_kinds.ACCOUNT).encode()
    assert codes(document) == {("active_content", None)}


def with_files(*names: bytes, packed: bytes = b"", filters: bytes = b"") -> bytes:
    made = HandMadePdf()
    files = [made.file(name, packed or b"words of " + name, filters) for name in names]
    made.page(typed("See the files."))
    listed = b" ".join(b"(%b) %d 0 R" % pair for pair in zip(names, files, strict=True))
    made.catalogue += b"/Names << /EmbeddedFiles << /Names [%b] >> >>" % listed
    return made.bytes()


def test_a_portfolio_without_words_is_not_refused() -> None:
    made = HandMadePdf()
    file = made.file(b"a.txt", b"I saw him.")
    made.page(b"")
    made.catalogue += (
        b"/Collection << >> /Names << /EmbeddedFiles << /Names [(a.txt) %d 0 R] >> >>" % file
    )
    document = read(made.bytes())
    assert document.text == ""
    assert [each.filename for each in document.attachments] == ["a.txt"]


def test_associated_files_are_found_beside_names_and_pages() -> None:
    made = HandMadePdf()
    first, second = made.file(b"a.txt", b"A"), made.file(b"b.txt", b"B")
    made.page(typed("See the files."), entries=b"/AF [%d 0 R]" % second)
    made.catalogue += b"/AF [%d 0 R]" % first
    assert {a.filename: a.content for a in read(made.bytes()).attachments} == {
        "a.txt": b"A", "b.txt": b"B",
    }  # fmt: skip


def test_more_files_than_the_limit_are_named() -> None:
    document = read(with_files(b"a.txt", b"b.txt", b"c.txt"), attachments=2)
    assert [each.filename for each in document.attachments] == ["a.txt", "b.txt"]
    assert codes(document) == {("attachments_left_out", None)}
    assert "c.txt" in document.warnings[0].message


@pytest.mark.parametrize(
    ("packed", "filters"),
    [
        (zlib.compress(bytes(30_000_000), 9), b"/Filter /FlateDecode"),
        (zlib.compress(zlib.compress(bytes(60_000_000), 9), 9),
         b"/Filter [/FlateDecode /FlateDecode]"),
        (b"\x81\x00" * 300_000, b"/Filter /RunLengthDecode"),
        (zlib.compress(b"\x81\x00" * 300_000, 9), b"/Filter [/FlateDecode /RunLengthDecode]"),
    ],
)  # fmt: skip
def test_a_file_that_grows_without_end_is_named_and_not_unpacked(
    packed: bytes, filters: bytes
) -> None:
    data = with_files(b"bomb.bin", packed=packed, filters=filters)
    document = read(data, inflated_bytes=2_000_000)
    assert document.attachments == ()
    assert document.text == "See the files."
    assert codes(document) == {("attachments_left_out", None)}
    assert "bomb.bin" in document.warnings[0].message


def test_all_files_together_stay_within_the_limit() -> None:
    names = [b"%d.bin" % number for number in range(20)]
    packed = zlib.compress(bytes(400_000), 9)
    data = with_files(*names, packed=packed, filters=b"/Filter /FlateDecode")
    document = read(data, inflated_bytes=1_000_000)
    assert sum(each.size for each in document.attachments) <= 1_000_000
    assert len(document.attachments) == 2
    assert codes(document) == {("attachments_left_out", None)}


def test_a_broken_file_is_named() -> None:
    data = with_files(b"a.txt", packed=b"no deflate at all", filters=b"/Filter /FlateDecode")
    document = read(data)
    assert document.attachments == ()
    assert codes(document) == {("attachments_left_out", None)}


@pytest.mark.parametrize(
    "catalogue",
    [
        b"/OpenAction << /S /Launch /F (x.exe) >>",
        b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /JavaScript /JS (x) >> >>",
        b"/AA << /WC << /S /JavaScript /JS (x) >> >>",
        b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>",
        b"/Open#41ction << /S /Java#53cript /JS (x) >>",
    ],
)
def test_commands_are_flagged(catalogue: bytes) -> None:
    made = HandMadePdf()
    made.page(typed("I saw him."))
    made.catalogue += catalogue
    document = read(made.bytes())
    assert document.text == "I saw him."
    assert codes(document) == {("active_content", None)}


def test_a_plain_way_to_open_a_page_is_no_command() -> None:
    made = HandMadePdf()
    page = made.page(typed("I saw him."))
    made.catalogue += b"/OpenAction << /S /GoTo /D [%d 0 R /Fit] >>" % page
    assert codes(read(made.bytes())) == set()


def test_an_xfa_form_that_only_some_programs_show_is_refused_with_advice() -> None:
    made = HandMadePdf()
    made.page(typed("Please wait... If this message is not eventually replaced, upgrade."))
    template = made.stream(b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")
    made.form([], b"/XFA [(template) %d 0 R]" % template)
    made.catalogue += b" /NeedsRendering true"
    with pytest.raises(Unreadable) as error:
        read(made.bytes())
    assert error.value.reason == "xfa_form"


def test_an_xfa_form_with_readable_pages_is_read_and_named() -> None:
    made = HandMadePdf()
    made.page(typed("I saw him from my window."))
    made.form([], b"/XFA %d 0 R" % made.stream(b"<x/>"))
    document = read(made.bytes())
    assert document.text == "I saw him from my window."
    assert codes(document) == {("xfa_form", None)}


@pytest.mark.parametrize("name", ["filled-form.pdf", "filled-form-undrawn.pdf"])
def test_boxes_of_filled_fields_lie_on_the_ink_that_a_viewer_shows(name: str) -> None:
    data = (pdf_kinds.PDF_KINDS / name).read_bytes()
    document = read(data)
    with Image.open(io.BytesIO(picture(data, Limits(), 1, 144))) as image:
        shown = image.convert("L")
    rest = shown.copy()
    for word in document.words:
        box = word.box
        place = (int(2 * box.x0), int(2 * box.top), int(2 * box.x1) + 1, int(2 * box.bottom) + 1)
        text = document.text[word.start : word.end]
        assert text == "\u2610" or min(shown.crop(place).tobytes()) < 128, text
        rest.paste(255, (place[0] - 2, place[1] - 2, place[2] + 2, place[3] + 2))
    ink, outside = (sum(tone < 128 for tone in each.tobytes()) for each in (shown, rest))
    assert outside <= 0.01 * ink


def test_forms_of_another_maker_read_the_same() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    form = canvas.acroForm
    for label, x, y in (
        ("Yes", 60, 700), ("No", 120, 700), ("Male", 60, 670), ("Female", 120, 670),
        ("Force", 60, 640), ("Name", 60, 500),
    ):  # fmt: skip
        canvas.drawString(x, y, label)
    form.checkbox(name="a", x=90, y=697, size=14, checked=True)
    form.checkbox(name="b", x=150, y=697, size=14, checked=False)
    form.radio(name="r", value="m", selected=True, x=90, y=667, size=14)
    form.radio(name="r", value="f", selected=False, x=170, y=667, size=14)
    forces = [("Avon", "A"), ("Borders", "B")]
    form.choice(name="c", value="B", options=forces, x=110, y=632, width=120, height=20)
    form.textfield(name="t", value="Ottoline", x=110, y=492, width=180, height=20)
    canvas.save()
    document = read(out.getvalue())
    assert " ".join(document.text.split()) == (
        "Yes \u2612 No \u2610 Male \u2612 Female \u2610 Force Borders Name Ottoline"
    )
    assert codes(document) == set()

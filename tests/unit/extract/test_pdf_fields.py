"""Forms filled in on screen: values by what the fields hold, where the fields are shown."""

import io
import zlib
from typing import Any

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from fixtures import pdf_kinds
from fixtures.hand_made_pdf import HandMadePdf, typed
from worker.casefile import ExtractedDocument
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

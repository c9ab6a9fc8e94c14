"""PDFs made to keep a reader busy or lead it astray: trees in circles, floods, pages too large."""

import io
import zlib

import pytest
from PIL import Image

from fixtures.hand_made_pdf import HandMadePdf, typed
from tests.unit.extract import sheets
from worker.casefile import ExtractedDocument
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.pdf.picture import NotDrawn, opened
from worker.extract.pictures import picture


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def ending(data: bytes) -> str:
    """What comes of a file: its words, or the reason why there are none."""
    try:
        return read(data).text
    except Unreadable as error:
        return error.reason


def codes(document: ExtractedDocument) -> set[tuple[str, int | None]]:
    return {(notice.code, notice.page) for notice in document.warnings}


def test_a_field_that_is_its_own_parent_is_read() -> None:
    made = HandMadePdf()
    field = made.reserve()
    made.put(
        field,
        b"<< /Subtype /Widget /FT /Tx /T (f) /V (Ottoline) /Rect [60 600 260 620] "
        b"/Parent %d 0 R /Kids [%d 0 R] >>" % (field, field),
    )
    made.page(typed("I saw him."), [field])
    made.form([field])
    assert "Ottoline" in read(made.bytes()).text


def test_fields_in_a_circle_end() -> None:
    made = HandMadePdf()
    first, second = made.reserve(), made.reserve()
    made.put(first, b"<< /Parent %d 0 R /Kids [%d 0 R] >>" % (second, second))
    made.put(second, b"<< /Parent %d 0 R /Kids [%d 0 R %d 0 R] >>" % (first, first, second))
    field = made.field((60, 600, 260, 620), b"/Parent %d 0 R /FT /Tx /V (Ottoline)" % first)
    made.page(typed("I saw him."), [field])
    made.form([first, second, first])
    assert read(made.bytes()).text.split() == ["I", "saw", "him.", "Ottoline"]


def test_a_reference_to_itself_is_nothing() -> None:
    made = HandMadePdf()
    loop = made.reserve()
    made.put(loop, b"%d 0 R" % loop)
    field = made.field((60, 600, 260, 620), b"/FT /Tx /V %d 0 R /Parent %d 0 R" % (loop, loop))
    made.page(typed("I saw him."), [field, loop])
    made.catalogue += b"/Names << /EmbeddedFiles %d 0 R >> /AF %d 0 R" % (loop, loop)
    made.form([loop, field])
    assert read(made.bytes()).text == "I saw him."


def test_a_name_tree_in_circles_gives_each_file_once() -> None:
    made = HandMadePdf()
    file = made.file(b"a.txt", b"A")
    tree = made.reserve()
    made.put(tree, b"<< /Kids [%d 0 R %d 0 R] /Names [(a) %d 0 R] >>" % (tree, tree, file))
    made.page(typed("I saw him."))
    made.catalogue += b"/Names << /EmbeddedFiles %d 0 R >>" % tree
    assert [each.filename for each in read(made.bytes()).attachments] == ["a.txt"]


def test_a_deep_tree_of_fields_does_not_overflow() -> None:
    made = HandMadePdf()
    node = made.field((60, 600, 260, 620), b"/FT /Tx /V (Ottoline)")
    bottom = node
    for _ in range(5_000):
        node = made.add(b"<< /Kids [%d 0 R] >>" % node)
    made.page(typed("I saw him."), [bottom])
    made.form([node])
    assert read(made.bytes()).text.split() == ["I", "saw", "him.", "Ottoline"]


def test_values_nested_too_deep_are_no_values() -> None:
    nested = b"[" * 3_000 + b"(Ottoline)" + b"]" * 3_000
    made = HandMadePdf()
    field = made.field((60, 600, 260, 620), b"/FT /Ch /V %b" % nested)
    made.page(typed("I saw him."), [field])
    assert ending(made.bytes()) in {"I saw him.", "damaged_file"}


def test_a_hundred_thousand_fields_are_read_as_far_as_they_go_and_the_rest_is_counted() -> None:
    made = HandMadePdf()
    field = made.field((60, 600, 260, 620), b"/FT /Tx /T (f) /V (Ottoline)")
    made.page(typed("I saw him."), [field] * 100_000)
    made.form([field] * 100_000)
    document = read(made.bytes())
    assert "Ottoline" in document.text
    assert ("annotations_not_read", 1) in codes(document)
    assert any("95000" in notice.message for notice in document.warnings)


def test_a_flood_of_letters_in_fields_is_stopped_and_named() -> None:
    made = HandMadePdf()
    value = made.add(b"(%b)" % (b"word " * 2_000))
    fields = [
        made.field((60, 100 + n, 260, 120 + n), b"/FT /Tx /Ff 4096 /V %d 0 R" % value)
        for n in range(30)
    ]
    made.page(typed("I saw him."), fields)
    document = read(made.bytes())
    assert "I saw him." in document.text
    assert ("form_values_not_read", 1) in codes(document)


def test_a_packed_value_that_grows_without_end_is_cut() -> None:
    made = HandMadePdf()
    packed = zlib.compress(b"\x00" * 50_000_000, 9)
    value = made.stream(packed, b"/Filter /FlateDecode")
    field = made.field((140, 700, 340, 716), b"/FT /Tx /V %d 0 R" % value)
    made.page(typed("I saw him."), [field])
    assert read(made.bytes()).text == "I saw him."


@pytest.mark.parametrize("rect", [b"[0 0 0 0]", b"[1e38 0 1e39 5]", b"[nan 0 1 1]", b"[(a) 0 1 1]"])
def test_fields_without_a_sensible_place_are_named(rect: bytes) -> None:
    entries = b"/Annots [<< /Subtype /Widget /FT /Tx /V (Odalys) /Rect %b >>]" % rect
    document = read(sheets.by_hand(b"BT /F1 12 Tf 60 700 Td (Name) Tj ET", entries))
    assert document.text == "Name"
    assert codes(document) == {("form_field_hidden", 1)}


def huge(side: int) -> bytes:
    made = HandMadePdf()
    made.page(typed("I saw him."), size=(side, side))
    return made.bytes()


@pytest.mark.parametrize("side", [1_000_000_000, 200_000])
def test_a_page_of_kilometres_is_drawn_small_and_never_read_as_whole(side: int) -> None:
    shown = picture(huge(side), Limits(pixels=1_000_000), 1, 300)
    with Image.open(io.BytesIO(shown)) as image:
        assert image.width * image.height <= 1_000_000
    with pytest.raises(Unreadable):
        read(huge(side))


def test_a_page_that_is_nothing_wide_is_not_drawn() -> None:
    made = HandMadePdf()
    made.page(typed("I saw him."), size=(0.0001, 842))
    assert ending(made.bytes()) in {"damaged_file", "no_text", "no_text_layer"}


def test_a_picture_too_large_to_unpack_is_not_drawn() -> None:
    made = HandMadePdf()
    bomb = made.stream(
        zlib.compress(bytes(1_000_000), 9),
        b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 /Filter /FlateDecode",
    )
    made.page(b"q 595 0 0 842 0 0 cm /Im1 Do Q", resources=b"/XObject << /Im1 %d 0 R >>" % bomb)
    with opened(made.bytes()) as drawing, pytest.raises(NotDrawn):
        drawing.for_ocr(1, Limits())
    with pytest.raises(Unreadable) as error:
        read(made.bytes())
    assert error.value.reason == "no_text_layer"

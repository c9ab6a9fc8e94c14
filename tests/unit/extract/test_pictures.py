"""The picture of a page, for whoever checks words against it."""

import io
import os
from typing import Any

import pytest
from PIL import Image

from fixtures import pdf_kinds
from fixtures.hand_made_pdf import HandMadePdf, typed
from fixtures.source import STATEMENTS
from tests.unit.extract.sheets import lines, pdf
from worker.errors import Unreadable
from worker.extract.limits import Limits
from worker.extract.pictures import picture


def shown(data: bytes, page: int = 1, dpi: int = 72) -> Image.Image:
    png = picture(data, Limits(), page, dpi)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return Image.open(io.BytesIO(png))


def inked(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return min(image.convert("L").crop(box).tobytes()) < 128


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_a_page_of_a_pdf_as_displayed() -> None:
    image = shown(pdf(lines("First."), lines("Second.", top=400)), 2, dpi=144)
    assert image.size == (1190, 1684)
    assert inked(image, (120, 770, 240, 810))
    assert not inked(image, (120, 170, 240, 210))


def test_a_turned_and_cropped_page_as_displayed() -> None:
    assert shown((pdf_kinds.PDF_KINDS / "turned.pdf").read_bytes()).size == (750, 535)


@pytest.mark.parametrize("name", ["filled-form.pdf", "filled-form-undrawn.pdf"])
def test_filled_fields_are_drawn_whether_the_file_draws_them_or_not(name: str) -> None:
    image = shown((pdf_kinds.PDF_KINDS / name).read_bytes())
    assert inked(image, (140, 842 - 722, 300, 842 - 706))


def test_typed_notes_are_drawn() -> None:
    image = shown((pdf_kinds.PDF_KINDS / "annotated.pdf").read_bytes())
    assert inked(image, (62, 842 - 578, 300, 842 - 560))


def test_a_script_in_a_pdf_does_nothing() -> None:
    made = HandMadePdf()
    field = made.field((60, 600, 200, 616), b"/FT /Tx /T (f) /V (Ottoline)")
    made.page(typed("I saw him."), [field])
    made.form([field])
    made.catalogue += b"/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >>"
    assert shown(made.bytes()).size == (595, 842)


def test_a_locked_pdf_a_missing_page_and_rubbish_have_no_picture() -> None:
    for data, page in (
        (pdf(lines("I saw him.")), 2),
        (pdf(lines("I saw him.")), 0),
        (b"%PDF-1.7 rubbish", 1),
        ((STATEMENTS.parent / "bad" / "encrypted.pdf").read_bytes(), 1),
    ):
        with pytest.raises(Unreadable):
            picture(data, Limits(), page, 72)


@pytest.mark.parametrize("data", [b"I saw him.", b"PK\x03\x04", b"{\\rtf1 I saw him.}", b""])
def test_files_without_pages_have_no_picture(data: bytes) -> None:
    with pytest.raises(Unreadable):
        picture(data, Limits(), 1, 72)


def test_each_page_of_a_fax() -> None:
    pages = [Image.new("1", (1728, 1100), number % 2) for number in range(3)]
    data = saved(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4",
        dpi=(204, 98),
    )  # fmt: skip
    assert [inked(shown(data, page), (0, 0, 100, 100)) for page in (1, 2, 3)] == [True, False, True]
    with pytest.raises(Unreadable):
        picture(data, Limits(), 4, 72)


def test_a_photograph_is_set_upright() -> None:
    photograph = Image.new("RGB", (400, 200), "white")
    exif = photograph.getexif()
    exif[0x0112] = 6
    assert shown(saved(photograph, "JPEG", exif=exif), dpi=600).size == (200, 400)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK", "I;16", "LA"])
def test_pictures_of_every_kind_of_colour(mode: str) -> None:
    plain = Image.new("L", (60, 40), 200)
    image = Image.new("I;16", (60, 40), 40_000) if mode == "I;16" else plain.convert(mode)
    kind = "TIFF" if mode == "CMYK" else "PNG"
    assert shown(saved(image, kind), dpi=600).size == (60, 40)


def test_too_many_pixels_are_not_unpacked() -> None:
    data = saved(Image.new("1", (5_000, 5_000)), "PNG")
    with pytest.raises(Unreadable):
        picture(data, Limits(pixels=1_000_000), 1, 72)


def test_a_cut_off_picture_has_none() -> None:
    data = saved(Image.effect_noise((400, 400), 90), "PNG")
    with pytest.raises(Unreadable):
        picture(data[: len(data) // 2], Limits(), 1, 72)


def test_a_picture_that_would_be_too_many_bytes_comes_smaller() -> None:
    noise = Image.frombytes("RGB", (3_000, 3_000), os.urandom(27_000_000))
    assert len(picture(saved(noise, "BMP"), Limits(), 1, 600)) <= 16_000_000

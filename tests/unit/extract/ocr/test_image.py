"""Files that are pictures: every format, many pages, odd colours, and damage."""

import io

import pytest
from PIL import Image

from tests.unit.extract.ocr import pages
from tests.words_kept import errors
from worker.errors import Unreadable
from worker.extract import readers
from worker.extract.limits import Limits

TRUTH = " ".join(pages.ACCOUNT).split()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("TIFF", "1", {"compression": "group4", "dpi": (150, 150)}),
        ("TIFF", "L", {"compression": "tiff_lzw", "dpi": (150, 150)}),
        ("TIFF", "RGB", {"compression": "jpeg", "dpi": (150, 150)}),
        ("TIFF", "I;16", {"dpi": (150, 150)}),
        ("JPEG", "CMYK", {"quality": 85}),
        ("PNG", "P", {}),
        ("PNG", "LA", {}),
        ("WEBP", "RGB", {"quality": 85}),
        ("GIF", "L", {}),
        ("BMP", "RGB", {}),
    ],
)
def test_every_kind_of_picture_is_read(kind: str, mode: str, options: dict[str, object]) -> None:
    image = pages.account()
    if mode == "I;16":
        image = Image.frombytes("I;16", image.size, bytes(2 * image.width * image.height))
        image.paste(pages.account().convert("I").point(lambda grey: grey * 257), (0, 0))
    elif mode == "LA":
        # Black letters on nothing: what is transparent is paper.
        ink = pages.account().point(lambda grey: 255 - grey)
        image = Image.merge("LA", (Image.new("L", ink.size, 0), ink))
    else:
        image = image.convert(mode)
    document = readers.read(saved(image, kind, **options), Limits(cores=1))
    assert errors(TRUTH, document.text.split()) <= 3
    [page] = document.pages
    assert page.method == "ocr"
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1.5)
    assert document.ocr is not None
    assert all(word.confidence is not None for word in document.words)


def test_each_page_of_a_tiff_is_a_page_with_its_own_size() -> None:
    fax = pages.account().resize((1687, 2292)).convert("1")
    data = saved(
        pages.account(), "TIFF", save_all=True, append_images=[fax], compression="tiff_lzw",
        dpi=(150, 150),
    )  # fmt: skip
    document = readers.read(data, Limits())
    assert [page.number for page in document.pages] == [1, 2]
    assert errors(TRUTH * 2, document.text.split()) <= 8


def test_a_fax_with_uneven_dots_has_the_size_of_its_paper() -> None:
    fax = pages.page(*pages.ACCOUNT, dpi=204).resize((1686, 1146)).convert("1")
    document = readers.read(
        saved(fax, "TIFF", compression="group4", dpi=(204, 98)), Limits(cores=1)
    )
    [page] = document.pages
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1.5)


@pytest.mark.parametrize(("orientation", "back"), [(3, 180), (6, 90), (8, 270)])
def test_a_photograph_is_turned_as_its_camera_says(orientation: int, back: int) -> None:
    turned = pages.account().rotate(back, expand=True)
    exif = Image.Exif()
    exif[0x0112] = orientation
    document = readers.read(saved(turned, "JPEG", exif=exif, quality=90), Limits(cores=1))
    [page] = document.pages
    assert page.height > page.width
    assert errors(TRUTH, document.text.split()) <= 3
    first = document.words[0].box
    assert first.x0 == pytest.approx(60, abs=4)


def test_a_picture_cut_off_is_read_as_far_as_it_goes_and_named() -> None:
    data = saved(pages.account(), "JPEG", quality=90)
    document = readers.read(data[: int(0.8 * len(data))], Limits(cores=1))
    assert "page_partly_read" in {notice.code for notice in document.warnings}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_rubbish_after_a_picture_s_mark_is_refused(kind: str) -> None:
    data = saved(pages.account(), kind)[:12] + b"\x01\xff rubbish" * 50
    with pytest.raises(Unreadable) as refused:
        readers.read(data, Limits(cores=1))
    assert refused.value.reason in {"damaged_file", "picture_too_large", "unsupported_type"}


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    data = saved(Image.new("1", (30_000, 30_000), 1), "PNG")
    with pytest.raises(Unreadable) as refused:
        readers.read(data, Limits(cores=1))
    assert refused.value.reason == "picture_too_large"


def test_more_pages_than_allowed_are_refused() -> None:
    small = Image.new("1", (20, 20), 1)
    data = saved(small, "TIFF", save_all=True, append_images=[small] * 6)
    with pytest.raises(Unreadable) as refused:
        readers.read(data, Limits(pages=5))
    assert refused.value.reason == "too_many_pages"

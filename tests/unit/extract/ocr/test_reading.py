"""Pages read from their pictures, and those that cannot be."""

from collections.abc import Callable

import pytest
from PIL import Image

from tests.unit.extract.ocr import pages
from tests.words_kept import errors
from worker.errors import Unreadable
from worker.extract.layout import SourcePage
from worker.extract.limits import Limits
from worker.extract.ocr import engine, reading
from worker.extract.ocr.reading import PagePicture, read_pictures

TRUTH = " ".join(pages.ACCOUNT).split()
SIZE = (595.0, 842.0)


def words(page: SourcePage) -> list[str]:
    return [word.text for line in page.lines for word in line.words]


def test_printed_pages_are_read_side_by_side_and_come_in_order() -> None:
    opened: list[int] = []

    def opener(number: int, image: Image.Image) -> Callable[[], Image.Image]:
        def draw() -> Image.Image:
            opened.append(number)
            return image

        return draw

    blank = Image.new("L", (1240, 1754), 255)
    pictures = [
        PagePicture(1, opener(1, pages.account()), *SIZE),
        PagePicture(2, opener(2, blank), *SIZE),
        PagePicture(3, opener(3, pages.account().rotate(180)), *SIZE),
    ]
    first, second, third = read_pictures(pictures, Limits(cores=2))
    assert [page.number for page in (first, second, third)] == [1, 2, 3]
    assert errors(TRUTH, words(first)) <= 2
    assert (second.method, [notice.code for notice in second.notices]) == ("none", ["page_blank"])
    assert errors(TRUTH, words(third)) <= 2
    assert first.confidence is not None
    assert 0.85 < first.confidence <= 1
    assert sorted(opened) == [1, 2, 3]


def test_an_upside_down_page_has_boxes_where_its_words_are_shown() -> None:
    picture = PagePicture(1, pages.account().rotate(180), *SIZE)
    [page] = read_pictures([picture], Limits(cores=1))
    first = page.lines[0].words[0]
    assert first.text == "I"
    x0, top, x1, bottom = first.shown
    # The account starts at 60 by 89 points; turned over, that is as far from the other corner.
    assert x0 < x1 <= 595 - 59
    assert 842 - 105 < (top + bottom) / 2 < 842 - 85


def test_handwriting_is_not_passed_off_as_read() -> None:
    pictures = [PagePicture(seed, pages.scrawl(seed), *SIZE) for seed in (1, 2)]
    for page in read_pictures(pictures, Limits(cores=2)):
        assert page.method == "none"
        assert page.lines == ()
        [notice] = page.notices
        assert notice.code in {"page_handwritten", "page_illegible"}
        assert notice.page == page.number
        assert "picture" in notice.message


def test_a_scrawl_on_a_printed_page_costs_none_of_the_print() -> None:
    image = pages.account().copy()
    image.paste(pages.scrawl(4).crop((100, 300, 700, 420)), (300, 900))
    [page] = read_pictures([PagePicture(1, image, *SIZE)], Limits(cores=1))
    assert page.method == "ocr"
    assert errors(TRUTH, words(page)[: len(TRUTH)]) <= 3
    # What the engine makes of the scrawl is not in the text, or the page says that it is doubtful.
    extra = len(words(page)) - len(TRUTH)
    assert extra <= 2 or {notice.code for notice in page.notices} & {"words_doubtful"}


def test_a_page_whose_picture_cannot_be_opened_costs_that_page_only() -> None:
    def broken() -> Image.Image:
        raise OSError

    pictures = [PagePicture(1, broken, *SIZE), PagePicture(2, pages.account(), *SIZE)]
    first, second = read_pictures(pictures, Limits(cores=2))
    assert (first.method, [notice.code for notice in first.notices]) == ("none", ["page_not_read"])
    assert second.method == "ocr"


def test_an_engine_that_dies_costs_its_page_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recognise = engine.recognise
    calls = []

    def dying(*args: object, **how: object) -> list[engine.Found]:
        calls.append(1)
        if len(calls) == 1:
            raise engine.EngineFailed
        return recognise(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "recognise", dying)
    pictures = [PagePicture(number, pages.account(), *SIZE) for number in (1, 2)]
    first, second = read_pictures(pictures, Limits(cores=1))
    assert (first.method, [notice.code for notice in first.notices]) == ("none", ["page_not_read"])
    assert second.method == "ocr"


def test_pages_for_which_there_is_no_time_are_named() -> None:
    pictures = [PagePicture(number, pages.account(), *SIZE) for number in (1, 2)]
    read = read_pictures(pictures, Limits(cores=1, seconds=0, picture_seconds=0))
    assert [page.method for page in read] == ["none", "none"]
    assert [page.notices[0].code for page in read] == ["page_not_read", "page_not_read"]


def test_a_language_that_is_not_installed_is_refused_by_name() -> None:
    with pytest.raises(Unreadable, match="tesseract-ocr-xxq") as refused:
        read_pictures([PagePicture(1, pages.account(), *SIZE)], Limits(languages="xxq"))
    assert refused.value.reason == "ocr_missing"


def test_the_engine_is_named_with_its_version_and_its_data() -> None:
    assert reading.engine("eng").startswith("tesseract 5")
    assert "eng (" in reading.engine("eng")

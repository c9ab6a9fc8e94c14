"""Boxes to tick on pictures, where the mark keeps inside its box and where it leaves it."""

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from tests.unit.extract.ocr import pages
from worker.extract import readers
from worker.extract.limits import Limits
from worker.extract.ocr import combs, ruling
from worker.extract.ocr.engine import Found
from worker.extract.ocr.ruling import Ruling

Mark = Callable[[ImageDraw.ImageDraw, int, int, int], None]
TOP = 200


def inside(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line((x + 10, y + side // 2, x + side // 2, y + side - 10, x + side - 8, y + 10),
              fill=0, width=5)  # fmt: skip


def tick(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line((x + 6, y + side // 2, x + side // 2, y + side - 8), fill=0, width=6)
    draw.line((x + side // 2, y + side - 8, x + side + 24, y - 30), fill=0, width=6)


def cross(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line((x - 14, y - 12, x + side + 16, y + side + 14), fill=0, width=6)
    draw.line((x - 12, y + side + 16, x + side + 12, y - 15), fill=0, width=6)


def stroke(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line((x - 18, y + side + 16, x + side + 20, y - 16), fill=0, width=5)


def scribble(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line([(x - 8 + 16 * at, y + (-10 if at % 2 else side + 10)) for at in range(side // 12)],
              fill=0, width=4)  # fmt: skip


def below(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line((x + side // 2, y + 8, x + side // 2 + 4, y + side + 40), fill=0, width=6)


def dash(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line((x + 10, y + side // 2, x + side - 10, y + side // 2 - 2), fill=0, width=8)


def slash(draw: ImageDraw.ImageDraw, x: int, y: int, side: int) -> None:
    draw.line((x + 12, y + side - 10, x + side - 12, y + 10), fill=0, width=6)


MARKS = [inside, tick, cross, stroke, scribble, below]


def form(mark: Mark, side: int, *, blur: float = 0, turn: float = 0) -> Ruling:
    """Return what is found of three boxes, of which the second one is marked."""
    image = Image.new("L", (900, 500), 255)
    draw = ImageDraw.Draw(image)
    for left in (100, 400, 700):
        draw.rectangle((left, TOP, left + side, TOP + side), outline=0, width=4)
        draw.text((left - 90, TOP), "Yes", font=pages.font(38), fill=0)
    mark(draw, 400, TOP, side)
    image = image.filter(ImageFilter.GaussianBlur(blur)).rotate(
        turn, fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    return ruling.taken_off(np.asarray(image).copy())[1]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("side", [40, 47, 58])
def test_a_marked_box_is_ticked_wherever_the_mark_ends(mark: Mark, side: int) -> None:
    for blur, turn in ((0, 0), (1.2, 0.4), (0.8, -0.4)):
        (found,) = form(mark, side, blur=blur, turn=turn).ticked
        x0, top, x1, bottom = found
        for edge, wanted in ((x0, 400), (x1, 400 + side), (top, TOP), (bottom, TOP + side)):
            assert abs(edge - wanted) <= 8


@pytest.mark.parametrize("mark", MARKS)
def test_words_beside_a_marked_box_keep_their_letters(mark: Mark) -> None:
    image = Image.new("L", (900, 500), 255)
    draw = ImageDraw.Draw(image)
    for left, said in ((60, "Yes, by letter"), (470, "No, none at all")):
        draw.text((left, TOP), said, font=pages.font(38), fill=0)
    before = np.asarray(image).copy()
    draw.rectangle((400, TOP, 447, TOP + 47), outline=0, width=4)
    mark(draw, 400, TOP, 47)
    grey, ruled = ruling.taken_off(np.asarray(image).copy())
    assert len(ruled.ticked) == 1
    letters, left = before < 150, grey < 150
    assert (letters & left).sum() >= 0.97 * letters.sum()
    assert (left & ~letters).sum() <= 60


def test_a_mark_that_runs_into_a_word_takes_none_of_its_letters() -> None:
    image = Image.new("L", (900, 500), 255)
    draw = ImageDraw.Draw(image)
    draw.text((200, TOP), "Always", font=pages.font(44), fill=0)
    before = int((np.asarray(image)[:, :355] < 150).sum())
    draw.rectangle((400, TOP, 447, TOP + 47), outline=0, width=4)
    draw.line((430, TOP + 10, 342, TOP + 36), fill=0, width=5)
    grey, ruled = ruling.taken_off(np.asarray(image).copy())
    assert len(ruled.ticked) == 1
    assert int((grey[:, :355] < 150).sum()) >= 0.95 * before


def empty(draw: ImageDraw.ImageDraw) -> None:
    """Draw an empty box that a leader runs up to, and one that stands on a rule."""
    draw.rectangle((400, TOP, 447, TOP + 47), outline=0, width=4)
    draw.line((340, TOP + 24, 400, TOP + 24), fill=0, width=4)
    draw.rectangle((600, TOP, 647, TOP + 47), outline=0, width=4)
    draw.line((560, TOP + 47, 690, TOP + 47), fill=0, width=4)


def letters(draw: ImageDraw.ImageDraw) -> None:
    """Draw large letters that touch one another."""
    for at, letter in enumerate("BDBOHEDB8BRNMB"):
        draw.text((60 + 44 * at, TOP), letter, font=pages.font(58), fill=0, stroke_width=2)


def underlined(draw: ImageDraw.ImageDraw) -> None:
    draw.text((100, TOP), "HOME OFFICE", font=pages.font(50), fill=0)
    draw.line((98, TOP + 48, 470, TOP + 48), fill=0, width=4)
    draw.line((98, TOP + 6, 470, TOP + 6), fill=0, width=4)


def table(draw: ImageDraw.ImageDraw) -> None:
    for across in range(4):
        for down in range(3):
            x, y = 100 + 160 * across, 100 + 60 * down
            draw.rectangle((x, y, x + 160, y + 60), outline=0, width=3)
            draw.text((x + 10, y + 8), f"0{across}:{down}5", font=pages.font(36), fill=0)


@pytest.mark.parametrize("drawing", [empty, letters, underlined, table])
def test_what_is_no_marked_box_is_none(drawing: Callable[[ImageDraw.ImageDraw], None]) -> None:
    image = Image.new("L", (900, 500), 255)
    drawing(ImageDraw.Draw(image))
    assert ruling.taken_off(np.asarray(image).copy())[1].ticked == ()


def test_an_account_and_a_page_of_handwriting_have_no_boxes() -> None:
    for image in (pages.account(), pages.account().resize((2480, 3508)), pages.scrawl(4)):
        grey = np.asarray(image.convert("L")).copy()
        left, ruled = ruling.taken_off(grey.copy())
        assert ruled.ticked == ()
        assert (left < 150).sum() >= 0.99 * (grey < 150).sum()


def test_answers_are_read_beside_their_ticks() -> None:
    asked = ("Have you been told of the Code?", "Do you want to make a statement?")
    image = pages.page(*pages.ACCOUNT, dpi=300)
    draw = ImageDraw.Draw(image)
    for at, (question, yes) in enumerate(zip(asked, (True, False), strict=True)):
        y = 1200 + 150 * at
        draw.text((250, y), question, font=pages.font(46), fill=0)
        for x, said in ((1300, "Yes"), (1700, "No")):
            draw.text((x, y), said, font=pages.font(46), fill=0)
            draw.rectangle((x + 120, y, x + 168, y + 48), outline=0, width=4)
        tick(draw, 1420 if yes else 1820, y, 48)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(300, 300))
    text = readers.read(out.getvalue(), Limits()).text
    assert f"{asked[0]} Yes \u2612 No" in text
    assert f"{asked[1]} Yes No \u2612" in text


def cells(rows: str, *, gap: int, lift: int = 0) -> Image.Image:
    """Return a line of print and a row of separate cells with a figure in each."""
    image = pages.page(*pages.ACCOUNT, dpi=300)
    draw = ImageDraw.Draw(image)
    draw.text((250, 1200), "Date of birth:", font=pages.font(46), fill=0)
    for at, figure in enumerate(rows):
        x = 700 + (66 + gap) * at
        draw.rectangle((x, 1190, x + 66, 1256), outline=0, width=4)
        draw.text((x + 18, 1198 - lift * (at % 3)), figure, font=pages.font(48), fill=0)
    return image


@pytest.mark.parametrize(("gap", "lift"), [(12, 0), (30, 0), (50, 0), (24, 5)])
def test_figures_in_cells_that_stand_apart_are_no_ticks(gap: int, lift: int) -> None:
    image = cells("03041987", gap=gap, lift=lift)
    _, ruled = ruling.taken_off(np.asarray(image).copy())
    assert ruled.ticked == ()
    assert [len(row) for row in ruled.combs] == [8]
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(300, 300))
    assert "03041987" in readers.read(out.getvalue(), Limits()).text.replace(" ", "")


def test_figures_that_their_cells_cut_are_read_or_said_to_be_left_out() -> None:
    out = io.BytesIO()
    cells("03041987", gap=24, lift=9).save(out, "PNG", dpi=(300, 300))
    document = readers.read(out.getvalue(), Limits())
    assert "\u2612" not in document.text
    read = "03041987" in document.text.replace(" ", "")
    assert read or "words_doubtful" in {notice.code for notice in document.warnings}


def test_cells_that_stand_apart_and_empty_say_nothing() -> None:
    _, ruled = ruling.taken_off(np.asarray(cells("        ", gap=20)).copy())
    assert ruled.ticked == ()


def scale(mark: Mark, marked: Sequence[int], *, count: int = 4, gap: int = 30) -> str:
    """Return what is read of a page with boxes close together, of which some are marked."""
    image = pages.page(*pages.ACCOUNT, dpi=300)
    draw = ImageDraw.Draw(image)
    draw.text((250, 1200), "How sure are you?", font=pages.font(46), fill=0)
    for at in range(count):
        draw.rectangle(
            (800 + (48 + gap) * at, 1200, 848 + (48 + gap) * at, 1248), outline=0, width=4
        )
    for at in marked:
        mark(draw, 800 + (48 + gap) * at, 1200, 48)
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(300, 300))
    return readers.read(out.getvalue(), Limits()).text.lower()


@pytest.mark.parametrize(
    ("mark", "marked", "count", "gap"),
    [
        (inside, [2], 4, 30),
        (dash, [0], 4, 50),
        (dash, [1, 3], 5, 20),
        (slash, [4], 5, 30),
        (inside, [3], 10, 24),
        (tick, [1], 4, 30),
    ],
)
def test_ticks_in_boxes_close_together_are_kept(
    mark: Mark, marked: list[int], count: int, gap: int
) -> None:
    said = scale(mark, marked, count=count, gap=gap).split("how sure are you?")[1]
    assert said.count("\u2612") == len(marked)


def test_a_cross_in_a_box_close_to_others_is_kept() -> None:
    said = scale(cross, [1], gap=50).split("how sure are you?")[1]
    assert "\u2612" in said or "x" in said


@pytest.mark.parametrize("said", ["7", "VX", "7Y4"])
def test_letters_that_look_like_ticks_stay_letters_where_they_are_surely_read(said: str) -> None:
    comb = 0
    found = [Found(each, 0, 0, 9, 9, 0.9, (-1, comb, 0)) for each in said]
    assert combs.holds_letters(found, comb)
    unsure = [replace(each, confidence=0.4) for each in found]
    assert combs.holds_letters(unsure, comb) == ("4" in said)
    assert not combs.holds_letters(found, comb + 1)


def test_a_scale_that_nobody_ticked_says_nothing() -> None:
    assert "\u2612" not in scale(inside, [])


def test_boxes_with_their_words_between_them_are_no_cells() -> None:
    image = Image.new("L", (1400, 400), 255)
    draw = ImageDraw.Draw(image)
    for at in range(5):
        x = 100 + 200 * at
        draw.rectangle((x, TOP, x + 48, TOP + 48), outline=0, width=4)
        draw.text((x + 60, TOP), "IC" + str(at), font=pages.font(40), fill=0)
        if at % 2:
            inside(draw, x, TOP, 48)
    _, ruled = ruling.taken_off(np.asarray(image).copy())
    assert [place[0] // 100 for place in ruled.ticked] == [3, 7]
    assert ruled.combs == ()


def test_a_figure_that_cannot_be_read_leaves_a_gap_that_is_seen() -> None:
    grey = np.full((120, 900), 255, np.uint8)
    comb = tuple((60 * at, 20, 60 * at + 50, 80) for at in range(6))
    for x0, top, _, _ in comb:
        grey[top + 15 : top + 45, x0 + 15 : x0 + 35] = 0
    answers = iter(["", "1", "2", "", "4", "5", ""])

    def recognise(_: object, layout: int) -> list[Found]:
        said = next(answers)
        return [Found(said, 0, 0, 9, 9, 0.9, (1, 1, 1))] if said else []

    read = combs.read(grey, [comb], [], recognise)
    assert [word.text for word in read] == ["1", "2", "\ufffd", "4", "5"]

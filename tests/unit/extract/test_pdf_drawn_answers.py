"""Answers that were drawn on a printed form: ticks, crosses, rings and words struck out."""

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from worker.extract.limits import Limits
from worker.extract.pdf import fast_road, roads

Draw = Callable[[Canvas], None]
YES, NO, Y = 300.0, 380.0, 700.0


def page(draw: Draw, question: str = "Do you consent?") -> bytes:
    into = io.BytesIO()
    canvas = Canvas(into, pagesize=(595, 842))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 780, "I was at home when I heard a noise in the street outside.")
    canvas.drawString(50, Y, question)
    draw(canvas)
    canvas.drawString(50, 600, "I went to look out of the window at once and saw nobody there.")
    canvas.save()
    return into.getvalue()


def row(draw: Draw) -> str:
    """Return the line that the question and its answers are read as."""
    (read,) = roads.travel(page(draw), Limits()).pages
    lines = [" ".join(word.text for word in line.words) for line in read.lines]
    assert lines[0].startswith("I was at home")
    assert lines[-1].startswith("I went to look")
    (found,) = [line for line in lines if line.startswith("Do you consent?")]
    return found.removeprefix("Do you consent?").strip()


def words(canvas: Canvas) -> None:
    canvas.drawString(YES, Y, "Yes")
    canvas.drawString(NO, Y, "No")


def boxes(canvas: Canvas, size: float = 10, *, after: bool = False) -> None:
    words(canvas)
    for x in (YES, NO):
        canvas.rect(x + 24 if after else x - size - 6, Y - 1, size, size)


def tick(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + size * 0.4)
    path.lineTo(x + size * 0.35, y)
    path.lineTo(x + size, y + size)
    canvas.drawPath(path)


def pen(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + size * 0.4)
    path.curveTo(x + size * 0.1, y, x + size * 0.3, y, x + size * 0.35, y)
    path.curveTo(x + size * 0.6, y + size * 0.3, x + size * 0.8, y + size, x + size, y + size)
    canvas.drawPath(path)


def cross(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.line(x, y, x + size, y + size)
    canvas.line(x, y + size, x + size, y)


def stroke(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.line(x, y, x + size, y + size)


def blot(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.rect(x + 1, y + 1, size - 2, size - 2, fill=1)


def letter(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.drawString(x + 0.5, y, "X")


def dingbat(canvas: Canvas, x: float, y: float, size: float) -> None:
    canvas.setFont("ZapfDingbats", 9)
    canvas.drawString(x, y, "4")
    canvas.setFont("Helvetica", 10)


@pytest.mark.parametrize("mark", [tick, pen, cross, stroke, blot, letter, dingbat])
def test_a_mark_in_a_box_is_a_tick(mark: Callable[[Canvas, float, float, float], None]) -> None:
    def yes(canvas: Canvas) -> None:
        boxes(canvas)
        mark(canvas, YES - 15, Y, 8)

    def no(canvas: Canvas) -> None:
        boxes(canvas, after=True)
        mark(canvas, NO + 25, Y, 8)

    assert row(yes) == "☒ Yes ☐ No"
    assert row(no) == "Yes ☐ No ☒"


@pytest.mark.parametrize("size", [6, 9, 12, 18])
def test_boxes_of_many_sizes_and_a_tick_that_leaves_its_box(size: float) -> None:
    def draw(canvas: Canvas) -> None:
        boxes(canvas, size)
        pen(canvas, NO - size - 6, Y, 1.3 * size)

    assert row(draw) == "☐ Yes ☒ No"


def test_boxes_of_four_lines_of_one_shape_of_rings_and_with_a_double_frame() -> None:
    def lines(canvas: Canvas) -> None:
        words(canvas)
        for x in (YES - 16, NO - 16):
            canvas.line(x, Y - 1, x + 10, Y - 1)
            canvas.line(x, Y + 9, x + 10, Y + 9)
            canvas.line(x, Y - 1, x, Y + 9)
            canvas.line(x + 10, Y - 1, x + 10, Y + 9)
        cross(canvas, NO - 15, Y, 8)

    def one_shape(canvas: Canvas) -> None:
        words(canvas)
        path = canvas.beginPath()
        path.rect(YES - 16, Y - 1, 10, 10)
        path.rect(NO - 16, Y - 1, 10, 10)
        canvas.drawPath(path)
        pen(canvas, NO - 15, Y, 9)

    def rings(canvas: Canvas) -> None:
        words(canvas)
        canvas.circle(YES - 10, Y + 3, 5)
        canvas.circle(NO - 10, Y + 3, 5)
        canvas.circle(NO - 10, Y + 3, 3, fill=1)

    def double(canvas: Canvas) -> None:
        boxes(canvas)
        for x in (YES - 15, NO - 15):
            canvas.rect(x, Y, 8, 8)
        tick(canvas, NO - 14, Y + 1, 6)

    for draw in (lines, one_shape, rings, double):
        assert row(draw) == "☐ Yes ☒ No", draw.__name__


def test_a_shaded_box_is_no_ticked_one() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        for x in (YES, NO):
            canvas.rect(x - 16, Y - 1, 10, 10, fill=1)
        canvas.setFillGray(0)
        words(canvas)
        cross(canvas, YES - 15, Y, 8)

    assert row(draw) == "☒ Yes ☐ No"


def test_empty_boxes_are_empty_and_two_ticks_are_two() -> None:
    def both(canvas: Canvas) -> None:
        boxes(canvas)
        tick(canvas, YES - 15, Y, 8)
        tick(canvas, NO - 15, Y, 8)

    # Nothing is chosen, and nothing is said: a form's own reading knows that this is no answer.
    assert row(boxes) == "Yes No"
    assert row(both) == "☒ Yes ☒ No"


@pytest.mark.parametrize("printed", ["Yes / No", "Yes  No", "YES/NO*"])
def test_a_ring_about_an_answer_chooses_it_and_a_stroke_through_one_leaves_the_other(
    printed: str,
) -> None:
    def place(canvas: Canvas) -> tuple[float, float]:
        canvas.drawString(YES, Y, printed)
        at = printed.casefold().index("no")
        left = YES + canvas.stringWidth(printed[:at], "Helvetica", 10)
        return left, left + canvas.stringWidth(printed[at : at + 2], "Helvetica", 10)

    def ringed(canvas: Canvas) -> None:
        left, right = place(canvas)
        canvas.ellipse(left - 3, Y - 5, right + 3, Y + 13)

    def struck(canvas: Canvas) -> None:
        left, right = place(canvas)
        canvas.line(left - 1, Y + 3.5, right + 1, Y + 3.2)

    assert row(ringed).replace(" ", "").startswith(("☐Yes/☒No", "☐Yes☒No", "☐YES/☒NO*"))
    assert row(struck).replace(" ", "").startswith(("☒Yes/☐No", "☒Yes☐No", "☒YES/☐NO*"))


def underlined(canvas: Canvas) -> None:
    words(canvas)
    canvas.line(YES - 2, Y - 2, NO + 20, Y - 2)


def both_struck(canvas: Canvas) -> None:
    words(canvas)
    canvas.line(YES, Y + 3, YES + 18, Y + 3)
    canvas.line(NO, Y + 3, NO + 14, Y + 3)


def both_ringed(canvas: Canvas) -> None:
    words(canvas)
    canvas.ellipse(YES - 4, Y - 5, YES + 22, Y + 13)
    canvas.ellipse(NO - 4, Y - 5, NO + 18, Y + 13)


def in_a_table(canvas: Canvas) -> None:
    words(canvas)
    canvas.grid([YES - 8, NO - 8, NO + 72], [Y - 8, Y + 14])


@pytest.mark.parametrize("draw", [words, underlined, both_struck, both_ringed, in_a_table])
def test_what_chooses_nothing_gives_no_sign(draw: Draw) -> None:
    assert row(draw) == "Yes No"


def test_cells_for_letters_and_framed_figures_are_no_boxes_to_tick() -> None:
    def comb(canvas: Canvas) -> None:
        for at, figure in enumerate("27052026"):
            canvas.rect(YES + 14 * at, Y - 3, 14, 14)
            canvas.drawString(YES + 14 * at + 4, Y, figure)

    def empty_comb(canvas: Canvas) -> None:
        for at in range(8):
            canvas.rect(YES + 14 * at, Y - 3, 14, 14)

    def framed(canvas: Canvas) -> None:
        canvas.drawString(YES, Y, "7")
        canvas.rect(YES - 3, Y - 3, 12, 12)

    assert row(comb).replace(" ", "") == "27052026"
    assert row(empty_comb) == ""
    assert row(framed) == "7"


def test_a_page_without_boxes_or_choices_keeps_the_fast_road() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(50, Y - 10, 545, Y - 10)
        canvas.rect(40, 40, 515, 762)

    (read,) = fast_road.pages(page(draw, "There was no one there."), Limits())
    assert read is not None

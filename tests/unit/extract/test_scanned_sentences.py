"""A sentence of a scan runs on over its page's end, as it does in a typed file."""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import (
    HEIGHT,
    WIDTH,
    Draw,
    continuation,
    front,
    lines,
    pdf,
    text,
    together,
)
from worker.casefile import ExtractedDocument
from worker.extract import bands, letter_size, readers
from worker.extract.layout import Line, PlacedWord, SourcePage
from worker.extract.limits import Limits
from worker.extract.ocr import stray
from worker.extract.pdf.picture import opened
from worker.extract.sheets import compose

SAID = (
    "I was walking along Tanner Street when I saw a red van stop outside the bakery on Tuesday 3 "
    "March 2026. The driver got out and shouted at a woman I know as Priya Nair. Nobody else was "
    "in the street at that time and it was getting dark, but the lamps of the bakery were on. He "
    "was holding a claw hammer in his right hand. I rang the police and waited by the post box "
    "until PC 2417 Holt came to me. I told him what I had seen and showed him where the van had "
    "stood, and then I went home to my mother, who had heard the shouting from her own window."
)
ROWS = textwrap.wrap(SAID, 78)
PARTS = ROWS[:2], ROWS[2:5], ROWS[5:]


def scanned(*pages: Draw) -> ExtractedDocument:
    """Read pages as a scanner sees them: askew, a little further up or down, grey and noisy."""
    chance = np.random.default_rng(7)
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(WIDTH, HEIGHT), invariant=1)
    with opened(pdf(*pages)) as drawing:
        for number in range(1, len(pages) + 1):
            sheet = drawing.draw(number, 200, Limits()).convert("L")
            skew = 0.5 if number % 2 else -0.4
            sheet = sheet.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
            grey = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.6))).astype(float)
            grey = np.roll(grey, (0, 25, -18)[number % 3], axis=0)
            grey += chance.normal(0, 8, grey.shape)
            picture = Image.fromarray(grey.clip(0, 255).astype(np.uint8))
            canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
            canvas.showPage()
    canvas.save()
    return readers.read(made.getvalue(), Limits())


def test_sentences_run_on_over_the_headers_and_footers_of_a_scan() -> None:
    pages = [
        together(
            text(60, 40, "Witness statement of Olwen Bartley, Neverham Housing Association", 9),
            lines(*part, top=90),
            text(60, 770, "Signed: O Bartley      Witnessed by: PC 77 Rao"),
            text(260, 812, f"Page {number} of 3", 9),
        )
        for number, part in enumerate(PARTS, start=1)
    ]
    document = scanned(*pages)
    assert document.text == SAID
    assert document.pages[0].method == "ocr"


def test_sentences_run_on_over_the_sheets_of_a_scanned_form() -> None:
    document = scanned(
        front(*PARTS[0], pages=3),
        continuation(*PARTS[1], number=2),
        continuation(*PARTS[2], number=3),
    )
    ((start, end),) = document.narrative
    assert document.text[start:end] == SAID


def read_line(
    said: str, top: float, *, x: float = 60, sure: float = 0.95, size: float = 11
) -> Line:
    """Return a line as OCR gives it: as high as the ink of its letters."""
    words = []
    up = any(letter in "bdfhklti" or letter.isupper() or letter.isdigit() for letter in said)
    down = any(letter in "gjpqy," for letter in said)
    base = top + 0.72 * size
    high, low = base - (0.72 if up else 0.52) * size, base + (0.21 * size if down else 0.0)
    for word in said.split():
        own_up = any(letter in "bdfhklti" or letter.isupper() for letter in word)
        own_down = any(letter in "gjpqy," for letter in word)
        shown = (
            x, base - (0.72 if own_up else 0.52) * size,
            x + 5 * len(word), base + (0.21 * size if own_down else 0.0),
        )  # fmt: skip
        words.append(PlacedWord(word, x, high, shown[2], low, shown, sure))
        x = shown[2] + 4
    return Line(tuple(words), said, words[0].x0, high, words[-1].x1, low, low - high)


def page(number: int, *read: Line, method: str = "ocr") -> SourcePage:
    return SourcePage(
        number=number, width=595, height=842, method=method, lines=read  # type: ignore[arg-type]
    )  # fmt: skip


def test_letters_have_one_size_whatever_letters_a_line_has() -> None:
    whole, low = read_line("Holt shouted angrily", 100), read_line("we saw no one as we ran", 115)
    assert abs(whole.size - low.size) > 0.3 * whole.size
    assert letter_size.of(whole) == pytest.approx(letter_size.of(low), rel=0.02)
    assert letter_size.are_alike(whole, low)
    assert not letter_size.are_alike(whole, read_line("A heading", 130, size=18))


def test_a_line_without_tall_letters_ends_no_paragraph() -> None:
    rows = ("Holt shouted angrily at the two boys and", "we saw no one as we ran across a moor,",
            "but Priya Nair told the police of it that night")  # fmt: skip
    sheet = page(1, *(read_line(row, 100 + 15 * at) for at, row in enumerate(rows)))
    assert compose([sheet], media_type="", reader="").text == " ".join(rows)


HEADS = (
    ("Statement of Olwen Bartley, Neverham", "Statenrent of Olwen Bartley, Neverham",
     "Statement of Otwen Bartley Neverham"),
    ("Neverham Housing Company", "Neverham Housing Conpany", "Neverham Housinq Company"),
)  # fmt: skip
FEET = (
    ("Signed: 7 Witnessed by: PC 77 Rao", "Signed: Sse Witnessed by: PC 77 Rao",
     "Signed: aa.. Witnessed by: PC 77 Rao"),
    ("Page 1 of 3", "Paqe 2 of 3", "Page 3 of 3"),
)  # fmt: skip


@pytest.mark.parametrize("said", HEADS)
def test_a_header_read_a_little_differently_on_each_page_is_left_out(said: Sequence[str]) -> None:
    pages = [
        page(
            n, read_line(head, 30 + 9 * n), *(read_line(r, 90 + 15 * at) for at, r in enumerate(p))
        )
        for n, (head, p) in enumerate(zip(said, PARTS, strict=True), start=1)
    ]
    assert bands.repeated(pages) == [frozenset({0})] * 3
    assert compose(pages, media_type="", reader="").text == SAID
    typed = [replace(each, method="text") for each in pages]
    assert frozenset({0}) not in bands.repeated(typed)[:2]


@pytest.mark.parametrize("said", FEET)
def test_a_footer_with_a_scrawl_in_it_is_left_out(said: Sequence[str]) -> None:
    pages = [
        page(
            n, *(read_line(r, 90 + 15 * at) for at, r in enumerate(p)), read_line(foot, 790 + 5 * n)
        )
        for n, (foot, p) in enumerate(zip(said, PARTS, strict=True), start=1)
    ]
    assert [len(found) for found in bands.repeated(pages)] == [1, 1, 1]


@pytest.mark.parametrize(
    "said",
    [
        ("3 May 2025 Acme Limited", "5 May 2025 Acme Limited", "9 May 2025 Acme Limited"),
        ("I saw the man by the gate.", "I saw the men by the gate.", "I saw the man by the gale."),
        ("the van", "the man", "the can"),
        ("He ran along the road to the north", "He ran along the road to the south", "He stopped"),
    ],
)
def test_lines_at_an_edge_that_only_look_alike_are_read(said: Sequence[str]) -> None:
    pages = [
        page(n, read_line(head, 40), *(read_line(r, 90 + 15 * at) for at, r in enumerate(p)))
        for n, (head, p) in enumerate(zip(said, PARTS, strict=True), start=1)
    ]
    told = compose(pages, media_type="", reader="").text
    assert all(head in told for head in said)


@pytest.mark.parametrize(
    "said",
    [
        ("HE STABBED LEE CARTER", "HE STABBED LEO CARTER"),
        ("Then Marcus Denholm stabbed Lee Carter", "Then Marcus Denholm stabbed Leo Carter"),
        (
            "Marcus Denholm hit Lee Carter",
            "Marcus Denholm hit Lea Carter",
            "Marcus Denholm hit Leo",
        ),
        ("STABBED IN THE LEFT HAND", "STABBED IN THE LEFT HANDS", "STABBED IN THE LEFT HAND."),
        ("THE WITNESS WAS LEE CARTER", "THE WITNESS WAS LEO CARTER"),
        ("Marcus Denholm signed for Lee Carter", "Marcus Denholm signed for Leo Carter"),
        ("Marcus continued at Lee Carter", "Marcus continued at Leo Carter"),
        ("A knife, Marcus Denholm", "A knife, Marcus Denholn"),
        ("Lee Carter with a hammer", "Leo Carter with a hammer"),
    ],
)
def test_lines_that_tell_something_are_read_on_every_page(said: Sequence[str]) -> None:
    pages = [
        page(n, read_line(head, 40), *(read_line(r, 90 + 15 * at) for at, r in enumerate(p)))
        for n, (head, p) in enumerate(zip(said, PARTS, strict=False), start=1)
    ]
    assert not any(bands.repeated(pages))
    told = compose(pages, media_type="", reader="")
    assert all(head in told.text for head in said)
    assert not any(notice.code == "running_lines_left_out" for notice in told.warnings)


@pytest.mark.parametrize(
    "said",
    [
        ("Statement of Lee Carter", "Staternent of Lee Carter"),
        ("Statement recorded by Lee Carter", "Staternent recorded by Lee Carter"),
        ("Statement of Lee Carter continued", "Statement of Lee Garter continued"),
        ("Neverham Crown Court", "Neverham Crovvn Court"),
        ("Neverham Housing, page 1", "Neverharn Housing, page 2"),
    ],
)
def test_a_forms_words_are_left_out_on_two_pages(said: Sequence[str]) -> None:
    pages = [
        page(n, read_line(head, 40), *(read_line(r, 90 + 15 * at) for at, r in enumerate(p)))
        for n, (head, p) in enumerate(zip(said, PARTS, strict=False), start=1)
    ]
    assert 0 in bands.repeated(pages)[0]


def test_specks_cut_no_sentence_and_are_kept() -> None:
    rows = [read_line(row, 90 + 15 * at) for at, row in enumerate(ROWS)]
    specks = read_line("-", 97, x=40), read_line("~ .", 240, x=130, sure=0.6)
    found = stray.put_beside([rows[0], specks[0], *rows[1:4], specks[1], *rows[4:]])
    told = compose([page(1, *found)], media_type="", reader="").text
    assert told == f"{SAID}\n\n-\n~ ."


@pytest.mark.parametrize("word", ["not", "NEVER", "No, not", "Lee", "2", "TS"])
@pytest.mark.parametrize("sure", [0.1, 0.6])
def test_a_word_written_between_the_lines_stays_in_its_sentence(word: str, sure: float) -> None:
    rows = (
        "I can say for certain that on the night in question Marcus was",
        "there when it happened because he came over to my house.",
    )
    above, below = (read_line(row, 90 + 30 * at) for at, row in enumerate(rows))
    found = stray.put_beside([above, read_line(word, 105, x=150, sure=sure), below])
    told = compose([page(1, *found)], media_type="", reader="").text
    assert " ".join(told.split()) == f"{rows[0]} {word} {rows[1]}"


def test_short_lines_that_end_a_paragraph_stay_in_it() -> None:
    rows = [read_line(row, 90 + 15 * at) for at, row in enumerate(ROWS[:2])]
    short = [read_line("he said.", 120, sure=0.6), read_line("ENDS", 160, x=260)]
    assert not any(line.beside for line in stray.put_beside([*rows, *short]))

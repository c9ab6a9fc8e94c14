"""Columns of prose are read one after the other; tables and forms are read across."""

import textwrap

import pytest

from tests.unit.extract.sheets import Draw, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

LEFT = (
    "I was walking along Tanner Street at about ten past nine when I saw a red van stop outside "
    "the bakery. The driver got out and shouted at a woman I know as Priya Nair. Nobody else was "
    "in the street at that time and it was getting dark, but the lamps of the bakery were on."
)
RIGHT = (
    "He was holding a claw hammer in his right hand. I rang the police on 07700 900456 and waited "
    "by the post box until PC 2417 Holt came to me. I told him what I had seen and showed him "
    "where the van had stood, and then I went home to my mother, who had heard the shouting."
)


def read(*pages: Draw) -> ExtractedDocument:
    return readers.read(pdf(*pages), Limits())


def codes(document: ExtractedDocument) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.page) for notice in document.warnings]


def column(said: str, x: float, top: float = 100, wide: int = 42) -> Draw:
    return lines(*textwrap.wrap(said, wide), x=x, top=top, size=10)


@pytest.mark.parametrize("lower", [0, 4, 7.5])
def test_two_columns(lower: float) -> None:
    document = read(together(column(LEFT, 60), column(RIGHT, 320, top=100 + lower)))
    assert document.text == f"{LEFT}\n\n{RIGHT}"
    assert codes(document) == []


def test_a_sentence_runs_on_from_column_to_column() -> None:
    said = f"{LEFT} {RIGHT}"
    rows = textwrap.wrap(said, 42)
    half = len(rows) // 2 + 1
    assert rows[half][0].islower()
    both = (lines(*rows[:half], x=60, size=10), lines(*rows[half:], x=320, size=10))
    assert read(together(*both)).text == said


def test_three_columns() -> None:
    said = (LEFT, RIGHT, LEFT.replace("red", "blue"))
    draws = [column(each, 40 + 180 * at, wide=30) for at, each in enumerate(said)]
    assert read(together(*draws)).text == "\n\n".join(said)


def test_columns_between_lines_that_run_across() -> None:
    document = read(
        together(
            text(
                60, 70, "What I saw in Tanner Street, set out by the parish office in two columns."
            ),
            column(LEFT, 60),
            column(RIGHT, 320),
            text(60, 300, "I have read all of this again today and I am content that it is right."),
        )
    )
    first, left, right, last = document.text.split("\n\n")
    assert (left, right) == (LEFT, RIGHT)
    assert first.startswith("What I saw")
    assert last.startswith("I have read")


def test_a_table_is_read_across() -> None:
    rows = [
        ("3 May 2025", "Acme Ltd, paid by card", "212.50"),
        ("4 May 2025", "J Okafor, paid in cash", "1,900.00"),
        ("5 May 2025", "Neverham Tyres Ltd", "75.00"),
        ("6 May 2025", "Long Row Garage", "12.10"),
        ("7 May 2025", "Acme Ltd, paid by card", "18.00"),
    ]
    cells = [
        text(x, 100 + 15 * at, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((60, 200, 420), row, strict=True)
    ]
    document = read(together(*cells))
    assert all(" ".join(row) in document.text for row in rows)
    assert codes(document) == []


def test_labels_and_values_are_read_across() -> None:
    rows = [
        ("Full name of the person", "Odalys Brennan-Achebe"),
        ("Where they work now", "Neverham Bus Company Ltd"),
        ("Name of their manager", "Mr Desmond Braithwaite"),
        ("Hours that they work", "Monday to Friday, days"),
        ("How they were told", "By letter in March last"),
    ]
    cells = [
        text(x, 100 + 18 * at, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((60, 320), row, strict=True)
    ]
    document = read(together(*cells))
    assert all(" ".join(row) in document.text for row in rows)


def test_an_order_that_nobody_can_tell_is_said() -> None:
    capitals = together(column(LEFT.upper(), 60, wide=36), column(RIGHT.upper(), 320, wide=36))
    assert codes(read(lines("He ran."), capitals)) == [("reading_order_doubtful", 2)]


def test_prose_with_wide_spaces_is_no_column() -> None:
    rows = [row.replace(". ", ".     ") for row in textwrap.wrap(f"{LEFT} {RIGHT}", 85)]
    document = read(lines(*rows))
    assert " ".join(document.text.split()) == f"{LEFT} {RIGHT}"
    assert codes(document) == []

"""What stands in a note and nowhere else: entries by the clock, and a name that closes it."""

import pytest

from tests.unit.identifiers.marks import value_of, words_of

STYLE = "We met at 1420 hrs."
"""A text that writes its times so."""

ENTRIES = [
    ("1526. Long located him\n1530. Off again\n1541. On scene", ["1526", "1530", "1541"]),
    ("1526 - Long located him\n1530 - Off again\n1541 - On scene", ["1526", "1530", "1541"]),
    ("spade on his shoulder.\n\n1512 hrs. To it\n1526. Long went\n1541. Paramedics",
     ["1512 hrs", "1526", "1541"]),
    ("1984. Nothing\n1991. Nothing\n2003. Nothing", []),
    ("1526. Long\n1530. Off", []),
    ("Interview suspended 1424, resumed 1441.", ["1424", "1441"]),
    ("Time commenced: 1412   Time concluded: 1457", ["1412", "1457"]),
    ("Off duty 0010. He kept them.", ["0010"]),
    ("Tuesday 3 February, 0605: let them in", ["0605"]),
    ("Sat 21/06/25. 0900 Call back", ["0900"]),
    (f"{STYLE}\nStopping there, 1458.", ["1420 hrs", "1458"]),
    (f"{STYLE}\nArrived 1519. Gate chained.", ["1420 hrs", "1519"]),
    (f"{STYLE}\nUpdate from DS Chase 1850: a bleed", ["1420 hrs", "1850"]),
    (f"{STYLE}\nFlat 1205: nobody", ["1420 hrs"]),
    (f"{STYLE}\nHe stopped 1600 of them.", ["1420 hrs"]),
    (f"{STYLE}\nThe mill closed 1984.", ["1420 hrs"]),
    ("no 60718832. 1.06 1.07 1.09. he left me", ["1.06", "1.07", "1.09"]),
    ("he rang 1.06, 1.07 and 1.09. then no more", ["1.06", "1.07", "1.09"]),
    ("1.09 1.07 1.06", []),
    ("It was nine fifty-one on the board.", ["nine fifty-one"]),
    ("at one forty-six he rang", ["one forty-six"]),
    ("It was about five ten when he rang", ["five ten"]),
    ("It was about five ten, heavy rain", ["five ten"]),
    ("At five ten, black smoke came out", ["five ten"]),
    ("The next call was about five ten", ["five ten"]),
    ("I came back at ten to the cell", ["ten"]),
    ("I arrived at two to a line of police", ["two"]),
    ("He did 50 mph past number 12 at about 6", ["6"]),
    (f"{STYLE}\nMy employment ended 2012.", ["1420 hrs"]),
    (f"{STYLE}\nThe project was commenced 2014.", ["1420 hrs"]),
    (f"{STYLE}\nInterview suspended 2014.", ["1420 hrs", "2014"]),
    (f"{STYLE}\nArrived 2012. Gate chained.", ["1420 hrs", "2012"]),
    ("PC 1450 Long came. I saw Long 1450 hours", ["1450 hours"]),
    ("we went at about 8 to the pub", ["8"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENTRIES)
def test_the_times_of_a_note(text: str, expected: list[str]) -> None:
    assert words_of(text, "TIME") == expected


def test_a_heading_in_figures_is_a_time_of_the_day() -> None:
    assert value_of("Interview suspended 1424.", "TIME") == {"time": "14:24"}
    assert value_of("It was nine fifty-one on the board.", "TIME") == {"twelve_hour": "9:51"}


CLOSINGS = [
    ("That is all.\nA. Long, 418\n", ["418"]),
    ("That is all.\n     Signed: S. Ní Chonaill   l7740\nPage 2", ["l7740"]),
    ("That is all.\nSigned by J. Marsh, 1386", ["1386"]),
    ("Signature: A. Long (418)      Witnessed: J. Marsh", ["418"]),
    ("THAT IS ALL.\n\nB TULLY 5218\n", ["5218"]),
    ("PC 1386 Gwenllian MARSH. Section 9 to follow. Marsh 1386.\n", ["1386", "1386"]),
    ("THAT IS ALL.\nI LEFT 1500.", []),
    ("That is all.\nFlat 1204", []),
    ("That is all.\nA. Long 2026", []),
    ("That is all.\nMay I ask 1386.", []),
]


@pytest.mark.parametrize(("text", "expected"), CLOSINGS)
def test_a_number_that_closes_a_report_is_its_writers(text: str, expected: list[str]) -> None:
    assert words_of(text, "OFFICER_ID") == expected


AMOUNTS = [
    ("Nineteen thousand, two hundred pounds of it",
     "Nineteen thousand, two hundred pounds", "19200"),
    ("there was two thousand, one hundred and six pounds gone",
     "two thousand, one hundred and six pounds", "2106"),
    ("a million, two hundred thousand pounds", "a million, two hundred thousand pounds", "1200000"),
    ("of the ten thousand, fifty pounds was mine", "fifty pounds", "50"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "written", "amount"), AMOUNTS)
def test_a_comma_behind_the_thousands_parts_no_amount(text: str, written: str, amount: str) -> None:
    assert words_of(text, "MONEY") == [written]
    assert value_of(text, "MONEY") == {"amount": amount, "currency": "GBP"}

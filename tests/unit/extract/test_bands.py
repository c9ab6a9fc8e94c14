"""Running headers and footers: what may be left out, and above all what may not."""

import pytest

from tests.unit.extract.sheets import Draw, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

ACCOUNT = (
    "On 3 March 2026 at 14:10 I saw Lenny Brock push Omar Dean over outside 12 Oak Road. I rang",
    "the police from 07700 900456. I would know him again. He ran to a grey Golf, FN17 KWD, and",
    "was driven away by a woman.",
)
SAID = ("I left work at five and went to the shop.", "The man shouted.", "He ran off then.")


def read(*pages: Draw) -> ExtractedDocument:
    return readers.read(pdf(*pages), Limits())


def codes(document: ExtractedDocument) -> list[str]:
    return [notice.code for notice in document.warnings]


@pytest.mark.parametrize("copies", [("Court copy", "Defence copy"), ("Court", "Defence", "File")])
def test_copies_of_one_account_are_all_read(copies: tuple[str, ...]) -> None:
    document = read(
        *(together(lines(*ACCOUNT, top=60), text(60, 812, copy, size=8)) for copy in copies)
    )
    assert document.text.count("I saw Lenny Brock") == len(copies)
    assert document.text.count("driven away by a woman.") == len(copies)
    assert all(copy in document.text for copy in copies)


@pytest.mark.parametrize(
    "rows",
    [
        ("Q. Did you see him?", "A. No.", "Q. Who did?", "A. Sam."),
        ("1. Knife", "2. Phone", "3. Keys", "4. Coat", "5. Hat"),
        ("Grey Golf", "FN17 KWD", "Two doors", "No lights"),
        ("I agree.",),
        ("No comment",),
    ],
)
@pytest.mark.parametrize("pages", [2, 3])
def test_short_pages_that_say_the_same_are_all_read(rows: tuple[str, ...], pages: int) -> None:
    document = read(
        *(
            together(lines(*rows, top=60), text(60, 812, f"Sheet {n}", 8))
            for n in range(1, pages + 1)
        )
    )
    for row in rows:
        assert document.text.count(row) == pages


def test_an_answer_that_opens_every_page_is_read() -> None:
    document = read(*(lines("He said nothing.", "", said, top=60) for said in SAID))
    assert document.text.count("He said nothing.") == 3


def test_what_is_not_set_apart_from_the_text_is_read() -> None:
    document = read(
        *(lines("The grey Golf", said, "Nobody else was there then.", top=60) for said in SAID)
    )
    assert document.text.count("The grey Golf") == 3


def test_what_is_left_out_is_said() -> None:
    document = read(
        *(
            together(
                text(60, 30, "Neverham Housing Association"),
                lines(said, "It was cold.", "Nobody came."),
                text(280, 815, f"Page {n} of 3"),
            )
            for n, said in enumerate(SAID, start=1)
        )
    )
    assert "Neverham" not in document.text
    (notice,) = document.warnings
    assert notice.code == "running_lines_left_out"
    assert "6 lines" in notice.message
    assert "pages 1 to 3" in notice.message
    assert "Neverham" not in notice.message


@pytest.mark.parametrize(
    "foot",
    ["Ref 123/AB {n}/3", "Ref 9 sheet {n} of 3, form 12", "2026 / {n} / 77", "{n}/3", "- {n} -"],
)
def test_a_page_number_stands_anywhere_in_its_line(foot: str) -> None:
    document = read(
        *(
            together(lines(said, *ACCOUNT), text(60, 815, foot.format(n=n), size=8))
            for n, said in enumerate(SAID, start=1)
        )
    )
    words = {foot.format(n=n) for n in (1, 2, 3)}
    assert not any(each in document.text for each in words if len(each) > 3)
    assert document.text.endswith("a woman.")
    assert codes(document) == ["running_lines_left_out"]


def test_small_print_may_be_long() -> None:
    office = "Registered in England and Wales under number 1234567 at 9 Long Row in Neverham."
    document = read(
        *(together(lines(said, *ACCOUNT), text(60, 815, office, size=7)) for said in SAID)
    )
    assert "Registered" not in document.text


def test_a_page_with_one_word_keeps_it() -> None:
    document = read(
        *(
            together(text(60, 30, "Neverham Housing"), text(60, 400, said), text(60, 815, f"{n}/3"))
            for n, said in enumerate(("Yes.", "No.", "Never."), start=1)
        )
    )
    assert all(said in document.text for said in ("Yes.", "No.", "Never."))


HEADERS = {
    "a name that wraps": ("WITNESS STATEMENT OF Catrin Penelope", "LOUGHREY"),
    "a force and its unit": (
        "Witness statement of Olwen Bartley",
        "Neverham Fire Investigation Unit",
    ),
    "one long line": (
        "Statement of Olwen Bartley, Neverham Constabulary, Fire Investigation Unit",
    ),
}


def more(word: str, count: int) -> list[str]:
    return [f"and saw {word} again for a time, {number} times" for number in range(count)]


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("pages", [2, 3])
def test_a_header_at_a_lines_distance_is_not_spliced_into_a_sentence(
    header: tuple[str, ...], pages: int
) -> None:
    halves = [
        ("He poured the vodka down his", "grey tracksuit bottoms. I went home", *more("it", 6)),
        ("and told my wife, who then", *more("there", 5), "rang the police at about nine and"),
        ("gave them the name of the man", *more("him", 6), "that she had seen by the gate."),
    ]
    document = read(*(lines(*header, *half, top=40) for half in halves[:pages]))
    said = " ".join(line for half in halves[:pages] for line in half)
    assert said in " ".join(document.text.split())
    assert codes(document) == ["running_lines_left_out"]

"""What a supervisor sees at a glance: said in plain words, never on a statement that is right."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract.sheets import Draw, back, continuation, front, lines, pdf, text, together
from worker.casefile import ExtractedDocument, Notice
from worker.extract import readers
from worker.extract.limits import Limits

ONE = "I was driving the number 9 bus along Harrow Walk when a white van pulled out and"
TWO = "struck the nearside. The driver got out and shouted at me."


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def notices(document: ExtractedDocument, code: str) -> list[Notice]:
    return [notice for notice in document.warnings if notice.code == code]


def codes(document: ExtractedDocument) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.page) for notice in document.warnings]


def test_a_page_without_a_signature_is_named() -> None:
    unsigned = continuation(TWO, signature="................")
    assert codes(read(pdf(front(ONE), unsigned, back()))) == [("page_unsigned", 2)]


def test_a_front_signed_in_its_head_but_not_at_its_foot_is_named() -> None:
    head = front(ONE, foot="Signature: ............ Signature witnessed by: PC 77 Rao")
    assert codes(read(pdf(head, continuation(TWO), back()))) == [("page_unsigned", 1)]


def test_a_page_with_no_place_to_sign_is_named() -> None:
    sheet = together(
        text(60, 60, "Continuation of Statement of: Odalys Brennan-Achebe"), lines(TWO, top=100)
    )
    assert codes(read(pdf(front(ONE), sheet))) == [("page_unsigned", 2)]


def test_a_drawn_signature_is_one() -> None:
    def scrawl(canvas: Canvas) -> None:
        canvas.bezier(120, 40, 140, 60, 160, 30, 200, 50)

    unsigned = together(continuation(TWO, signature="............"), scrawl)
    assert codes(read(pdf(front(ONE), unsigned, back()))) == []


@pytest.mark.parametrize(
    ("said", "fell_on"),
    [
        ("On Monday 4th March 2025 at 10 I left home.", "Tuesday"),
        ("It was WEDNESDAY, 4 MAR 2025 when he came back.", "Tuesday"),
        ("We met on Fri 07/03/25 as I have told you.", None),
        ("It happened on 04/03/2025 (Thursday) in the yard.", "Tuesday"),
        ("On the Sunday the 9th of March 2025 we rested.", None),
        ("On Monday 31st February 2025 I saw nothing.", None),
        ("On Wednesday 10 December, 11 men came to us.", None),
        ("On Saturday 26 July, 02:14 hours, the bell rang.", None),
    ],
)
def test_a_weekday_is_held_against_its_date(said: str, fell_on: str | None) -> None:
    found = notices(read(pdf(front(said, pages=1))), "weekday_mismatch")
    assert len(found) == (fell_on is not None)
    for notice in found:
        assert f"was a {fell_on}" in notice.message
        assert notice.page == 1
    assert said.split()[0] in read(pdf(front(said, pages=1))).text


def test_a_weekday_is_checked_in_documents_that_are_no_forms() -> None:
    document = read(b"I saw him on Monday 4th March 2025.\n")
    assert [n.code for n in document.warnings] == ["weekday_mismatch"]


@pytest.mark.parametrize(
    ("said", "alarms"),
    [
        ("I produce the disc of the pictures as an exhibit. I then went off duty.", 1),
        ("I seized the coat as an exhibit and I left the house with it.", 1),
        ("I can produce the knife, which I put into a bag at once.", 1),
        ("I produce the disc of the pictures as JS/1. I then went off duty.", 0),
        ("I produce the screenshot, exhibit reference RHB/12A, which I printed.", 0),
        ("I took the coat. I produce it. I have marked it (JS 4) and signed it.", 0),
        ("He was asked to produce his licence, and he produced the card at last.", 0),
        ("The factory can produce the parts that we need in about a week or so.", 0),
    ],
)
def test_an_exhibit_needs_a_label(said: str, alarms: int) -> None:
    found = notices(read(pdf(front(said, pages=1))), "exhibit_without_label")
    assert len(found) == alarms


def details(to_avoid: str) -> Draw:
    return lines(
        "NOT DISCLOSABLE",
        "Home address: 4 Invented Row, Neverham",
        "Postcode: ZZ9 9ZZ",
        f"Dates to avoid: {to_avoid}",
        "Statement taken by: PC 77 Anjali RAO  Station: Neverham",
    )


@pytest.mark.parametrize("none", ["none", "NONE", "None known", "N/A", "3 to 9 May 2025"])
def test_none_said_in_so_many_words_is_a_value(none: str) -> None:
    document = read(pdf(front(ONE + " hit us.", pages=1), details(none)))
    values = {field.name: field.value for field in document.form}
    assert values["dates_to_avoid"] == none
    assert codes(document) == []


@pytest.mark.parametrize("nothing", ["", "..............", "______________"])
def test_dates_to_avoid_left_open_are_said(nothing: str) -> None:
    document = read(pdf(front(ONE + " hit us.", pages=1), details(nothing)))
    assert "dates_to_avoid" not in {field.name for field in document.form}
    assert codes(document) == [("dates_to_avoid_missing", 2)]


def test_what_the_head_lacks_is_said() -> None:
    head = lines(
        "WITNESS STATEMENT",
        "(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s. 9)",
        "Statement of: Odalys Brennan-Achebe",
        "Age if under 18: ..........   Occupation: Bus driver",
        "Signature: O Brennan-Achebe  Date: ...........",
        ONE,
        TWO,
        top=60,
    )
    found = {code for code, _ in codes(read(pdf(head)))}
    assert found == {"declaration_missing", "no_date", "age_missing"}


def test_notices_hold_no_words_of_the_statement() -> None:
    said = "On Monday 4th March 2025 Zebedee Quillfeather gave it to me. I produce the tin."
    for notice in read(pdf(front(said, pages=3))).warnings:
        assert "Quillfeather" not in notice.message
        assert "tin" not in notice.message.split()

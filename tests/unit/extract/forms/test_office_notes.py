"""Notes of an office amid an account, and fields that say there is nothing to say."""

from collections.abc import Sequence

import pytest

from tests.unit.extract.sheets import NAME, Draw, continuation, front, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.forms import office_notes
from worker.extract.limits import Limits

ONE = (
    "I was driving the number 9 bus along Harrow Walk when a white van pulled out and",
    "struck the nearside. The driver got out and shouted at me. I told him that I would",
    "be ringing the police, and he said that he did not care what I did, and that he",
)
TWO = (
    "would be back. I then went back to the depot and made a report to my manager, who",
    "took a copy of it. I have the copy at home.",
)
NOTES = (
    "OIC: DC Marlow ext 4417", "OIC DC Marlow ext 4417", "O.I.C. DC 812 Marlow, ext. 4417",
    "Officer in case: DC Marlow 07700 900111", "IO: DC Marlow x4417",
    "Ref: DC Marlow ext 4417 / file 12", "Typed by: J Pugh 05/03/2025", "Checked by PS 14 Shaw",
    "Exhibits officer: DC Shaw", "Return to: CJU, Neverham, ext 2210", "rec'd CJU 5/3/25",
    "DC Marlow ext 4417",
)  # fmt: skip


def read(*pages: Draw) -> ExtractedDocument:
    return readers.read(pdf(*pages), Limits())


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b].split()) for a, b in document.narrative)


def at_the_foot(note: str) -> Sequence[Draw]:
    return together(front(*ONE), text(60, 770, note, 9)), continuation(*TWO)


def at_every_foot(note: str) -> Sequence[Draw]:
    return tuple(
        together(page, text(60, 770, note, 9)) for page in (front(*ONE), continuation(*TWO))
    )


def at_the_head(note: str) -> Sequence[Draw]:
    second = together(continuation(), text(60, 90, note, 9), lines(*TWO, top=115))
    return front(*ONE), second


def in_the_margin(note: str) -> Sequence[Draw]:
    return together(front(*ONE), text(440, 267, note, 7)), continuation(*TWO)


def between_the_lines(note: str) -> Sequence[Draw]:
    first = together(front(*ONE[:2]), text(60, 298, note, 9), text(60, 320, ONE[2]))
    return first, continuation(*TWO)


def under_the_page_number(note: str) -> Sequence[Draw]:
    return together(front(*ONE), text(60, 833, note, 8)), continuation(*TWO)


PLACES = (
    at_the_foot, at_every_foot, at_the_head, in_the_margin, between_the_lines,
    under_the_page_number,
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_in_no_sentence(note: str, place: object) -> None:
    assert callable(place)
    assert told(read(*place(note))) == " ".join((*ONE, *TWO))


def test_a_note_is_kept_beside_the_account() -> None:
    document = read(*in_the_margin(NOTES[0]))
    assert NOTES[0] in document.text


@pytest.mark.parametrize(
    "account",
    [
        ("The team on that day was as follows:", "OIC: DC Marlow", "Exhibits officer: DC Shaw",
         "I was the driver of the second car and I stayed in it."),
        ("I rang the number on the card.", "DC Marlow ext 4417", "Nobody answered it."),
        ("I wrote down what he had told me:", "OIC: DC Marlow", "and then I went home to bed."),
        ("The note on the door said this.", "Return to: CJU, Neverham.", "I did not read it."),
    ],
)  # fmt: skip
def test_what_a_witness_tells_of_officers_stays(account: Sequence[str]) -> None:
    document = read(front(*account, pages=2), continuation(*TWO))
    assert told(document) == " ".join((*account, *TWO))


@pytest.mark.parametrize(
    "line",
    [
        "officer in the case, DC Kirsty Wardle, that the son was in",
        "I spoke to the OIC: DC Marlow", "The case officer rang me on Monday",
        "Copied from my book", "He returned to the car", "PC 77 Rao came to the house",
        "typed by my daughter", "Checked by the nurse at six", "incident number, 00114-i of",
    ],
)  # fmt: skip
def test_no_note(line: str) -> None:
    assert not office_notes.is_note(line)


def test_the_middle_of_a_sentence_at_the_foot_of_a_page_stays() -> None:
    last = "officer in the case, DC Kirsty Wardle, that the son was in"
    document = read(front(*ONE[:2], last, pages=2), continuation(*TWO))
    assert told(document) == " ".join((*ONE[:2], last, *TWO))


@pytest.mark.parametrize(
    "nothing", ["none", "None", "N/A", "n/a.", "nil", "no", "Not known", "no email", "None given"]
)
def test_an_email_that_says_there_is_none_is_no_value(nothing: str) -> None:
    details = lines(
        "Home address: 4 Invented Row, Neverham", "Mobile: 07700 900123", f"Email: {nothing}",
        "Work telephone: none", "Former name: None", "Dates to avoid: none",
    )  # fmt: skip
    found = {f.name: f.value for f in read(front(*ONE, pages=1), details).form}
    assert found["mobile"] == "07700 900123"
    assert found["dates_to_avoid"] == "none"
    assert found["former_name"] == "None"
    assert found["work_phone"] == "none"
    assert "email" not in found
    assert found["statement_of"] == NAME


@pytest.mark.parametrize("written", ["o.b@example.com", "nina@example.org", "o dot b at example"])
def test_an_address_for_mail_is_kept_as_written(written: str) -> None:
    details = lines(
        "Home address: 4 Invented Row, Neverham", "Mobile: 07700 900123", f"Email: {written}",
        "Dates to avoid: none",
    )  # fmt: skip
    found = {f.name: f.value for f in read(front(*ONE, pages=1), details).form}
    assert found["email"] == written

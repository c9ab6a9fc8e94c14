"""Forms whose labels stand over their values, or under them in small print, with no colon."""

from collections.abc import Sequence

import pytest

from tests.unit.extract.sheets import Draw, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.forms import label_rows
from worker.extract.limits import Limits

Row = Sequence[tuple[float, str, str]]

ONE = (
    "I am a driving instructor and I have lived in Auchterbrae all my life. About 2115 hours on",
    "Saturday 18 April 2026 I was at the bus stance on Kirk Wynd when I saw a man strike the glass",
    "of the shelter with a golf club. I had never seen him before. I would know him again.",
)
TWO = (
    "The man came back about ten minutes later with a second man who wore a green bonnet. They",
    "went into the chip shop and I heard shouting from inside. I rang the police from the stance.",
)
SCOTTISH: Sequence[Row] = (
    ((60, "Surname", "Ferguson"), (320, "Forename(s)", "Eilidh Margaret")),
    ((60, "Age", "46"), (320, "Occupation", "Driving instructor")),
    ((60, "Statement noted by", "PC 6120 Catriona Bain"), (320, "Date", "19 April 2026")),
    ((60, "Time and place", "1910 hours, Auchterbrae Police Office"),),
)
PRIVATE: Sequence[Row] = (
    ((60, "Home address", "3 Skerry Brae, Auchterbrae"), (320, "Postcode", "KW99 2ZZ")),
    ((60, "Home telephone", "01632 960 118"), (320, "Mobile", "07700 900877")),
    ((60, "Date of birth", "30 November 1979"), (320, "Email", "e.ferguson@example.org")),
    ((60, "Dates not available", "3 to 17 August 2026"),),
)
ISLAND: Sequence[Row] = (
    (
        (60, "Surname (BLOCK CAPITALS)", "MACAULAY"),
        (260, "Forename(s)", "Dolina Mary"),
        (440, "Title", "Mrs"),
    ),
    ((60, "Age (if under 18)", "Over 18"), (260, "Occupation", "Community nurse")),
    ((60, "Officer noting statement", "PC 812 Iain Morrison"),
     (320, "Corroborating officer", "PC 990 Una Shaw")),
    ((60, "Time, date and place statement noted",
      "At 1420 hours on Tuesday 21 April 2026 within the health centre at Ness"),),
)  # fmt: skip
ISLAND_PRIVATE: Sequence[Row] = (
    ((60, "Address", "14 Lionel, Port of Ness, Isle of Lewis, HS2 0XB, at her mother's house"),),
    ((60, "Contact numbers", "07700 900 321 / 01632 960 222"),),
    ((60, "Availability", "Not available 3 to 17 August 2026 or any Monday"),),
)
UNKNOWN_PRIVATE: Sequence[Row] = (
    ((60, "Where the witness can be found", "14 Lionel, Port of Ness, HS2 0XB"),),
    ((60, "Ring her on", "07700 900 321"),),
    ((60, "When is the witness away?", "3 to 17 August 2026"),),
    ((60, "Anything else", "Afraid of the accused; do not call at the house on any account"),),
)
SECRETS = ("KW99", "07700", "3 Skerry", "30 November", "HS2 0XB", "August", "Afraid", "Ness,")


def rows(found: Sequence[Row], top: float, *, under: bool) -> Draw:
    """Draw rows of small labels with what was filled in, in bigger letters, under or over them."""
    drawn = []
    for at, row in enumerate(found):
        y = top + at * 34
        for x, label, value in row:
            drawn.append(text(x, y + 13 if under else y, label, 8))
            drawn.append(text(x, y if under else y + 13, value, 11))
    return together(*drawn)


def front(title: str, *found: Row, under: bool) -> Draw:
    return together(
        text(60, 60, title, 13),
        rows(found, 100, under=under),
        lines(*ONE, top=110 + 34 * len(found) + 20),
        text(60, 790, "Signature of witness: E M Ferguson"),
    )


def page_two(number: int) -> Draw:
    return together(
        text(60, 50, "Ferguson, Eilidh Margaret", 9),
        text(450, 50, f"Page {number} of 3", 9),
        lines(*TWO, top=90),
        text(60, 790, "Signature of witness: E M Ferguson"),
    )


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b].split()) for a, b in document.narrative)


def fields(document: ExtractedDocument) -> dict[str, str]:
    return {field.name: field.value for field in document.form}


@pytest.mark.parametrize("under", [False, True], ids=["over", "under"])
@pytest.mark.parametrize("title", ["POLICE SCOTLAND  WITNESS STATEMENT", "STATEMENT FORM", "S 12"])
@pytest.mark.parametrize("heading", ["WITNESS DETAILS", ""])
def test_the_private_page_is_no_account(title: str, heading: str, under: bool) -> None:
    private = together(
        *([text(60, 60, heading, 12)] if heading else []), rows(PRIVATE, 100, under=under)
    )
    document = read(pdf(front(title, *SCOTTISH, under=under), private, page_two(3)))
    assert [page.role for page in document.pages] == ["front", "back", "continuation"]
    assert [page.disclosable for page in document.pages] == [True, False, True]
    assert told(document) == " ".join((*ONE, *TWO))


@pytest.mark.parametrize("under", [False, True], ids=["over", "under"])
def test_fields_are_read_over_or_under_their_labels(under: bool) -> None:
    document = read(pdf(front("STATEMENT", *SCOTTISH, under=under), rows(PRIVATE, 60, under=under)))
    assert fields(document) == {
        "statement_of": "Eilidh Margaret Ferguson",
        "age": "46",
        "occupation": "Driving instructor",
        "taken_by": "PC 6120 Catriona Bain",
        "taken_at": "1910 hours, Auchterbrae Police Office",
        "dated": "2026-04-19",
        "signed": "E M Ferguson",
        "address": "3 Skerry Brae, Auchterbrae",
        "postcode": "KW99 2ZZ",
        "home_phone": "01632 960 118",
        "mobile": "07700 900877",
        "date_of_birth": "1979-11-30",
        "email": "e.ferguson@example.org",
        "dates_to_avoid": "3 to 17 August 2026",
    }


@pytest.mark.parametrize("under", [False, True], ids=["over", "under"])
def test_private_rows_in_the_head_are_not_disclosed(under: bool) -> None:
    document = read(pdf(front("STATEMENT", *SCOTTISH, *PRIVATE, under=under)))
    assert not document.pages[0].disclosable
    assert told(document) == " ".join(ONE)
    assert fields(document)["address"] == "3 Skerry Brae, Auchterbrae"
    assert fields(document)["mobile"] == "07700 900877"


@pytest.mark.parametrize("under", [False, True], ids=["over", "under"])
def test_hints_three_columns_and_long_values(under: bool) -> None:
    document = read(
        pdf(front("STATEMENT", *ISLAND, under=under), rows(ISLAND_PRIVATE, 60, under=under))
    )
    assert [page.role for page in document.pages] == ["front", "back"]
    assert told(document) == " ".join(ONE)
    found = fields(document)
    assert found["statement_of"] == "Dolina Mary MACAULAY"
    assert found["taken_by"] == "PC 812 Iain Morrison"
    assert found["taken_at"].endswith("health centre at Ness")
    assert found["phone"] == "07700 900 321 / 01632 960 222"
    assert found["dates_to_avoid"] == "Not available 3 to 17 August 2026 or any Monday"


@pytest.mark.parametrize("under", [False, True], ids=["over", "under"])
def test_a_numbered_page_of_details_under_unknown_labels_is_private(under: bool) -> None:
    page = together(
        text(450, 40, "Page 2 of 2", 9),
        rows(UNKNOWN_PRIVATE, 80, under=under),
        text(60, 790, "Signature of witness: D M Macaulay"),
    )
    document = read(pdf(front("STATEMENT", *ISLAND, under=under), page))
    assert [page.role for page in document.pages] == ["front", "back"]
    assert not any(secret in told(document) for secret in SECRETS[1:])
    assert ("page_unrecognised", 2) in [(n.code, n.page) for n in document.warnings]


def written(*found: Row) -> str:
    return "".join(f"{label}\n{value}\n" for row in found for _, label, value in row)


@pytest.mark.parametrize("parted", ["\n", "\f"])
def test_typed_text_with_a_label_to_a_line(parted: str) -> None:
    typed = f"STATEMENT FORM\n\n{written(*SCOTTISH)}\n" + "\n".join(ONE) + "\n"
    document = read(f"{typed}{parted}{written(*PRIVATE)}".encode())
    assert told(document) == " ".join(ONE)
    assert fields(document)["statement_of"] == "Eilidh Margaret Ferguson"
    assert fields(document)["mobile"] == "07700 900877"
    assert not document.pages[-1].disclosable


def test_a_label_with_nothing_under_it_takes_no_sentence() -> None:
    typed = "WITNESS STATEMENT\nSurname\nFerguson\nForename(s)\nEilidh\nAge\n46\nOccupation\n"
    document = read((typed + "\n".join(ONE) + "\n").encode())
    assert told(document) == " ".join(ONE)
    assert "occupation" not in fields(document)


@pytest.mark.parametrize(
    "page",
    [
        (
            "Harrow Walk Clinic", "Home address", "14 Invented Row, Neverham", "Telephone",
            "01632 960 222", "Dear Ms Pugh,",
            "I write to confirm that you were seen in the clinic on 3 March 2026.",
        ),
        (
            "LIST OF WITNESSES", "Surname Forename(s) Age Occupation",
            "Ferguson Eilidh 46 Driving instructor", "Moar Fergus 51 Engineer",
            "The witnesses above were seen on 3 March 2026 by the clerk.",
        ),
        (
            "CUSTODY RECORD", "Surname", "MOAR", "Forenames", "Fergus", "Date of birth",
            "3 March 1975", "Address", "4 Invented Row, Neverham", "Occupation", "Engineer",
            "Detained person was calm on arrival and was given his rights at 2310 hours.",
        ),
        (
            "What I saw", "Age and occupation", "I am 46 and I teach people to drive there.",
            "Home", "I went home afterwards and told my husband what I had seen.",
            "Telephone", "I rang them from the house telephone at ten past ten.",
        ),
    ],
)  # fmt: skip
def test_other_papers_with_rows_of_labels_are_no_statement_forms(page: Sequence[str]) -> None:
    document = read(pdf(lines(*page)))
    assert document.kind == "document"
    assert told(document).split() == " ".join(page).split()


@pytest.mark.parametrize(
    ("page", "under"),
    [
        (("Age", "46", "Mobile", "07700 900123", "I saw it."), False),
        (("STATEMENT", "46", "Age", "07700 900123", "Mobile", "I saw it."), True),
        (("POLICE SCOTLAND", "Age", "46", "Time and place", "1910 hours, at Ness"), False),
        (("Ferguson", "Surname", "Driving instructor", "Occupation"), True),
        (("I saw it.", "Signed  Dated"), False),
    ],
)
def test_where_labels_stand_is_told_by_what_was_filled_in(page: Sequence[str], under: bool) -> None:
    assert label_rows.stand_under(page) is under

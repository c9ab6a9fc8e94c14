"""Dates in a form's own place for them: in words, figures, boxes, with or without signs."""

from collections.abc import Sequence

import pytest

from models.inference.roman_months import ROMAN_MONTHS
from tests.unit.extract.sheets import DECLARATION, NAME, Draw, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.forms import values
from worker.extract.limits import Limits

HEAD = (
    "WITNESS STATEMENT", "(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s. 9)",
    f"Statement of: {NAME}", "Age if under 18: Over 18   Occupation: Bus driver",
    *(line.format(pages=1) for line in DECLARATION),
)  # fmt: skip
TOLD = "I was driving the bus along Harrow Walk when a van hit us and the man shouted."
SIGNED = "Signature: O Brennan-Achebe"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("27th day of May 2026", "2026-05-27"),
        ("27th day of\tMay 2026", "2026-05-27"),
        ("2026/06/05", "2026-06-05"),
        ("2026-6-5", "2026-06-05"),
        ("2026.06.05", "2026-06-05"),
        ("05 06 2026", "2026-06-05"),
        ("050626", "2026-06-05"),
        ("05062026", "2026-06-05"),
        ("20260605", "2026-06-05"),
        ("5.6.26", "2026-06-05"),
        ("5 . 6 . 26", "2026-06-05"),
        ("0 5 0 6 2 0 2 6", "2026-06-05"),
        ("0 5 / 0 6 / 2 0 2 6", "2026-06-05"),
        ("05|06|2026", "2026-06-05"),
        ("5.vi.26", "2026-06-05"),
        ("5/VI/2026", "2026-06-05"),
        ("12-xii-2025", "2025-12-12"),
        ("5th June, 2026 at Neverham", "2026-06-05"),
        ("Fri 5 June 2026 1410 hrs", "2026-06-05"),
        ("..5th.. day of ..June.. 2026", "2026-06-05"),
        ("the eleventh day of March 2019", "2019-03-11"),
        ("twenty-first of June 2026", "2026-06-21"),
        ("l3/02/26", "2026-02-13"),
        ("03/l0/2024", "2024-10-03"),
        ("31/02/2026", None),
        ("320626", None),
        ("05/06", None),
        ("1234567", None),
        ("June 2026", None),
        ("yesterday", None),
        ("S/he", None),
    ],
)
def test_what_was_written_is_one_day_or_none(written: str, day: str | None) -> None:
    assert values.form_date(written) == day
    assert values.normalised("dated", written) == (day or written)


@pytest.mark.parametrize(("numeral", "month"), ROMAN_MONTHS.items())
def test_every_roman_month_is_read(numeral: str, month: int) -> None:
    assert values.form_date(f"3.{numeral.lower()}.2025") == f"2025-{month:02}-03"
    assert values.form_date(f"3/{numeral}/25") == f"2025-{month:02}-03"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1 April 1980", "1980-04-01"),
        ("01041980", "1980-04-01"),
        ("0 1 0 4 1 9 8 0", "1980-04-01"),
        ("1980/04/01", "1980-04-01"),
        ("01/04/80", "01/04/80"),
        ("010480", "010480"),
    ],
)
def test_nobody_says_the_century_of_a_birth(written: str, value: str) -> None:
    assert values.normalised("date_of_birth", written) == value


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def dated(document: ExtractedDocument) -> tuple[str, str] | None:
    found = {f.name: (f.value, document.text[f.start : f.end]) for f in document.form}
    assert found["signed"][0] == "O Brennan-Achebe"
    return found.get("dated")


def codes(document: ExtractedDocument) -> list[str]:
    return [notice.code for notice in document.warnings]


@pytest.mark.parametrize(
    ("signing", "quote"),
    [
        (f"Dated the\t27th day of May 2026\t{SIGNED}", "27th day of May 2026"),
        (f"Dated the\t27th day of\tMay 2026\t{SIGNED}", "27th day of\tMay 2026"),
        (f"{SIGNED}  Date: 2026/05/27", "2026/05/27"),
        (f"{SIGNED}  Date (dd/mm/yyyy): 27/05/2026", "27/05/2026"),
        (f"{SIGNED}  Date: 27   05   2026", "27   05   2026"),
        (f"{SIGNED}    Date 270526", "270526"),
    ],
)
def test_the_date_of_a_typed_form(signing: str, quote: str) -> None:
    document = read("\n".join((*HEAD, signing, TOLD, SIGNED)).encode())
    assert dated(document) == ("2026-05-27", quote)
    assert codes(document) == []


def boxes(x: float, y: float, figures: str, step: float) -> Draw:
    return together(*(text(x + at * step, y, one) for at, one in enumerate(figures)))


def form(*signing: Draw) -> bytes:
    page = together(lines(*HEAD, top=60), *signing, lines(TOLD, top=300), text(60, 800, SIGNED))
    return pdf(page)


@pytest.mark.parametrize("step", [14, 26])
@pytest.mark.parametrize("figures", ["27052026", "270526"])
def test_a_date_in_boxes(figures: str, step: float) -> None:
    beside = (text(60, 220, SIGNED), text(300, 220, "Date:"), boxes(335, 220, figures, step))
    assert dated(read(form(*beside))) == ("2026-05-27", " ".join(figures))
    under = (text(60, 215, SIGNED), text(300, 215, "Date"), boxes(300, 230, figures, step))
    found = dated(read(form(*under)))
    assert found is not None
    assert (found[0], found[1].split()) == ("2026-05-27", list(figures))


@pytest.mark.parametrize("written", ["31/02/2026", "yesterday", "27/05", "May 2026"])
def test_a_date_that_is_no_whole_day_is_said(written: str) -> None:
    document = read(form(text(60, 220, f"{SIGNED}   Date: {written}")))
    assert dated(document) == (written, written)
    assert codes(document) == ["date_unread"]


@pytest.mark.parametrize("empty", ["DD/MM/YYYY", "D D M M Y Y Y Y", "__/__/____", "........."])
def test_how_to_write_a_date_is_none(empty: str) -> None:
    document = read(form(text(60, 220, f"{SIGNED}   Date: {empty}")))
    assert dated(document) is None
    assert codes(document) == ["no_date"]


@pytest.mark.parametrize("figures", [("01", "04", "1980"), tuple("01041980")])
def test_a_birth_in_boxes(figures: Sequence[str]) -> None:
    details = together(
        lines("Home address: 4 Invented Row, Neverham", "Mobile: 07700 900123", top=100),
        text(60, 140, "Date of birth"),
        *(text(150 + at * 40, 140, one) for at, one in enumerate(figures)),
        text(60, 160, "Dates to avoid: none"),
    )
    first = together(lines(*HEAD, f"{SIGNED} Date: 27 May 2026", top=60), lines(TOLD, top=300))
    document = read(pdf(first, details))
    assert {f.name: f.value for f in document.form}["date_of_birth"] == "1980-04-01"

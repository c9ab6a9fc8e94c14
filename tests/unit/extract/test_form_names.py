"""Whose statement it is: labels, titles that look like labels, and what is no name."""

from itertools import pairwise

import pytest

from tests.unit.extract.sheets import DECLARATION, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

LEGAL = "(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s.9)"
STORY = (
    "I was driving the number 9 bus along Harrow Walk when a white van pulled out and",
    "struck the nearside. The driver got out and shouted at me.",
)


def form(*head: str, foot: str = "Signature: P Nair") -> bytes:
    rows = (*head, "Age if under 18: Over 18", *(line.format(pages="1") for line in DECLARATION))
    rows += ("Signature: P Nair   Date: 12/06/2025", "", *STORY)
    return pdf(together(lines(*rows, top=50), text(60, 800, foot)))


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def fields(data: bytes) -> dict[str, str]:
    return {field.name: field.value for field in read(data).form}


@pytest.mark.parametrize(
    "head",
    [
        ("STATEMENT OF WITNESS", LEGAL, "Statement of: Priya NAIR"),
        ("STATEMENT OF WITNESS", LEGAL, "Name of witness: Priya NAIR"),
        ("STATEMENT OF WITNESS", LEGAL, "Name: Priya NAIR"),
        ("STATEMENT OF COMPLAINANT", LEGAL, "Statement of: Priya NAIR"),
        ("Statement of the Victim", LEGAL, "Full name: Priya NAIR"),
        ("WITNESS STATEMENT OF COMPLAINANT", "Victim's name: Priya NAIR", LEGAL),
        ("STATEMENT OF WITNESS", "RESTRICTED (when complete)", "Witness name: Priya NAIR"),
        ("STATEMENT OF DEFENDANT", LEGAL, "Name of complainant: Priya NAIR"),
        ("WITNESS STATEMENT", LEGAL, "Statement of Priya NAIR"),
        ("WITNESS STATEMENT", LEGAL, "Statement of witness: Priya NAIR"),
    ],
)
def test_a_title_is_no_label(head: tuple[str, ...]) -> None:
    assert fields(form(*head))["statement_of"] == "Priya NAIR"


@pytest.mark.parametrize("title", ["STATEMENT OF WITNESS", "STATEMENT OF COMPLAINANT"])
def test_a_title_alone_names_nobody(title: str) -> None:
    assert "statement_of" not in fields(form(title, LEGAL))


def test_the_first_of_two_forms_gives_the_name() -> None:
    rows = ("WITNESS STATEMENT", LEGAL, "Statement of: {}", "Age if under 18: Over 18", *STORY)
    both = [lines(*(row.format(name) for row in rows)) for name in ("Priya NAIR", "Tom ASH")]
    assert fields(pdf(*both))["statement_of"] == "Priya NAIR"


def test_who_witnessed_the_statement_took_it() -> None:
    document = read(
        form("STATEMENT OF WITNESS", "Name: Priya NAIR", foot="Witnessed by: PC 2417 Holt")
    )
    (taken_by,) = [field for field in document.form if field.name == "taken_by"]
    assert taken_by.value == document.text[taken_by.start : taken_by.end] == "PC 2417 Holt"
    assert document.text.count("PC 2417 Holt") == 1


def test_who_witnessed_the_signature_is_not_said_to_have_taken_the_statement() -> None:
    foot = "Signature: P Nair Signature witnessed by: PC 2417 Holt"
    assert "taken_by" not in fields(form("STATEMENT OF WITNESS", "Name: Priya NAIR", foot=foot))


def test_the_declaration_is_one_paragraph_with_boxes() -> None:
    document = read(form("WITNESS STATEMENT", LEGAL, "Statement of: Priya NAIR"))
    (field,) = [field for field in document.form if field.name == "declaration"]
    quote = document.text[field.start : field.end]
    assert quote == " ".join(line.format(pages="1") for line in DECLARATION)
    assert field.value == quote
    boxes = document.boxes(field.start, field.end)
    assert len(boxes) == len(DECLARATION)
    assert all(above.top < below.top for above, below in pairwise(boxes))

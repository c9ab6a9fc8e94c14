"""Word tables that ask and answer: labels over, under and beside their values, merged, nested."""

import pytest

from fixtures import word_files as word
from tests.unit.extract.formats.reading import codes, read
from worker.casefile import ExtractedDocument

TITLE = word.paragraph("WITNESS STATEMENT") + word.paragraph(
    "(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s. 9)"
)
ACCOUNT = (
    "On Tuesday 3 March 2026 at 9.15pm I was at home when I heard glass break. I went down and saw "
    "a man in the yard."
)
END = (
    word.paragraph(
        "This statement (consisting of 1 page signed by me) is true to the best of my knowledge "
        "and belief and I make it knowing that, if it is tendered in evidence, I shall be liable "
        "to prosecution if I have wilfully stated in it anything which I know to be false."
    )
    + word.paragraph("Signature: B Quirke    Date: 4 March 2026")
    + word.paragraph(ACCOUNT)
    + word.paragraph("Signature: B Quirke   Signature witnessed by: PC 2203 Amin")
)
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_KNOWN = frozenset({"declaration", "pages_declared", "signed", "dated"})


def cell(words: str, *, columns: int = 1, merged: str = "") -> str:
    """Return a cell: text or ready markup, over so many columns, "restart" or "continue" down."""
    inner = words if words.startswith("<") else "".join(map(word.paragraph, words.split("\n")))
    down = f'<w:vMerge w:val="{merged}"/>' if merged else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/>{down}</w:tcPr>{inner}</w:tc>'


def table(*rows: list[str]) -> str:
    """Return a table of cells, each text or what ``cell`` makes."""
    made = (
        "".join(each if each.startswith("<w:tc>") else cell(each) for each in row) for row in rows
    )
    return (
        "<w:tbl><w:tblPr/><w:tblGrid/>"
        + "".join(f"<w:tr>{row}</w:tr>" for row in made)
        + ("</w:tbl>")
    )


def statement(*parts: str) -> ExtractedDocument:
    return read(word.document(TITLE + "".join(parts)))


def fields(document: ExtractedDocument) -> dict[str, str]:
    return {f.name: f.value for f in document.form if f.name not in _KNOWN}


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b] for a, b in document.narrative).split())


NAMED = {"statement_of": "Bernadette QUIRKE"}
TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "two pairs of rows": (
        table(
            ["Surname", "Forenames", "Date of birth"],
            ["QUIRKE", "Bernadette Ann", "14/02/1990"],
            ["Occupation", "Telephone", "Email"],
            ["Baker", "07700 900123", "b.quirke@example.org"],
        ),
        {
            "statement_of": "Bernadette Ann QUIRKE", "date_of_birth": "1990-02-14",
            "occupation": "Baker", "phone": "07700 900123", "email": "b.quirke@example.org",
        },
    ),
    "colons": (
        table(
            ["Statement of:", "Age if under 18:", "Occupation:"],
            ["Bernadette Ann QUIRKE", "Over 18", "Baker"],
        ),
        {"statement_of": "Bernadette Ann QUIRKE", "age": "over 18", "occupation": "Baker"},
    ),
    "labels longer than their values": (
        table(
            ["Full name of witness", "Age if under 18 (if over insert 'over 18')", "Occupation"],
            ["Bernadette QUIRKE", "Over 18", "Baker and part time carer"],
        ),
        {**NAMED, "age": "over 18", "occupation": "Baker and part time carer"},
    ),
    "an answer left out": (
        table(
            ["Surname", "Middle names", "Forenames", "Date of birth"],
            ["QUIRKE", "", "Bernadette", "14/02/1990"],
        ),
        {**NAMED, "date_of_birth": "1990-02-14"},
    ),
    "one answer only": (
        table(["Statement of", "Age", "Occupation"], ["", "", "Baker"]),
        {"occupation": "Baker"},
    ),
    "labels under their values": (
        table(["Bernadette QUIRKE", "Over 18", "Baker"], ["Full name", "Age", "Occupation"]),
        {**NAMED, "age": "over 18", "occupation": "Baker"},
    ),
    "a label that nobody knows": (
        table(
            ["Statement of", "Shoe size", "Age", "Occupation"],
            ["Bernadette QUIRKE", "5", "Over 18", "Baker"],
        ),
        {**NAMED, "age": "over 18", "occupation": "Baker"},
    ),
    "merged along": (
        table(
            [cell("Statement of: Bernadette QUIRKE", columns=2)],
            ["Age if under 18: Over 18", "Occupation: Baker"],
        ),
        {**NAMED, "age": "over 18", "occupation": "Baker"},
    ),
    "merged along over its values": (
        table(
            [cell("Full name", columns=2), "Age", "Occupation"],
            [cell("Bernadette QUIRKE", columns=2), "Over 18", "Baker"],
        ),
        {**NAMED, "age": "over 18", "occupation": "Baker"},
    ),
    "merged down": (
        table(
            [cell("Statement of", merged="restart"), "Surname", "Forenames"],
            [cell("", merged="continue"), "QUIRKE", "Bernadette"],
            ["Age", "Over 18", ""],
            ["Occupation", cell("Baker", columns=2)],
        ),
        {**NAMED, "age": "over 18", "occupation": "Baker"},
    ),
    "nested beside each other": (
        table(
            [
                table(["Surname", "Forenames"], ["QUIRKE", "Bernadette"]) + word.paragraph(""),
                table(["Age"], ["Over 18"]) + word.paragraph(""),
            ],
            ["Occupation", "Baker"],
        ),
        {**NAMED, "age": "over 18", "occupation": "Baker"},
    ),
    "nested beside a heading": (
        table(
            [
                "Witness details",
                table(["Surname", "Forenames"], ["QUIRKE", "Bernadette"]) + word.paragraph(""),
            ],
            ["Statement taken by", "PC 2203 Amin"],
        ),
        {**NAMED, "taken_by": "PC 2203 Amin"},
    ),
    "labels at the left": (
        table(
            ["Statement of", "Bernadette QUIRKE", "URN", "45AA0012326"],
            ["Age if under 18", "Over 18", "Occupation", "Baker"],
        ),
        {**NAMED, "urn": "45AA0012326", "age": "over 18", "occupation": "Baker"},
    ),
    "labels at the left that open sentences too": (
        table(
            ["Name", "Bernadette QUIRKE"], ["Address", "12 Invented Row\nNeverham"],
            ["Postcode", "ZZ9 9ZZ"], ["Tel no", "07700 900123"], ["Station", "Neverham"],
        ),
        {
            **NAMED, "address": "12 Invented Row Neverham", "postcode": "ZZ9 9ZZ",
            "phone": "07700 900123", "station": "Neverham",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_details_are_read_and_the_account_is_whole(name: str) -> None:
    body, wanted = TABLES[name]
    document = statement(body, END)
    assert fields(document) == wanted
    assert told(document) == ACCOUNT


@pytest.mark.parametrize(
    "name",
    ["two pairs of rows", "an answer left out", "labels at the left that open sentences too"],
)
def test_private_details_on_the_front_are_not_disclosed(name: str) -> None:
    document = statement(TABLES[name][0], END)
    assert not document.pages[0].disclosable
    assert codes(document) == {"private_details_on_page"}


def test_two_private_details_with_no_colon_are_enough() -> None:
    document = statement(
        table(
            ["Surname", "QUIRKE", "Forenames", "Bernadette"],
            ["Date of birth", "14/02/1990", "Postcode", "ZZ9 9ZZ"],
        ),
        END,
    )
    assert fields(document) == {
        **NAMED, "date_of_birth": "1990-02-14", "postcode": "ZZ9 9ZZ",
    }  # fmt: skip
    assert not document.pages[0].disclosable


def test_a_back_page_of_labels_over_values() -> None:
    document = statement(
        table(["Statement of:", "Bernadette QUIRKE"], ["Age:", "Over 18"]), END, BREAK,
        word.paragraph("Witness contact details"),
        table(
            ["Home address", "Postcode"], ["12 Invented Row, Neverham", "ZZ9 9ZZ"],
            ["Home telephone", "Mobile"], ["01632 960123", "07700 900123"],
            ["Date of birth", "Place of birth"], ["14/02/1990", "Leicester"],
        ),
    )  # fmt: skip
    assert fields(document) == {
        **NAMED, "age": "over 18", "address": "12 Invented Row, Neverham", "postcode": "ZZ9 9ZZ",
        "home_phone": "01632 960123", "mobile": "07700 900123", "date_of_birth": "1990-02-14",
        "place_of_birth": "Leicester",
    }  # fmt: skip
    assert [page.role for page in document.pages] == ["front", "back"]


def test_a_table_that_asks_nobody_stays_as_it_is() -> None:
    body = table(["Item", "Serial", "Value"], ["Laptop", "XJ-22", "four hundred"])
    assert read(word.document(body)).text == "Item  Serial  Value\nLaptop  XJ-22  four hundred"


def test_an_account_beside_or_under_labels_is_no_value_in_a_column() -> None:
    long = f"{ACCOUNT} {ACCOUNT}"
    body = table(["Surname", "Forenames"], [long, "Ends."])
    assert read(word.document(body)).text == f"Surname  Forenames\n{long}  Ends."

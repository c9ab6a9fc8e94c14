"""Statement forms: pages, lines and fields, in layouts that share nothing but their meaning."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.extract import sheets
from tests.unit.extract.sheets import back, continuation, front, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.forms import fields as form_fields
from worker.extract.forms import mg11
from worker.extract.limits import Limits

ONE = "I was driving the number 9 bus along Harrow Walk when a white van pulled out and"
TWO = "struck the nearside. The driver got out and shouted at me."


def read(data: bytes) -> ExtractedDocument:
    document = readers.read(data, Limits())
    for field in document.form:
        assert 0 <= field.start < field.end <= len(document.text)
        assert document.text[field.start : field.end].strip()
    return document


def fields(document: ExtractedDocument) -> dict[str, str]:
    return {field.name: field.value for field in document.form}


def account(document: ExtractedDocument) -> list[str]:
    return [document.text[start:end] for start, end in document.narrative]


def codes(document: ExtractedDocument) -> list[tuple[str, int | None]]:
    return [(notice.code, notice.page) for notice in document.warnings]


def test_front_continuation_and_back() -> None:
    document = read(pdf(front(ONE), continuation(TWO), back()))
    assert [page.role for page in document.pages] == ["front", "continuation", "back"]
    assert [page.disclosable for page in document.pages] == [True, True, False]
    assert account(document) == [f"{ONE} {TWO}"]
    assert codes(document) == []


def test_bands_are_left_out_and_the_back_is_kept_apart() -> None:
    document = read(pdf(front(ONE), continuation(TWO), back()))
    for band in ("RESTRICTED", "Page 1 of 3", "Signature witnessed by", "Continuation of"):
        assert band not in document.text
    assert "07700 900123" in document.text
    assert document.text.index("07700 900123") > document.narrative[-1][1]


def test_fields_quote_the_words_that_they_were_read_from() -> None:
    document = read(pdf(front(ONE), continuation(TWO), back()))
    found = fields(document)
    assert found.pop("declaration").startswith("This statement (consisting of 2 pages each")
    assert found == {
        "urn": "01ZD1234525",
        "statement_of": sheets.NAME,
        "age": "over 18",
        "occupation": "Bus driver",
        "pages_declared": "2",
        "signed": "O Brennan-Achebe",
        "dated": "2025-03-03",
        "taken_by": "PC 77 Anjali RAO",
        "station": "Neverham",
        "address": "4 Invented Row, Neverham",
        "postcode": "ZZ9 9ZZ",
        "mobile": "07700 900123",
        "date_of_birth": "1980-04-01",
        "dates_to_avoid": "none",
    }
    quotes = {field.name: document.text[field.start : field.end] for field in document.form}
    assert quotes["dated"] == "3rd March 2025"
    assert quotes["urn"] == "01 ZD 12345 25"
    assert all(document.boxes(field.start, field.end) for field in document.form)


def test_a_back_page_between_two_pages_of_the_account() -> None:
    document = read(pdf(front(ONE), back(), continuation(TWO)))
    assert [page.role for page in document.pages] == ["front", "back", "continuation"]
    assert account(document) == [f"{ONE} {TWO}"]


def test_an_unrecognised_page_counts_as_back() -> None:
    notes = lines(
        "The witness is afraid of the suspect and has asked to be seen at home only.",
        "She has told the officer in confidence where her sister is living at the moment.",
    )
    document = read(pdf(front(ONE, pages=1), notes))
    assert [page.role for page in document.pages] == ["front", "back"]
    assert "confidence" not in "".join(account(document))
    assert "confidence" in document.text
    assert ("page_unrecognised", 2) in codes(document)
    assert not document.pages[1].disclosable


def test_a_sheet_without_a_mark_goes_on_where_the_sentence_does() -> None:
    document = read(pdf(front(ONE, pages=1), lines(TWO + " I went home afterwards.")))
    assert [page.role for page in document.pages] == ["front", "continuation"]


def test_the_page_count_is_checked() -> None:
    document = read(pdf(front(ONE, pages=4), continuation(TWO), back()))
    assert codes(document) == [("pages_declared_mismatch", None)]
    assert "4 pages" in document.warnings[0].message
    assert "2 pages" in document.warnings[0].message


def test_a_missing_signature_is_only_said_when_none_can_be_drawn() -> None:
    unsigned = front(ONE, signature="................", pages=1)
    assert codes(read(pdf(unsigned))) == [("no_typed_signature", None)]
    assert "signed" not in fields(read(pdf(unsigned)))

    def scrawl(canvas: Canvas) -> None:
        canvas.bezier(120, 600, 140, 620, 160, 580, 200, 610)

    assert codes(read(pdf(together(unsigned, scrawl)))) == []


def test_a_signature_only_at_the_foot_is_kept_once() -> None:
    head = front(ONE, signature="........", foot="Signature: O B Achebe")
    document = read(pdf(head, continuation(TWO, signature="O B Achebe")))
    assert fields(document)["signed"] == "O B Achebe"
    assert document.text.count("O B Achebe") == 1


def test_a_date_under_the_signature_is_kept_with_it() -> None:
    head = [
        *("WITNESS STATEMENT", "(Criminal Justice Act 1967, s.9)", "Statement of: Siwan Pugh"),
        *("Age if under 18: over 18", "I was on duty when I heard a crash from the kitchen."),
        *("I saw a man whom I know as Dai run out of the back door.", ""),
    ]
    for signing in (
        ["Signature: Siwan Pugh", "Date: 12 April 2026"],
        ["Signature: Siwan Pugh", "Date: 12 April 2026", "Statement taken by: PC 1234 Bowen"],
        ["Date: 12 April 2026", "Signature: Siwan Pugh"],
    ):
        found = fields(read(pdf(lines(*head, *signing))))
        assert (found["signed"], found["dated"]) == ("Siwan Pugh", "2026-04-12")


def test_private_details_below_the_account() -> None:
    details = lines(
        "Witness contact details",
        "Home address: 4 Invented Row, Neverham",
        "Mobile: 07700 900123",
        "Email: o@example.com",
        top=500,
    )
    document = read(pdf(together(front(ONE, TWO, pages=1), details)))
    assert account(document) == [f"{ONE} {TWO}"]
    assert not document.pages[0].disclosable
    assert ("private_details_on_page", 1) in codes(document)


def test_values_under_and_beside_their_labels() -> None:
    head = together(
        text(200, 60, "W I T N E S S   S T A T E M E N T"),
        text(60, 80, "Criminal Justice Act 1967, section 9"),
        text(60, 110, "Name of witness"),
        text(260, 110, "Occupation"),
        text(420, 110, "Unique Reference No."),
        text(60, 125, "Siân Okonjo-Price"),
        text(260, 125, "Nurse"),
        text(420, 125, "45AA0012324"),
        text(60, 150, "Age if under 18"),
        text(260, 150, "16"),
        lines(*(line.format(pages="three") for line in sheets.DECLARATION), top=180),
        text(60, 250, "Signed"),
        text(110, 250, "S Okonjo-Price"),
        text(320, 250, "Dated this 7 day of June 2025"),
        lines(ONE, TWO, top=290),
    )
    found = fields(read(pdf(head)))
    del found["declaration"]
    assert found == {
        "statement_of": "Siân Okonjo-Price",
        "occupation": "Nurse",
        "urn": "45AA0012324",
        "age": "16",
        "pages_declared": "3",
        "signed": "S Okonjo-Price",
        "dated": "2025-06-07",
    }


def test_missing_fields_are_left_out() -> None:
    head = lines(
        "WITNESS STATEMENT",
        "Statement of: ..............",
        "Age if under 18: ..........   Occupation: ............",
        "Signature: ............  Date: ...........",
        ONE,
        TWO,
    )
    document = read(pdf(head))
    assert document.form == ()
    assert account(document) == [f"{ONE} {TWO}"]


@pytest.mark.parametrize(
    "data",
    [
        pdf(lines("Dear Sir,", "I enclose a witness statement and an MG11 for your file.")),
        pdf(lines("I gave a statement of what I saw. It was signed and dated by me.", TWO)),
        b"I was asked my age and occupation. My statement is true to the best of my knowledge.",
    ],
)
def test_other_documents_are_no_forms(data: bytes) -> None:
    document = read(data)
    assert [page.role for page in document.pages] == ["page"]
    assert document.form == ()
    assert document.narrative == ((0, len(document.text)),)


def test_two_statements_in_one_file_are_noticed() -> None:
    document = read(pdf(front(ONE, pages=1), front(TWO, pages=1)))
    assert ("several_statements", None) in codes(document)
    assert account(document) == [ONE, TWO]


def test_an_account_that_speaks_of_addresses_is_an_account() -> None:
    said = (
        "My home address is known to the police. The man gave his date of birth as 1 April 1980",
        "and his mobile number as 07700 900123. He said his email was on the card he gave me.",
        "I gave my consent to the police having my medical records. I will attend court.",
    )
    document = read(pdf(front(*said, pages=1)))
    assert account(document) == [" ".join(said)]
    assert document.pages[0].disclosable


TYPED = """WITNESS STATEMENT
(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s.9)

Statement of: Odalys Brennan-Achebe          URN: 01/ZD/12345/25
Age if under 18: over 18      Occupation: Bus driver

This statement (consisting of 1 page each signed by me) is true to the best of my
knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall
be liable to prosecution if I have wilfully stated in it anything which I know to be
false, or do not believe to be true.

Signature: O Brennan-Achebe       Date: 03/03/2025

I was driving the number 9 bus.

The van struck the nearside.

Signature: O Brennan-Achebe
Statement taken by: PC 77 Rao
"""


def test_a_statement_form_typed_as_text() -> None:
    document = read(TYPED.encode())
    assert document.text == TYPED
    assert account(document) == ["I was driving the number 9 bus.\n\nThe van struck the nearside."]
    found = fields(document)
    assert found["urn"] == "01ZD1234525"
    assert found["statement_of"] == sheets.NAME
    assert found["dated"] == "2025-03-03"
    assert found["taken_by"] == "PC 77 Rao"
    assert found["pages_declared"] == "1"
    assert document.pages[0].role == "front"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("3rd March 2025", "2025-03-03"),
        ("Monday 3 MAR 25", "2025-03-03"),
        ("03/03/2025", "2025-03-03"),
        ("3.12.24", "2024-12-03"),
        ("2025-03-03", "2025-03-03"),
        ("the 31st of February 2025", None),
        ("last Tuesday", None),
    ],
)
def test_dates_are_british(written: str, iso: str | None) -> None:
    assert form_fields.iso_date(written) == iso


@pytest.mark.parametrize(
    ("declaration", "pages"),
    [
        ("This statement (consisting of 3 page(s) each signed by me)", 3),
        ("This statement, consisting of  ..4.. pages each signed", 4),
        ("This statement (consisting of: two sheets signed by me)", 2),
        ("This statement (consisting of ..... pages each signed by me)", None),
    ],
)
def test_pages_declared(declaration: str, pages: int | None) -> None:
    assert form_fields.count_in(declaration) == pages


def test_lines_get_parts_whatever_they_hold() -> None:
    pages = [["Statement of: X", "Age if under 18: 12", ""], [], ["Page 2 of 2"]]
    laid = mg11.lay_out(pages, [frozenset()] * 3)
    assert [len(page.parts) for page in laid] == [3, 0, 1]

"""Statements typed under the form's own labels, without its printed words, are statements."""

import pytest

from tests.unit.extract.forms.test_typed_forms import read
from tests.unit.extract.sheets import lines, pdf
from worker.casefile import ExtractedDocument
from worker.extract import readers, typed_text
from worker.extract.limits import Limits

ACCOUNT = """

I was in the shop on the quay when a man came in and went to the till. He took the money out of it.
I told him to stop, but he ran off along the quay. I rang the police, who came soon after.
"""
HEADS = [
    ("Statement of: Keira Mottram\nAge: 15\nOccupation: School pupil\nDated: 3rd November 2025",
     {"statement_of": "Keira Mottram", "age": "15", "occupation": "School pupil",
      "dated": "2025-11-03"}),
    ("Statement of: Sunita Bhogal\nOccupation: Fraud analyst\nDated 30 April 2025",
     {"statement_of": "Sunita Bhogal", "occupation": "Fraud analyst", "dated": "2025-04-30"}),
    ("WITNESS STATEMENT\nStatement of Adaeze Nwosu\nOccupation Loss officer\nDate: 11 March 2025",
     {"statement_of": "Adaeze Nwosu", "dated": "2025-03-11"}),
    ("Name of witness: Toby Ackerley\nAge: 12\nDate: 19/01/2025",
     {"statement_of": "Toby Ackerley", "age": "12", "dated": "2025-01-19"}),
    ("STATEMENT OF WITNESS\nName: Desir\u00e9e Quartey-Lamont\nOccupation: Nail artist\nAge: 31",
     {"statement_of": "Desir\u00e9e Quartey-Lamont", "occupation": "Nail artist"}),
    ("STATEMENT OF: PRIYA NAIR   AGE: 17\nOCCUPATION: Trainee baker",
     {"statement_of": "PRIYA NAIR", "age": "17", "occupation": "Trainee baker"}),
]  # fmt: skip


@pytest.mark.parametrize(("head", "fields"), HEADS)
def test_a_typed_head_is_the_form_s(head: str, fields: dict[str, str]) -> None:
    document = read(head + ACCOUNT)
    assert document.kind == "statement"
    found = {field.name: field.value for field in document.form}
    assert {name: found.get(name) for name in fields} == fields
    told = "".join(document.text[start:end] for start, end in document.narrative)
    assert told.strip() == ACCOUNT.strip()


@pytest.mark.parametrize(
    "head",
    [
        "Statement of account\nDate: 30 April 2025\nBalance: 12.40",
        "Statement of: my account with the bank\nDate: 30 April 2025",
        "Dear Sir,\nDate: 30 April 2025\nOccupation: baker",
        "Statement of truth\nAge: 15\nDate: 30 April 2025",
        "Minutes\nName: Ruth Ellery\nDate: 30 April 2025",
        "Statement of: Ruth Ellery\nI was there on 3 May. My age and occupation are known.",
    ],
)
def test_other_heads_are_not(head: str) -> None:
    document = read(head + ACCOUNT)
    assert document.kind == "document"
    assert not [field for field in document.form if field.name == "statement_of"]


_TYPED = "Statement of: Keira Mottram\nAge: 31\nOccupation: Baker\nDated: 3rd November 2025"
_PRIVATE = "Home address: 4 Invented Row\nPostcode: ZZ9 9ZZ\nMobile: 07700 900123"


def _two_pages(second: str) -> ExtractedDocument:
    text = f"{_TYPED}{ACCOUNT}\f{second}\n"
    cut = text.index("\f")
    spans = [(0, cut), (cut + 1, len(text))]
    return typed_text.compose(text, spans, media_type="text/plain", reader="a test")


@pytest.mark.parametrize(
    "second",
    [
        "Stolen goods\nGold watch\nSamsung television\nTwo rings\nHe hit me.",
        "He hit me.\nMy nose bled.",
        "Mobile: Samsung, black\nTelephone: BT handset\nHe took both.",
        "Signed: K Mottram\nHe hit me with the till.\nStatement taken by: PC 77 Rao",
        "Items\n1. Wallet, brown\n2. 40 pounds in notes",
    ],
)
def test_a_second_page_that_nothing_marks_is_told(second: str) -> None:
    document = _two_pages(second)
    assert [(page.role, page.disclosable) for page in document.pages] == [
        ("front", True), ("continuation", True),
    ]  # fmt: skip
    told = "\n".join(document.text[start:end] for start, end in document.narrative)
    rows = [line for line in second.split("\n") if not line.startswith(("Signed", "Statement t"))]
    assert [line for line in rows if line not in told] == []


def test_a_second_page_on_a_sheet_is_told_as_well() -> None:
    second = ("Stolen goods", "Gold watch", "Two rings", "He hit me.")
    data = pdf(lines(*(_TYPED + ACCOUNT).split("\n")), lines(*second))
    document = readers.read(data, Limits())
    told = "\n".join(document.text[start:end] for start, end in document.narrative)
    assert all(line in told for line in second)


@pytest.mark.parametrize(
    "second",
    [
        _PRIVATE,
        "Home address: 4 Invented Row\nNeverham",
        "Date of birth: 1 April 1980",
        "Mobile: 07700 900123",
        "07700 900123\nkeira@example.com",
    ],
)
def test_a_second_page_of_private_details_is_not(second: str) -> None:
    document = _two_pages(second)
    assert document.pages[1].role == "back"
    assert not document.pages[1].disclosable
    told = "\n".join(document.text[start:end] for start, end in document.narrative)
    assert not [line for line in second.split("\n") if line in told]


def test_what_is_told_above_private_details_on_a_second_page_is_kept() -> None:
    document = _two_pages(f"He hit me.\n{_PRIVATE}")
    told = "\n".join(document.text[start:end] for start, end in document.narrative)
    assert "He hit me." in told
    assert not [line for line in _PRIVATE.split("\n") if line in told]
    assert not document.pages[1].disclosable

"""Statements typed under the form's own labels, without its printed words, are statements."""

import pytest

from tests.unit.extract.forms.test_typed_forms import read

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

"""Words that forms ask with stand in accounts too: no account is thrown out for them."""

import pytest

from tests.unit.extract.forms.test_typed_forms import DECLARATION, read
from worker.casefile import ExtractedDocument

HEAD = (
    "WITNESS STATEMENT\n(Criminal Justice Act 1967, section 9)\n\n"
    "Statement of: Maureen Adair\nAge: Over 18    Occupation: Care worker\n"
)
PRIVATE = (
    "Date of birth: 03/05/1971\nHome address: 6 Gorse Lane, Wetherfold, WF99 2AB\n"
    "Mobile: 07700 900417\n"
)
SIGNED = "Signed: M Adair   Date: 2 June 2025\n\n"
FOOT = "\nSigned: M Adair\nStatement taken by: PC 4402 Rowe   Station: Wetherfold\n"
ACCOUNTS = {
    "a witness": (
        "I work at Larch House. On Sunday 1 June 2025 I saw Colin Varley push Mrs Edna Sproat.\n\n"
        "She fell and cut her head. Varley said that I had seen nothing and left in a blue car.\n\n"
        "Mrs Sproat is a vulnerable adult with dementia. I am willing to attend court.\n\n"
        "I have worked there for six years and never saw anything like it.\n"
    ),
    "an officer": (
        "At 2105 hours on Tuesday 3 June 2025 I attended 9 Mere Walk. The door was opened by Ivy\n"
        "Lomas, who was crying and had a swollen left eye.\n\n"
        "I could see that she was vulnerable. She gave me the following account: her husband had\n"
        "come home drunk and had demanded her phone.\n\n"
        "She said that he asked for the address of her sister. He then punched her to the face.\n"
        "She consented to the release of her medical records: these were requested. I took her\n"
        "contact details, and explained the Victim Personal Statement to her.\n\n"
        "I arrested him in the garden at 2131 hours.\n"
    ),
    "somebody else's details": (
        "At 1405 hours on Monday 2 June 2025 I saw two youths throwing stones at the library.\n\n"
        "I spoke to the first youth, who gave me these details:\n\n"
        "Name: Kyle Anthony Brodie\nDate of birth: 14/09/2010\n"
        "Home address: 22 Pinder Close, Wetherfold\nTelephone: 07700 900512\n\n"
        "He said that it was Jayden. I saw that he had three stones in his left hand.\n\n"
        "The second youth ran off towards the canal. He was about 14, with blond hair.\n\n"
        "One window was cracked and it will take a good deal of money to replace it.\n"
    ),
}


def account(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b] for a, b in document.narrative).split())


def codes(document: ExtractedDocument) -> set[str]:
    return {warning.code for warning in document.warnings}


@pytest.mark.parametrize("foot", ["", FOOT], ids=["", "a foot"])
@pytest.mark.parametrize("head", [HEAD, HEAD + PRIVATE], ids=["a head", "a private head"])
@pytest.mark.parametrize("told", ACCOUNTS.values(), ids=ACCOUNTS.keys())
def test_the_account_is_whole(told: str, head: str, foot: str) -> None:
    document = read(head + DECLARATION + SIGNED + told + foot)
    assert account(document) == " ".join(told.split())
    form = {field.name: field.value for field in document.form}
    assert form["pages_declared"] == "1"
    assert form["signed"] == "M Adair"
    private = PRIVATE in head
    assert ("private_details_on_page" in codes(document)) is private
    assert form.get("mobile") == ("07700 900417" if private else None)
    assert form.get("date_of_birth") == ("1971-05-03" if private else None)
    assert {"declaration_missing", "account_not_found"}.isdisjoint(codes(document))


@pytest.mark.parametrize("told", ACCOUNTS.values(), ids=ACCOUNTS.keys())
def test_a_form_without_a_declaration_loses_nothing(told: str) -> None:
    head = "POLICE SCOTLAND\nSTATEMENT OF WITNESS\n\n" + HEAD.split("\n\n")[1] + PRIVATE
    document = read(f"{head}Statement noted by: DC Innes Rowe, Leith CID\n\nSTATEMENT:\n\n{told}")
    assert account(document).endswith(" ".join(told.split()))


def test_details_below_an_account_stay_private_and_its_last_words_stay_told() -> None:
    told = ACCOUNTS["a witness"].split("\n\n")
    last = "I gave this to the officer at my home, and he wrote down what I had told him.\n"
    document = read(f"{HEAD}{DECLARATION}{SIGNED}{told[0]}\n\n{told[1]}\n\n{PRIVATE}\n{last}")
    assert account(document) == " ".join(f"{told[0]} {told[1]} {last}".split())
    assert "private_details_on_page" in codes(document)
    assert "07700" not in account(document)


def test_a_form_on_which_no_account_is_found_says_so() -> None:
    assert "account_not_found" in codes(read(HEAD + DECLARATION + SIGNED + PRIVATE))

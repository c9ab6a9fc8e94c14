"""Pages of an account that look like something else: lists, sums of money, hardly a sentence."""

from collections.abc import Sequence

import pytest

from tests.unit.extract.sheets import NAME, Draw, back, front, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

ONE = "I was driving the number 9 bus along Harrow Walk when a white van pulled out and"
THREE = "After that I went home and told my wife about it. She rang the police for me at once."
PAYMENTS = (
    "The payments that I made for him were these:", "Mobile: \u00a340 a month",
    "Home telephone: \u00a322", "Work: \u00a315 for the bus", "Medical records: 50 pounds",
    "Total: \u00a3127", "I was never paid back.",
)  # fmt: skip
COMPENSATION = (
    "I claimed this from the Criminal Injuries Compensation Authority:",
    "1. Loss of earnings, \u00a31,200.", "2. Special needs equipment: \u00a3300",
    "3. Home help: \u00a340 a week", "4. Care: 90 pounds",
)  # fmt: skip
DIARY = (
    "3 March 2026 Cash \u00a340.00", "10 March 2026 Cash \u00a340.00",
    "17 March 2026 Bank \u00a355.00", "24 March 2026 Bank \u00a355.00", "Total \u00a3190.00",
)  # fmt: skip
SHORT = ("\u00a340 on Monday.", "\u00a360 on Friday.", "Nothing after that.")
CONSENTS = (
    "The company told me that I could claim compensation for the damage and for my",
    "expenses. I had to give my consent for my medical records to be seen by the",
    "insurer. I was asked: Do you consent to the release of your medical records?",
    "I agreed. The witness care officer, who is called Pat, said that my address and",
    "telephone number would not be disclosed. I understand that I may be asked to",
    "attend court. I was available on the day. I gave her my contact details.",
)
DETAILS = (
    "Home address: 4 Invented Row, Neverham", "Mobile: 07700 900123", "Email: o@example.com",
    "Date of birth: 1 April 1980", "Willing to attend court? Yes",
)  # fmt: skip


def sheet(
    *account: str, head: bool = False, number: bool = False, sign: bool = False, at: int = 2
) -> Draw:
    return together(
        *([text(60, 60, f"Continuation of Statement of: {NAME}")] if head else []),
        lines(*account, top=100),
        *([text(60, 800, "Signature: O Brennan-Achebe")] if sign else []),
        *([text(250, 820, f"Page {at} of 3")] if number else []),
    )


def read(*pages: Draw) -> ExtractedDocument:
    return readers.read(pdf(*pages), Limits())


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b].split()) for a, b in document.narrative)


@pytest.mark.parametrize("marks", [(), ("head", "sign"), ("number",), ("sign",)])
@pytest.mark.parametrize("page", [PAYMENTS, COMPENSATION, DIARY, SHORT, CONSENTS])
def test_a_middle_page_stays_in_the_account(page: Sequence[str], marks: Sequence[str]) -> None:
    middle = sheet(*page, **dict.fromkeys(marks, True))
    last = sheet(THREE, head=True, sign=True, at=3)
    document = read(front(ONE, pages=3), middle, last, back())
    assert [page.role for page in document.pages] == [
        "front", "continuation", "continuation", "back",
    ]  # fmt: skip
    assert told(document) == " ".join((ONE, *page, THREE))


@pytest.mark.parametrize(
    "last",
    [
        ("tired.",),
        ("reference is 25000311906.",),
        ("\u00a393 when the bank took the", "card payment back."),
        ("B TULLY 5218", "I saw him."),
    ],
)
def test_a_few_last_words_above_the_signature_are_no_running_header(last: Sequence[str]) -> None:
    page = sheet(*last, head=True, number=True, sign=True)
    document = read(front(ONE, pages=2), page)
    assert told(document) == " ".join((ONE, *last))


def test_a_head_of_several_lines_stays_out_of_the_account() -> None:
    page = together(
        lines("Continuation of Statement of:", NAME, "URN: 01ZD1234525", "Page 2 of 2", top=50),
        lines(THREE, top=140),
        text(60, 800, "Signature: O Brennan-Achebe"),
    )
    assert told(read(front(ONE, pages=2), page)) == f"{ONE} {THREE}"


@pytest.mark.parametrize("details", [DETAILS, ("Witness contact details", *DETAILS)])
@pytest.mark.parametrize("marks", [("head",), ("number",), ()])
@pytest.mark.parametrize(
    "end",
    [
        (
            "struck the nearside. The driver got out and shouted at me, and I told him what",
            "I thought of him. My wife was with me and she saw it. I had not met him before,",
            "and I have not seen him since that day.",
        ),
        ("struck the nearside and that is all I saw of it on that day.",),
    ],
)
def test_the_end_of_an_account_above_private_details_is_told(
    end: Sequence[str], marks: Sequence[str], details: Sequence[str]
) -> None:
    page = together(sheet(*end, **dict.fromkeys(marks, True)), lines(*details, top=500))
    document = read(front(ONE, pages=2), page)
    assert [page.role for page in document.pages] == ["front", "continuation"]
    assert not document.pages[1].disclosable
    assert told(document) == " ".join((ONE, *end))


def test_a_back_page_that_may_hold_an_account_is_said() -> None:
    words = ("I went home then and I told my wife about it.",)
    document = read(front(f"{ONE} hit us.", pages=1), sheet(*words, *DETAILS))
    assert [page.role for page in document.pages] == ["front", "back"]
    assert ("page_unrecognised", 2) in [(n.code, n.page) for n in document.warnings]


PRINTED = (
    "WITNESS DETAILS NOT DISCLOSABLE - do not copy to the defence",
    "Witness: Odalys Brennan-Achebe URN 01ZD1234525",
    "Home address Room 4, Lindum House, 114 Fosbrooke Road Postcode ZZ9 9ZZ",
    "Telephone (home) 01632 960418 Telephone (mobile) 07700 900203",
    "I have been given the leaflet for witnesses: Yes",
    "Signature of witness: O Brennan-Achebe",
)


@pytest.mark.parametrize(
    "page",
    [
        PRINTED,
        PRINTED[1:],
        ("07700 900123", "o@example.com", "Keep this page back"),
        ("4 Invented Row, Neverham ZZ9 9ZZ", "07700 900123", "nights only"),
        ("Willing to attend court", "Yes", "Dates to avoid", "none"),
    ],
)
def test_a_page_of_details_is_private_though_more_pages_are_declared(page: Sequence[str]) -> None:
    document = read(front(f"{ONE} hit us.", pages=3), sheet(*page), sheet(THREE, head=True, at=3))
    assert [page.role for page in document.pages] == ["front", "back", "continuation"]
    assert told(document) == f"{ONE} hit us. {THREE}".strip()


def test_a_page_with_the_signature_alone_is_no_page_too_many() -> None:
    last = lines("Signature: O Brennan-Achebe", "Date: 3 March 2025")
    document = read(front(f"{ONE} hit us.", pages=1, signature=""), last)
    assert [page.role for page in document.pages] == ["front", "continuation"]
    codes = {notice.code for notice in document.warnings}
    assert codes.isdisjoint({"page_unrecognised", "pages_declared_mismatch"})
    assert {f.name: f.value for f in document.form}["signed"] == "O Brennan-Achebe"

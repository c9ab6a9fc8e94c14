"""Statements for courts and tribunals, and affidavits: their heads are no part of the account."""

from collections.abc import Sequence

import pytest

from tests.unit.extract.sheets import DECLARATION, Draw, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.limits import Limits

TRUTH = (
    "I believe that the facts stated in this witness statement are true. I understand that",
    "proceedings for contempt of court may be brought against anyone who makes, or causes to be",
    "made, a false statement in a document verified by a statement of truth without an honest",
    "belief in its truth.",
)
SAID = (
    "1. I make this statement in support of my claim for damages. The facts in it are within my",
    "own knowledge unless I say otherwise.",
    "2. On 4 March 2025 I was walking along Harrow Walk when a slate fell from the roof of",
    "number 12 and struck my shoulder. I refer to the photographs at exhibit AB1.",
    '3. Mr Quill ("B") came out and told me that the roof had been loose since January.',
)


def corner(*rows: str) -> Draw:
    return lines(*rows, x=430, top=40, leading=12, size=8)


def at(top: float, *rows: str) -> Draw:
    return lines(*rows, top=top)


COUNTY = together(
    corner("1st", "On behalf of the Claimant", "A. Brennan", "Exhibits AB1 - AB3", "3 March 2026"),
    text(60, 120, "IN THE COUNTY COURT AT NEVERHAM"),
    text(400, 120, "Claim No. K00NV123"),
    at(140, "BETWEEN:"),
    text(220, 160, "MS ADA BRENNAN"),
    text(450, 175, "Claimant"),
    text(270, 190, "- and -"),
    text(220, 205, "QUILL PROPERTIES LIMITED"),
    text(450, 220, "Defendant"),
    text(180, 250, "WITNESS STATEMENT OF ADA BRENNAN"),
    at(280, "I, ADA BRENNAN, of 14 Invented Row, Neverham, ZZ9 9ZZ, will say as follows:-"),
    at(310, *SAID),
    at(430, "Statement of Truth", *TRUTH),
    at(540, "Signed: A Brennan", "Dated: 3 March 2026"),
)
HIGH = together(
    at(
        60, "Claim No: QB-2025-001234", "IN THE HIGH COURT OF JUSTICE", "KING'S BENCH DIVISION",
        "B E T W E E N :", "(1) ADA BRENNAN", "(2) OLU BRENNAN", "Claimants", "and",
        "QUILL PROPERTIES LIMITED", "Defendant", "SECOND WITNESS STATEMENT OF OLU BRENNAN",
        "I, OLU BRENNAN, a roofer, of Flat 2, 9 Harrow Walk, Neverham in the county of",
        "Nevershire, WILL SAY AS FOLLOWS:",
    ),
    at(280, *SAID),
)  # fmt: skip
HIGH_2 = together(
    at(60, "4. I then went home, and that is all that I know about it and all that I can say."),
    at(100, *TRUTH),
    at(200, "................................", "Olu Brennan", "Dated this 3rd day of March 2026"),
)
EMPLOYMENT = together(
    at(
        60, "IN THE EMPLOYMENT TRIBUNALS", "Case Number: 6001234/2025", "NEVERHAM", "BETWEEN",
        "Ms A Brennan Claimant", "-v-", "Quill Roofing Ltd Respondent", "STATEMENT OF ADA BRENNAN",
    ),
    at(200, "1. I, Ada Brennan, will say as follows. I was employed as a roofer there.", *SAID[2:]),
    at(320, "The contents of this statement are true to the best of my knowledge and belief."),
    at(350, "Signed", "Ada Brennan", "Date", "3 March 2026"),
)  # fmt: skip
IMMIGRATION = together(
    at(
        60, "FIRST-TIER TRIBUNAL", "IMMIGRATION AND ASYLUM CHAMBER", "Appeal No: PA/12345/2025",
        "Ada BRENNAN", "Appellant", "-and-", "THE SECRETARY OF STATE FOR THE HOME DEPARTMENT",
        "Respondent", "WITNESS STATEMENT OF THE APPELLANT",
    ),
    at(220, *SAID),
    at(340, "I confirm that the contents of this statement were read back to me and are true."),
    at(370, "Signed: A Brennan  Dated: 03/03/2026"),
)  # fmt: skip
AFFIDAVIT = together(
    at(
        60, "IN THE FAMILY COURT AT NEVERHAM", "Case No: ZZ25P00123",
        "IN THE MATTER OF THE CHILDREN ACT 1989", "BETWEEN:", "ADA BRENNAN Applicant", "and",
        "OLU BRENNAN Respondent", "AFFIDAVIT OF ADA BRENNAN",
        "I, ADA BRENNAN of 14 Invented Row, Neverham, MAKE OATH and say as follows:",
    ),
    at(220, *SAID),
    at(500, "SWORN at Neverham", "this 3rd day of March 2026", "Before me,", ".................",
       "A Solicitor / Commissioner for Oaths"),
)  # fmt: skip
SHERIFF = together(
    at(
        60, "SHERIFFDOM OF NEVERHAM AT AUCHTERBRAE", "Court Ref No: AUC-F12-26", "AFFIDAVIT", "of",
        "ADA BRENNAN", "in the cause", "ADA BRENNAN, Pursuer", "against", "FERGUS MOAR, Defender",
        "At Auchterbrae on 3 March 2026 in the presence of Una Shaw, solicitor and notary public,",
        "COMPEARED Ada Brennan, residing at 14 Invented Row, Neverham, who being solemnly",
        "sworn DEPONES as follows:-",
    ),
    at(260, *SAID),
    at(400, "All of which is truth as the deponent shall answer to God.", "Ada Brennan",
       "Una Shaw, Notary Public"),
)  # fmt: skip
CASES: dict[str, tuple[Sequence[Draw], Sequence[str], dict[str, str]]] = {
    "county": ((COUNTY,), SAID, {
        "court": "IN THE COUNTY COURT AT NEVERHAM", "claim_number": "K00NV123",
        "on_behalf_of": "Claimant", "exhibits": "AB1 - AB3", "statement_of": "ADA BRENNAN",
        "address": "14 Invented Row, Neverham, ZZ9 9ZZ", "signed": "A Brennan",
        "dated": "2026-03-03",
    }),
    "high": ((HIGH, HIGH_2), (
        *SAID, "4. I then went home, and that is all that I know about it and all that I can say.",
    ), {
        "court": "IN THE HIGH COURT OF JUSTICE", "claim_number": "QB-2025-001234",
        "statement_of": "OLU BRENNAN", "occupation": "roofer", "dated": "2026-03-03",
    }),
    "employment": ((EMPLOYMENT,), (
        "1. I, Ada Brennan, will say as follows. I was employed as a roofer there.", *SAID[2:],
    ), {
        "court": "IN THE EMPLOYMENT TRIBUNALS", "claim_number": "6001234/2025",
        "statement_of": "ADA BRENNAN", "signed": "Ada Brennan", "dated": "2026-03-03",
    }),
    "immigration": ((IMMIGRATION,), SAID, {
        "court": "FIRST-TIER TRIBUNAL", "claim_number": "PA/12345/2025",
        "statement_of": "Ada BRENNAN", "signed": "A Brennan", "dated": "2026-03-03",
    }),
    "affidavit": ((AFFIDAVIT,), SAID, {
        "court": "IN THE FAMILY COURT AT NEVERHAM", "claim_number": "ZZ25P00123",
        "statement_of": "ADA BRENNAN", "address": "14 Invented Row, Neverham",
        "dated": "2026-03-03",
    }),
    "sheriff": ((SHERIFF,), SAID, {
        "court": "SHERIFFDOM OF NEVERHAM AT AUCHTERBRAE", "claim_number": "AUC-F12-26",
        "statement_of": "Ada Brennan", "address": "14 Invented Row, Neverham",
        "dated": "2026-03-03",
    }),
}  # fmt: skip


def read(data: bytes) -> ExtractedDocument:
    return readers.read(data, Limits())


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b].split()) for a, b in document.narrative)


def codes(document: ExtractedDocument) -> set[str]:
    return {notice.code for notice in document.warnings}


@pytest.mark.parametrize("name", CASES)
def test_the_head_and_the_truth_are_no_account(name: str) -> None:
    pages, account, _ = CASES[name]
    document = read(pdf(*pages))
    assert document.kind == "statement"
    assert told(document) == " ".join(account)
    assert {page.role for page in document.pages} == {"page"}
    assert all(page.disclosable for page in document.pages)
    assert codes(document) == set()


@pytest.mark.parametrize("name", CASES)
def test_the_head_gives_the_fields(name: str) -> None:
    pages, _, fields = CASES[name]
    document = read(pdf(*pages))
    found = {field.name: field.value for field in document.form}
    found.pop("declaration", None)
    assert found == fields
    for field in document.form:
        quote = document.text[field.start : field.end]
        assert " ".join(quote.split()) == field.value or field.name == "dated"


def typed(*rows: str) -> ExtractedDocument:
    return read(("\n".join(rows) + "\n").encode())


HEADING = (
    "IN THE COUNTY COURT AT NEVERHAM          Claim No. K00NV123", "BETWEEN",
    "MS ADA BRENNAN          Claimant", "and", "QUILL PROPERTIES LTD          Defendant",
    "WITNESS STATEMENT OF ADA BRENNAN",
)  # fmt: skip


def test_typed_text_is_read_so_too() -> None:
    document = typed(*HEADING, "", *SAID, "", *TRUTH, "Signed  A Brennan", "Dated 3 March 2026")
    assert told(document) == " ".join(SAID)
    found = {field.name: field.value for field in document.form}
    assert found["claim_number"] == "K00NV123"
    assert found["dated"] == "2026-03-03"
    assert found["signed"] == "A Brennan"


def test_a_cover_and_a_back_sheet_are_no_account() -> None:
    cover = at(60, *HEADING)
    document = read(pdf(cover, COUNTY, cover))
    assert told(document) == " ".join(SAID)


def test_what_is_told_below_the_truth_stays_in_the_account() -> None:
    more = "I add that I saw Mr Quill again on the following day and that he would not speak to me."
    document = typed(*HEADING, *SAID, *TRUTH, "Signed  A Brennan", more, "The slate", "was broken.")
    assert told(document).endswith(f"{more} The slate was broken.")


def test_a_truth_that_says_more_stays_in_the_account() -> None:
    more = (
        "4. I believe that the facts in his statement are true. He told me of them on the Monday "
        "and I wrote them down."
    )
    document = typed(*HEADING, *SAID, more, *TRUTH, "Signed  A Brennan", "Dated 3 March 2026")
    assert told(document) == " ".join((*SAID, more))


def test_what_a_court_would_miss_is_said() -> None:
    document = typed(*HEADING, *SAID, "Signed")
    assert codes(document) == {"declaration_missing", "no_date"}
    document = typed(*HEADING, *SAID, *TRUTH, "Signed ...............", "Dated ..............")
    assert codes(document) == {"no_typed_signature", "no_date"}


PLAIN = (
    (
        "IN THE COUNTY COURT AT NEVERHAM", "Claim No. K00NV123", "BETWEEN", "ADA BRENNAN Claimant",
        "and", "QUILL PROPERTIES LTD Defendant", "ORDER", "It is ordered that the claim is stayed.",
    ),
    (
        "Dear Mr Quill,", "I was in the county court at Neverham on Monday for my claim number",
        "K00NV123. I believe that the facts stated in my statement are true and told her so.",
        "Yours sincerely,", "Ada Brennan",
    ),
    (
        "I was a witness in the tribunal between my friend and her employer. I gave a statement.",
        "The contents of that statement are true. He was the respondent and she the claimant.",
    ),
)  # fmt: skip


@pytest.mark.parametrize("rows", PLAIN)
def test_other_papers_about_a_court_are_left_whole(rows: Sequence[str]) -> None:
    document = typed(*rows)
    assert told(document) == " ".join(rows)
    assert not document.form


def test_a_police_form_headed_with_a_court_keeps_its_private_page() -> None:
    head = (
        "IN THE CROWN COURT AT NEVERHAM", "Case No: 01ZD1234525", "WITNESS STATEMENT",
        "Statement of: Ada Brennan", "Age if under 18: over 18   Occupation: Roofer",
        *(line.format(pages=1) for line in DECLARATION), "Signature: A Brennan Date: 3 March 2026",
    )  # fmt: skip
    private = lines(
        "Home address: 14 Invented Row, Neverham", "Mobile: 07700 900123",
        "Date of birth: 1 April 1980", "Dates to avoid: none",
    )  # fmt: skip
    document = read(pdf(together(at(60, *head), at(280, *SAID)), private))
    assert [page.role for page in document.pages] == ["front", "back"]
    assert told(document) == " ".join(SAID)

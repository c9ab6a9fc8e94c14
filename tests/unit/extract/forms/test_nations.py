"""The wording of Northern Ireland and of Wales: PSNI forms, and forms in two languages."""

from collections.abc import Sequence

import pytest

from tests.unit.extract.sheets import DECLARATION, lines, pdf, text, together
from worker.casefile import ExtractedDocument
from worker.extract import readers
from worker.extract.forms import labels, values
from worker.extract.limits import Limits

TOLD = (
    "I was in the shop on the quay when a man in a blue coat came in and went to the",
    "till. He took the money out of it and pushed me against the wall. I saw his face well.",
    "I would know him again.",
)
PSNI_DECLARED = (
    "I declare that this statement consisting of 1 pages, each signed by me is true to the best of",
    "my knowledge and belief and I make it knowing that if it is tendered in evidence at a",
    "preliminary enquiry or at the trial of any person, I shall be liable to prosecution if I have",
    "wilfully stated in it anything which I know to be false or do not believe to be true.",
)
PSNI = (
    "POLICE SERVICE OF NORTHERN IRELAND", "STATEMENT OF WITNESS",
    "STATEMENT OF: Bernadette Devenney",
    'AGE OF WITNESS (if over 21 enter "over 21"): Over 21',
    "OCCUPATION OF WITNESS: School cook", "TO BE COMPLETED WHEN THE STATEMENT HAS BEEN WRITTEN",
    *PSNI_DECLARED, "Dated this 5th day of June 2026",
    "SIGNATURE OF MEMBER by whom statement was recorded or received: Const 1234 McAllister",
    "SIGNATURE OF WITNESS: B Devenney",
)  # fmt: skip
PSNI_SHORT = (
    "Form 38/36", "Witness Statement", "Name: Bernadette Devenney   Rank/Grade: N/A",
    "Are you willing to attend court? Yes   Special needs? No", "Do you require an interpreter? No",
    "Telephone: 028 9018 0111   Date of Birth: 4/5/1980",
)  # fmt: skip
PSNI_PRIVATE = (
    "WITNESS DETAILS (to be detached)", "Home Address: 14 Invented Row, Neverham BT99 9ZZ",
    "Home Tel: 028 9018 0111", "DOB: 4 May 1980", "Special needs? None",
    "Dates not available: none",
)  # fmt: skip
WELSH_DECLARED = (
    "Mae'r datganiad hwn (sy'n cynnwys 1 tudalen, pob un wedi'i llofnodi gennyf i) yn wir hyd",
    "eithaf fy ngwybodaeth a'm cred ac rwy'n ei wneud gan wybod, os cyflwynir ef mewn tystiolaeth,",
    "y byddaf yn agored i gael fy erlyn os wyf wedi datgan yn fwriadol ynddo unrhyw beth y gwn ei",
    "fod yn anwir.",
)
DECLARED = tuple(line.format(pages=1) for line in DECLARATION)
WELSH_FIRST = (
    "DATGANIAD TYST / WITNESS STATEMENT",
    "(Deddf Cyfiawnder Troseddol 1967, a.9 / Criminal Justice Act 1967, s. 9)",
    "Datganiad / Statement of: Rhodri Cadwaladr",
    "Oedran os o dan 18 / Age if under 18: Dros 18   Galwedigaeth / Occupation: Athro",
    *WELSH_DECLARED, *DECLARED,
    "Llofnod / Signature: Rh Cadwaladr   Dyddiad / Date: 5 Mehefin 2026",
)  # fmt: skip
ENGLISH_FIRST = (
    "WITNESS STATEMENT / DATGANIAD TYST",
    "(Criminal Justice Act 1967, s. 9 / Deddf Cyfiawnder Troseddol 1967, a.9)",
    "Statement of / Datganiad: Rhodri Cadwaladr",
    "Age if under 18 / Oedran os o dan 18: Dros 18   Occupation / Galwedigaeth: Athro",
    *DECLARED, *WELSH_DECLARED, "Signature / Llofnod: Rh Cadwaladr   Date / Dyddiad: 5 June 2026",
)  # fmt: skip
WELSH_ALONE = (
    "DATGANIAD TYST", "(Deddf Cyfiawnder Troseddol 1967, a.9)", "Datganiad: Rhodri Cadwaladr",
    "Oedran os o dan 18: Dros 18   Galwedigaeth: Athro", *WELSH_DECLARED,
    "Llofnod: Rh Cadwaladr   Dyddiad: 5 Mehefin 2026",
)  # fmt: skip
PAIRS = (
    ("Cyfeiriad cartref", "Home address", "14 Rhes Ddychmygol, Neverham"),
    ("Cod post", "Postcode", "ZZ9 9ZZ"), ("Ff\u00f4n symudol", "Mobile", "07700 900456"),
    ("E-bost", "Email", "rh@example.com"), ("Dyddiad geni", "Date of birth", "4 Mai 1980"),
    ("Dyddiadau i'w hosgoi", "Dates to avoid", "dim"),
)  # fmt: skip
PRIVATE = {
    "welsh first": tuple(f"{w} / {e}: {v}" for w, e, v in PAIRS),
    "english first": tuple(f"{e} / {w}: {v}" for w, e, v in PAIRS),
    "in brackets": tuple(f"{e} ({w}): {v}" for w, e, v in PAIRS),
    "welsh alone": tuple(f"{w}: {v}" for w, _, v in PAIRS),
}


def read(head: Sequence[str], private: Sequence[str] = ()) -> ExtractedDocument:
    first = together(
        lines(*head, top=60),
        lines(*TOLD, top=90 + 15 * len(head)),
        text(60, 800, "Signature of witness: B Devenney"),
    )
    return readers.read(pdf(first, *([lines(*private)] if private else [])), Limits())


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b].split()) for a, b in document.narrative)


def fields(document: ExtractedDocument) -> dict[str, str]:
    return {f.name: f.value for f in document.form if f.name != "declaration"}


def test_a_form_of_the_psni() -> None:
    document = read(PSNI, PSNI_PRIVATE)
    assert [page.role for page in document.pages] == ["front", "back"]
    assert told(document) == " ".join(TOLD)
    assert fields(document) == {
        "statement_of": "Bernadette Devenney", "age": "over 21", "occupation": "School cook",
        "pages_declared": "1", "dated": "2026-06-05", "taken_by": "Const 1234 McAllister",
        "signed": "B Devenney", "address": "14 Invented Row, Neverham BT99 9ZZ",
        "postcode": "BT99 9ZZ", "home_phone": "028 9018 0111", "date_of_birth": "1980-05-04",
        "needs": "None", "dates_to_avoid": "none",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Willing to attend court: Yes", "Yes"),
        ("Are you willing to attend court? No", "No"),
        ("Willing to attend court? Yes / No", None),
    ],
)
def test_a_question_on_the_front_is_no_account(asked: str, answer: str | None) -> None:
    document = read((*PSNI, asked))
    assert told(document) == " ".join(TOLD)
    assert document.pages[0].disclosable
    assert fields(document).get("willing_to_attend") == answer


def test_questions_and_private_details_on_a_short_front() -> None:
    document = read(PSNI_SHORT)
    assert [(page.role, page.disclosable) for page in document.pages] == [("front", False)]
    assert told(document) == " ".join(TOLD)
    found = fields(document)
    assert found["statement_of"] == "Bernadette Devenney"
    assert (found["willing_to_attend"], found["needs"]) == ("Yes", "No")
    assert found["phone"] == "028 9018 0111"


def test_an_answer_about_court_in_the_account_stays() -> None:
    said = ("I am willing to attend court.", "Was I willing to attend court? I said that I was.")
    document = read((*PSNI, "", "I was at home.", *said))
    assert told(document) == " ".join(("I was at home.", *said, *TOLD))


@pytest.mark.parametrize("private", PRIVATE)
@pytest.mark.parametrize("head", [WELSH_FIRST, ENGLISH_FIRST, WELSH_ALONE])
def test_a_form_in_two_languages(head: Sequence[str], private: str) -> None:
    document = read(head, PRIVATE[private])
    assert [page.role for page in document.pages] == ["front", "back"]
    assert told(document) == " ".join(TOLD)
    found = fields(document)
    found.pop("dated")
    assert found == {
        "statement_of": "Rhodri Cadwaladr", "age": "dros 18", "occupation": "Athro",
        "pages_declared": "1", "signed": "Rh Cadwaladr",
        "address": "14 Rhes Ddychmygol, Neverham", "postcode": "ZZ9 9ZZ",
        "mobile": "07700 900456", "email": "rh@example.com", "date_of_birth": "1980-05-04",
        "dates_to_avoid": "dim",
    }  # fmt: skip


def test_the_whole_declaration_is_kept_in_both_languages() -> None:
    for head in (WELSH_FIRST, ENGLISH_FIRST):
        document = read(head)
        declared = next(f.value for f in document.form if f.name == "declaration")
        assert "yn wir hyd eithaf" in declared
        assert "wilfully stated" in declared


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5 Mehefin 2026", "2026-06-05"),
        ("Dydd Gwener 5 Mehefin 2026", "2026-06-05"),
        ("1 o Fai 2026", None),
        ("30 Ionawr 2026", "2026-01-30"),
        ("12 Mai 2026", "2026-05-12"),
    ],
)
def test_welsh_months(written: str, day: str | None) -> None:
    assert values.form_date(written) == day


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Dyddiad / Date: 5 June", ["dated"]),
        ("Date / Dyddiad: 5 June", ["dated"]),
        ("Llofnod Signature: Rh Cadwaladr", ["signed"]),
        ("Cyfenw / Surname: Cadwaladr", ["name_part"]),
        ("Roedd y dyddiad yn anghywir ac fe ddywedais hynny wrtho", []),
        ("Cyfeiriad y dyn oedd yn y llyfr", []),
        ("Datganiad oedd hwnnw gan fy mrawd", []),
    ],
)
def test_labels_in_two_languages_are_one(line: str, names: Sequence[str]) -> None:
    assert [mark.name for mark in labels.read(line).marks] == list(names)


def test_an_account_in_welsh_stays_whole() -> None:
    account = (
        "Roeddwn yn y siop pan ddaeth dyn i mewn. Dyddiad y digwyddiad oedd y pumed.",
        "Cyfeiriad y siop yw 4 Rhes Ddychmygol. Galwedigaeth fy mrawd yw athro yn yr ysgol.",
        "Llofnod fy mrawd oedd ar y papur. Rhif y car oedd ar y wal.",
    )
    first = together(lines(*WELSH_ALONE, top=60), lines(*account, top=300))
    assert told(readers.read(pdf(first), Limits())) == " ".join(account)

"""Short printed words misread on a scan are labels still; on any other page they are themselves."""

from collections.abc import Sequence

import pytest

from worker.casefile import ExtractedDocument, PageMethod
from worker.extract.compose import compose
from worker.extract.forms import labels, scanned
from worker.extract.forms import lines as form_lines
from worker.extract.layout import Line, PlacedWord, SourcePage

ACCOUNT = (
    "I was in the shop on the quay when a man in a blue coat came in and went to the till",
    "and took the money out of it. Dale was with me. I told him: this is the man whom I saw.",
    "I rang the police from the office telephone and waited there until they came.",
)
FRONT = (
    "WlTNFSS STATEMENT", "(Crimina1 Procedurc Rules, r 16.2; Criminal Justicc Act l967, s.9)",
    "Staternent 0f: Priya Nair", "Age lf under l8: 0ver 18   Occupatlon: Baker",
    "This staternent (consisting of 1 page each signed by me) is true to the best of my",
    "knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall",
    "be liable to prosecution if I have wilfully stated in it, anything which I know to be",
    "false, or do not believe to be true.", "Signatnre: P Nair   Dale: 5 June 2026",
)  # fmt: skip
BACK = (
    "Horne addrcss: 4 Invented Row, Neverham", "Poslcode: ZZ9 9ZZ", "Mohile: 07700 900123",
    "Ernail: p@example.com", "Dale of birlh: 1 April 1980", "Dales to avoicl: none",
    "Statement takcn by: PC 77 Rao", "Wiliing to attend court? Yes",
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Dale: 5 June 2026", ["dated"]),
        ("Datc: 5 June 2026", ["dated"]),
        ("Signatnre: P Nair Dafe: 5 June 2026", ["signed", "dated"]),
        ("Ag e: Over 18", ["age"]),
        ("Age lf under l8: Over 18", ["age"]),
        ("Ernail: p@example.com", ["email"]),
        ("E-rnail: p@example.com", ["email"]),
        ("Moblle: 07700 900123", ["mobile"]),
        ("Sumame: Nair", ["name_part"]),
        ("Dale of birlh: 1 April 1980", ["date_of_birth"]),
        ("Dates to avoicl: none", ["dates_to_avoid"]),
        ("Statement takcn by: PC 77", ["taken_by"]),
        ("Narne of wilness: Priya Nair", ["statement_of"]),
        ("Wiliing to attcnd court? Yes", ["willing_to_attend"]),
        ("Gendcr: F", ["gender"]),
    ],
)
def test_a_misread_label_is_one_on_a_scan_alone(line: str, names: Sequence[str]) -> None:
    before = [mark.name for mark in labels.read(line).marks]
    with scanned.reading(True):
        assert [mark.name for mark in labels.read(line).marks] == list(names)
    assert [mark.name for mark in labels.read(line).marks] == before != list(names)


@pytest.mark.parametrize(
    "line",
    [
        "LINO: No. Is there more juice?", "Dale: I do not know him.", "Gate: it was open.",
        "At 18:05 I left the shop by the back.", "a flask: that night it was warm",
        "One of three: herself, Mr Bax and I", "I told him: this is the man whom I saw",
        "Mike: 07700 900123", "The date was wrong and I told her so", "Rapport",
    ],
)  # fmt: skip
def test_other_words_are_no_labels_on_a_scan_either(line: str) -> None:
    with scanned.reading(True):
        assert labels.read(line).marks == ()


@pytest.mark.parametrize("line", ["WlTNESS STATEMENT", "WITNFSS STATEMENT", "Wilness Statement"])
def test_a_title_misread_in_two_letters(line: str) -> None:
    assert not form_lines.is_title(line)
    with scanned.reading(True):
        assert form_lines.is_title(line)
        assert form_lines.is_legal("(Criminal Justlce Act l967, s.9)")
        assert not form_lines.is_title("I made a witness statement to the police on Monday")
    assert not form_lines.is_title(line)


def page(number: int, rows: Sequence[str], method: PageMethod) -> SourcePage:
    lines = []
    for at, row in enumerate(rows):
        top, x, words = 40.0 + 20 * at, 50.0, []
        for text in row.split():
            box = (x, top, x + 5 * len(text), top + 10)
            words.append(PlacedWord(text, *box, box))
            x = box[2] + 3
        lines.append(Line(tuple(words), " ".join(row.split()), 50.0, top, x, top + 10, 10.0))
    return SourcePage(number=number, width=595, height=842, method=method, lines=tuple(lines))


def told(document: ExtractedDocument) -> str:
    return " ".join(" ".join(document.text[a:b].split()) for a, b in document.narrative)


def test_a_scanned_form_full_of_slips() -> None:
    pages = [page(1, (*FRONT, *ACCOUNT), "ocr"), page(2, BACK, "ocr")]
    document = compose(pages, media_type="image/png", reader="test")
    assert [p.role for p in document.pages] == ["front", "back"]
    assert told(document) == " ".join(ACCOUNT)
    found = {field.name: field.value for field in document.form if field.name != "declaration"}
    assert found == {
        "statement_of": "Priya Nair", "age": "over 18", "occupation": "Baker",
        "pages_declared": "1", "signed": "P Nair", "dated": "2026-06-05",
        "address": "4 Invented Row, Neverham", "postcode": "ZZ9 9ZZ", "mobile": "07700 900123",
        "email": "p@example.com", "date_of_birth": "1980-04-01", "dates_to_avoid": "none",
        "taken_by": "PC 77 Rao", "willing_to_attend": "Yes",
    }  # fmt: skip


def test_names_that_look_like_labels_stay_in_a_typed_account() -> None:
    said = ("Dale: 07700 900123 is my number.", "Mohile: I do not know.", *ACCOUNT)
    document = compose([page(1, said, "text")], media_type="application/pdf", reader="test")
    assert told(document) == " ".join(said)
    assert not document.form

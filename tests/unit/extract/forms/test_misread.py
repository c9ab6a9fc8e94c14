"""Labels that a scanner misread are still labels, and words of an account are never made ones."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from fixtures.form_source import FormSource, form_sources
from worker.extract.compose import compose
from worker.extract.forms import labels as form_labels
from worker.extract.forms import lines as form_lines
from worker.extract.forms import values
from worker.extract.forms.vocabulary import BACK, HEAD, WORDS
from worker.extract.layout import Line, PlacedWord, SourcePage

_PHRASES = [phrase for names in (HEAD, BACK) for phrases in names.values() for phrase in phrases]
_PRINTED = {word for word in (*" ".join(_PHRASES).split(), *WORDS) if len(word) >= 8}
_TAKEN_FOR = (("i", "1"), ("l", "1"), ("o", "0"), ("m", "rn"), ("s", "5"), ("e", "c"), ("t", "f"))


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Staternent of: Priya NAIR", "statement_of"),
        ("Statcment of Priya NAIR", "statement_of"),
        ("State ment of: Priya NAIR", "statement_of"),
        ("Statementof: Priya NAIR", "statement_of"),
        ("0ccupation: Bus driver", "occupation"),
        ("Occupatlon  Bus driver", "occupation"),
        ("Occu pation: Bus driver", "occupation"),
        ("Signaturc: P Nair", "signed"),
        ("S1gnature witnessed by: PC 77", "witnessed"),
        ("Continuatlon of Staternent of: Priya NAIR", "continuation"),
    ],
)
def test_a_label_with_a_letter_misread_is_a_label(line: str, label: str) -> None:
    assert form_labels.opening_label(line) == label


@pytest.mark.parametrize(
    "line", ["W1TNESS STATEMENT", "WITNESS STATEMENT", "W I T N E S S STATEMENT"]
)
def test_a_title_misread_is_a_title(line: str) -> None:
    assert form_lines.is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "I referred to it and the station was stationary when the statements were compared.",
        "He mentioned an occupational hazard of his former settlement there.",
        "We contained the fire, and she completed what her personnel had begun.",
        "A singular creature",
        "Postcards from Rhyl",
    ],
)
def test_other_words_are_no_labels(line: str) -> None:
    assert form_labels.read(line).marks == ()


def _misread(pages: list[SourcePage], rng: random.Random) -> Iterator[SourcePage]:
    for page in pages:
        lines = []
        for line in page.lines:
            words = [_word(word, rng) for word in line.words]
            text = " ".join(word.text for word in words)
            lines.append(replace(line, words=tuple(words), text=text))
        yield replace(page, lines=tuple(lines), method="ocr", confidence=0.8)


def _word(word: PlacedWord, rng: random.Random) -> PlacedWord:
    text = word.text
    if text.casefold().strip(".,:;()") in _PRINTED and rng.random() < 0.4:
        ways = [
            text[:at] + wrong + text[at + 1 :]
            for right, wrong in _TAKEN_FOR
            for at in range(1, len(text) - 1)
            if text[at] == right
        ]
        text = rng.choice(ways) if ways else text
    return replace(word, text=text, confidence=0.8)


def _drawn(source: FormSource) -> list[SourcePage]:
    """Return a source's fields as a page of an MG11, one label to a line."""
    form = source.form
    rows = (
        "WITNESS STATEMENT",
        "(Criminal Procedure Rules, r 16.2; Criminal Justice Act 1967, s.9)",
        f"Statement of: {form['statement_of']}",
        f"Age if under 18: {form['age']}",
        f"Occupation: {form['occupation']}",
        "This statement (consisting of 1 page each signed by me) is true to the best of my",
        "knowledge and belief and I make it knowing that, if it is tendered in evidence, I shall",
        "be liable to prosecution if I have wilfully stated in it, anything which I know to be",
        "false, or do not believe to be true.",
        f"Signature: {form['signature']}",
        f"Date: {form['dated']}",
        *source.paragraphs,
    )
    lines = []
    for at, row in enumerate(rows):
        words, x = [], 50.0
        for text in row.split():
            box = (x, 40.0 + 20 * at, x + 5 * len(text), 50.0 + 20 * at)
            words.append(PlacedWord(text, *box, box))
            x = box[2] + 3
        lines.append(
            Line(tuple(words), row, 50.0, 40.0 + 20 * at, words[-1].x1, 50.0 + 20 * at, 10.0)
        )
    return [SourcePage(number=1, width=595, height=842, method="text", lines=tuple(lines))]


@pytest.mark.parametrize("seed", range(8))
def test_most_fields_survive_a_bad_scan(seed: int) -> None:
    rng = random.Random(seed)
    right = asked = 0
    for source in form_sources():
        if source.kind != "statement":
            continue
        pages = list(_misread(_drawn(source), rng))
        document = compose(pages, media_type="image/png", reader="test")
        assert document.pages[0].role == "front"
        found = {field.name: field.value for field in document.form}
        for name in ("statement_of", "age", "occupation", "dated"):
            asked += 1
            right += found.get(name) == values.normalised(name, source.form[name])
    assert right >= 0.95 * asked
